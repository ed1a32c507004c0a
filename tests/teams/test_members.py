"""People in a team: added, given another role, ended, invited."""

from datetime import date

import pytest
import time_machine

from accounts.models import AuditEvent, Invitation
from accounts.roles import TeamRole
from networks.models import NetworkMembership
from notifications.models import OutboxMessage
from notifications.registry import still_applies
from teams.models import Attendance, TeamMembership
from teams.services import EditConflict, TeamError, add_member, change_member, end_member, invite_member, update_team
from tests.factories.networks import coordinator_of
from tests.factories.teams import make_plan_item, make_team, member, session_of, user_in

pytestmark = pytest.mark.django_db
NOVEMBER = "2026-11-04T09:00:00+00:00"


@pytest.fixture
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


def changed(membership: TeamMembership, **changes):
    """Change a member as the form does: every field, these ones otherwise."""
    values = {
        "name": membership.name,
        "role": membership.role,
        "profession": membership.profession,
        "email": membership.user.email if membership.user else "",
        "version": membership.version,
        "by": user_in(membership.team),
    }
    return change_member(membership, **{**values, **changes})


def test_add_member_with_address_gives_account_network_and_single_use_link(november):
    team = make_team()
    added = add_member(
        team, name="Nina Berg", role=TeamRole.TEAM_MEMBER, profession="Lege", email="Nina@Example.no", by=user_in(team)
    )
    message = OutboxMessage.objects.get()
    assert (added.user.email, added.user.activated_at) == ("nina@example.no", None)
    assert NetworkMembership.objects.filter(user=added.user, network=team.network, role="participant").count() == 1
    assert Invitation.objects.filter(user=added.user, used_at=None).count() == 1
    assert (message.kind, message.recipient, message.has_secret_link) == ("member_invitation", added.user, True)
    assert message.link.startswith("/invitert/")
    assert "som teammedlem" in message.body
    assert AuditEvent.objects.filter(action="add_member", scope=team.network.scope).count() == 1


def test_add_member_without_address_makes_no_account_and_sends_nothing(november):
    team = make_team()
    added = add_member(team, name="Aud Lie", role=TeamRole.PATIENT_REPRESENTATIVE, by=user_in(team))
    assert added.user is None
    assert not OutboxMessage.objects.exists()


def test_add_member_who_has_an_account_gets_a_plain_link(november):
    team, other = make_team(), make_team()
    address = member(other, TeamRole.TEAM_MEMBER).user.email
    add_member(team, name="Jonas Ekeli", role=TeamRole.TEAM_MEMBER, email=address, by=user_in(team))
    message = OutboxMessage.objects.get()
    assert (message.link, message.has_secret_link) == (team.get_absolute_url(), False)


def test_add_member_refuses_the_same_address_twice(november):
    team = make_team()
    address = member(team, TeamRole.MEASUREMENT_LEAD).user.email.upper()
    with pytest.raises(TeamError) as refusal:
        add_member(team, name="Ingrid S", role=TeamRole.TEAM_MEMBER, email=address, by=user_in(team))
    assert (refusal.value.field, "Ingrid Sæther" in refusal.value.message) == ("email", True)
    assert team.memberships.count() == 7


def test_a_leader_may_also_be_the_sponsor(november):
    team = make_team()
    leader = member(team)
    added = add_member(team, name=leader.name, role=TeamRole.SPONSOR, email=leader.user.email, by=leader.user)
    assert added.user == leader.user


def test_add_leader_takes_over_and_history_stays(november):
    team = make_team()
    before = member(team)
    add_member(team, name="Nina Berg", role=TeamRole.TEAM_LEADER, by=user_in(team))
    before.refresh_from_db()
    now = team.memberships.current().get(user=before.user)
    assert (before.role, before.ended_on) == ("team_leader", date(2026, 11, 3))
    assert (now.role, now.started_on, now.profession) == ("team_member", date(2026, 11, 4), "Avdelingsleder")
    assert member(team).name == "Nina Berg"


def test_change_role_moves_tasks_and_coming_answers_but_not_the_past(november):
    team = make_team()
    jonas = member(team, TeamRole.TEAM_MEMBER)
    item = make_plan_item(team, responsible=jonas)
    past, coming = session_of(team.network, 1), session_of(team.network, 3)
    Attendance.objects.create(learning_session=past, membership=jonas, is_present=True)
    Attendance.objects.create(learning_session=coming, membership=jonas, answer="yes")
    now = changed(jonas, role=TeamRole.MEASUREMENT_LEAD)
    item.refresh_from_db()
    assert now.pk != jonas.pk
    assert item.responsible == now
    assert list(Attendance.objects.order_by("pk").values_list("learning_session", "membership")) == [
        (past.pk, jonas.pk),
        (coming.pk, now.pk),
    ]


def test_change_role_given_today_is_corrected_in_place():
    with time_machine.travel("2026-04-21T09:00:00+00:00", tick=False):
        team = make_team()
        jonas = member(team, TeamRole.TEAM_MEMBER)
        now = changed(jonas, role=TeamRole.MEASUREMENT_LEAD)
    assert (now.pk, now.role, now.ended_on) == (jonas.pk, "measurement_lead", None)


