"""The telleliste on a phone: big buttons, a bad line, two phones at once, no JavaScript; and the sheet to print."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from measurements.models import Measurement, Tap
from measurements.queries.tally import TallyCount, tally_count
from measurements.services import close_tally_sheet
from tests.browser import DESKTOP, PHONE, assert_accessible, sign_in
from tests.factories.measurements import make_count, make_plan, make_tally, planned

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(team, people):
    make_plan(team)
    return make_tally(planned(team), by=people["Ingrid"])


@pytest.fixture
def address(sheet):
    return reverse("measurements:tally_count", args=[sheet.token])


def tap(page: Page, name: str, times: int = 1) -> None:
    for _turn in range(times):
        page.get_by_role("button", name=name, exact=True).click()


def test_taps_made_without_a_line_are_kept_and_sent(open_page, sheet, address):
    page = open_page(PHONE)
    page.goto(address)
    assert_accessible(page)
    button = page.get_by_role("button", name="Ja", exact=True).bounding_box()
    assert button["height"] >= 96
    assert button["width"] >= 140
    tap(page, "Ja", 2)
    expect(page.locator("[data-state]")).to_have_text("Alle trykk er sendt.")
    assert tally_count(sheet) == TallyCount(2)
    page.context.set_offline(True)
    tap(page, "Nei")
    tap(page, "Ja")
    tap(page, "Ikke aktuelt")
    expect(page.locator("[data-state]")).to_contain_text("3 trykk venter på nett.")
    expect(page.locator("[data-progress]")).to_have_text("4 av 10 talt")
    expect(page.locator("[data-detail]")).to_have_text("3 ja, 1 nei, 1 ikke aktuelt")
    assert_accessible(page)
    assert tally_count(sheet) == TallyCount(2)
    page.get_by_role("button", name="Angre siste trykk").click()
    expect(page.locator("[data-detail]")).to_have_text("3 ja, 1 nei, 0 ikke aktuelt")
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_have_text("Alle trykk er sendt.")
    assert tally_count(sheet) == TallyCount(3, 1)


def test_taps_are_on_the_phone_after_the_page_was_closed(open_page, sheet, address):
    page = open_page(PHONE)
    page.goto(address)
    page.context.set_offline(True)
    tap(page, "Ja", 3)
    expect(page.locator("[data-state]")).to_contain_text("3 trykk venter på nett.")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("[data-progress]")).to_have_text("3 av 10 talt")
    expect(page.locator("[data-state]")).to_have_text("Alle trykk er sendt.")
    assert tally_count(sheet) == TallyCount(3)


def test_two_phones_stop_at_n_and_what_came_late_is_said(open_page, sheet, address):
    first, second = open_page(PHONE), open_page(PHONE)
    first.goto(address)
    second.goto(address)
    second.context.set_offline(True)
    tap(first, "Ja", 8)
    tap(second, "Nei", 4)
    expect(first.locator("[data-state]")).to_have_text("Alle trykk er sendt.")
    second.context.set_offline(False)
    expect(second.locator("[data-state]")).to_have_text("2 trykk kom etter at lista var full, og er ikke talt med.")
    expect(second.get_by_role("button", name="Nei", exact=True)).to_be_hidden()
    expect(second.locator(".tally-full")).to_contain_text("Dere er i mål.")
    assert_accessible(second)
    assert tally_count(sheet) == TallyCount(8, 2)
    # An undo makes room again.
    second.get_by_role("button", name="Angre siste trykk").click()
    expect(second.locator("[data-progress]")).to_have_text("9 av 10 talt")
    expect(second.get_by_role("button", name="Nei", exact=True)).to_be_visible()


def test_a_phone_that_comes_back_after_the_close_is_told_what_was_lost(open_page, sheet, address, people):
    page = open_page(PHONE)
    page.goto(address)
    page.context.set_offline(True)
    tap(page, "Ja", 2)
    tap(page, "Nei")
    close_tally_sheet(sheet, by=people["Ingrid"])
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_contain_text("Tellingen er stengt, og 3 trykk kom ikke med: 2 ja, 1 nei.")
    expect(page.get_by_role("button", name="Ja", exact=True)).to_be_hidden()
    assert_accessible(page)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lenken virker ikke")
    assert_accessible(page)
    assert Tap.objects.count() == 0


def test_without_javascript_each_tap_is_a_form(open_page, sheet, address):
    page = open_page(PHONE, javascript=False)
    page.goto(address)
    tap(page, "Ja")
    tap(page, "Ikke aktuelt")
    tap(page, "Nei")
    expect(page.locator("[data-progress]")).to_have_text("2 av 10 talt")
    page.get_by_role("button", name="Angre siste trykk").click()
    expect(page.locator("[data-detail]")).to_have_text("1 ja, 0 nei, 1 ikke aktuelt")
    expect(page.get_by_role("button", name="Angre siste trykk")).to_be_hidden()
    assert tally_count(sheet) == TallyCount(1, 0, 1)


def test_a_count_is_one_big_button(open_page, team, people):
    make_plan(team, make_count(team.change_package), target=None)
    sheet = make_tally(planned(team), by=people["Ingrid"], limit=None)
    page = open_page(PHONE)
    page.goto(reverse("measurements:tally_count", args=[sheet.token]))
    tap(page, "+1 Fall", 3)
    page.get_by_role("button", name="Angre siste trykk").click()
    expect(page.locator("[data-progress]")).to_have_text("2 talt")
    expect(page.locator("[data-state]")).to_have_text("Alle trykk er sendt.")
    assert_accessible(page)
    assert tally_count(sheet) == TallyCount(2)


def test_the_code_is_printed_alone_and_the_count_moves(open_page, site, sheet, address, people, team):
    page = open_page(DESKTOP)
    sign_in(page, site, people["Ingrid"])
    page.goto(reverse("measurements:tally_detail", args=[team.slug, sheet.pk]))
    assert_accessible(page)
    ward = open_page(PHONE)
    ward.goto(address)
    tap(ward, "Ja", 2)
    expect(page.locator("[data-live]")).to_contain_text("2 av 10 talt")
    page.emulate_media(media="print")
    expect(page.locator(".qr-box svg")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    expect(page.locator("[data-live]")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(reverse("measurements:tally_list", args=[team.slug]))
    assert_accessible(page)
    page.get_by_role("link", name="Ny telleliste").click()
    assert_accessible(page)


def test_the_tallied_figure_is_confirmed_on_the_month_page(open_page, site, sheet, address, people, team):
    ward = open_page(PHONE)
    ward.goto(address)
    tap(ward, "Ja", 4)
    tap(ward, "Nei")
    expect(ward.locator("[data-state]")).to_have_text("Alle trykk er sendt.")
    page = open_page(PHONE)
    sign_in(page, site, people["Ingrid"])
    page.goto(reverse("measurements:month_edit", args=[team.slug, sheet.month]))
    expect(page.locator(".warning-box")).to_contain_text("Fra telleliste: 4 av 5.")
    assert_accessible(page)
    number = page.locator(".number-pair .ds-input").first
    number.fill("3")
    expect(page.locator(".warning-box")).to_contain_text("Her står 3 av 5. Hvilket tall skal stå?")
    page.get_by_role("button", name="Bruk 4 av 5").click()
    expect(number).to_have_value("4")
    expect(page.locator(".entry-note")).to_contain_text("4 av 5 er lagret.")
    page.get_by_role("button", name="Lever oktober").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oktober 2026")
    figure = Measurement.objects.get(month=sheet.month)
    assert (figure.numerator, figure.denominator, figure.recorded_by) == (4, 5, people["Ingrid"])
    # The month is delivered: the list takes no more.
    tap(ward, "Ja")
    expect(ward.locator("[data-state]")).to_contain_text("Tellingen er stengt, og 1 trykk kom ikke med: 1 ja.")
