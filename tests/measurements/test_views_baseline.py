"""The baseline grid: what is right is recorded, what is wrong stays in its cell."""

from datetime import date

import pytest
from django.urls import reverse

from measurements.models import Measurement, MonthDelivery, PlannedIndicator
from measurements.services import record_measurement, skip_month
from tests.factories.measurements import make_indicator, make_plan, make_rate, record_series

NOVEMBER = date(2025, 11, 1)


@pytest.fixture
def planned(team):
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_rate(package, code="SAM-R1"), target=None)
    return list(PlannedIndicator.objects.select_related("indicator", "plan__team__network").order_by("position"))


@pytest.fixture
def address(team):
    return reverse("measurements:baseline_edit", args=[team.slug])


def cell(row, month, n, d, seen=""):
    """What the form posts for one cell."""
    prefix = f"{row.pk}-{month}"
    return {f"{prefix}-n": n, f"{prefix}-d": d, f"{prefix}-seen": seen}


def cells_of(page):
    return {(cell.planned.pk, cell.month): cell for cell in page.context["grid"].cells}


def recorded():
    rows = Measurement.objects.order_by("month", "planned_indicator")
    return [(f"{row.month:%Y-%m}", row.numerator, row.denominator) for row in rows]


def test_the_grid_has_a_row_for_each_baseline_month(client_for, people, planned, address):
    page = client_for(people["Ingrid"]).get(address)
    assert [row.name for row in page.context["grid"].rows] == [
        "November 2025",
        "Desember 2025",
        "Januar 2026",
        "Februar 2026",
        "Mars 2026",
        "April 2026",
    ]


