"""A network's samlinger and report deadlines, read once for a page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.prepared import PreparedQuery
from networks.models import LearningSession, Network, ReportDeadline
from networks.queries.phases import Dates
from teams.models import Attendance

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
    def dates(self) -> Dates:
        """The same for those who ask about phases."""
        return Dates(self.sessions, self.deadlines)

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


def read_sessions(network: Network) -> tuple[LearningSession, ...]:
    """The samlinger of one network, where its deadlines are not asked for. One query."""
    return tuple(_SESSIONS.objects([network.pk]))


def read_calendar(network: Network, today: date) -> Calendar:
    """Samlinger and deadlines of one network. Two queries."""
    return read_calendars([network], today)[network.pk]


def read_calendars(networks: Iterable[Network], today: date) -> dict[int, Calendar]:
    """The dates of several networks by id. Two queries; a samling knows as `is_recorded` whether it was written who came."""
    by_pk = {network.pk: network for network in networks}
    sessions: dict[int, list[LearningSession]] = defaultdict(list)
    deadlines: dict[int, list[ReportDeadline]] = defaultdict(list)
    for found, query in ((sessions, _SESSIONS), (deadlines, _DEADLINES)):
        for row in query.objects(list(by_pk)):
            row.network = by_pk[row.network_id]
            found[row.network_id].append(row)
    return {pk: Calendar(network, today, tuple(sessions[pk]), tuple(deadlines[pk])) for pk, network in by_pk.items()}


def _sessions(networks: Sequence[int]) -> QuerySet:
    recorded = Attendance.objects.filter(learning_session=OuterRef("pk")).exclude(is_present=None)
    rows = LearningSession.objects.filter(network__among=networks).annotate(is_recorded=Exists(recorded))
    return rows.order_by("number")


_SESSIONS = PreparedQuery(_sessions)
_DEADLINES = PreparedQuery(lambda networks: ReportDeadline.objects.filter(network__among=networks).order_by("due_on"))
