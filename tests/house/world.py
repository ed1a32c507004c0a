"""The small world the house tests ask about: two networks, two teams in the first, and one person of each kind.

Made through services, once a module. The first network is in its second action period: it is 4 November 2026.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import Organization, User
from accounts.roles import NetworkRole, TeamRole
from accounts.services import create_invitation
from measurements.models import (
    Annotation,
    ChartChange,
    ChartLink,
    Indicator,
    IndicatorEvent,
    PlannedIndicator,
    TallySheet,
)
from measurements.queries.comparison import Figure
from measurements.services import (
    annotate,
    change_chart,
    draft_chart_change,
    import_indicators,
    open_tally_sheet,
    prepare_import,
    record_event,
    record_measurement,
    save_team_indicator,
    set_measured_units,
    set_measurement_plan,
    share_chart,
)
from networks.models import ChangePackage, LearningSession, Network, ReportDeadline
from networks.services import (
    add_network_member,
    create_network,
    import_content,
    publish_network,
    set_change_packages,
)
from notifications.models import OutboxMessage
from reports.models import Report
from reports.services import open_report, save_report, submit_report
from reports.services.report import questions_for
from teams.models import PDSACycle, PlanItem, Registration, Team, TeamMeeting, TeamMembership
from teams.services import (
    add_plan_item,
    create_team,
    log_contact,
    record_meeting,
    start_cycle,
)
from tests.factories.accounts import make_organization, make_user
from tests.factories.notifications import make_message
from tests.factories.registrations import make_draft, make_registration

SPRING = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 4, 13, 32, tzinfo=UTC)
MONTH = date(2026, 10, 1)
TEAM_NAMES = {
    TeamRole.TEAM_LEADER: "Marte Solbakken",
    TeamRole.MEASUREMENT_LEAD: "Ingrid Sæther",
    TeamRole.TEAM_MEMBER: "Jonas Lie",
    TeamRole.PATIENT_REPRESENTATIVE: "Aud Haugen",
    TeamRole.SPONSOR: "Siri Dalen",
}


@dataclass
class World:
    """Everything a row of a table may point to. `people` has one person of each kind in the access table."""

    people: dict[str, User] = field(default_factory=dict)
    invitation_token: str = ""
    network: Network = None
    other_network: Network = None
    # A second network of the same coordinator, not yet published.
    draft_network: Network = None
    session: LearningSession = None
    status_deadline: ReportDeadline = None
    final_deadline: ReportDeadline = None
    package: ChangePackage = None
    message: OutboxMessage = None
    registration: Registration = None
    registration_draft: Registration = None
    registration_token: str = ""
    team: Team = None
    other_team: Team = None
    membership: TeamMembership = None
    plan_item: PlanItem = None
    cycle: PDSACycle = None
    meeting: TeamMeeting = None
    indicator: Indicator = None
    planned_indicator: PlannedIndicator = None
    annotation: Annotation = None
    # Links of the team that open one thing each.
    chart_change: ChartChange = None
    chart_link: ChartLink = None
    # One avdeling's part of an indicator that is counted avdeling by avdeling.
    unit_part: PlannedIndicator = None
    tally_sheet: TallySheet = None
    # Made by the team for itself: days between events, with one event.
    own_indicator: Indicator = None
    event: IndicatorEvent = None
    month: date = MONTH
    # The team's status report, still a draft; and one that is submitted, by the other team.
    report: Report = None
    submitted_report: Report = None


@contextmanager
def built_world(blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, with the clock standing at NOW and the database open; all of it is gone afterwards."""
    with blocker.unblock(), transaction.atomic():
        with time_machine.travel(SPRING, tick=False):
            world = _spring()
        with time_machine.travel(NOW, tick=False):
            _autumn(world)
            yield world
        transaction.set_rollback(True)


