"""Samlinger: who answered, who came."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import TeamRole
from teams.models import Attendance
from teams.queries import attendance_sheet, network_attendance, team_answers, team_attendance
from teams.services import EditConflict, TeamError, add_member, answer_invitation, end_member, record_attendance
from tests.factories.networks import coordinator_of, make_network
from tests.factories.teams import attend, make_team, member, session_of, user_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
TODAY = date(2026, 11, 4)


@pytest.fixture
def november():
    with time_machine.travel("2026-11-04T09:00:00+00:00", tick=False):
        yield


def test_summary_says_who_came_and_who_has_answered():
    team = make_team()
    attend(team, 1)
    attend(team, 2, absent=1)
    for person in team.memberships.all()[:6]:
        answer_invitation(person, session_of(team.network, 3), answer="yes", by=person.user)
    rows = team_attendance(team, TODAY)
    assert [(row.number, row.text, row.mark) for row in rows] == [
        (1, "7 av 7 møtte", "done"),
        (2, "6 av 7 møtte", "done"),
        (3, "6 av 7 har svart", "waiting"),
    ]


def test_a_samling_nobody_wrote_down_is_not_zero():
    rows = team_attendance(make_team(), TODAY)
    assert (rows[0].present, rows[0].text, rows[0].mark) == (None, "Ikke ført", "missing")


def test_those_who_left_count_at_the_samlinger_they_were_members_of():
    team = make_team()
    attend(team, 1)
    end_member(member(team, TeamRole.TEAM_MEMBER), by=user_in(team), ended_on=date(2026, 8, 1))
    add_member(team, name="Ny Person", role=TeamRole.TEAM_MEMBER, by=user_in(team))
    add_member(team, name="Siri Dalen", role=TeamRole.SPONSOR, by=user_in(team))
    assert [row.invited for row in team_attendance(team, TODAY)] == [7, 6, 7]


def test_record_attendance_before_the_samling_is_refused():
    team = make_team()
    with pytest.raises(TeamError, match="ikke vært ennå"):
        record_attendance(session_of(team.network, 3), presence={}, by=coordinator_of(team.network))


def test_record_attendance_refuses_people_of_another_network():
    team, stranger = make_team(), member(make_team())
    with pytest.raises(TeamError, match="ikke med i dette nettverket"):
        record_attendance(session_of(team.network), presence={stranger.pk: True}, by=coordinator_of(team.network))


def test_two_people_record_different_teams_without_undoing_each_other():
    network = make_network()
    first, second = member(make_team(network)), member(make_team(network))
    session, by = session_of(network), coordinator_of(network)
    seen = {first.pk: None, second.pk: None}
    record_attendance(session, presence={first.pk: True, second.pk: None}, seen=seen, by=by)
    record_attendance(session, presence={first.pk: None, second.pk: False}, seen=seen, by=by)
    stored = dict(Attendance.objects.values_list("membership", "is_present"))
    assert stored == {first.pk: True, second.pk: False}


def test_two_people_who_disagree_about_a_person_are_told():
    team = make_team()
    person, session, by = member(team), session_of(team.network), coordinator_of(team.network)
    record_attendance(session, presence={person.pk: True}, seen={person.pk: None}, by=by)
    with pytest.raises(EditConflict) as conflict:
        record_attendance(session, presence={person.pk: False}, seen={person.pk: None}, by=by)
    assert conflict.value.theirs == {str(person.pk): True}


def test_answer_can_be_changed_until_the_samling_starts():
    team = make_team()
    person, session = member(team), session_of(team.network, 3)
    answer_invitation(person, session, answer="yes", by=person.user)
    answer_invitation(person, session, answer="no", by=person.user)
    assert Attendance.objects.get().answer == "no"
    with time_machine.travel(session.starts_on), pytest.raises(TeamError, match="har startet"):
        answer_invitation(person, session, answer="yes", by=person.user)


def test_answer_refuses_another_networks_samling():
    person, other = member(make_team()), make_team()
    with pytest.raises(TeamError, match="annet nettverk"):
        answer_invitation(person, session_of(other.network, 3), answer="yes", by=person.user)


def test_team_answers_name_everybody():
    team = make_team()
    person, session = member(team), session_of(team.network, 3)
    answer_invitation(person, session, answer="no", by=person.user)
    answers = team_answers(team, session, TODAY)
    assert [answer.text for answer in answers.people[:2]] == ["kommer ikke", "har ikke svart"]
    assert answers.summary == "1 av 7 har svart"


@pytest.mark.parametrize("count", [3, 30])
def test_network_attendance_and_sheet_take_constant_queries(count):
    network = make_network()
    for number in range(count):
        people = [{"name": f"Person {number}", "role": TeamRole.TEAM_LEADER}]
        make_team(network, members=people)
    session = session_of(network)
    with CaptureQueriesContext(connection) as summary:
        assert len(network_attendance(network, TODAY)) == count
    with CaptureQueriesContext(connection) as sheet:
        assert len(attendance_sheet(session, TODAY)) == count
    assert (len(summary), len(sheet)) == (4, 3)
