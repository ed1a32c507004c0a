"""A team with people, as these tests need it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import NetworkRole, TeamRole
from accounts.services import add_user
from networks.models import ChangePackage, FocusArea, LearningSession, Network, NetworkMembership
from teams.models import Team, TeamMembership


@pytest.fixture(autouse=True)
def _today():
    """4 November 2026, 14:32 in Norway: the demo day of the drawings."""
    with time_machine.travel(datetime(2026, 11, 4, 13, 32, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def network(db) -> Network:
    area = FocusArea.objects.create(code="legemidler", name="Riktig legemiddelbruk")
    package = ChangePackage.objects.create(focus_area=area, code="SAM", name="Samstemming", short_name="Samstemming")
    owner = Organization.objects.create(kind="development_centre", name="USHT Akershus")
    row = Network.objects.create(
        slug="akershus-2026-27",
        name="Akershus 2026–27",
        organizer=owner,
        region="Akershus",
        months=16,
        starts_on=date(2026, 1, 15),
        ends_on=date(2027, 5, 1),
        registration_deadline_on=date(2026, 2, 1),
        contact_email="usht@example.no",
        invitation_title="x",
        invitation_lead="x",
        invitation_what="x",
        invitation_how="x",
        invitation_learn="x",
        invitation_who="x",
        invitation_roles="x",
        invitation_signup="x",
        published_at=timezone.now(),
    )
    row.change_packages.add(package)
    for number, day in ((1, date(2026, 5, 5)), (2, date(2026, 10, 20)), (3, date(2027, 3, 3))):
        LearningSession.objects.create(network=row, number=number, starts_on=day, ends_on=day)
    return row


@pytest.fixture
def people(network) -> dict[str, User]:
    names = ("Ingrid", "Marte", "Arne", "Astrid", "Frode")
    return {name: add_user(email=f"{name.lower()}@example.no", name=name, by=None) for name in names}


@pytest.fixture
def team(network, people) -> Team:
    home = Organization.objects.create(kind="municipality", name="Lørenskog")
    row = Team.objects.create(
        network=network,
        slug="lorenskog-hjemmetjeneste",
        organization=home,
        service="Hjemmetjeneste",
        change_package=network.change_packages.get(),
    )
    roles = {
        "Ingrid": TeamRole.MEASUREMENT_LEAD,
        "Marte": TeamRole.TEAM_LEADER,
        "Arne": TeamRole.PATIENT_REPRESENTATIVE,
    }
    for name, role in roles.items():
        TeamMembership.objects.create(team=row, user=people[name], name=name, role=role)
        NetworkMembership.objects.create(network=network, user=people[name], role=NetworkRole.PARTICIPANT)
    NetworkMembership.objects.create(network=network, user=people["Astrid"], role=NetworkRole.COORDINATOR)
    return row
