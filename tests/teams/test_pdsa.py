"""Tests of change: from plan to decision."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teams.models import PDSACycle
from teams.queries import cycles, cycles_lead, following_cycle, stage_texts
from teams.services import EditConflict, TeamError, start_cycle, update_cycle
from tests.factories.teams import make_cycle, make_plan_item, make_team, user_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def november():
    with time_machine.travel("2026-11-04T09:00:00+00:00", tick=False):
        yield


def test_cycles_are_numbered_within_the_team():
    team, other = make_team(), make_team()
    numbers = [start_cycle(each, title="Prøve", by=user_in(each)).number for each in (team, team, other)]
    assert numbers == [1, 2, 1]


def test_a_cycle_is_finished_only_with_a_decision():
    team = make_team()
    cycle = make_cycle(team, stage="act")
    with pytest.raises(TeamError) as refusal:
        update_cycle(cycle, by=user_in(team), version=cycle.version, stage="finished")
    assert refusal.value.field == "decision"
    cycle = update_cycle(cycle, by=user_in(team), version=cycle.version, stage="finished", decision="adopt")
    assert (cycle.stage, cycle.decided_on) == ("finished", date(2026, 11, 4))


def test_a_finished_cycle_can_be_opened_again():
    team = make_team()
    cycle = make_cycle(team, stage="finished", decision="adapt")
    cycle = update_cycle(cycle, by=user_in(team), version=cycle.version, stage="study")
    assert (cycle.stage, cycle.decided_on) == ("study", None)


def test_correcting_a_finished_cycle_keeps_the_day_it_was_decided():
    team = make_team()
    cycle = make_cycle(team, stage="finished", decision="adapt")
    with time_machine.travel("2026-12-01T09:00:00+00:00", tick=False):
        cycle = update_cycle(cycle, by=user_in(team), version=cycle.version, decision="adopt", next_step="Inn i turnus")
    assert cycle.decided_on == date(2026, 11, 4)
    with pytest.raises(TeamError):
        update_cycle(cycle, by=user_in(team), version=cycle.version, decision="")


def test_a_cycle_that_ends_before_it_starts_is_refused():
    team = make_team()
    dates = {"starts_on": date(2026, 11, 10), "ends_on": date(2026, 11, 9)}
    with pytest.raises(TeamError) as refusal:
        start_cycle(team, title="Prøve", by=user_in(team), **dates)
    assert refusal.value.field == "ends_on"
    assert not PDSACycle.objects.exists()


def test_a_cycle_belongs_to_the_teams_own_plan():
    team, other = make_team(), make_team()
    with pytest.raises(TeamError) as refusal:
        start_cycle(team, title="Prøve", plan_item=make_plan_item(other), by=user_in(team))
    assert refusal.value.field == "plan_item"


def test_two_writers_both_keep_their_text():
    team = make_team()
    cycle = make_cycle(team, stage="do")
    seen = cycle.version
    update_cycle(cycle, by=user_in(team), version=seen, observations="Elleve av tolv lister var like.")
    with pytest.raises(EditConflict) as conflict:
        update_cycle(cycle, by=user_in(team), version=seen, observations="Ti av tolv.")
    assert conflict.value.theirs == {"observations": "Elleve av tolv lister var like."}


def test_tags_say_what_is_done_now_and_coming():
    team = make_team()
    make_cycle(team, stage="study", observations="Testet på tolv brukere.")
    make_cycle(team, "Farmasøyt", stage="finished", decision="adopt", learning="Tok 20 minutter.")
    finished, ongoing = cycles(team)
    assert [(tag.label, tag.state) for tag in ongoing.tags] == [
        ("Planlegg", "done"),
        ("Utfør", "done"),
        ("Studer, nå", "now"),
        ("Korriger", "next"),
    ]
    assert (ongoing.outcome, ongoing.text) == ("", "Testet på tolv brukere.")
    assert ({tag.state for tag in finished.tags}, finished.outcome, finished.text) == (
        {"done"},
        "Tas i bruk.",
        "Tok 20 minutter.",
    )
    assert cycles_lead([finished, ongoing]) == "Én test pågår, én er avsluttet."


def test_the_following_cycle_starts_from_the_next_step():
    team = make_team()
    item = make_plan_item(team)
    cycle = make_cycle(team, stage="finished", decision="scale_up", next_step="Prøv i hele sonen.", plan_item=item)
    assert following_cycle(cycle) == {
        "title": "Sjekkliste i journalen",
        "plan_item": item.pk,
        "plan": "Prøv i hele sonen.",
    }


def test_stage_texts_leave_out_what_was_never_written():
    team = make_team()
    cycle = make_cycle(team, plan="To vakter.", starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6))
    texts = {text.key: [answer for _question, answer in text.answers] for text in stage_texts(cycle)}
    assert texts == {"plan": ["To vakter.", "2.–6. november 2026"], "do": [], "study": [], "act": []}


@pytest.mark.parametrize("count", [3, 30])
def test_list_of_cycles_takes_one_query(count):
    team = make_team()
    for number in range(count):
        make_cycle(team, f"Test {number}")
    with CaptureQueriesContext(connection) as queries:
        assert len(cycles(team)) == count
    assert len(queries) == 1
