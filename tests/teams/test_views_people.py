"""The pages of people, meetings, contact and samlinger, as people use and misuse them."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import NetworkRole, TeamRole
from networks.models import Network
from notifications.models import OutboxMessage
from teams.models import Attendance, CoachingNote, Team
from teams.services import log_contact, record_attendance, record_meeting, update_meeting, update_team
from tests.factories.networks import coordinator_of, make_network, make_network_member
from tests.factories.teams import attend, make_team, member, session_of, user_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def november():
    with time_machine.travel("2026-11-04T09:00:00+00:00", tick=False):
        yield


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def leader(team: Team, client_for: Callable) -> Client:
    return client_for(user_in(team))


@pytest.fixture
def coordinator(team: Team, client_for: Callable) -> Client:
    return client_for(coordinator_of(team.network))


def page(team: Team, rest: str) -> str:
    return f"/team/{team.slug}/{rest}"


def sheet(network: Network, number: int) -> str:
    return f"/nettverk/{network.slug}/samlinger/{number}/oppmote/"


def test_aim_is_saved_and_the_conflict_shows_both(team, leader):
    first = {"aim": "Innen mars har 95 % en liste.", "has_agreement": "on", "version": 1}
    assert leader.post(page(team, "endre/"), first).status_code == 302
    update_team(team, by=user_in(team, TeamRole.MEASUREMENT_LEAD), version=2, aim="Ingrids mål", has_agreement=True)
    response = leader.post(page(team, "endre/"), {"aim": "Martes mål", "has_agreement": "on", "version": 2})
    text = response.content.decode()
    assert [value.text for value in response.context["form"].conflict.values] == ["Ingrids mål"]
    assert "Martes mål</textarea>" in text
    assert "Ingrid Sæther lagret kl. 10.00" in text


def test_member_is_added_and_told_by_mail(team, leader):
    values = {"name": "Nina Berg", "role": "team_member", "profession": "Lege", "email": "nina@example.no"}
    text = leader.post(page(team, "medlemmer/nytt/"), values, follow=True).content.decode()
    assert "Nina Berg er med i teamet. Invitasjonen sendes til nina@example.no." in text
    assert OutboxMessage.objects.get().recipient_email == "nina@example.no"


def test_the_same_address_twice_is_said_beside_the_field(team, leader):
    values = {"name": "Ingrid", "role": "team_member", "email": member(team, TeamRole.MEASUREMENT_LEAD).user.email}
    response = leader.post(page(team, "medlemmer/nytt/"), values)
    assert response.context["form"].errors["email"] == ["Ingrid Sæther er allerede med i teamet med denne adressen."]
    assert team.memberships.count() == 7


def test_new_leader_takes_over_from_the_form(team, leader):
    ingrid = member(team, TeamRole.MEASUREMENT_LEAD)
    text = leader.get(page(team, f"medlemmer/{ingrid.pk}/")).content.decode()
    assert "tar personen over etter Marte Solbakken" in text
    values = {"name": ingrid.name, "role": "team_leader", "email": ingrid.user.email, "version": 1}
    assert leader.post(page(team, f"medlemmer/{ingrid.pk}/"), values).status_code == 302
    assert member(team).name == "Ingrid Sæther"
    assert leader.get(page(team, "endre/")).status_code == 403


def test_leader_cannot_be_ended_and_the_page_says_why(team, coordinator):
    marte = member(team)
    text = coordinator.get(page(team, f"medlemmer/{marte.pk}/")).content.decode()
    assert "Teamet må ha en teamleder." in text
    response = coordinator.post(page(team, f"medlemmer/{marte.pk}/avslutt/"), {"ended_on": "2026-11-04"})
    assert "Teamet må ha en teamleder." in str(response.context["end_form"].errors)
    assert member(team).name == "Marte Solbakken"


def test_member_leaves_and_stands_among_the_former(team, leader):
    jonas = member(team, TeamRole.TEAM_MEMBER)
    url = page(team, f"medlemmer/{jonas.pk}/avslutt/")
    text = leader.post(url, {"ended_on": "2026-11-02"}, follow=True).content.decode()
    assert "Jonas Ekeli er ikke med i teamet lenger." in text
    assert "farmasøyt, til 2. november 2026" in text
    assert leader.get(page(team, f"medlemmer/{jonas.pk}/")).status_code == 404


def test_invite_again_from_the_page(client_for):
    team = make_team(is_activated=False)
    jonas = member(team, TeamRole.TEAM_MEMBER)
    coordinator = client_for(coordinator_of(team.network))
    text = coordinator.post(page(team, f"medlemmer/{jonas.pk}/inviter/"), follow=True).content.decode()
    assert f"En ny invitasjon sendes til {jonas.user.email}." in text
    assert OutboxMessage.objects.count() == 1


def test_composition_is_advised_never_demanded(client_for):
    team = make_team(members=[{"name": "Marte", "role": TeamRole.TEAM_LEADER, "email": "marte.alene@example.no"}])
    text = client_for(user_in(team)).get(page(team, "endre/")).content.decode()
    assert "Teamet har ingen måleansvarlig." in text
    assert "Fem til åtte fagpersoner er vanlig." in text


def test_meeting_is_recorded_once_a_day_and_double_click_is_silent(team, leader):
    values = {"held_on": "2026-10-28", "topic": "Oktober", "attendee_count": "5", "form_token": str(uuid.uuid4())}
    for _click in range(2):
        assert leader.post(page(team, "moter/"), values).status_code == 302
    again = leader.post(page(team, "moter/"), {**values, "topic": "En gang til", "form_token": str(uuid.uuid4())})
    assert list(again.context["form"].errors) == ["held_on"]
    assert "En gang til" in again.content.decode()
    assert team.meetings.count() == 1


@pytest.mark.parametrize(
    ("count", "day"), [("0", "2026-10-28"), ("fem", "2026-10-28"), ("101", "2026-10-28"), ("5", "2026-12-01")]
)
def test_meeting_refuses_a_count_that_cannot_be(team, leader, count, day):
    response = leader.post(page(team, "moter/"), {"held_on": day, "attendee_count": count})
    assert list(response.context["form"].errors) == ["attendee_count"]


def test_meetings_are_summed_up_and_split_by_today(team, leader):
    by = user_in(team)
    for day, people, had in ((20, 4, True), (27, 5, False)):
        record_meeting(team, held_on=date(2026, 10, day), attendee_count=people, had_patient_representative=had, by=by)
    record_meeting(team, held_on=date(2026, 11, 18), by=by)
    response = leader.get(page(team, "moter/"))
    assert response.context["lead"] == "To møter, fem personer i snitt. Brukerrepresentanten var med på én."
    assert (len(response.context["coming"]), len(response.context["held"])) == (1, 2)


def test_meeting_edit_conflict_and_delete(team, leader):
    meeting = record_meeting(team, held_on=date(2026, 10, 28), topic="Først", by=user_in(team))
    url = page(team, f"moter/{meeting.pk}/")
    update_meeting(meeting, by=user_in(team, TeamRole.MEASUREMENT_LEAD), version=1, topic="Ingrids tema")
    text = leader.post(url, {"held_on": "2026-10-28", "topic": "Martes tema", "version": 1}).content.decode()
    assert "Ingrids tema" in text
    assert 'value="Martes tema"' in text
    leader.post(f"{url}slett/")
    assert not team.meetings.exists()


def test_contact_is_logged_and_seen_by_the_coordinator_only(team, coordinator, leader):
    values = {"contacted_on": "2026-11-03", "channel": "phone", "note": "Trenger hjelp med fastlegene."}
    text = coordinator.post(page(team, "veiledning/"), values, follow=True).content.decode()
    assert "Trenger hjelp med fastlegene." in text
    assert "Sist kontakt 3. november 2026, i går." in text
    assert leader.get(page(team, "veiledning/")).status_code == 403


def test_contact_in_the_future_is_refused_beside_the_date(team, coordinator):
    values = {"contacted_on": "2026-11-05", "channel": "phone", "note": "I morgen"}
    response = coordinator.post(page(team, "veiledning/"), values)
    assert list(response.context["form"].errors) == ["contacted_on"]
    assert not CoachingNote.objects.exists()


def test_contact_notes_are_visible_to_those_who_coach_the_network(team):
    coordinator, stranger = coordinator_of(team.network), coordinator_of(make_network())
    note = log_contact(team=team, note="Ringt", channel="phone", contacted_on=date(2026, 11, 3), by=coordinator)
    assert list(CoachingNote.objects.visible_to(coordinator)) == [note]
    assert not CoachingNote.objects.visible_to(stranger).exists()
    assert not CoachingNote.objects.visible_to(user_in(team)).exists()


def test_whole_team_came_with_one_button_that_saves_the_rest_too(team, coordinator):
    other = make_team(team.network)
    absent = member(other)
    response = coordinator.post(sheet(team.network, 2), {"whole_team": team.pk, f"m{absent.pk}": "nei", "seen": ""})
    assert response.status_code == 302
    assert Attendance.objects.filter(membership__team=team, is_present=True).count() == 7
    assert list(Attendance.objects.filter(membership__team=other).values_list("membership", "is_present")) == [
        (absent.pk, False)
    ]


def test_attendance_conflict_marks_the_person_and_keeps_what_was_ticked(team, coordinator):
    person = member(team)
    seen = coordinator.get(sheet(team.network, 2)).context["seen"]
    organizer = make_network_member(team.network, NetworkRole.ORGANIZER).user
    record_attendance(session_of(team.network, 2), presence={person.pk: True}, by=organizer)
    response = coordinator.post(sheet(team.network, 2), {"seen": seen, f"m{person.pk}": "nei"})
    text = response.content.decode()
    assert response.status_code == 400
    assert "Ført annerledes av en annen." in text
    assert f'value="nei" id="m{person.pk}n" checked' in text
    again = coordinator.post(sheet(team.network, 2), {"seen": response.context["seen"], f"m{person.pk}": "nei"})
    assert (again.status_code, Attendance.objects.get().is_present) == (302, False)


@pytest.mark.parametrize("seen", ["", "x:y", "1:ja 99999999999999999999999:nei", ":::", "1"])
def test_attendance_survives_a_mangled_form(team, coordinator, seen):
    assert coordinator.post(sheet(team.network, 2), {"seen": seen, "m999": "ja"}).status_code == 302


def test_attendance_before_the_samling_shows_answers_and_no_choices(team, coordinator):
    text = coordinator.get(sheet(team.network, 3)).content.decode()
    assert 'type="radio"' not in text
    assert coordinator.post(sheet(team.network, 3), {"seen": ""}).status_code == 400


def test_attendance_of_a_closed_network_is_read_only(team, coordinator):
    attend(team, 2, absent=1)
    Network.objects.filter(pk=team.network_id).update(closed_at=team.network.published_at)
    text = coordinator.get(sheet(team.network, 2)).content.decode()
    assert (text.count("møtte ikke"), 'type="radio"' in text) == (1, False)
    assert coordinator.post(sheet(team.network, 2), {"seen": "", "whole_team": team.pk}).status_code == 400
    assert Attendance.objects.filter(is_present=True).count() == 6


@pytest.mark.parametrize("count", [3, 30])
def test_attendance_page_takes_constant_queries(client_for, count):
    network = make_network()
    for _number in range(count):
        make_team(network, members=[{"name": "Marte", "role": TeamRole.TEAM_LEADER}])
    client = client_for(coordinator_of(network))
    client.get(sheet(network, 2))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(sheet(network, 2)).status_code == 200
    assert len(queries) == 8


def test_answer_is_ones_own(team, leader):
    url = page(team, "samlinger/3/svar/")
    assert "0 av 7 har svart" in leader.get(url).content.decode()
    text = leader.post(url, {"answer": "yes"}, follow=True).content.decode()
    assert "1 av 7 har svart" in text
    assert Attendance.objects.get().membership == member(team)


def test_answer_without_a_choice_is_said_beside_it(team, leader):
    response = leader.post(page(team, "samlinger/3/svar/"), {})
    assert response.context["form"].errors["answer"] == ["Velg om du kommer eller ikke."]


def test_answer_after_the_samling_has_started_is_too_late(team, leader):
    attend(team, 2)
    text = leader.post(page(team, "samlinger/2/svar/"), {"answer": "no"}, follow=True).content.decode()
    assert "Samlingen har startet, så det kan ikke svares lenger." in text
    assert not Attendance.objects.filter(answer="no").exists()


def test_coordinator_reads_the_answers_of_a_team(team, coordinator):
    url = page(team, "samlinger/3/svar/")
    assert "Send svaret" not in coordinator.get(url).content.decode()
    assert coordinator.post(url, {"answer": "yes"}).status_code == 403
