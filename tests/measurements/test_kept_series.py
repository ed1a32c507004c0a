"""Series are kept between requests: the same while nothing has changed, another after any change."""

from collections.abc import Callable
from datetime import date

import pytest

from measurements.models import PlannedIndicator
from measurements.queries import IndicatorSeries, team_series
from measurements.queries.reading import series_of_code
from measurements.services import annotate, import_indicators, record_measurement, skip_month
from networks.services import close_network, update_network
from teams.models import Team
from teams.services import update_team
from tests.factories.measurements import make_plan, planned, record_series
from tests.factories.networks import coordinator_of

TODAY = date(2026, 11, 4)
JULY = date(2026, 7, 1)


@pytest.fixture
def measured(team: Team) -> PlannedIndicator:
    make_plan(team)
    record_series(planned(team), [(9, 20)] * 9)
    return planned(team)


def fresh(team: Team) -> Team:
    """The team as a request finds it."""
    return Team.objects.select_related("network", "organization").get(pk=team.pk)


def read(team: Team, today: date = TODAY) -> IndicatorSeries:
    return team_series(fresh(team), today)[0]


def test_the_same_reading_gives_the_same_series(team: Team, measured: PlannedIndicator) -> None:
    first = read(team)
    assert read(team) is first
    assert read(team, date(2026, 11, 29)) is first
    assert series_of_code(fresh(team), "SAM-P1", TODAY) is series_of_code(fresh(team), "sam-p1", TODAY)


def change_figure(team: Team, row: PlannedIndicator) -> None:
    seen = row.measurements.get(month=JULY)
    record_measurement(row, month=JULY, numerator=1, denominator=20, by=None, version=seen.version)


def skip_figure(team: Team, row: PlannedIndicator) -> None:
    seen = row.measurements.get(month=JULY)
    skip_month(row, month=JULY, reason="Ferie", by=None, version=seen.version)


CHANGES: dict[str, Callable[[Team, PlannedIndicator], object]] = {
    "a figure": change_figure,
    "a reason instead": skip_figure,
    "the goal": lambda team, row: make_plan(team, row.indicator, target=55),
    "the indicator's name": lambda team, row: import_indicators(by=None),
    "the rules of the network": lambda team, row: update_network(
        team.network, by=coordinator_of(team.network), chart_rules="ihi"
    ),
    "a merknad": lambda team, row: annotate(team, planned_indicator=row, happened_on=JULY, text="Ferie", by=None),
    "a samling": lambda team, row: team.network.learning_sessions.filter(number=1).update(starts_on=date(2026, 1, 8)),
    "the team": lambda team, row: update_team(team, by=None, version=team.version, aim="Ny", has_agreement=True),
    "the network": lambda team, row: update_network(
        team.network, by=coordinator_of(team.network), measurement_due_day=3
    ),
    "the network's end": lambda team, row: close_network(team.network, by=coordinator_of(team.network), today=TODAY),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_gives_another(
    team: Team, measured: PlannedIndicator, change: Callable[[Team, PlannedIndicator], object]
) -> None:
    before = read(team)
    change(fresh(team), measured)
    after = read(team)
    assert after is not before
    assert after.planned_indicator.plan.team.network.closed_at == fresh(team).network.closed_at


def test_another_month_gives_another(team: Team, measured: PlannedIndicator) -> None:
    assert read(team, date(2026, 12, 1)) is not read(team)
