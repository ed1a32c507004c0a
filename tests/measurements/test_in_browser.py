"""What only a browser shows: the month page answers while one types, the grid moves and takes a pasted table."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from measurements.models import EntryDraft, Measurement, MonthDelivery, PlannedIndicator
from measurements.services import record_measurement, set_measured_units
from measurements.views.exports import XLSX
from tests.browser import DESKTOP, PHONE, assert_accessible, sign_in
from tests.factories.measurements import make_indicator, make_plan, make_rate, record_series
from tests.measurements.spreadsheets.building import figures

pytestmark = pytest.mark.django_db(transaction=True)
OCTOBER = date(2026, 10, 1)
SERIES = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (10, 20), (12, 21), None, (13, 20), (14, 20)]


@pytest.fixture
def planned(team):
    """A share with eleven months and a rate with three."""
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_rate(package, code="SAM-R1"), target=None)
    share, rate = PlannedIndicator.objects.select_related("indicator", "plan__team__network").order_by("position")
    record_series(share, SERIES)
    record_series(rate, [(4, 900), (6, 880), (5, 910)], first=date(2026, 7, 1))
    return share, rate


@pytest.fixture
def month(team):
    return reverse("measurements:month_edit", args=[team.slug, OCTOBER])


@pytest.fixture
def grid(team):
    return reverse("measurements:baseline_edit", args=[team.slug])


def paste(page: Page, number: int, text: str) -> None:
    """Paste copied cells into a field of the grid, counted from the first."""
    page.evaluate(
        """([number, text]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.querySelectorAll(".cell-pair .ds-input")[number].dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [number, text],
    )


def field(page: Page, row: PlannedIndicator, part: str):
    return page.locator(f"#id_{row.pk}-{part}")


