"""Reads the organiser's contact with a team."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.norwegian import format_date, relative_days
from accounts.roles import TeamRole
from teams.models import CoachingNote, Team
from teams.queries.days import short_day


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact, ready to show. `is_about_registration`: it was before the team existed."""

    contacted_on: date
    date_text: str
    channel: str
    note: str
    written_by: str
    is_about_registration: bool


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Who the organiser calls."""

    name: str
    phone: str
    email: str

    @property
    def phone_link(self) -> str:
        """The number without spaces, for a tel: address."""
        return self.phone.replace(" ", "")


def contacts(team: Team, today: date) -> list[ContactRow]:
    """All contact with the team and about its registration, latest first. One query."""
    about = Q(team=team)
    if team.registration_id:
        about |= Q(registration=team.registration_id)
    notes = CoachingNote.objects.filter(about).select_related("written_by")
    return [
        ContactRow(
            contacted_on=note.contacted_on,
            date_text=short_day(note.contacted_on, today),
            channel=note.get_channel_display(),
            note=note.note,
            written_by=note.written_by.name if note.written_by else "",
            is_about_registration=note.team_id is None,
        )
        for note in notes
    ]


def contacts_lead(rows: list[ContactRow], today: date) -> str:
    """«Sist kontakt 21. oktober 2026, for to uker siden.»"""
    if not rows:
        return _("Ingen kontakt er loggført ennå.")
    last = rows[0].contacted_on
    return _("Sist kontakt %(date)s, %(distance)s.") % {
        "date": format_date(last),
        "distance": relative_days(last, today),
    }


def contact_person(team: Team) -> ContactPerson | None:
    """The team leader with phone and address, None when there is no leader. One query."""
    leader = team.memberships.current().filter(role=TeamRole.TEAM_LEADER).select_related("user").first()
    if leader is None:
        return None
    user = leader.user
    return ContactPerson(leader.name, user.phone if user else "", user.email if user else "")