def test_filled_cells_are_recorded_and_complete_months_delivered(client_for, people, planned, address):
    share, rate = planned
    data = cell(share, "2025-11", "9", "20") | cell(rate, "2025-11", "4", "900") | cell(share, "2025-12", "7", "20")
    answer = client_for(people["Ingrid"]).post(address, data, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Tre tall er lagret i utgangspunktet."]
    assert recorded() == [("2025-11", 9, 20), ("2025-11", 4, 900), ("2025-12", 7, 20)]
    assert [row.month for row in MonthDelivery.objects.all()] == [NOVEMBER]


def test_wrong_cells_stay_and_right_ones_are_safe(client_for, people, planned, address):
    share, rate = planned
    data = (
        cell(share, "2025-11", "21", "20")
        | cell(share, "2025-12", "7", "20")
        | cell(share, "2026-01", "x", "20")
        | cell(rate, "2026-01", "3", "")
    )
    page = client_for(people["Ingrid"]).post(address, data)
    assert (page.status_code, recorded()) == (200, [("2025-12", 7, 20)])
    assert [(problem.label, problem.message) for problem in page.context["problems"]] == [
        (
            "Kort SAM-P1, november 2025",
            "21 er flere enn 20. «Samstemt» kan ikke være flere enn «Sjekket i alt».",
        ),
        ("Kort SAM-P1, januar 2026", "Skriv bare tall her, for eksempel 16."),
        ("Kort SAM-R1, januar 2026", "Skriv inn tallet, eller hopp over indikatoren denne måneden."),
    ]
    assert page.context["problems_heading"] == "Tre ting må rettes"
    assert page.context["kept"] == "Ett tall er lagret. Rett det som er merket, og lagre igjen."
    assert cells_of(page)[(share.pk, date(2026, 1, 1))].typed["n"] == "x"


def test_saving_again_after_errors_does_not_clash_with_oneself(client_for, people, planned, address):
    share = planned[0]
    client = client_for(people["Ingrid"])
    page = client.post(address, cell(share, "2025-11", "21", "20") | cell(share, "2025-12", "7", "20"))
    seen = cells_of(page)[(share.pk, date(2025, 12, 1))].typed["seen"]
    data = cell(share, "2025-11", "11", "20") | cell(share, "2025-12", "8", "20", seen)
    assert client.post(address, data).status_code == 302
    assert recorded() == [("2025-11", 11, 20), ("2025-12", 8, 20)]


def test_somebody_elses_cell_is_shown_and_asked_about(client_for, people, planned, address):
    share = planned[0]
    client = client_for(people["Ingrid"])
    record_measurement(share, month=NOVEMBER, numerator=14, denominator=20, by=people["Marte"])
    page = client.post(address, cell(share, "2025-11", "16", "20"))
    shown = cells_of(page)[(share.pk, NOVEMBER)]
    assert shown.errors["n"] == ["Marte Solbakken har registrert 14 av 20. Lagrer du en gang til, blir det ditt tall."]
    assert recorded() == [("2025-11", 14, 20)]
    client.post(address, cell(share, "2025-11", "16", "20", shown.typed["seen"]))
    assert recorded() == [("2025-11", 16, 20)]


def test_what_people_type_is_never_markup(client_for, people, planned, address):
    page = client_for(people["Ingrid"]).post(address, cell(planned[0], "2025-11", '"><script>x', "20"))
    assert "<script>x" not in page.content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;x"' in page.content.decode()


def test_an_emptied_cell_is_not_taken_for_a_removal(client_for, people, planned, address):
    share = planned[0]
    record_series(share, [(9, 20)])
    page = client_for(people["Ingrid"]).post(address, cell(share, "2025-11", "", "", "1"))
    assert [problem.message for problem in page.context["problems"]] == [
        "Et tall kan rettes, men ikke fjernes her. Hopp over måneden i stedet."
    ]
    assert recorded() == [("2025-11", 9, 20)]


def test_a_delivered_month_is_corrected_with_a_reason(client_for, people, planned, address):
    share, rate = planned
    client = client_for(people["Ingrid"])
    client.post(address, cell(share, "2025-11", "9", "20") | cell(rate, "2025-11", "4", "900"))
    change = cell(share, "2025-11", "10", "20", "1") | cell(rate, "2025-11", "4", "900", "1")
    page = client.post(address, change)
    assert [problem.label for problem in page.context["problems"]] == ["Hvorfor rettes tallene?"]
    refused = client.post(address, change | {"reason": "Gjelder 01010750160"})
    assert "fødselsnummer" in refused.context["problems"][0].message
    assert client.post(address, change | {"reason": "Talt feil"}).status_code == 302
    assert recorded()[0] == ("2025-11", 10, 20)


def test_a_skipped_cell_is_left_alone(client_for, people, planned, address):
    skip_month(planned[0], month=NOVEMBER, reason="Ikke begynt", by=None)
    client = client_for(people["Ingrid"])
    answer = client.post(address, cell(planned[0], "2025-11", "", "", "1"), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Ingenting var endret."]


def test_those_who_may_not_record_see_figures_as_text(client_for, people, planned, address):
    record_series(planned[0], [(9, 20)])
    client = client_for(people["Arne"])
    page = client.get(address).content.decode()
    assert "9 av 20" in page
    assert "ds-input" not in page
    assert client.post(address, {}).status_code == 403


def test_without_a_plan_the_list_says_what_to_do(client_for, people, team):
    client = client_for(people["Ingrid"])
    page = client.get(reverse("measurements:baseline_edit", args=[team.slug]), follow=True)
    assert "Ingen måleplan ennå" in page.content.decode()


@pytest.mark.parametrize(("indicators", "months"), [(2, 2), (8, 6)])
def test_the_grid_takes_the_same_queries_for_few_and_many(
    client_for, people, team, django_assert_num_queries, indicators, months
):
    package = team.change_package
    make_plan(team, *(make_indicator(package, code=f"SAM-P{number}") for number in range(indicators)))
    for row in PlannedIndicator.objects.select_related("indicator", "plan__team__network"):
        record_series(row, [(3, 20)] * months)
    client = client_for(people["Ingrid"])
    address = reverse("measurements:baseline_edit", args=[team.slug])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