def test_the_leader_hands_over_only_by_making_another_the_leader(november):
    team = make_team()
    with pytest.raises(TeamError) as refusal:
        changed(member(team), role=TeamRole.TEAM_MEMBER)
    assert refusal.value.field == "role"
    changed(member(team, TeamRole.MEASUREMENT_LEAD), role=TeamRole.TEAM_LEADER)
    leaders = team.memberships.current().filter(role=TeamRole.TEAM_LEADER)
    assert [leader.name for leader in leaders] == ["Ingrid Sæther"]


def test_end_member_refuses_the_leader(november):
    team = make_team()
    with pytest.raises(TeamError, match="Teamet må ha en teamleder"):
        end_member(member(team), by=coordinator_of(team.network))


def test_end_member_keeps_history_and_closes_the_network(november):
    team = make_team()
    jonas = member(team, TeamRole.TEAM_MEMBER)
    coming = session_of(team.network, 3)
    Attendance.objects.create(learning_session=coming, membership=jonas, answer="yes")
    end_member(jonas, by=user_in(team), ended_on=date(2026, 10, 30))
    jonas.refresh_from_db()
    assert jonas.ended_on == date(2026, 10, 30)
    assert not Attendance.objects.exists()
    assert not NetworkMembership.objects.filter(user=jonas.user, ended_on=None).exists()


def test_end_member_who_is_in_another_team_keeps_the_network(november):
    team = make_team()
    other = make_team(team.network)
    jonas = member(team, TeamRole.TEAM_MEMBER)
    add_member(other, name=jonas.name, role=TeamRole.TEAM_MEMBER, email=jonas.user.email, by=user_in(other))
    end_member(jonas, by=user_in(team))
    assert NetworkMembership.objects.filter(user=jonas.user, ended_on=None).exists()


@pytest.mark.parametrize("day", [date(2026, 11, 5), date(2026, 4, 1)])
def test_end_member_refuses_a_day_to_come_or_before_the_start(november, day):
    team = make_team()
    with pytest.raises(TeamError) as refusal:
        end_member(member(team, TeamRole.TEAM_MEMBER), by=user_in(team), ended_on=day)
    assert refusal.value.field == "ended_on"


def test_invite_again_ends_the_link_before_and_the_waiting_mail_still_applies(november):
    team = make_team(is_activated=False)
    jonas = member(team, TeamRole.TEAM_MEMBER)
    invite_member(jonas, by=coordinator_of(team.network))
    invite_member(jonas, by=coordinator_of(team.network))
    messages = OutboxMessage.objects.filter(recipient=jonas.user)
    assert messages.count() == 2
    assert Invitation.objects.filter(user=jonas.user, used_at=None).count() == 1
    assert still_applies(messages[0])
    end_member(jonas, by=coordinator_of(team.network))
    assert not still_applies(messages[0])


def test_invite_again_says_why_there_is_no_need(november):
    team = make_team()
    with pytest.raises(TeamError, match="allerede tatt i bruk"):
        invite_member(member(team, TeamRole.TEAM_MEMBER), by=user_in(team))


def test_change_address_before_the_account_is_used_invites_the_new_one(november):
    team = make_team(is_activated=False)
    jonas = member(team, TeamRole.TEAM_MEMBER)
    wrong = jonas.user
    now = changed(jonas, email="rett@example.no")
    assert now.user.email == "rett@example.no"
    assert OutboxMessage.objects.get().recipient_email == "rett@example.no"
    assert not NetworkMembership.objects.filter(user=wrong, ended_on=None).exists()


def test_change_address_of_an_account_in_use_is_refused(november):
    team = make_team()
    with pytest.raises(TeamError) as refusal:
        changed(member(team, TeamRole.TEAM_MEMBER), email="ny@example.no")
    assert refusal.value.field == "email"


def test_change_member_after_somebody_else_changed_shows_theirs(november):
    team = make_team()
    seen = member(team, TeamRole.TEAM_MEMBER)
    changed(seen, profession="Provisorfarmasøyt")
    with pytest.raises(EditConflict) as conflict:
        changed(seen, profession="Klinisk farmasøyt")
    assert conflict.value.theirs["profession"] == "Provisorfarmasøyt"
    assert changed(seen, profession="Klinisk", version=conflict.value.version).profession == "Klinisk"


def test_update_team_twice_from_the_same_page_loses_nothing(november):
    team = make_team()
    by = user_in(team)
    update_team(team, by=by, version=1, aim="Innen mars 2027 har 95 % en samstemt liste.", has_agreement=True)
    update_team(team, by=by, version=1, aim="Innen mars 2027 har 95 % en samstemt liste.", has_agreement=True)
    with pytest.raises(EditConflict) as conflict:
        update_team(team, by=by, version=1, aim="Et annet mål", has_agreement=True)
    team.refresh_from_db()
    assert (team.version, team.aim) == (2, "Innen mars 2027 har 95 % en samstemt liste.")
    assert conflict.value.version == 2
