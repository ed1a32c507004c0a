"""What a registration says, what it lacks, and who should be called first."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.norwegian import join_words, number_word
from accounts.roles import TeamRole
from accounts.secret_links import hash_token
from teams.models import Registration
from teams.models.registration import FORM_ROLES

FEWEST, MOST = 5, 8


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing a registration lacks. What is required stops submitting; the rest is advice."""

    text: str
    is_required: bool = False
    field: str | None = None
    step: str = "team"


def find_registration(token: str) -> Registration | None:
    """The registration behind a private link."""
    rows = Registration.objects.select_related("network__organizer", "municipality", "change_package")
    return rows.filter(token_hash=hash_token(token)).first()


def people_of(registration: Registration) -> list[dict[str, Any]]:
    """The nine rows of the form in order, empty ones included."""
    known = {person.position: person for person in registration.people.all()}
    return [
        {
            "position": position,
            "role": role,
            "name": known[position].name if position in known else "",
            "profession": known[position].profession if position in known else "",
            "email": known[position].email if position in known else "",
        }
        for position, role in enumerate(FORM_ROLES, start=1)
    ]


def seen_digest(registration: Registration, *, names: Iterable[str], with_people: bool = False) -> str:
    """A short digest of some fields: the page carries it, so that saving can tell whether somebody changed just these."""
    values: list[Any] = [[name, str(getattr(registration, _stored(name)))] for name in sorted(names)]
    if with_people:
        values.append(people_of(registration))
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:24]


def registration_gaps(registration: Registration) -> list[Gap]:
    """Everything that is missing, the required first; then advice on how the team is put together.

    Uses `registration.people`, prefetched in lists.
    """
    people = sorted(registration.people.all(), key=lambda person: person.position)
    return [*_required_gaps(registration, people), *_advice(registration, people)]


def _stored(name: str) -> str:
    return f"{name}_id" if name in ("municipality", "change_package") else name


def _required_gaps(registration: Registration, people: list[Any]) -> list[Gap]:
    gaps = []
    labels = {
        "municipality_id": _("kommune"),
        "service": _("virksomhet eller tjeneste"),
        "contact_name": _("kontaktperson"),
        "contact_email": _("e-post til kontaktpersonen"),
        "change_package_id": _("tiltakspakke"),
    }
    for name, label in labels.items():
        if not getattr(registration, name):
            text = _("Dette mangler: %(label)s.") % {"label": label}
            gaps.append(Gap(text, True, name.removesuffix("_id"), "kontakt"))
    for person in people:
        if not person.name:
            text = _("Skriv navnet på personen i rad %(row)d, eller tøm raden.") % {"row": person.position}
            gaps.append(Gap(text, True, f"people-{person.position}-name"))
    if not any(person.role == TeamRole.TEAM_LEADER and person.name for person in people):
        gaps.append(Gap(_("Teamet mangler teamleder."), True, "people-1-name"))
    return gaps


def _advice(registration: Registration, people: list[Any]) -> list[Gap]:
    named = [person for person in people if person.name]
    professionals = [person for person in named if person.role != TeamRole.PATIENT_REPRESENTATIVE]
    gaps = []
    if not any(person.role == TeamRole.MEASUREMENT_LEAD for person in named):
        gaps.append(Gap(_("Teamet har ingen måleansvarlig ennå.")))
    if len(professionals) < FEWEST:
        count = capfirst(number_word(len(professionals)))
        people_word = _("fagperson") if len(professionals) == 1 else _("fagpersoner")
        text = _("%(count)s %(people)s så langt. Fem til åtte er passe.")
        gaps.append(Gap(text % {"count": count, "people": people_word}))
    gaps += _profession_advice(professionals)
    silent = [person.name for person in named if not person.email]
    if silent:
        text = _("%(names)s mangler e-post og får ikke egen innlogging.")
        gaps.append(Gap(text % {"names": _some(silent)}))
    if not registration.background:
        gaps.append(Gap(_("Bakgrunnen for valget er ikke beskrevet."), step="bakgrunn"))
    if not registration.sponsor_name:
        gaps.append(Gap(_("Ansvarlig leder er ikke oppgitt."), step="kontakt"))
    return gaps


def _profession_advice(professionals: list[Any]) -> list[Gap]:
    """Tverrfaglig: at least two professions, and known for everyone."""
    unknown = [person.name for person in professionals if not person.profession]
    known = {person.profession.strip().casefold() for person in professionals if person.profession}
    gaps = []
    if unknown:
        gaps.append(Gap(_("%(names)s mangler stilling eller profesjon.") % {"names": _some(unknown)}))
    if len(known) == 1 and len(professionals) - len(unknown) > 2:
        profession = next(person.profession for person in professionals if person.profession)
        text = _("Alle er oppført som %(profession)s. Et tverrfaglig team ser mer.")
        gaps.append(Gap(text % {"profession": profession.lower()}))
    return gaps


def _some(names: list[str]) -> str:
    """«Ola», «Ola og Kari», «Ola, Kari og tre til»."""
    if len(names) <= 3:
        return join_words(names)
    return join_words([*names[:2], _("%(count)s til") % {"count": number_word(len(names) - 2)}])
