"""Sign-in as a person meets it: from the mail to the page and out again, with axe on every page."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page

from accounts.services import create_invitation
from tests.browser import DESKTOP, PHONE, ROOT
from tests.factories.accounts import make_user
from tests.plugins.browser import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong on the page."""
    result = page.evaluate(f"async () => {{ {AXE}; return await axe.run(); }}")
    return [f"{page.url} {found['id']}: {found['nodes'][0]['html']}" for found in result["violations"]]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_person_signs_in_with_the_code_and_the_back_button_shows_nothing_after_sign_out(
    open_page: OpenPage, size: tuple[int, int]
) -> None:
    make_user("Kari Nordby", email="kari@example.no")
    page, found = open_page(size), []
    page.goto(reverse("accounts:profile_edit"))
    found += violations(page)
    page.get_by_label("E-postadresse").fill("kari@example.no")
    page.get_by_role("button", name="Send meg en kode").click()
    page.get_by_label("Kode").fill("AAAA-AAAA")
    page.get_by_role("button", name="Logg inn").click()
    found += violations(page)
    page.get_by_label("Kode").fill(re.search(r"^[A-Z0-9-]{9}$", mail.outbox[-1].body, flags=re.MULTILINE).group())
    page.get_by_role("button", name="Logg inn").click()
    assert page.get_by_label("Navn").input_value() == "Kari Nordby"
    found += violations(page)
    page.goto(reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="Logg ut").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ett sted for hele læringsnettverket"
    found += violations(page)
    page.go_back()
    page.go_back()
    assert "Kari Nordby" not in page.content()
    assert page.get_by_label("E-postadresse").is_visible()
    assert found == []


def test_invitation_opens_the_account_without_javascript(open_page: OpenPage) -> None:
    kari = make_user("Kari Nordby", is_activated=False)
    page = open_page(PHONE, javascript=False)
    page.goto(reverse("accounts:invitation_accept", args=[create_invitation(user=kari, by=None)]))
    assert page.get_by_role("heading", level=1).inner_text() == "Velkommen, Kari Nordby"
    page.get_by_role("button", name="Åpne brukeren min").click()
    kari.refresh_from_db()
    assert kari.activated_at is not None


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_texts_are_accessible_and_fit_the_screen(open_page: OpenPage, size: tuple[int, int]) -> None:
    page, found = open_page(size), []
    for name in ("accessibility", "privacy", "help", "account_signup"):
        page.goto(reverse(name))
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert found == []
