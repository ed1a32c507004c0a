"""The list of networks, and of samlinger, ready for the template."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.norwegian import format_date, format_date_range, format_time_range, join_words, relative_days
from accounts.roles import ROLE_LABELS
from networks.models import LearningSession, Network
from networks.permissions import can_manage_network, network_roles
from networks.queries.phases import current_phase, next_session
from networks.registry import SessionGuests, session_guests


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One network in the list: where it stands, what comes next, and what this person is in it."""

    slug: str
    name: str
    organizer: str
    url: str
    status: str
    mark: str
    upcoming: str
    roles: str
    may_manage: bool
    is_published: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One samling in the list. `state` is done, next or coming."""

    number: int
    title: str
    dates: str
    distance: str
    times: str
    place: str
    programme: list[str]
    has_pharmacist: bool
    state: str
    guests: SessionGuests | None


def network_rows(networks: QuerySet[Network], user: User, today: date) -> list[NetworkRow]:
    """The networks, those that go on first. Four queries, whatever their number."""
    rows = networks.select_related("organizer").prefetch_related("learning_sessions", "report_deadlines")
    return sorted((_network_row(network, user, today) for network in rows), key=lambda row: row.is_closed)


def session_rows(network: Network, user: User, today: date) -> list[SessionRow]:
    """The samlinger in order, with who comes as far as this person may see it."""
    sessions = list(network.learning_sessions.order_by("number"))
    guests = session_guests(network, user, today)
    upcoming = next((row.number for row in sessions if row.ends_on >= today), None)
    return [_session_row(row, guests.get(row.number), upcoming, today) for row in sessions]


def _network_row(network: Network, user: User, today: date) -> NetworkRow:
    status, mark = _status(network, today)
    return NetworkRow(
        slug=network.slug,
        name=network.name,
        organizer=network.organizer.name,
        url=network.get_absolute_url(),
        status=status,
        mark=mark,
        upcoming=_upcoming(network, today),
        roles=join_words(sorted(str(ROLE_LABELS[role]) for role in network_roles(user, network))),
        may_manage=bool(can_manage_network(user, network)),
        is_published=network.is_published,
        is_closed=network.is_closed,
    )


def _status(network: Network, today: date) -> tuple[str, str]:
    if network.is_closed:
        return _("Avsluttet %(day)s") % {"day": format_date(network.closed_at)}, "done"
    if not network.is_published:
        return _("Ikke publisert ennå"), "missing"
    return current_phase(network, today).label, "waiting"


def _upcoming(network: Network, today: date) -> str:
    if network.is_closed:
        return ""
    if network.accepts_registrations_on(today):
        return _("Påmeldingsfrist %(day)s, %(distance)s") % {
            "day": format_date(network.registration_deadline_on, year=False),
            "distance": relative_days(network.registration_deadline_on, today),
        }
    session = next_session(network, today)
    if session is None:
        return ""
    return _("Samling %(number)d, %(day)s, %(distance)s") % {
        "number": session.number,
        "day": format_date_range(session.starts_on, session.ends_on),
        "distance": relative_days(session.starts_on, today),
    }


def _session_row(
    session: LearningSession, guests: SessionGuests | None, upcoming: int | None, today: date
) -> SessionRow:
    state = "done" if session.ends_on < today else "next" if session.number == upcoming else "coming"
    has_times = session.starts_at and session.ends_at
    return SessionRow(
        number=session.number,
        title=str(session),
        dates=format_date_range(session.starts_on, session.ends_on),
        distance=relative_days(session.starts_on, today),
        times=format_time_range(session.starts_at, session.ends_at) if has_times else "",
        place=session.place,
        programme=[line.strip() for line in session.programme.splitlines() if line.strip()],
        has_pharmacist=session.has_pharmacist,
        state=state,
        guests=guests,
    )
