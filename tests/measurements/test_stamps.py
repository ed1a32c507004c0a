"""Every change of what a team's charts are made of gives its måleplan a new stamp, and nothing brings an old one back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from accounts.models import User
from measurements import services
from measurements.models import MeasurementPlan, PlannedIndicator
from measurements.queries import figures_of_teams
from measurements.queries.comparison import Figure, compare
from measurements.queries.imports import team_facts
from measurements.services import (
    Cell,
    change_chart,
    deliver_month,
    draft_chart_change,
    import_indicators,
    prepare_import,
    record_cells,
    record_event,
    record_events,
    record_measurement,
    remove_event,
    retire_network_indicator,
    save_network_indicator,
    save_team_indicator,
    set_measured_units,
    skip_month,
    skip_whole_month,
    take_import,
    undo_chart_change,
)
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan
from tests.factories.teams import make_team

TODAY = date(2026, 11, 4)
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
OWN = {"short_name": "Tilfreds", "kind": "outcome", "calculation": "count", "multiplier": 1, "direction": "increase"}
OWN |= {"summary": "", "numerator_label": "Svar", "denominator_label": "", "counted_noun": "", "how_to_count": ""}


@pytest.fixture
def share(team: Team) -> PlannedIndicator:
    """A share with one figure, followed beside days between events, a network's copy and one of the team's own."""
    days = make_indicator(team.change_package, code="FALL-D1", calculation="days", numerator_label="Fall")
    common = make_indicator(team.change_package, code="SAM-P2")
    copy = save_network_indicator(common, network=team.network, fields={"short_name": "Vår"}, by=None)
    own = save_team_indicator(team, fields=OWN, by=None)
    make_plan(team, make_indicator(team.change_package), days, copy, own, target=None)
    record_measurement(row_of("SAM-P1"), month=JULY, numerator=9, denominator=20, by=None)
    record_event(row_of("FALL-D1"), happened_on=JULY, by=None)
    leave_out(row_of("SAM-P1"), None)
    return row_of("SAM-P1")


def row_of(code: str) -> PlannedIndicator:
    return PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(indicator__code=code)


def leave_out(row: PlannedIndicator, by: User | None) -> None:
    change_chart(draft_chart_change(row, kind="exclusion", month=JULY), reason="Ferie", by=by)


def take(row: PlannedIndicator, by: User, month: date, seen: int | None) -> None:
    figure = Figure(row.pk, month, 11, 20, "", "", seen)
    pending = prepare_import(row.plan.team, figures=[figure], source="paste", by=by)
    take_import(pending, shown=compare([figure], team_facts(row.plan.team)).state, reason="Talt på nytt", by=by)


def change_reading(row: PlannedIndicator, by: User) -> None:
    change_chart(draft_chart_change(row, kind="reading", chart="p", rules="anhoej"), reason="Andel", by=by)


def rename_copy(row: PlannedIndicator, by: User) -> None:
    copy = row_of("SAM-P2").indicator
    save_network_indicator(copy, network=row.plan.team.network, fields={"short_name": "Ny"}, by=by)


def rename_own(row: PlannedIndicator, by: User) -> None:
    own = row_of("EGEN-1").indicator
    save_team_indicator(row.plan.team, fields=OWN | {"short_name": "Fornøyd"}, indicator=own, by=by)


# By the service that is called, and how.
CHANGES: dict[str, Callable[[PlannedIndicator, User], object]] = {
    "record_measurement": lambda row, by: record_measurement(row, month=AUGUST, numerator=1, denominator=2, by=by),
    "record_measurement again": lambda row, by: record_measurement(
        row, month=JULY, numerator=1, denominator=2, by=by, version=1
    ),
    "skip_month": lambda row, by: skip_month(row, month=JULY, reason="Ferie", by=by, version=1),
    "skip_whole_month": lambda row, by: skip_whole_month(row.plan.team, month=AUGUST, reason="Ferie", by=by),
    "record_cells": lambda row, by: record_cells(row.plan.team, cells=[Cell(row, AUGUST, 1, 2, None)], by=by),
    "take_import": lambda row, by: take(row, by, AUGUST, None),
    "take_import again": lambda row, by: take(row, by, JULY, 1),
    "record_event": lambda row, by: record_event(row_of("FALL-D1"), happened_on=AUGUST, by=by),
    "record_events": lambda row, by: record_events(row_of("FALL-D1"), days=[AUGUST], by=by),
    "remove_event": lambda row, by: remove_event(row_of("FALL-D1").events.get(), by=by),
    "set_measurement_plan": lambda row, by: make_plan(row.plan.team, row.indicator, target=90),
    "set_measured_units": lambda row, by: set_measured_units(
        row.plan.team, units=[(None, "Sol", True)], counted=[row], by=by
    ),
    "change_chart": change_reading,
    "undo_chart_change": lambda row, by: undo_chart_change(row.chart_changes.get(), by=by),
    "import_indicators": lambda row, by: import_indicators(by=None),
    "save_network_indicator": rename_copy,
    "retire_network_indicator": lambda row, by: retire_network_indicator(row_of("SAM-P2").indicator, by=by),
    "save_team_indicator": rename_own,
}
# These change nothing that a chart is made of, but for what is read anew every time (notes).
OTHERS = {
    *("annotate", "update_annotation", "delete_annotation", "deliver_month", "lock_months", "open_month"),
    *("open_tally_sheet", "close_tally_sheet", "delete_tally_sheet", "record_taps", "share_chart", "revoke_chart_link"),
    *("delete_old_links", "prepare_import", "drop_import", "delete_old_imports", "save_entry_draft", "tick_lesson"),
    *("draft_chart_change", "preview_chart_change", "check_month", "check_value", "entered_whole_text", "locked_text"),
}


def stamp() -> object:
    return MeasurementPlan.objects.get().stamp


def test_every_service_is_known_to_change_charts_or_not() -> None:
    assert {name.partition(" ")[0] for name in CHANGES} | OTHERS == {
        name for name in services.__all__ if name[0].islower()
    }


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_gives_the_plan_a_new_stamp(
    share: PlannedIndicator, people: dict[str, User], change: Callable[[PlannedIndicator, User], object]
) -> None:
    before = stamp()
    change(share, people["Ingrid"])
    assert stamp() != before


def test_what_changes_nothing_leaves_the_stamp(share: PlannedIndicator) -> None:
    skip_whole_month(share.plan.team, month=AUGUST, reason="Ferie", by=None)
    before = stamp()
    record_measurement(share, month=JULY, numerator=9, denominator=20, by=None, version=1)
    record_event(row_of("FALL-D1"), happened_on=JULY, by=None)
    deliver_month(share.plan.team, month=AUGUST, by=None)
    assert stamp() == before


def test_a_change_of_another_team_leaves_the_stamp(share: PlannedIndicator, network: object) -> None:
    before = stamp()
    other = make_team(network, municipality="Nittedal")
    make_plan(other, share.indicator)
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(plan__team=other)
    record_measurement(row, month=JULY, numerator=9, denominator=20, by=None)
    assert MeasurementPlan.objects.get(team=share.plan.team).stamp == before


def test_an_old_object_that_is_saved_brings_no_old_stamp_back(share: PlannedIndicator) -> None:
    plan = share.plan
    old = plan.stamp
    record_measurement(row_of("SAM-P1"), month=AUGUST, numerator=1, denominator=2, by=None)
    plan.save()
    assert stamp() != old


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
