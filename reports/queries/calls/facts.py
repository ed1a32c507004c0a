"""The facts the call rules are asked about: one team, and where the network is."""

from dataclasses import dataclass
from datetime import date

from measurements.spc import Analysis, Reading


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ring: the team leader."""

    name: str
    phone: str = ""
    email: str = ""

    @property
    def link(self) -> str:
        """A `tel:` address when the number is known, else `mailto:`, else nothing."""
        if self.phone:
            return f"tel:{''.join(sign for sign in self.phone if sign.isdigit() or sign == '+')}"
        return f"mailto:{self.email}" if self.email else ""


@dataclass(frozen=True, slots=True)
class LateReport:
    """A report deadline that passed without a report. `deadline` is its id."""

    title: str
    due_on: date
    deadline: int = 0


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """What the rules need to know of a team today.

    late_months: months after the last one handed in or begun whose deadline has passed, oldest first.
    last_measured: the latest month with a figure. next_month: the one that is to be delivered now.
    measured_with_change: measurements since the first tiltak started.
    help_wanted: what the team asked for in its latest report. contacted_on: when somebody last spoke with the team.
    """

    pk: int
    slug: str
    name: str
    service: str
    joined_on: date
    leader: Contact | None = None
    has_measurement_lead: bool = True
    measurement_lead_ended_on: date | None = None
    has_measurement_plan: bool = True
    baseline_months: int = 0
    baseline_missing: int = 0
    last_measured: date | None = None
    next_month: date | None = None
    late_months: tuple[date, ...] = ()
    late_since: date | None = None
    analysis: Analysis | None = None
    reading: Reading | None = None
    measured_with_change: int = 0
    has_plan: bool = True
    late_reports: tuple[LateReport, ...] = ()
    help_wanted: str = ""
    help_wanted_on: date | None = None
    contacted_on: date | None = None
    attended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What the rules need to know of the network: today and samling 1."""

    today: date
    first_session_on: date | None = None

    @property
    def days_to_start(self) -> int | None:
        """Days until samling 1, negative when it has been; None when there is none."""
        return None if self.first_session_on is None else (self.first_session_on - self.today).days
