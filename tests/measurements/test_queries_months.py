"""Which months are open, started, delivered, late or skipped, and when each is due."""

from datetime import UTC, date, datetime

import pytest

from measurements.models import PlannedIndicator
from measurements.queries import MonthState, team_overview
from measurements.services import deliver_month, record_measurement, save_entry_draft, skip_whole_month
from tests.factories.measurements import make_indicator, make_plan, planned, record_series

TODAY = date(2026, 11, 4)
OCTOBER = date(2026, 10, 1)
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def plan(team):
    return make_plan(team)


def month_status(team, today=TODAY):
    """The months of the team."""
    return team_overview(team, today).months


def states(team, today=TODAY):
    """Month → state of the last three months."""
    return {status.month: status.state for status in month_status(team, today)[-3:]}


def status_of(team, month, today=TODAY):
    return next(status for status in month_status(team, today) if status.month == month)


def test_months_run_from_the_plans_start_to_the_last_that_is_over(team, plan):
    months = [status.month for status in month_status(team, TODAY)]
    assert (months[0], months[-1], len(months)) == (date(2025, 11, 1), OCTOBER, 12)


def test_a_team_without_plan_has_no_months(team):
    assert team_overview(team, TODAY) is None


def test_a_month_is_open_until_the_deadline_and_late_after_it(team, plan):
    assert states(team) == {date(2026, 8, 1): "late", SEPTEMBER: "late", OCTOBER: "open"}
    assert status_of(team, OCTOBER).due_on == date(2026, 11, 10)
    assert status_of(team, OCTOBER, date(2026, 11, 10)).state is MonthState.OPEN
    assert status_of(team, OCTOBER, date(2026, 11, 11)).state is MonthState.LATE


def test_the_baseline_is_due_at_the_first_samling(team, plan):
    status = status_of(team, date(2025, 11, 1))
    assert (status.due_on, status.is_baseline) == (date(2026, 5, 5), True)
    assert status_of(team, date(2026, 4, 1)).due_on == date(2026, 5, 10)
    assert status_of(team, date(2026, 5, 1)).is_baseline is False


def test_a_draft_or_a_figure_starts_a_month(team, people):
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_indicator(package, code="SAM-P2"))
    save_entry_draft(team, month=OCTOBER, fields={}, by=people["Ingrid"])
    assert status_of(team, OCTOBER).state is MonthState.OPEN
    save_entry_draft(team, month=OCTOBER, fields={"n-1": "3"}, by=people["Ingrid"])
    assert status_of(team, OCTOBER).state is MonthState.STARTED
    record_measurement(planned(team), month=OCTOBER, numerator=3, denominator=20, by=None)
    status = status_of(team, OCTOBER)
    assert (status.state, [row.code for row in status.missing]) == (MonthState.STARTED, ["SAM-P2"])


def test_a_delivered_month_is_on_time_or_late(team, plan):
    record_measurement(planned(team), month=OCTOBER, numerator=3, denominator=20, by=None)
    deliver_month(team, month=OCTOBER, by=None)
    record_measurement(planned(team), month=SEPTEMBER, numerator=3, denominator=20, by=None)
    deliver_month(team, month=SEPTEMBER, by=None)
    on_time, late = status_of(team, OCTOBER), status_of(team, SEPTEMBER)
    assert (on_time.state, on_time.is_delivered_late, on_time.is_finished) == (MonthState.DELIVERED, False, True)
    assert on_time.delivered_at == datetime(2026, 11, 4, 13, 32, tzinfo=UTC)
    assert (late.state, late.is_delivered_late) == (MonthState.DELIVERED, True)


def test_a_baseline_month_is_delivered_when_nothing_is_missing(team, plan):
    record_series(planned(team), [(3, 20)])
    first, second = month_status(team, TODAY)[:2]
    assert (first.state, first.delivered_at, second.state) == (MonthState.DELIVERED, None, MonthState.LATE)


def test_a_month_without_any_figure_is_skipped(team, plan):
    skip_whole_month(team, month=OCTOBER, reason="Ferie", by=None)
    assert status_of(team, OCTOBER).state is MonthState.SKIPPED


def test_the_running_month_shows_when_something_is_entered(team, plan):
    record_measurement(planned(team), month=date(2026, 11, 1), numerator=3, denominator=20, by=None)
    assert states(team)[date(2026, 11, 1)] is MonthState.STARTED


def test_months_end_with_the_network(team, plan):
    team.network.ends_on = date(2026, 8, 15)
    assert month_status(team, TODAY)[-1].month == date(2026, 8, 1)


@pytest.mark.parametrize(("indicators", "months"), [(1, 3), (3, 9)])
def test_team_overview_takes_four_queries_and_two_more_after_a_change(
    team, django_assert_num_queries, indicators, months
):
    package = team.change_package
    make_plan(team, *(make_indicator(package, code=f"SAM-P{number}") for number in range(indicators)))
    for row in PlannedIndicator.objects.select_related("indicator", "plan__team__network"):
        record_series(row, [(3, 20)] * months)
    with django_assert_num_queries(6):
        found = team_overview(team, TODAY)
    with django_assert_num_queries(4):
        assert team_overview(team, TODAY).series == found.series
    assert (len(found.series), len(found.months)) == (indicators, 12)
