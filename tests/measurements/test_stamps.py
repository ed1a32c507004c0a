"""Every change of a figure or an event gives its indicator a new stamp, and nothing brings an old one back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from accounts.models import User
from measurements.models import PlannedIndicator
from measurements.queries import figures_of_teams
from measurements.queries.comparison import Figure, compare
from measurements.queries.imports import team_facts
from measurements.services import (
    prepare_import,
    record_event,
    record_measurement,
    remove_event,
    skip_month,
    take_import,
)
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan

TODAY = date(2026, 11, 4)
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
def share(team: Team) -> PlannedIndicator:
    """A share with one figure, followed beside days between events with one event."""
    days = make_indicator(team.change_package, code="FALL-D1", calculation="days", numerator_label="Fall")
    make_plan(team, make_indicator(team.change_package), days, target=None)
    record_measurement(row_of("SAM-P1"), month=JULY, numerator=9, denominator=20, by=None)
    record_event(row_of("FALL-D1"), happened_on=JULY, by=None)
    return row_of("SAM-P1")


def row_of(code: str) -> PlannedIndicator:
    return PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(indicator__code=code)


def take(row: PlannedIndicator, by: User, month: date, seen: int | None) -> None:
    figure = Figure(row.pk, month, 11, 20, "", "", seen)
    pending = prepare_import(row.plan.team, figures=[figure], source="paste", by=by)
    take_import(pending, shown=compare([figure], team_facts(row.plan.team)).state, reason="Talt på nytt", by=by)


CHANGES: dict[str, tuple[str, Callable[[PlannedIndicator, User], object]]] = {
    "a new figure": (
        "SAM-P1",
        lambda row, by: record_measurement(row, month=AUGUST, numerator=1, denominator=2, by=by),
    ),
    "another figure": (
        "SAM-P1",
        lambda row, by: record_measurement(row, month=JULY, numerator=1, denominator=2, by=by, version=1),
    ),
    "a reason instead": ("SAM-P1", lambda row, by: skip_month(row, month=JULY, reason="Ferie", by=by, version=1)),
    "a new figure by a file": ("SAM-P1", lambda row, by: take(row, by, AUGUST, None)),
    "another figure by a file": ("SAM-P1", lambda row, by: take(row, by, JULY, 1)),
    "a new event": ("FALL-D1", lambda row, by: record_event(row, happened_on=AUGUST, by=by)),
    "an event taken out": ("FALL-D1", lambda row, by: remove_event(row.events.get(), by=by)),
}


@pytest.mark.parametrize(("code", "change"), CHANGES.values(), ids=CHANGES)
def test_a_change_gives_its_indicator_alone_a_new_stamp(
    share: PlannedIndicator, people: dict[str, User], code: str, change: Callable[[PlannedIndicator, User], object]
) -> None:
    before = dict(PlannedIndicator.objects.values_list("indicator__code", "figures_stamp"))
    change(row_of(code), people["Ingrid"])
    after = dict(PlannedIndicator.objects.values_list("indicator__code", "figures_stamp"))
    assert {one for one in before if before[one] != after[one]} == {code}


def test_the_same_figure_once_more_changes_nothing(share: PlannedIndicator) -> None:
    record_measurement(share, month=JULY, numerator=9, denominator=20, by=None, version=1)
    assert row_of("SAM-P1").figures_stamp == share.figures_stamp


def test_an_old_object_that_is_saved_brings_no_old_stamp_back(share: PlannedIndicator) -> None:
    old = share.figures_stamp
    record_measurement(row_of("SAM-P1"), month=AUGUST, numerator=1, denominator=2, by=None)
    share.save()
    assert row_of("SAM-P1").figures_stamp != old


def test_what_is_rolled_back_is_not_shown(share: PlannedIndicator) -> None:
    team = share.plan.team

    def shown() -> object:
        figures = figures_of_teams({team.pk: team.network_id}, TODAY, sessions=())[team.pk]
        return next(point.numerator for point in figures.main.series.points if point.period == JULY)

    assert shown() == 9
    with transaction.atomic():
        record_measurement(share, month=JULY, numerator=1, denominator=20, by=None, version=1)
        assert shown() == 1
        transaction.set_rollback(True)
    assert shown() == 9
    record_measurement(share, month=JULY, numerator=2, denominator=20, by=None, version=1)
    assert shown() == 2
