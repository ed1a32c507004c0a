"""A network of the size the goals speak of: 30 teams, 10 indicators, 36 months, made through the services."""

import random
import sys
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Organization, User
from accounts.months import add_months, month_of
from accounts.roles import TeamRole
from accounts.services import activate_user, add_organization, add_user
from measurements.models import Indicator, MeasurementPlan
from measurements.services import deliver_month, record_measurement, set_measurement_plan
from networks.models import ChangePackage, Network
from networks.services import create_network, publish_network, set_change_packages
from teams.models import Team
from teams.services import create_team

TEAMS, INDICATORS, MONTHS = 30, 10, 36
# The team whose report is printed: as many charts as the goal names, over the months of a bounded network.
REPORT_INDICATORS, REPORT_MONTHS = 8, 14
ROLES = (
    TeamRole.TEAM_LEADER,
    TeamRole.MEASUREMENT_LEAD,
    *[TeamRole.TEAM_MEMBER] * 4,
    TeamRole.PATIENT_REPRESENTATIVE,
)


@dataclass(frozen=True)
class World:
    """What the pages are opened with."""

    network: Network
    team: Team
    report_team: Team
    coordinator: User
    measurement_lead: User


def say(text: str) -> None:
    """Progress, beside the table that goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def build_world(teams: int = TEAMS, indicators: int = INDICATORS, months: int = MONTHS) -> World:
    """Make the network with its people, plans and figures. The same every time."""
    started = time.monotonic()
    chance = random.Random(2026)
    call_command("load_content", stdout=StringIO())
    call_command("load_indicators", stdout=StringIO())
    network, coordinator = make_network()
    municipalities = Organization.objects.filter(kind=Organization.Kind.MUNICIPALITY).order_by("name")[:teams]
    made = []
    for number, municipality in enumerate(municipalities, start=1):
        say(f"Team {number} of {teams} …")
        with transaction.atomic():
            team = make_team(network, municipality, coordinator)
            if number < teams:
                measure(team, indicators, months, chance)
            else:
                measure(team, REPORT_INDICATORS, REPORT_MONTHS, chance)
        made.append(team)
    with connection.cursor() as cursor:
        # What a running database does by itself after a while: look at its tables before it plans a query.
        cursor.execute("ANALYZE")
    say(
        f"Made {len(made)} teams with {indicators} indicators over {months} months in {time.monotonic() - started:.0f} s."
    )
    lead = made[0].memberships.get(role=TeamRole.MEASUREMENT_LEAD).user
    return World(network, made[0], made[-1], coordinator, lead)


def make_network() -> tuple[Network, User]:
    """A published network in its third action period."""
    today = timezone.localdate()
    kind = Organization.Kind.DEVELOPMENT_CENTRE
    centre = add_organization(kind=kind, name="USHT Akershus, Lørenskog", county="Akershus", by=None)
    coordinator = activate_user(user=add_user(email="astrid@example.no", name="Astrid Holm", by=None))
    starts_on = today - timedelta(days=370)
    opened_on = starts_on - timedelta(days=90)
    network = create_network(
        name="Læringsnettverk i stort",
        organizer=centre,
        region="Akershus",
        starts_on=starts_on,
        contact_email="astrid@example.no",
        contact_name="Astrid Holm",
        by=coordinator,
        template_code="atten-maneder",
        today=opened_on,
    )
    packages = ChangePackage.objects.filter(status=ChangePackage.Status.CURRENT)
    set_change_packages(network, packages=list(packages), by=coordinator)
    return publish_network(network, by=coordinator, today=opened_on), coordinator


def make_team(network: Network, municipality: Organization, coordinator: User) -> Team:
    """Seven people of one municipality."""
    people = [
        {
            "name": f"Person {number} {municipality.name}",
            "role": role,
            "email": f"p{number}.{municipality.pk}@example.no",
        }
        for number, role in enumerate(ROLES, start=1)
    ]
    return create_team(
        network,
        organization=municipality,
        service="Hjemmetjenesten",
        change_package=ChangePackage.objects.get(code="SAM", status=ChangePackage.Status.CURRENT),
        members=people,
        by=coordinator,
        started_on=network.starts_on,
        has_invitations=False,
    )


def measure(team: Team, indicators: int, months: int, chance: random.Random) -> MeasurementPlan:
    """A måleplan with figures for every month but the last, which is open."""
    lead = team.memberships.get(role=TeamRole.MEASUREMENT_LEAD).user
    this_month = month_of(timezone.localdate())
    first = add_months(this_month, -months)
    rows = Indicator.objects.public().filter(change_package__in=team.network.change_packages.all())
    rows = rows.exclude(calculation=Indicator.Calculation.DAYS)
    chosen = rows.order_by("-is_mandatory", "-change_package__code", "position")[:indicators]
    plan = set_measurement_plan(
        team,
        indicators=[(indicator, indicator.default_target) for indicator in chosen],
        who="Primærkontaktene",
        where="Hjemmetjenesten",
        when="Første uke i måneden",
        sample="Alle brukere med hjelp til legemidler",
        starts_on=first,
        baseline_ends_on=add_months(first, months // 3 - 1),
        by=lead,
    )
    for number in range(months):
        month = add_months(first, number)
        at = counted_at(month)
        for planned in plan.planned_indicators.all():
            numerator, denominator = figure(planned.indicator, number, chance)
            record_measurement(planned, month=month, numerator=numerator, denominator=denominator, by=lead, at=at)
        if number < months - 1:
            deliver_month(team, month=month, by=lead, at=at)
    return plan


def counted_at(month: date) -> datetime:
    """The third day of the month after."""
    return timezone.make_aware(datetime.combine(add_months(month, 1) + timedelta(days=2), clock(9)))


def figure(indicator: Indicator, number: int, chance: random.Random) -> tuple[int, int | None]:
    """A believable month: an improvement after the first year in half of the series."""
    denominator = chance.randint(18, 24)
    share = 0.55 + (0.3 if number > 14 and indicator.position % 2 else 0) + chance.uniform(-0.12, 0.12)
    numerator = round(denominator * share)
    return (numerator, denominator) if indicator.has_denominator else (numerator, None)
