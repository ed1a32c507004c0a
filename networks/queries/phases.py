"""The phases of a network, computed from its dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import LearningSession, Network, ReportDeadline

State = Literal["done", "now", "coming"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a network's life. Both ends are included; None means that the end is open.

    `name` is planning, enrolling, prework, session, action_period, sustaining or closed; sessions and action periods
    have a `number`.
    """

    name: str
    label: str
    starts_on: date | None
    ends_on: date | None
    state: State
    number: int | None = None


class Dates(NamedTuple):
    """A network's samlinger in order and its report deadlines, read beforehand."""

    sessions: Sequence[LearningSession]
    deadlines: Sequence[ReportDeadline]


def phases(network: Network, today: date, dates: Dates | None = None) -> list[Phase]:
    """Every phase in order. Exactly one is `now`; between the dates a day always belongs to one phase.

    Two queries, none when they are prefetched or given as `dates`.
    """
    spans = _spans(network, dates or Dates(_sessions(network), network.report_deadlines.all()))
    now = _index_of_now(network, spans, today)
    return [
        Phase(name, label, first, last, "done" if i < now else "now" if i == now else "coming", number)
        for i, (name, label, first, last, number) in enumerate(spans)
    ]


def current_phase(network: Network, today: date, dates: Dates | None = None) -> Phase:
    """The phase of this day."""
    return next(phase for phase in phases(network, today, dates) if phase.state == "now")


def next_session(network: Network, today: date) -> LearningSession | None:
    """The samling of today or the first to come."""
    return next((row for row in _sessions(network) if row.ends_on >= today), None)


Span = tuple[str, str, date | None, date | None, int | None]


def _sessions(network: Network) -> list[LearningSession]:
    """In order of number, without a query when they are prefetched."""
    return sorted(network.learning_sessions.all(), key=lambda row: row.number)


def _spans(network: Network, dates: Dates) -> list[Span]:
    published_on = timezone.localdate(network.published_at) if network.published_at else None
    sessions = dates.sessions
    first_day = sessions[0].starts_on if sessions else network.starts_on
    deadline = min(network.registration_deadline_on, first_day - ONE_DAY)
    spans: list[Span] = [
        ("planning", _("Planlegging"), None, published_on - ONE_DAY if published_on else None, None),
        ("enrolling", _("Påmelding"), published_on, deadline, None),
        ("prework", _("Forarbeid"), deadline + ONE_DAY, first_day - ONE_DAY, None),
    ]
    for index, session in enumerate(sessions):
        number = session.number
        label = _("Samling %(number)d") % {"number": number}
        spans.append(("session", label, session.starts_on, session.ends_on, number))
        following = sessions[index + 1] if index + 1 < len(sessions) else None
        if following or network.kind == Network.Kind.ONGOING:
            label = _("Arbeidsperiode %(number)d") % {"number": number}
            ends_on = following.starts_on - ONE_DAY if following else None
            spans.append(("action_period", label, session.ends_on + ONE_DAY, ends_on, number))
    closed_on = timezone.localdate(network.closed_at) if network.closed_at else None
    if network.kind == Network.Kind.BOUNDED:
        after = sessions[-1].ends_on + ONE_DAY if sessions else first_day
        spans.append(
            ("sustaining", _("Videreføring"), after, closed_on or _end_of_work(network, dates.deadlines), None)
        )
    if closed_on:
        spans.append(("closed", _("Avsluttet"), closed_on, None, None))
    return [span for span in spans if not _is_empty(span)]


def _end_of_work(network: Network, deadlines: Iterable[ReportDeadline]) -> date | None:
    """The network's last day, or its last report deadline when that is later."""
    days = [row.due_on for row in deadlines]
    if network.ends_on:
        days.append(network.ends_on)
    return max(days, default=None)


def _is_empty(span: Span) -> bool:
    _name, _label, first, last, _number = span
    return first is not None and last is not None and last < first


def _index_of_now(network: Network, spans: list[Span], today: date) -> int:
    """The last phase that has begun. An unpublished network is being planned, whatever its dates say."""
    if not network.is_published:
        return 0
    if network.is_closed:
        return len(spans) - 1
    begun = [index for index, (_name, _label, first, _last, _number) in enumerate(spans) if first and first <= today]
    return max(begun, default=0)
