"""The chart page says how complete the figures are, and how many months came in time."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from measurements.models import PlannedIndicator
from measurements.queries.completeness import Completeness, completeness_of
from measurements.queries.reading import team_series
from measurements.services import deliver_month, record_event, record_measurement, skip_month
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan, record_series

TODAY = date(2026, 11, 4)


@pytest.fixture
def planned(team):
    """Counted each month from November to October, the baseline to April; of July there is a reason only."""
    make_plan(team, make_indicator(team.change_package), target=None)
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get()
    record_series(row, [(9, 20)] * 8)
    skip_month(row, month=date(2026, 7, 1), reason="Ferie", by=None)
    for month in (8, 9, 10):
        record_measurement(row, month=date(2026, month, 1), numerator=9, denominator=20, by=None)
    return row


def completeness(team):
    fresh = Team.objects.select_related("network", "organization").get(pk=team.pk)
    return completeness_of(team_series(fresh, TODAY)[0])


def deliver(team, month, day):
    deliver_month(team, month=date(2026, month, 1), by=None, at=datetime(2026, month + 1, day, 12, tzinfo=UTC))


def test_months_with_figures_and_months_in_time_are_counted(team, planned):
    assert completeness(team) == Completeness(expected=12, measured=11, delivered=0, in_time=0)
    # The tenth is the last day.
    for month, day in ((5, 9), (6, 10), (7, 11)):
        deliver(team, month, day)
    assert completeness(team) == Completeness(expected=12, measured=11, delivered=3, in_time=2)


def test_the_baseline_has_no_deadline_of_its_own(team, planned):
    deliver_month(team, month=date(2026, 4, 1), by=None, at=datetime(2026, 8, 1, tzinfo=UTC))
    assert completeness(team).delivered == 0


def test_the_page_says_it(client_for, people, team, planned):
    address = reverse("measurements:chart_detail", args=[team.slug, "sam-p1"])
    client = client_for(people["Ingrid"])
    assert client.get(address).context["told_completeness"] == "Tall for 11 av 12 måneder."
    deliver(team, 5, 9)
    deliver(team, 6, 20)
    said = "Tall for 11 av 12 måneder. Etter utgangspunktet er 1 av 2 leverte måneder levert innen fristen."
    assert said in client.get(address).content.decode()


def test_events_are_due_in_no_month(team):
    make_plan(team, make_indicator(team.change_package, code="FALL-R3", calculation="days", unit="dager"), target=None)
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get()
    for day in (3, 9):
        record_event(row, happened_on=date(2026, 3, day), by=None)
    assert completeness(team) is None
