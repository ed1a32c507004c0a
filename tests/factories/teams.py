"""Teams with their people, plans, tests and samlinger, made through the services."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import time_machine

from accounts.models import User
from accounts.roles import TeamRole
from accounts.services import activate_user
from networks.models import LearningSession, Network
from teams.models import PDSACycle, PlanItem, Team, TeamMembership
from teams.services import add_plan_item, create_team, record_attendance, start_cycle, update_cycle
from tests.factories.accounts import make_organization
from tests.factories.networks import STARTS_ON, coordinator_of, make_network

_NUMBERS = count(1)
# The team of the mock-ups.
CAST = (
    ("Marte Solbakken", TeamRole.TEAM_LEADER, "Avdelingsleder"),
    ("Ingrid Sæther", TeamRole.MEASUREMENT_LEAD, "Sykepleier"),
    ("Jonas Ekeli", TeamRole.TEAM_MEMBER, "Farmasøyt"),
    ("Tor Arne Vik", TeamRole.TEAM_MEMBER, "Fastlege"),
    ("Linda Moen", TeamRole.TEAM_MEMBER, "Sykepleier"),
    ("Farida Rahimi", TeamRole.TEAM_MEMBER, "Helsefagarbeider"),
    ("Arne Holth", TeamRole.PATIENT_REPRESENTATIVE, ""),
)
JOINED_ON = STARTS_ON - timedelta(days=14)


def make_team(
    network: Network | None = None,
    *,
    municipality: str = "",
    service: str = "Hjemmetjeneste",
    members: list[dict[str, Any]] | None = None,
    started_on: date = JOINED_ON,
    is_activated: bool = True,
) -> Team:
    """A team of the seven people of the mock-ups, all with accounts in use unless told otherwise."""
    network = network or make_network()
    number = next(_NUMBERS)
    team = create_team(
        network,
        organization=make_organization(municipality or f"Kommune {number}"),
        service=service,
        change_package=network.change_packages.order_by("code").last(),
        members=members if members is not None else cast_members(number),
        by=coordinator_of(network),
        started_on=started_on,
        has_invitations=False,
    )
    if is_activated:
        for membership in team.memberships.exclude(user=None).select_related("user"):
            activate_user(user=membership.user)
    return team


def cast_members(number: int) -> list[dict[str, Any]]:
    """The people of the mock-ups as create_team takes them, with addresses of their own."""
    return [
        {"name": name, "role": role, "profession": profession, "email": f"team{number}.person{place}@example.no"}
        for place, (name, role, profession) in enumerate(CAST, start=1)
    ]


def member(team: Team, role: str = TeamRole.TEAM_LEADER) -> TeamMembership:
    """The first person in the team now with this role."""
    return team.memberships.current().select_related("user").filter(role=role).order_by("position")[0]


def user_in(team: Team, role: str = TeamRole.TEAM_LEADER) -> User:
    """The account of the first person in the team now with this role."""
    return member(team, role).user


def make_plan_item(team: Team, title: str = "Farmasøyt med hver onsdag", **fields: Any) -> PlanItem:
    """A tiltak in the plan, from 1 September to 1 December 2026 unless told otherwise."""
    by = fields.pop("by", None) or user_in(team)
    values = {"starts_on": date(2026, 9, 1), "due_on": date(2026, 12, 1), **fields}
    return add_plan_item(team, title=title, by=by, **values)


def make_cycle(team: Team, title: str = "Sjekkliste i journalen", *, stage: str = "plan", **fields: Any) -> PDSACycle:
    """A test, moved to this stage with these fields filled in."""
    cycle = start_cycle(team, title=title, by=user_in(team))
    changes = {**fields, "stage": stage}
    return update_cycle(cycle, version=cycle.version, by=user_in(team), **changes)


def session_of(network: Network, number: int = 1) -> LearningSession:
    """One samling of the network."""
    return network.learning_sessions.get(number=number)


def attend(team: Team, number: int = 1, *, absent: int = 0) -> None:
    """Everybody of the team came to the samling but the last `absent`; written the day it ended."""
    session = session_of(team.network, number)
    with time_machine.travel(f"{session.ends_on.isoformat()}T12:00:00+00:00", tick=False):
        people = list(team.memberships.current().attending().order_by("position"))
        presence = {person.pk: place < len(people) - absent for place, person in enumerate(people)}
        record_attendance(session, presence=presence, by=coordinator_of(team.network))
