"""The plan: kept by its services, counted by its queries."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teams.charts import PlanState
from teams.queries import plan_lead, plan_overview, plan_overviews, unplanned_ideas
from teams.services import (
    EditConflict,
    TeamError,
    delete_plan_item,
    plan_from_package,
    restore_plan_item,
    update_plan_item,
)
from tests.factories.networks import make_network, make_package
from tests.factories.teams import make_cycle, make_plan_item, make_team, member, user_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
TODAY = date(2026, 11, 4)


@pytest.fixture
def november():
    with time_machine.travel("2026-11-04T09:00:00+00:00", tick=False):
        yield


def test_add_puts_the_tiltak_last():
    team = make_team()
    assert [make_plan_item(team, title).position for title in ("Første", "Andre")] == [1, 2]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"due_on": date(2026, 8, 31)}, "due_on"),
        ({"status": "done", "done_on": date(2026, 11, 5)}, "done_on"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"note": "x" * 5_000_000}, "note"),
    ],
)
def test_add_refuses_what_does_not_hold(fields, field):
    team = make_team()
    with pytest.raises(TeamError) as refusal:
        make_plan_item(team, **{"title": "Sjekkliste", **fields})
    assert refusal.value.field == field
    assert not team.plan_items.exists()


def test_add_refuses_somebody_from_another_team():
    team, other = make_team(), make_team()
    with pytest.raises(TeamError) as refusal:
        make_plan_item(team, responsible=member(other))
    assert refusal.value.field == "responsible"


def test_done_gets_a_date_and_loses_it_when_it_is_not_done_after_all():
    team = make_team()
    item = make_plan_item(team, status="done")
    assert item.done_on == TODAY
    item = update_plan_item(item, by=user_in(team), version=1, status="ongoing")
    assert item.done_on is None


def test_update_after_somebody_else_raises_and_keeps_theirs():
    team = make_team()
    item = make_plan_item(team)
    update_plan_item(item, by=user_in(team), version=1, note="Fra Marte")
    with pytest.raises(EditConflict) as conflict:
        update_plan_item(item, by=user_in(team), version=1, note="Fra Ingrid")
    item.refresh_from_db()
    assert (item.note, conflict.value.theirs["note"], conflict.value.version) == ("Fra Marte", "Fra Marte", 2)


def test_delete_can_be_undone_with_everything_in_place():
    team = make_team()
    by = user_in(team)
    first = make_plan_item(team, "Første", responsible=member(team), note="Husk", status="done")
    make_plan_item(team, "Andre")
    cycle = make_cycle(team, plan_item=first)
    snapshot = delete_plan_item(first, by=by)
    assert list(team.plan_items.values_list("title", flat=True)) == ["Andre"]
    back = restore_plan_item(team, snapshot=snapshot, by=by)
    cycle.refresh_from_db()
    assert list(team.plan_items.values_list("title", flat=True)) == ["Første", "Andre"]
    assert (back.responsible, back.note, back.done_on, cycle.plan_item) == (member(team), "Husk", TODAY, back)


def test_plan_from_package_adds_what_is_missing_inside_the_network():
    package = make_package("RLH", ideas=tuple(f"Tiltak {n}" for n in range(1, 13)))
    team = make_team(make_network(packages=[package]))
    make_plan_item(team, "Tiltak 2")
    items = plan_from_package(team, by=user_in(team))
    assert [item.title for item in items] == [f"Tiltak {n}" for n in range(1, 13) if n != 2]
    assert items[0].starts_on == TODAY
    assert max(item.due_on for item in items) <= team.network.ends_on
    assert not unplanned_ideas(team).exists()
    with pytest.raises(TeamError, match="allerede i planen"):
        plan_from_package(team, by=user_in(team))


def test_overview_counts_and_words_the_plan():
    team = make_team()
    make_plan_item(team, "Innført", status="done", due_on=date(2026, 9, 15))
    make_plan_item(team, "Pågår", status="ongoing")
    make_plan_item(team, "Frist i dag", status="ongoing", due_on=TODAY)
    make_plan_item(team, "Avtale med legene", status="ongoing", due_on=date(2026, 10, 15))
    make_plan_item(team, "Skulle startet")
    make_plan_item(team, "Senere", starts_on=date(2027, 1, 4), due_on=date(2027, 2, 1))
    make_plan_item(team, "Lagt bort", status="dropped", due_on=date(2026, 9, 15))
    overview = plan_overview(team, TODAY)
    assert [row.state for row in overview.rows] == [
        PlanState.DONE,
        PlanState.ONGOING,
        PlanState.ONGOING,
        PlanState.LATE,
        PlanState.SHOULD_START,
        PlanState.NOT_STARTED,
        PlanState.DROPPED,
    ]
    assert (overview.total, overview.done, overview.on_track, overview.late) == (6, 1, 4, 1)
    assert overview.rows[3].word_long == "Forsinket, frist 15. okt."
    assert overview.rows[5].start_text == "4. jan. 2027"
    assert plan_lead(overview) == (
        "Fire av seks tiltak er i rute. Ett er forsinket: Avtale med legene. Ett skulle vært i gang."
    )


def test_overview_of_an_empty_plan():
    overview = plan_overview(make_team(), TODAY)
    assert (overview.is_empty, overview.total, plan_lead(overview)) == (True, 0, "")


@pytest.mark.parametrize("count", [3, 30])
def test_overviews_of_a_network_take_two_queries(count):
    network = make_network()
    teams = [make_team(network, members=[]) for _number in range(count)]
    coordinator = network.memberships.get(role="coordinator").user
    for team in teams[:-1]:
        make_plan_item(team, by=coordinator)
    with CaptureQueriesContext(connection) as queries:
        overviews = plan_overviews(network, TODAY)
    assert len(queries) == 2
    assert sorted(overviews) == sorted(team.pk for team in teams)
    assert sum(overview.is_empty for overview in overviews.values()) == 1
