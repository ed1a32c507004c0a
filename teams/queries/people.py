"""Reads who is in a team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.prepared import PreparedQuery
from accounts.roles import ROLE_LABELS, TeamRole
from teams.models import Team, TeamMembership

_ORDER = {role.value: place for place, role in enumerate(TeamRole)}
_MEMBERSHIPS = PreparedQuery(
    lambda team: TeamMembership.objects.filter(team=team).select_related("user").order_by("position", "name")
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One member, ready to show. `text` is «teamleder, avdelingsleder»; `account` is active, invited or none."""

    pk: int
    name: str
    role: str
    role_label: str
    profession: str
    text: str
    email: str
    account: str
    started_on: date
    ended_on: date | None


def team_memberships(team: Team) -> list[TeamMembership]:
    """Everybody who is or was in the team, with their accounts. One query."""
    return _MEMBERSHIPS.objects(team.pk)


def people(team: Team, memberships: Sequence[TeamMembership] | None = None) -> list[PersonRow]:
    """Those in the team now: leader, måleansvarlig, members, brukerrepresentant, ansvarlig leder.

    One query, none when the team's `memberships` are read already.
    """
    rows = team_memberships(team) if memberships is None else memberships
    return sorted((_person(row) for row in rows if row.ended_on is None), key=lambda person: _ORDER[person.role])


def former_people(team: Team) -> list[PersonRow]:
    """Roles that have ended, the latest first: who was what, until when. One query."""
    rows = team.memberships.exclude(ended_on=None).select_related("user").order_by("-ended_on", "name")
    return [_person(row) for row in rows]


def team_size_text(rows: Sequence[PersonRow]) -> str:
    """«6 fagpersoner og brukerrepresentant»; the ansvarlig leder is not counted."""
    outside = (TeamRole.PATIENT_REPRESENTATIVE, TeamRole.SPONSOR)
    count = sum(person.role not in outside for person in rows)
    text = ngettext("%(count)d fagperson", "%(count)d fagpersoner", count) % {"count": count}
    if any(person.role == TeamRole.PATIENT_REPRESENTATIVE for person in rows):
        return _("%(people)s og brukerrepresentant") % {"people": text}
    return text


def composition_advice(rows: Sequence[PersonRow]) -> list[str]:
    """What a good team may lack: five to eight professionals, and the roles the network counts on. Never a demand."""
    outside = (TeamRole.PATIENT_REPRESENTATIVE, TeamRole.SPONSOR)
    count = sum(person.role not in outside for person in rows)
    roles = {person.role for person in rows}
    advice = []
    if TeamRole.TEAM_LEADER not in roles:
        advice.append(_("Teamet har ingen teamleder. Teamlederen er kontaktperson og leverer rapportene."))
    if TeamRole.MEASUREMENT_LEAD not in roles:
        advice.append(_("Teamet har ingen måleansvarlig. Uten en blir målingene fort liggende."))
    if count < 5:
        advice.append(_("Teamet er lite. Fem til åtte fagpersoner er vanlig."))
    elif count > 8:
        advice.append(_("Teamet er stort. Fem til åtte fagpersoner er vanlig."))
    if TeamRole.PATIENT_REPRESENTATIVE not in roles:
        advice.append(_("Teamet kan gjerne ha med en brukerrepresentant."))
    return advice


def _person(row: TeamMembership) -> PersonRow:
    label = str(ROLE_LABELS[TeamRole(row.role)])
    account = "none" if row.user is None else "active" if row.user.activated_at else "invited"
    return PersonRow(
        pk=row.pk,
        name=row.name,
        role=row.role,
        role_label=label,
        profession=row.profession,
        text=_text(row.role, label.lower(), row.profession),
        email=row.user.email if row.user else "",
        account=account,
        started_on=row.started_on,
        ended_on=row.ended_on,
    )


def _text(role: str, label: str, profession: str) -> str:
    if not profession:
        return label
    shown = profession[:1].lower() + profession[1:]
    return shown if role == TeamRole.TEAM_MEMBER else f"{label}, {shown}"
