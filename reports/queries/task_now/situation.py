"""The facts a task is computed from: everything the rules may ask of a team or a network, and nothing else."""

from dataclasses import dataclass
from datetime import date

from accounts.roles import NetworkRole, TeamRole
from reports.queries.calls import Call
from reports.queries.task_now.task import Item


@dataclass(frozen=True, slots=True)
class Month:
    """A month whose figures are not delivered. `missing`: indicators without a figure; none when all are in."""

    month: date
    due_on: date
    missing: tuple[Item, ...]
    is_started: bool = False


@dataclass(frozen=True, slots=True)
class ReportNow:
    """The report that is due next, or that came back. `state` is empty before it is begun."""

    title: str
    kind: str
    due_on: date
    state: str
    url: str
    questions: tuple[str, ...] = ()
    comment: str = ""
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """The next samling. `answer` is yes, no or empty; answered of invited are the team's."""

    number: int
    starts_on: date
    ends_on: date
    answer: str = ""
    answered: int = 0
    invited: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class OwnItem:
    """A tiltak this person is responsible for."""

    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class WaitingTest:
    """A PDSA test that waits for somebody to write what it showed."""

    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class TeamSituation:
    """One person's role in one team, today.

    phase: planning, enrolling, prework, session, action_period, sustaining or closed.
    gaps: what the team lacks, in words. months: past and open ones, oldest first. ideas: tiltak of the package.
    baseline_missing: months of the utgangspunkt that are over and lack figures.
    obstacle: what the latest report says stands in the way.
    """

    today: date
    role: TeamRole
    phase: str
    team: int
    slug: str
    name: str
    network_slug: str
    network_name: str
    first_session_on: date | None = None
    gaps: tuple[str, ...] = ()
    has_measurement_lead: bool = True
    has_measurement_plan: bool = True
    baseline_months: int = 0
    baseline_missing: tuple[date, ...] = ()
    months: tuple[Month, ...] = ()
    next_month: Month | None = None
    next_month_opens_on: date | None = None
    report: ReportNow | None = None
    invitation: Invitation | None = None
    has_plan: bool = True
    ideas: int = 0
    own_items: tuple[OwnItem, ...] = ()
    tests: tuple[WaitingTest, ...] = ()
    obstacle: str = ""
    obstacle_url: str = ""


@dataclass(frozen=True, slots=True)
class WaitingRegistration:
    """A registration nobody has decided."""

    name: str
    sent_on: date


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report the coordinator should read."""

    team: str
    title: str
    sent_on: date
    url: str


@dataclass(frozen=True, slots=True)
class NetworkSituation:
    """One person's role in one network, today.

    problems: what keeps the invitation from being published. calls: most urgent first.
    unrecorded: the number of the latest samling nobody has written attendance for.
    unsent: messages that failed or may not have arrived. is_finished: the last day has passed and no report waits.
    """

    today: date
    role: NetworkRole
    phase: str
    slug: str
    name: str
    first_session_on: date | None = None
    problems: tuple[str, ...] = ()
    registration_deadline_on: date | None = None
    registrations: tuple[WaitingRegistration, ...] = ()
    reports: tuple[WaitingReport, ...] = ()
    calls: tuple[Call, ...] = ()
    team_count: int = 0
    unrecorded: int | None = None
    unrecorded_on: date | None = None
    unsent: int = 0
    invitation: Invitation | None = None
    ends_on: date | None = None
    is_finished: bool = False


Situation = TeamSituation | NetworkSituation
