"""Signing in by a code from the mail: the way in, the ways that are closed, and what a stranger learns (nothing)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import create_invitation
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 4, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands until it is moved."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def kari() -> User:
    """A person who was added but has never signed in."""
    return make_user("Kari Nordby", email="kari@example.no", is_activated=False)


def ask_for_code(client: Client, email: str = "kari@example.no", follow: bool = True):
    """Send the sign-in form."""
    return client.post(reverse("account_login"), {"email": email}, follow=follow)


def code_in_mail() -> str:
    """The code of the newest mail."""
    return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, flags=re.MULTILINE).group()


def enter(client: Client, code: str, **kwargs):
    """Send the code."""
    return client.post(reverse("account_confirm_login_code"), {"code": code, "action": "verify"}, **kwargs)


def test_code_from_the_mail_signs_in_and_activates(client: Client, kari: User, clock: time_machine.Traveller) -> None:
    page = ask_for_code(client)
    assert "kari@example.no" in page.content.decode()
    assert mail.outbox[-1].subject == f"{code_in_mail()} er koden din til Læringsnettverk"
    response = enter(client, code_in_mail())
    kari.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, reverse("reports:task_now"))
    assert (client.session["_auth_user_id"], kari.activated_at) == (str(kari.pk), NOW)


def test_sign_in_leads_to_the_page_that_was_asked_for(client: Client, kari: User) -> None:
    profile = reverse("accounts:profile_edit")
    to_login = client.get(profile)
    assert to_login["Location"] == f"{reverse('account_login')}?next={profile}"
    client.post(reverse("account_login"), {"email": kari.email, "next": profile})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in_mail(), "next": profile})
    assert response["Location"] == profile


def test_code_may_be_typed_small_and_without_the_dash(client: Client, kari: User) -> None:
    ask_for_code(client)
    assert enter(client, code_in_mail().lower().replace("-", "")).status_code == 302


def test_unknown_address_gets_the_same_page_and_another_mail(client: Client, kari: User) -> None:
    def shape(email: str) -> str:
        text = ask_for_code(Client(), email).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text.replace(email, ""))

    assert shape("ukjent@example.no") == shape("kari@example.no")
    assert [letter.to for letter in mail.outbox] == [["ukjent@example.no"], ["kari@example.no"]]
    assert "ikke knyttet til noen bruker" in mail.outbox[0].body
    assert "http" not in mail.outbox[0].body


def test_unknown_address_cannot_be_signed_in_with_any_code(client: Client) -> None:
    ask_for_code(client, "ukjent@example.no")
    for code in ("", "None", "AAAA-AAAA"):
        enter(client, code)
    assert "_auth_user_id" not in client.session


def test_closed_account_gets_no_code(client: Client, kari: User) -> None:
    User.objects.update(is_active=False)
    ask_for_code(client)
    assert "ikke knyttet til noen bruker" in mail.outbox[-1].body


def test_wrong_code_is_said_beside_the_field_and_five_end_the_attempt(client: Client, kari: User) -> None:
    ask_for_code(client)
    code = code_in_mail()
    for _attempt in range(4):
        page = enter(client, "AAAA-AAAA")
        assert "Koden stemmer ikke" in page.content.decode()
    page = enter(client, "AAAA-AAAA", follow=True)
    assert "for mange forsøk" in page.content.decode()
    enter(client, code)
    assert "_auth_user_id" not in client.session


def test_code_is_too_old_after_fifteen_minutes(client: Client, kari: User, clock: time_machine.Traveller) -> None:
    ask_for_code(client)
    clock.shift(15 * 60 + 1)
    enter(client, code_in_mail())
    assert "_auth_user_id" not in client.session


def test_code_works_in_the_browser_that_asked_for_it_only(client: Client, kari: User) -> None:
    ask_for_code(client)
    other = Client()
    enter(other, code_in_mail())
    assert "_auth_user_id" not in other.session


def test_new_code_can_be_asked_for_and_replaces_the_first(client: Client, kari: User, settings: LazySettings) -> None:
    ask_for_code(client)
    first = code_in_mail()
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert code_in_mail() != first
    enter(client, first)
    assert "_auth_user_id" not in client.session
    enter(client, code_in_mail())
    assert "_auth_user_id" in client.session


def test_another_address_can_be_tried_from_the_code_page(client: Client, kari: User) -> None:
    ask_for_code(client, "feil@example.no")
    response = client.post(reverse("account_logout"), {"next": reverse("account_login")}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_login")
    assert "Send meg en kode" in response.content.decode()


def test_one_address_gets_three_codes_a_minute(client: Client, kari: User) -> None:
    pages = [ask_for_code(Client()) for _ in range(4)]
    assert len(mail.outbox) == 3
    assert "for mange forsøk" in pages[-1].content.decode()


def test_mail_server_that_is_down_is_said_on_the_page(
    client: Client, kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: EmailBackend, messages: list) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    page = ask_for_code(client)
    assert "Vi fikk ikke sendt koden nå" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/logg-inn/passord/", "/accounts/password/reset/"]
)
def test_other_ways_of_the_sign_in_library_are_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_signed_in_person_is_sent_on_from_the_sign_in_page(client: Client, kari: User) -> None:
    ask_for_code(client)
    enter(client, code_in_mail())
    assert client.get(reverse("account_login"))["Location"] == reverse("reports:task_now")


def test_sign_out_ends_the_session_and_asks_first(client: Client, kari: User) -> None:
    ask_for_code(client)
    enter(client, code_in_mail())
    assert "Vil du logge ut" in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_invitation_page_uses_nothing_up_until_the_button_is_pressed(client: Client, kari: User) -> None:
    url = reverse("accounts:invitation_accept", args=[create_invitation(user=kari, by=make_user("Hanne Brekke"))])
    for _prefetch in range(2):
        page = client.get(url)
        assert (page.status_code, page["Cache-Control"]) == (
            200,
            "max-age=0, no-cache, no-store, must-revalidate, private",
        )
    assert client.head(url).status_code == 200
    assert "Hanne Brekke har invitert deg" in page.content.decode()
    response = client.post(url)
    assert response["Location"] == reverse("reports:task_now")
    assert client.session["_auth_user_id"] == str(kari.pk)


def test_used_invitation_shows_the_way_forward(client: Client, kari: User) -> None:
    url = reverse("accounts:invitation_accept", args=[create_invitation(user=kari, by=None)])
    Client().post(url)
    for answer in (client.get(url), client.post(url)):
        text = answer.content.decode()
        assert answer.status_code == 410
        assert "Lenken er brukt. Logg inn med e-postadressen din" in text
        assert f'href="{reverse("account_login")}"' in text


def test_unknown_invitation_is_not_found_and_shows_the_way_forward(client: Client) -> None:
    answer = client.get(reverse("accounts:invitation_accept", args=["ukjent"]))
    assert answer.status_code == 404
    assert "Sjekk at hele adressen kom med" in answer.content.decode()


def test_invitation_signs_a_second_person_in_instead_of_the_first(client: Client, kari: User, client_for) -> None:
    client = client_for(make_user("Ola"))
    client.post(reverse("accounts:invitation_accept", args=[create_invitation(user=kari, by=None)]))
    assert client.session["_auth_user_id"] == str(kari.pk)
