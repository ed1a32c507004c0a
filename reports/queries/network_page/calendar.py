"""A network's samlinger and report deadlines, read once for a page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from networks.models import LearningSession, Network, ReportDeadline

# What `read_calendar` reads, for a network that is fetched with it: the default orders would join the network once more.
DATES = (
    Prefetch("learning_sessions", LearningSession.objects.order_by("number")),
    Prefetch("report_deadlines", ReportDeadline.objects.order_by("due_on")),
)
SESSIONS_OF_TEAM = Prefetch("network__learning_sessions", LearningSession.objects.order_by("number"))
# A report this near its deadline takes the column from the one before.
REPORT_NEAR_DAYS = 14


@dataclass(frozen=True, slots=True)
class Calendar:
    """The network's dates, read once: samlinger in order and report deadlines by date."""

    network: Network
    today: date
    sessions: tuple[LearningSession, ...]
    deadlines: tuple[ReportDeadline, ...]

    @property
    def first_session_on(self) -> date | None:
        """The first day of samling 1."""
        return self.sessions[0].starts_on if self.sessions else None

    @property
    def held_sessions(self) -> list[LearningSession]:
        """The samlinger that have begun."""
        return [session for session in self.sessions if session.starts_on <= self.today]

    @property
    def next_session(self) -> LearningSession | None:
        """The samling of today or the first to come."""
        return next((session for session in self.sessions if session.ends_on >= self.today), None)

    @property
    def report_column(self) -> ReportDeadline | None:
        """The deadline the matrix speaks of: the latest passed, or the next when it is near or the first."""
        passed = [one for one in self.deadlines if one.due_on < self.today]
        coming = [one for one in self.deadlines if one.due_on >= self.today]
        if coming and (not passed or (coming[0].due_on - self.today).days <= REPORT_NEAR_DAYS):
            return coming[0]
        return passed[-1] if passed else None


def read_calendar(network: Network, today: date) -> Calendar:
    """Samlinger and deadlines of the network; two queries unless they are prefetched."""
    sessions = sorted(network.learning_sessions.all(), key=lambda session: session.number)
    deadlines = sorted(network.report_deadlines.all(), key=lambda one: one.due_on)
    return Calendar(network, today, tuple(sessions), tuple(deadlines))