def _spring() -> World:
    world = World()
    import_content(by=None)
    import_indicators(by=None)
    people = world.people
    people["administrator"] = make_user("Eva Berg", is_administrator=True)
    people["coordinator"] = make_user("Hanne Brekke", phone="412 34 567")
    people["other_coordinator"] = make_user("Nils Vik")
    people["organizer"] = make_user("Tone Li")
    people["outsider"] = make_user("Frode Aas")
    world.network = _network("Akershus 2026–27", date(2026, 5, 5), people["coordinator"])
    world.other_network = _network("Innlandet 2026–27", date(2026, 5, 12), people["other_coordinator"])
    world.draft_network = create_network(
        name="Akershus 2027–28",
        template_code="ti-maneder",
        organizer=world.network.organizer,
        region="Akershus",
        starts_on=date(2027, 5, 4),
        contact_email="usht@example.no",
        by=people["coordinator"],
    )
    add_network_member(world.network, user=people["organizer"], role=NetworkRole.ORGANIZER, by=people["coordinator"])
    world.package = ChangePackage.objects.filter(networks=world.network, indicators__isnull=False).first()
    world.session = world.network.learning_sessions.get(number=2)
    world.status_deadline = world.network.report_deadlines.filter(kind="status").first()
    world.final_deadline = world.network.report_deadlines.get(kind="final")
    today = timezone.localdate()
    of_package = {"change_package": world.package, "today": today}
    world.registration_draft, world.registration_token = make_draft(world.network, **of_package)
    world.registration = make_registration(world.network, **of_package)
    world.team = _team(world, "Lørenskog", {role: (role.value, name) for role, name in TEAM_NAMES.items()})
    world.other_team = _team(world, "Asker", {TeamRole.TEAM_LEADER: ("other_team_member", "Petter Lunde")})
    world.membership = world.team.memberships.get(role=TeamRole.TEAM_MEMBER)
    return world


def _network(name: str, starts_on: date, coordinator: User) -> Network:
    network = create_network(
        name=name,
        template_code="ti-maneder",
        organizer=make_organization(f"USHT {name[:8]}", kind=Organization.Kind.DEVELOPMENT_CENTRE),
        region="Akershus",
        starts_on=starts_on,
        contact_name=coordinator.name,
        contact_email="usht@example.no",
        contact_phone="412 34 567",
        by=coordinator,
    )
    packages = ChangePackage.objects.filter(status=ChangePackage.Status.CURRENT)
    set_change_packages(network, packages=list(packages), by=coordinator)
    return publish_network(network, by=coordinator)


def _team(world: World, municipality: str, roles: dict[TeamRole, tuple[str, str]]) -> Team:
    members = []
    for role, (person, name) in roles.items():
        user = world.people[person] = make_user(name)
        members.append({"name": name, "role": role, "email": user.email, "profession": "Sykepleier"})
    return create_team(
        world.network,
        organization=make_organization(municipality),
        service="Hjemmetjeneste",
        change_package=world.package,
        members=members,
        by=world.people["coordinator"],
    )


