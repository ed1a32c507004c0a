"""The front end in a real browser: accessible in all states, drafts saved while typing, nothing sent twice."""

import pytest
from django.http import HttpResponse, JsonResponse
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible
from tests.frontend import pages
from tests.plugins.browser import Watch

pytestmark = [pytest.mark.urls("tests.frontend.pages"), pytest.mark.django_db(transaction=True)]
EVERY = ["/galleri/", "/tomt/", "/feil/", "/utkast/"]


@pytest.fixture(autouse=True)
def _nothing_received() -> None:
    """Each test starts with an empty letter box."""
    pages.received.clear()
    pages.answers.clear()
    pages.asked.clear()
    pages.clicked.clear()


@pytest.mark.parametrize("address", EVERY)
def test_page_is_accessible_on_phone_and_desktop(page: Page, address: str) -> None:
    page.goto(address)
    assert_accessible(page)


def test_error_summary_has_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/feil/")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="E-post: ").first.click()
    expect(page.locator("#id_email")).to_be_focused()


def test_menu_opens_without_javascript_on_a_phone(open_page) -> None:
    phone = open_page((390, 844), javascript=False)
    phone.goto("/galleri/")
    expect(phone.get_by_role("link", name="Målinger")).to_be_hidden()
    phone.get_by_text("Meny", exact=True).click()
    expect(phone.get_by_role("link", name="Målinger")).to_be_visible()
    expect(phone.get_by_role("button", name="Logg ut")).to_be_visible()


def test_draft_is_saved_after_a_pause_and_says_when(page: Page) -> None:
    page.goto("/utkast/")
    page.get_by_label("Tekst").fill("Vi lærte mye")
    expect(page.locator("[data-saved-text]")).to_contain_text("Utkast lagret")
    assert pages.received == [{"text": "Vi lærte mye"}]


def test_draft_that_cannot_be_saved_says_so_and_keeps_the_text(page: Page, watch: Watch) -> None:
    watch.expected.add(503)
    pages.answers.append(HttpResponse(status=409))
    page.goto("/utkast/")
    page.get_by_label("Tekst").fill("Vi lærte mye")
    expect(page.locator(".saved")).to_have_attribute("data-state", "failed")
    expect(page.locator("[data-failed-text]")).to_have_text("Ikke lagret. Prøver igjen.")
    expect(page.get_by_label("Tekst")).to_have_value("Vi lærte mye")
    page.get_by_label("Tekst").press_sequentially(" igjen")
    expect(page.locator("[data-saved-text]")).to_contain_text("Utkast lagret")
    assert pages.received[-1] == {"text": "Vi lærte mye igjen"}


def test_draft_that_is_refused_shows_the_reason(page: Page) -> None:
    pages.answers.append(JsonResponse({"message": "Ta bort fødselsnummeret."}, status=400))
    page.goto("/utkast/")
    page.get_by_label("Tekst").fill("Vi lærte mye")
    expect(page.locator("[data-failed-text]")).to_have_text("Ta bort fødselsnummeret.")


def test_draft_is_saved_when_the_page_is_left_at_once(page: Page) -> None:
    page.goto("/utkast/")
    page.get_by_label("Tekst").fill("Hastverk")
    page.goto("/tomt/")
    expect(page.get_by_role("heading", name="Skjema")).to_be_visible()
    assert pages.received == [{"text": "Hastverk"}]


def test_double_click_sends_once_with_the_buttons_value(page: Page) -> None:
    """The second click comes while the server still works with the first."""
    page.goto("/utkast/")
    button = page.get_by_role("button", name="Send")
    button.hover()
    page.mouse.down()
    page.mouse.up()
    assert pages.asked.wait(10)
    page.mouse.down()
    page.mouse.up()
    pages.clicked.set()
    expect(button).not_to_have_attribute("aria-busy", "true")
    assert pages.received == [{"text": "", "action": "send"}]
