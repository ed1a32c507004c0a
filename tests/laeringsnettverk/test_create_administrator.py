"""The first administrator comes from the command line, and nobody is raised to one by it later."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.services import add_user

pytestmark = pytest.mark.django_db


def test_command_makes_an_administrator_and_says_where_to_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_administrator", "Kari@example.no", "Kari Nordby")
    user = User.objects.get()
    assert (user.email, user.name, user.is_administrator) == ("kari@example.no", "Kari Nordby", True)
    assert "kari@example.no at http://127.0.0.1:8000/logg-inn/" in capsys.readouterr().out


def test_command_run_twice_changes_nothing() -> None:
    for _ in range(2):
        call_command("create_administrator", "kari@example.no", "Kari Nordby")
    assert User.objects.count() == 1


def test_command_refuses_to_raise_somebody() -> None:
    add_user(email="ola@example.no", name="Ola Lie", by=None)
    with pytest.raises(CommandError, match="not an administrator's"):
        call_command("create_administrator", "ola@example.no", "Ola Lie")


def test_command_refuses_what_is_no_address() -> None:
    with pytest.raises(CommandError):
        call_command("create_administrator", "kari", "Kari Nordby")
    assert not User.objects.exists()