def test_typing_saves_reads_and_delivers(page, site, people, planned, month):
    share, rate = planned
    sign_in(page, site, people["Ingrid"])
    page.goto(month)
    assert_accessible(page)
    field(page, share, "n").fill("16")
    card = page.locator(f"#rad-{share.pk}")
    expect(card).to_contain_text("Sju målinger på rad ligger over utgangspunktet")
    expect(page.locator(".saved")).to_contain_text("Utkast lagret")
    field(page, share, "n").press("Enter")
    expect(field(page, share, "d")).to_be_focused()
    field(page, rate, "n").fill("x")
    expect(page.locator(f"#rad-{rate.pk} .error")).to_contain_text("Skriv bare tall her")
    expect(field(page, rate, "n")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    field(page, rate, "n").fill("4")
    expect(page.locator(".sticky-bar")).to_contain_text("2 av 2 klare.")
    page.get_by_role("button", name="Lever oktober").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oktober 2026")
    assert_accessible(page)
    assert (MonthDelivery.objects.count(), Measurement.objects.filter(month=OCTOBER).count()) == (1, 2)


def test_a_question_is_answered_without_leaving_the_page(page, site, people, planned, month):
    share, _rate = planned
    sign_in(page, site, people["Ingrid"])
    page.goto(month)
    field(page, share, "d").fill("200")
    field(page, share, "n").fill("16")
    expect(page.locator(".warning-box")).to_contain_text("Stemmer 200 brukere?")
    expect(field(page, share, "d")).to_have_class(re.compile("input-look"))
    assert_accessible(page)
    page.get_by_role("button", name="Rett til 20").click()
    expect(field(page, share, "d")).to_have_value("20")
    expect(page.locator(".warning-box")).to_have_count(0)
    assert EntryDraft.objects.get().fields[f"{share.pk}-d"] == "20"


def test_what_was_typed_last_is_saved_when_the_page_is_left(page, site, people, planned, month):
    share, _rate = planned
    sign_in(page, site, people["Ingrid"])
    page.goto(month)
    field(page, share, "n").fill("16")
    page.get_by_role("link", name="Samlinger").first.click()
    page.wait_for_url("**/samlinger/")
    for _turn in range(50):
        if EntryDraft.objects.exists():
            break
        page.wait_for_timeout(100)
    page.goto(month)
    expect(field(page, share, "n")).to_have_value("16")


def test_on_a_phone_what_is_done_folds_and_opens(open_page, site, people, planned, month):
    share, _rate = planned
    page = open_page(PHONE)
    sign_in(page, site, people["Ingrid"])
    page.goto(month)
    field(page, share, "n").fill("16")
    expect(page.locator(f"#rad-{share.pk}")).to_contain_text("16 av 20 er lagret.")
    page.reload()
    expect(field(page, share, "n")).to_be_hidden()
    page.get_by_role("button", name="Endre").click()
    expect(field(page, share, "n")).to_be_focused()


def test_without_javascript_the_month_is_read_and_delivered(open_page, site, people, planned, month):
    share, rate = planned
    page = open_page(javascript=False)
    sign_in(page, site, people["Ingrid"])
    page.goto(month)
    field(page, share, "n").fill("16")
    page.get_by_role("button", name="Lagre utkast").last.click()
    expect(page.locator(f"#rad-{share.pk}")).to_contain_text("Sju målinger på rad")
    record_measurement(share, month=OCTOBER, numerator=14, denominator=20, by=people["Marte"])
    field(page, rate, "n").fill("4")
    page.get_by_role("button", name="Lever oktober").click()
    expect(page.locator(".warning-box")).to_contain_text("Marte Solbakken har registrert 14 av 20.")
    page.get_by_role("button", name="Bruk 16 av 20").click()
    page.get_by_role("button", name="Lever oktober").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oktober 2026")
    assert Measurement.objects.get(planned_indicator=share, month=OCTOBER).numerator == 16


def test_the_grid_moves_by_keys_and_takes_a_pasted_table(page, site, people, team, planned, grid):
    Measurement.objects.all().delete()
    sign_in(page, site, people["Ingrid"])
    page.goto(grid)
    assert_accessible(page)
    cells = page.locator(".cell-pair .ds-input")
    cells.nth(0).fill("9")
    cells.nth(0).press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    cells.nth(1).fill("20")
    cells.nth(1).press("ArrowDown")
    expect(cells.nth(5)).to_be_focused()
    cells.nth(4).fill("7")
    cells.nth(5).focus()
    expect(cells.nth(5)).to_have_value("20")
    paste(page, 8, "8\t20\n6\t19\r\n")
    expect(page.locator("[data-paste-status]")).to_have_text("Fire felt er fylt ut. Husk å lagre.")
    expect(cells.nth(8)).to_be_focused()
    page.get_by_role("button", name="Lagre utgangspunktet").click()
    expect(page.locator(".notes")).to_contain_text("Fire tall er lagret i utgangspunktet.")
    rows = Measurement.objects.order_by("month").values_list("numerator", "denominator")
    assert [tuple(map(int, row)) for row in rows] == [(9, 20), (7, 20), (8, 20), (6, 19)]


def test_a_pasted_sheet_finds_its_months_and_wrong_cells_say_so(page, site, people, planned, grid):
    _share, rate = planned
    Measurement.objects.all().delete()
    sign_in(page, site, people["Ingrid"])
    page.goto(grid)
    paste(page, 0, "Måned\tKort SAM-R1 teller\tKort SAM-R1 nevner\nfeb. 26\t4\t900\nmars 2026\tfem\t910\n")
    wrong = field(page, rate, "2026-03-n")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_be_focused()
    expect(page.locator(f"#id_{rate.pk}-2026-03-n_error")).to_contain_text("Skriv bare tall her")
    expect(field(page, rate, "2026-02-d")).to_have_value("900")
    assert_accessible(page)
    wrong.fill("5")
    page.get_by_role("button", name="Lagre utgangspunktet").click()
    expect(page.locator(".notes")).to_contain_text("To tall er lagret i utgangspunktet.")
    assert Measurement.objects.count() == 2


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_figures_are_imported_from_a_file_and_from_copied_cells(
    open_page, site, people, team, planned, size, javascript
):
    page = open_page(size, javascript=javascript)
    sign_in(page, site, people["Ingrid"])
    page.goto(reverse("measurements:measurement_list", args=[team.slug]))
    page.get_by_role("link", name="Importer tall fra Excel").click()
    look(page, javascript)
    rows = [("2026-10", "SAM-P1", 15, 20), ("2026-10", "SAM-R1", "fire", 900), ("02.0202", "SAM-P1", 1, 2)]
    page.get_by_label("Excel-fil").set_input_files({"name": "tall.xlsx", "mimeType": XLSX, "buffer": figures(*rows)})
    page.get_by_role("button", name="Les filen").click()
    expect(page.get_by_role("heading", name="2 celler må rettes")).to_be_visible()
    expect(page.locator(".import-problems")).to_contain_text("C3")
    look(page, javascript)
    page.get_by_label("Tallene").fill("Måned\tSAM-P1 teller\tSAM-P1 nevner\nokt. 2026\t15\t20\nsep. 2026\t12\t200\n")
    page.get_by_role("button", name="Les tallene").click()
    expect(page.locator(".lead")).to_contain_text("1 nytt, 1 endres, 0 like.")
    expect(page.locator("#se-pa")).to_be_visible()
    look(page, javascript)
    page.get_by_role("button", name="Lagre to tall").click()
    expect(page.locator(".notes")).to_contain_text("Ett tall er lagt til og ett tall er endret.")
    assert Measurement.objects.get(planned_indicator=planned[0], month=OCTOBER).numerator == 15


def look(page: Page, javascript: bool) -> None:
    """Judge the page by axe where scripts run."""
    if javascript:
        assert_accessible(page)


def test_the_chart_page_becomes_interactive_without_moving(page, site, people, team, planned):
    sign_in(page, site, people["Ingrid"])
    page.goto(reverse("measurements:chart_detail", args=[team.slug, "sam-p1"]))
    expect(page.get_by_role("button", name="Vis som bilde")).to_be_visible()
    expect(page.locator(".chart-live .plotly").first).to_be_attached()
    page.get_by_role("button", name="Vis som bilde").click()
    expect(page.locator(".run-chart-page")).to_be_visible()
    page.locator(".download summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Diagrammet som PNG, til lysark").click()
    assert download.value.suggested_filename == f"{team.slug}-sam-p1.png"
    assert_accessible(page)


PAGES = ["measurement_list", "plan_edit", "baseline_edit"]


@pytest.mark.parametrize("person", ["Ingrid", "Arne"])
def test_every_page_is_accessible_at_both_widths(page, site, people, team, planned, person):
    sign_in(page, site, people[person])
    addresses = [reverse(f"measurements:{name}", args=[team.slug]) for name in PAGES]
    addresses.append(reverse("measurements:measurement_edit", args=[team.slug, "sam-p1", date(2026, 9, 1)]))
    if person == "Ingrid":
        addresses.append(reverse("measurements:month_skip", args=[team.slug, OCTOBER]))
        addresses.append(reverse("measurements:annotation_create", args=[team.slug, "sam-p1"]))
    addresses.append(reverse("measurements:package_detail", args=["sam"]))
    for address in addresses:
        page.goto(address)
        assert_accessible(page)


def test_the_chart_of_an_avdeling_is_accessible(page, site, people, team, planned):
    share, _rate = planned
    set_measured_units(team, units=[(None, "Avdeling Nord", True)], counted=[share], by=None)
    part = share.parts.select_related("indicator", "plan__team__network").get()
    record_measurement(part, month=OCTOBER, numerator=9, denominator=20, by=None)
    sign_in(page, site, people["Ingrid"])
    page.goto(reverse("measurements:chart_detail", args=[team.slug, "sam-p1"]))
    page.get_by_role("link", name="Avdeling Nord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Avdeling Nord")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("okt")).first.click()
    page.get_by_role("link", name="Avbryt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Avdeling Nord")


def test_what_is_hidden_takes_no_room(page, site, people, planned, grid):
    sign_in(page, site, people["Ingrid"])
    page.goto(grid)
    expect(page.locator("[data-paste-status]")).to_be_hidden()
