"""Gathers the situations of somebody's roles in networks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import PreparedQuery
from accounts.roles import NetworkRole
from networks.models import ChangePackage, LearningSession, Network, NetworkMembership
from networks.queries import current_phase
from notifications.models import OutboxMessage
from reports.models import Report
from reports.queries.calls import Moment, find_calls
from reports.queries.network_page.calendar import Calendar
from reports.queries.network_page.facts import TeamRow, team_rows
from reports.queries.network_page.overview import with_reminders
from reports.queries.task_now.situation import Invitation, NetworkSituation, WaitingRegistration, WaitingReport
from teams.models import Registration

# So long after a samling somebody should have written down who came; later it is history.
ATTENDANCE_DAYS = 30
BEFORE_TEAMS = ("planning", "enrolling", "closed")


@dataclass(slots=True)
class NetworksAtHand:
    """What was read of somebody's networks: the situations, and the teams of those that run."""

    situations: list[NetworkSituation] = field(default_factory=list)
    rows: dict[int, list[TeamRow]] = field(default_factory=dict)


def network_memberships(user: User) -> list[NetworkMembership]:
    """The person's roles in networks, running ones first; taking part is done in the team. One query."""
    return sorted(_MEMBERSHIPS.objects(user.pk), key=lambda row: row.network.is_closed)


_MEMBERSHIPS = PreparedQuery(
    lambda user: (
        NetworkMembership.objects.filter(user=user, ended_on=None)
        .exclude(role=NetworkRole.PARTICIPANT.value)
        .select_related("network")
        .annotate(has_packages=Exists(ChangePackage.objects.filter(networks=OuterRef("network"))))
        .order_by("-network__starts_on")
    )
)


def gather_networks(
    memberships: Sequence[NetworkMembership], calendars: dict[int, Calendar], today: date
) -> NetworksAtHand:
    """The situation of each role. Three queries for a coordinator, and five for each network that runs."""
    found = NetworksAtHand()
    coordinated = [row.network_id for row in memberships if row.role == NetworkRole.COORDINATOR]
    registrations = _registrations(coordinated) if coordinated else {}
    reports = _reports(coordinated) if coordinated else {}
    unsent = _unsent([calendars[pk].network for pk in coordinated]) if coordinated else {}
    for row in memberships:
        calendar = calendars[row.network_id]
        network, role = calendar.network, NetworkRole(row.role)
        phase = current_phase(network, today, calendar.dates).name
        calls: list = []
        if role is NetworkRole.COORDINATOR and phase not in BEFORE_TEAMS:
            found.rows[network.pk] = rows = team_rows(calendar)
            moment = Moment(today, calendar.first_session_on)
            calls = with_reminders(network, find_calls([one.facts for one in rows], moment))
        unrecorded = _unrecorded(calendar)
        waiting = reports.get(network.pk, [])
        found.situations.append(
            NetworkSituation(
                today=today,
                role=role,
                phase=phase,
                slug=network.slug,
                name=network.name,
                first_session_on=calendar.first_session_on,
                problems=tuple(_problems(calendar, has_packages=row.has_packages)) if phase == "planning" else (),
                registration_deadline_on=network.registration_deadline_on,
                registrations=tuple(registrations.get(network.pk, ())),
                reports=tuple(waiting),
                calls=tuple(calls),
                team_count=len(found.rows.get(network.pk, ())),
                unrecorded=unrecorded.number if unrecorded else None,
                unrecorded_on=unrecorded.ends_on if unrecorded else None,
                unsent=unsent.get(network.scope, 0),
                invitation=_invitation(calendar),
                ends_on=network.ends_on,
                is_finished=phase == "sustaining" and _is_past(calendar) and not waiting,
            )
        )
    return found


def _problems(calendar: Calendar, *, has_packages: bool) -> list[str]:
    """What must be in place before the invitation can be published, in short."""
    first, deadline = calendar.first_session_on, calendar.network.registration_deadline_on
    checks = (
        (bool(calendar.sessions), _("Sett datoene for samlingene")),
        (has_packages, _("Velg minst én tiltakspakke")),
        (
            deadline >= calendar.today and (first is None or deadline < first),
            _("Sett en påmeldingsfrist før samling 1"),
        ),
    )
    return [text for is_done, text in checks if not is_done]


def _registrations(networks: Sequence[int]) -> dict[int, list[WaitingRegistration]]:
    rows = Registration.objects.filter(network__in=networks, status=Registration.Status.SUBMITTED)
    found: dict[int, list[WaitingRegistration]] = {}
    for row in rows.select_related("municipality").order_by("submitted_at"):
        waiting = WaitingRegistration(str(row), timezone.localdate(row.submitted_at))
        found.setdefault(row.network_id, []).append(waiting)
    return found


def _reports(networks: Sequence[int]) -> dict[int, list[WaitingReport]]:
    rows = Report.objects.filter(
        team__network__in=networks, team__withdrawn_on=None, state=Report.State.SUBMITTED
    ).select_related("team__organization", "deadline")
    found: dict[int, list[WaitingReport]] = {}
    for row in rows.order_by("submitted_at"):
        url = reverse("reports:report_detail", args=[row.pk])
        name = row.team.organization.name
        waiting = WaitingReport(name, row.deadline.title, timezone.localdate(row.submitted_at), url)
        found.setdefault(row.team.network_id, []).append(waiting)
    return found


def _unsent(networks: Sequence[Network]) -> dict[str, int]:
    states = [OutboxMessage.State.FAILED, OutboxMessage.State.UNSURE]
    rows = OutboxMessage.objects.filter(scope__in=[network.scope for network in networks], state__in=states)
    return dict(rows.order_by().values_list("scope").annotate(Count("pk")))


def _unrecorded(calendar: Calendar) -> LearningSession | None:
    """The latest samling, when it was held lately and nobody has written down who came."""
    held = [session for session in calendar.sessions if session.ends_on < calendar.today]
    if not held or held[-1].is_recorded:
        return None
    return held[-1] if calendar.today - held[-1].ends_on <= timedelta(days=ATTENDANCE_DAYS) else None


def _invitation(calendar: Calendar) -> Invitation | None:
    session = calendar.next_session
    if session is None:
        return None
    url = reverse("networks:session_detail", args=[calendar.network.slug, session.number])
    return Invitation(session.number, session.starts_on, session.ends_on, url=url)


def _is_past(calendar: Calendar) -> bool:
    days = [one.due_on for one in calendar.deadlines]
    if calendar.network.ends_on:
        days.append(calendar.network.ends_on)
    return bool(days) and max(days) < calendar.today
