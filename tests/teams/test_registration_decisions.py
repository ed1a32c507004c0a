"""Approval makes the team and invites its people; refusal says why."""

from datetime import date, timedelta

import pytest

from accounts.models import AuditEvent, Invitation, User
from networks.models import NetworkMembership
from notifications.models import OutboxMessage
from teams.models import Team
from teams.services import TeamError, approve_registration, create_team, decline_registration, withdraw_registration
from tests.factories.accounts import make_organization, make_user
from tests.factories.networks import coordinator_of, make_network
from tests.factories.registrations import make_draft, make_people, make_registration, noon

pytestmark = pytest.mark.django_db


def approve(network, **fields):
    return approve_registration(make_registration(network, **fields), by=coordinator_of(network))


def test_approval_makes_team_people_accounts_and_invitations():
    network = make_network()
    team = approve(network, service="Hjemmetjenesten")
    assert team.slug == "lorenskog-hjemmetjenesten-2026"
    assert list(team.memberships.values_list("role", flat=True)) == [
        "team_leader",
        "measurement_lead",
        "team_member",
        "team_member",
        "team_member",
        "sponsor",
    ]
    assert NetworkMembership.objects.filter(network=network, role="participant").count() == 5
    assert Invitation.objects.count() == 5
    assert OutboxMessage.objects.filter(kind="member_invitation").count() == 5
    assert OutboxMessage.objects.filter(kind="registration_approved").count() == 1


def test_approval_twice_gives_the_same_team_and_no_more_mail():
    network = make_network()
    registration = make_registration(network)
    first = approve_registration(registration, by=coordinator_of(network))
    sent = OutboxMessage.objects.count()
    assert approve_registration(registration, by=coordinator_of(network)) == first
    assert (Team.objects.count(), OutboxMessage.objects.count()) == (1, sent)


def test_approval_is_written_in_the_trail_with_who():
    network = make_network()
    approve(network)
    event = AuditEvent.objects.get(action="approve_registration")
    assert (event.actor, event.scope) == (coordinator_of(network), network.scope)


def test_approval_keeps_a_known_person_and_gives_no_new_link():
    network = make_network()
    known = make_user("Ola Haug", email="p1.77@example.no")
    team = approve(network, people=make_people(number=77))
    assert team.memberships.get(role="team_leader").user == known
    assert not Invitation.objects.filter(user=known).exists()
    assert OutboxMessage.objects.get(recipient=known).link == team.get_absolute_url()


def test_person_without_address_is_in_the_team_without_account():
    network = make_network()
    people = [{**make_people(1)[0], "email": ""}]
    team = approve(network, people=people)
    assert team.memberships.get(role="team_leader").user is None
    assert User.objects.count() == 1


def test_approval_written_down_afterwards_starts_members_then_and_sends_nothing():
    network = make_network()
    registration = make_registration(network)
    sent = OutboxMessage.objects.count()
    team = approve_registration(
        registration, by=coordinator_of(network), now=noon(date(2026, 4, 20)), has_invitations=False
    )
    assert set(team.memberships.values_list("started_on", flat=True)) == {date(2026, 4, 20)}
    assert OutboxMessage.objects.count() == sent


@pytest.mark.parametrize(
    "change", [withdraw_registration, lambda r: decline_registration(r, reason="Fullt", by=make_user())]
)
def test_answered_registration_is_not_approved(change):
    network = make_network()
    registration = make_registration(network)
    change(registration)
    with pytest.raises(TeamError, match="kan ikke behandles nå"):
        approve_registration(registration, by=coordinator_of(network))


def test_draft_is_not_approved():
    network = make_network()
    draft, _token = make_draft(network)
    with pytest.raises(TeamError, match="utkast"):
        approve_registration(draft, by=coordinator_of(network))


def test_refusal_needs_a_reason_and_mails_it():
    network = make_network()
    registration = make_registration(network)
    with pytest.raises(TeamError, match="Skriv hvorfor") as caught:
        decline_registration(registration, reason=" ", by=coordinator_of(network))
    assert caught.value.field == "reason"
    decline_registration(registration, reason="Nettverket er fullt.", by=coordinator_of(network))
    assert "Nettverket er fullt." in OutboxMessage.objects.get(kind="registration_declined").body


def test_team_is_made_once_for_a_service():
    network = make_network()
    values = {
        "organization": make_organization("Asker"),
        "change_package": network.change_packages.first(),
        "members": [{"name": "Ola Haug", "role": "team_leader", "email": "ola@example.no"}],
        "by": coordinator_of(network),
    }
    team = create_team(network, service="Hjemmetjenesten", **values)
    assert team.memberships.get().position == 1
    with pytest.raises(TeamError, match="allerede et team"):
        create_team(network, service="hjemmetjenesten ", **values)
    other = create_team(network, service="Sykehjemmet", **values)
    assert other.slug == "asker-sykehjemmet-2026"
    assert NetworkMembership.objects.filter(network=network, role="participant").count() == 1
    assert network.starts_on - timedelta(days=20) == network.registration_deadline_on
