"""What is counted by quarters or half-years is expected in the last month of them, and in no other."""

from datetime import date

import pytest
from django.urls import reverse

from measurements.charts import render_set
from measurements.models import Indicator, MonthDelivery
from measurements.queries import MonthState, team_overview
from measurements.queries.reading import team_series
from measurements.services import Cell, MeasurementError, deliver_month, lock_months, record_cells, record_measurement
from reports.services.reminders import plan_reminders
from tests.factories.measurements import make_indicator, make_plan, record_series

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)
TODAY = date(2026, 11, 4)
QUARTERLY, HALF_YEARLY = Indicator.Frequency.QUARTERLY, Indicator.Frequency.HALF_YEARLY


@pytest.mark.parametrize(
    ("frequency", "due"),
    [("monthly", list(range(1, 13))), ("quarterly", [3, 6, 9, 12]), ("half_yearly", [6, 12])],
)
def test_a_figure_is_due_in_the_last_month_of_its_period(frequency, due):
    indicator = Indicator(frequency=frequency)
    assert [month for month in range(1, 13) if indicator.is_due_in(date(2026, month, 1))] == due


@pytest.fixture
def planned(team):
    """One counted each month, one each quarter."""
    package = team.change_package
    plan = make_plan(team, make_indicator(package), make_indicator(package, code="SAM-Q1", frequency=QUARTERLY))
    return list(plan.planned_indicators.select_related("indicator", "plan__team__network").order_by("position"))


@pytest.fixture
def seldom(team):
    """Nothing but one that is counted each quarter."""
    plan = make_plan(team, make_indicator(team.change_package, code="SAM-Q1", frequency=QUARTERLY))
    return plan.planned_indicators.select_related("indicator", "plan__team__network").get()


def count(planned, month, numerator=16):
    return record_measurement(planned, month=month, numerator=numerator, denominator=20, by=None)


def test_a_month_is_delivered_without_what_is_counted_by_quarters(team, planned):
    monthly, quarterly = planned
    count(monthly, OCTOBER)
    deliver_month(team, month=OCTOBER, by=None)
    count(monthly, SEPTEMBER)
    with pytest.raises(MeasurementError, match="Mangler tall eller grunn for Kort SAM-Q1"):
        deliver_month(team, month=SEPTEMBER, by=None)
    count(quarterly, SEPTEMBER)
    assert deliver_month(team, month=SEPTEMBER, by=None).month == SEPTEMBER


def test_the_grid_delivers_what_is_complete_with_what_is_due(team, planned):
    monthly, _quarterly = planned
    record_cells(team, cells=[Cell(monthly, month, 9, 20, None) for month in (AUGUST, SEPTEMBER)], by=None)
    assert [row.month for row in MonthDelivery.objects.all()] == [AUGUST]


def test_locking_takes_complete_months_of_the_baseline(team, planned):
    monthly, _quarterly = planned
    record_series(monthly, [(9, 20)] * 6)
    locked = lock_months([team], last=OCTOBER, by=None)
    # December and March lack the quarter's figure.
    assert [month.month for month in locked[team]] == [11, 1, 2, 4]


def test_the_month_page_has_what_is_due(client_for, people, team, planned):
    client = client_for(people["Ingrid"])
    for month, codes in ((OCTOBER, ["SAM-P1"]), (SEPTEMBER, ["SAM-P1", "SAM-Q1"])):
        page = client.get(reverse("measurements:month_edit", args=[team.slug, month]))
        assert [row.indicator.code for row in page.context["page"].rows] == codes


def test_a_figure_in_another_month_is_kept_and_shown(client_for, people, team, planned):
    count(planned[1], OCTOBER)
    page = client_for(people["Ingrid"]).get(reverse("measurements:month_edit", args=[team.slug, OCTOBER]))
    assert [row.indicator.code for row in page.context["page"].rows] == ["SAM-P1", "SAM-Q1"]
    assert [point.period for point in team_series(team, TODAY)[1].series.points][-1] == OCTOBER


def test_the_chart_has_no_gaps_between_quarters(team, planned):
    monthly, quarterly = planned
    record_series(monthly, [(9, 20)] * 12)
    for month in (date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1), SEPTEMBER):
        count(quarterly, month)
    item = team_series(team, TODAY)[1]
    assert [(point.period.month, point.numerator) for point in item.series.points] == [
        (12, 16),
        (3, 16),
        (6, 16),
        (9, 16),
    ]
    assert item.series.baseline_length == 2


def test_months_in_which_nothing_is_due_are_not_listed(team, seldom):
    states = {status.month: status.state for status in team_overview(team, TODAY).months}
    assert [month.month for month in states] == [12, 3, 6, 9]
    assert states[SEPTEMBER] is MonthState.LATE


def test_a_month_in_which_nothing_is_due_says_so(client_for, people, team, seldom):
    address = reverse("measurements:month_edit", args=[team.slug, OCTOBER])
    page = client_for(people["Ingrid"]).get(address, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Ingen av indikatorene telles i oktober 2026."]


def test_nobody_is_reminded_of_a_month_in_which_nothing_is_due(team, seldom):
    for month in (date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1), SEPTEMBER):
        count(seldom, month)
    assert plan_reminders() == 0


def test_the_grid_has_no_fields_where_nothing_is_due(client_for, people, team, planned):
    _monthly, quarterly = planned
    page = client_for(people["Ingrid"]).get(reverse("measurements:baseline_edit", args=[team.slug])).content.decode()
    fields = [
        month for month in ("2025-11", "2025-12", "2026-01", "2026-03") if f'name="{quarterly.pk}-{month}-n"' in page
    ]
    assert fields == ["2025-12", "2026-03"]
    assert '<span class="quiet small">hvert kvartal</span>' in page


@pytest.mark.parametrize(("index", "words"), [(0, "seks måneder"), (1, "to målinger")], ids=["monthly", "quarterly"])
def test_the_baseline_is_named_by_what_it_is_made_of(team, planned, index, words):
    monthly, quarterly = planned
    record_series(monthly, [(9, 20)] * 12)
    for month in (date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1), SEPTEMBER):
        count(quarterly, month)
    assert f"Utgangspunkt, {words}" in render_set(team_series(team, TODAY)[index].chart(), "d")


@pytest.mark.parametrize("index", [0, 1], ids=["monthly", "quarterly"])
def test_the_baseline_is_the_months_of_the_plan_however_often_is_counted(client_for, people, team, planned, index):
    monthly, quarterly = planned
    record_series(monthly, [(9, 20)] * 12)
    for month in (date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1), SEPTEMBER):
        count(quarterly, month)
    address = reverse("measurements:chart_detail", args=[team.slug, planned[index].indicator.code.lower()])
    page = client_for(people["Ingrid"]).get(address).content.decode()
    assert "Utgangspunktet er nov. 2025–april 2026." in page


def test_what_is_pasted_where_nothing_is_counted_is_left_out_and_said(client_for, people, team, planned):
    _monthly, quarterly = planned
    text = "Måned\tKort SAM-Q1\t\nnov. 2025\t9\t20\ndes. 2025\t8\t20\njan. 2026\t\t\n"
    address = reverse("measurements:baseline_paste", args=[team.slug])
    answer = client_for(people["Ingrid"]).post(address, {"pasted": text, "at": ""}).json()
    assert answer["message"] == "To felt er fylt ut. Kort SAM-Q1, november 2025: Her telles det ikke. Husk å lagre."
    assert f'name="{quarterly.pk}-2025-11-n"' not in answer["rows"]