def _autumn(world: World) -> None:
    leader = world.people["team_leader"]
    world.people["anonymous"] = None
    world.invitation_token = create_invitation(user=make_user("Ny Person", is_activated=False), by=leader)
    world.message = make_message(scope=world.network.scope, recipient=leader)
    OutboxMessage.objects.filter(pk=world.message.pk).update(state=OutboxMessage.State.FAILED, error="550 no")
    world.message.refresh_from_db()
    world.plan_item = add_plan_item(
        world.team, title="Samstemme listene", starts_on=date(2026, 5, 11), due_on=date(2026, 12, 1), by=leader
    )
    world.cycle = start_cycle(world.team, title="Prøve sjekkliste", plan_item=world.plan_item, by=leader)
    world.meeting = record_meeting(world.team, held_on=date(2026, 10, 21), topic="Oktober", by=leader)
    log_contact(
        team=world.team,
        note="Snakket om tallene.",
        channel="phone",
        contacted_on=date(2026, 10, 21),
        by=world.people["coordinator"],
    )
    _measure(world, world.team, leader)
    _measure(world, world.other_team, world.people["other_team_member"])
    _count_by_unit(world, leader)
    world.planned_indicator = PlannedIndicator.objects.filter(plan__team=world.team).select_related("indicator").first()
    world.indicator = world.planned_indicator.indicator
    for person in ("team_leader", "measurement_lead"):
        figures = [Figure(world.planned_indicator.pk, MONTH, Decimal(9), Decimal(20), "", "", None)]
        prepare_import(world.team, figures=figures, source="paste", by=world.people[person])
    world.annotation = annotate(
        world.team, planned_indicator=None, happened_on=date(2026, 8, 5), text="Farmasøyt med", by=leader
    )
    draft = draft_chart_change(world.planned_indicator, kind="phase", month=date(2026, 7, 1))
    world.chart_change = change_chart(draft, reason="Ny rutine", by=leader)
    world.chart_link = share_chart(world.planned_indicator, expires_on=date(2026, 12, 4), by=leader)
    world.tally_sheet = open_tally_sheet(
        world.planned_indicator, month=MONTH, limit=20, expires_on=date(2026, 11, 10), by=leader
    )
    _count_days(world, leader)
    world.report = open_report(world.team, deadline=world.status_deadline, by=leader)
    world.submitted_report = _submitted_report(world, world.other_team)


def _measure(world: World, team: Team, by: User) -> None:
    indicators = Indicator.objects.filter(change_package=world.package).order_by("position")
    plan = set_measurement_plan(
        team,
        indicators=[(indicator, indicator.default_target) for indicator in indicators],
        who="Sykepleier på vakt",
        where="Sone nord",
        when="Siste uke",
        sample="20 brukere",
        starts_on=date(2026, 1, 1),
        baseline_ends_on=date(2026, 4, 1),
        by=by,
    )
    first = plan.planned_indicators.select_related("indicator", "plan__team__network").first()
    denominator = 20 if first.indicator.has_denominator else None
    for month in range(1, 11):
        record_measurement(first, month=date(2026, month, 1), numerator=month + 5, denominator=denominator, by=by)


def _count_by_unit(world: World, by: User) -> None:
    rows = PlannedIndicator.objects.filter(plan__team=world.team).exclude(indicator__calculation="days")
    counted = rows.select_related("indicator").last()
    set_measured_units(world.team, units=[(None, "Avdeling 1", True)], counted=[counted], by=by)
    world.unit_part = counted.parts.select_related("indicator").get()


def _count_days(world: World, by: User) -> None:
    fields = {
        "short_name": "Dager mellom fall",
        "summary": "",
        "kind": "outcome",
        "calculation": "days",
        "multiplier": 1,
        "numerator_label": "Fall",
        "denominator_label": "",
        "counted_noun": "dager",
        "unit": "",
        "direction": "increase",
        "how_to_count": "",
    }
    world.own_indicator = save_team_indicator(world.team, fields=fields, by=by)
    planned = PlannedIndicator.objects.whole().filter(plan__team=world.team).select_related("indicator", "plan")
    plan = planned[0].plan
    set_measurement_plan(
        world.team,
        indicators=[*((row.indicator, row.target) for row in planned), (world.own_indicator, None)],
        who=plan.who,
        where=plan.where,
        when=plan.when,
        sample=plan.sample,
        starts_on=plan.starts_on,
        baseline_ends_on=plan.baseline_ends_on,
        by=by,
    )
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(indicator=world.own_indicator)
    world.event = record_event(row, happened_on=date(2026, 10, 3), by=by)


def _submitted_report(world: World, team: Team) -> Report:
    by = world.people["other_team_member"]
    report = open_report(team, deadline=world.status_deadline, by=by)
    texts = {question.key: "Tre setninger." for question in questions_for(report.deadline.kind)}
    save_report(report, texts=texts, version=report.version, by=by)
    submit_report(report, version=report.version, by=by)
    report.refresh_from_db()
    return report
