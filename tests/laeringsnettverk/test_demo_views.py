"""The demo's pages sign anyone in and show all mail, and do not exist anywhere else."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import add_user
from laeringsnettverk.demo.cast import people_to_sign_in

pytestmark = pytest.mark.django_db
MAIL = "20261122T080000000000-0a1b2c3d"


@pytest.fixture
def in_demo(settings: LazySettings, tmp_path: Path) -> Path:
    """The demo, with a letter box of its own."""
    settings.DEMO = True
    settings.DEMO_MAIL_DIR = tmp_path
    return tmp_path


@pytest.fixture
def somebody() -> User:
    """One of the cast."""
    return add_user(email="hanne.brekke@usht.example.no", name="Hanne Brekke", by=None)


@pytest.mark.parametrize(
    ("method", "name", "args"),
    [
        ("get", "demo_home", []),
        ("post", "demo_sign_in", []),
        ("get", "demo_mail_list", []),
        ("get", "demo_mail_detail", [MAIL]),
    ],
)
def test_page_does_not_exist_outside_the_demo(
    client: Client, settings: LazySettings, tmp_path: Path, somebody: User, method: str, name: str, args: list[str]
) -> None:
    settings.DEMO = False
    settings.DEMO_MAIL_DIR = tmp_path
    (tmp_path / f"{MAIL}.eml").write_text("Subject: hemmelig\n\nkode")
    response = getattr(client, method)(reverse(name, args=args), {"email": somebody.email})
    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_signs_in(client: Client, in_demo: Path, somebody: User) -> None:
    response = client.post(reverse("demo_sign_in"), {"email": somebody.email})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(somebody.pk)


def test_only_the_cast_is_signed_in(client: Client, in_demo: Path) -> None:
    other = add_user(email="virkelig@example.no", name="Virkelig Person", by=None)
    assert client.post(reverse("demo_sign_in"), {"email": other.email}).status_code == 404
    assert client.get(reverse("demo_sign_in")).status_code == 405


def test_home_has_a_button_for_everybody_of_the_cast(client: Client, in_demo: Path, somebody: User) -> None:
    assert [row[3] for row in people_to_sign_in()] == [somebody.email]
    page = client.get(reverse("demo_home")).content.decode()
    assert page.count(f'name="email" value="{somebody.email}"') == 1


def test_home_says_when_the_demo_is_empty(client: Client, in_demo: Path) -> None:
    assert "ikke laget ennå" in client.get(reverse("demo_home")).content.decode()


def test_mail_is_shown_as_text_only(client: Client, in_demo: Path) -> None:
    (in_demo / f"{MAIL}.eml").write_text("Subject: <b>Hei</b>\nTo: kari@example.no\n\n<script>alert(1)</script>")
    assert MAIL in client.get(reverse("demo_mail_list")).content.decode()
    page = client.get(reverse("demo_mail_detail", args=[MAIL])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_mail_list_says_when_nothing_came(client: Client, in_demo: Path) -> None:
    assert "Ingen e-post ennå" in client.get(reverse("demo_mail_list")).content.decode()


def test_mail_that_is_not_there_is_not_found(client: Client, in_demo: Path) -> None:
    assert client.get(reverse("demo_mail_detail", args=[MAIL])).status_code == 404
