"""Registrations as the coordinator works through them, and each of them on one page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.norwegian import format_date, number_word, relative_days
from accounts.roles import ROLE_LABELS
from networks.models import Network
from teams.models import CoachingNote, Registration
from teams.queries.registration import people_of, registration_gaps

Status = Registration.Status

MARKS = {
    Status.SUBMITTED: "waiting",
    Status.APPROVED: "done",
    Status.DECLINED: "none",
    Status.WITHDRAWN: "none",
    Status.DRAFT: "missing",
}


@dataclass(frozen=True, slots=True)
class SummaryPerson:
    """One filled row of the team table."""

    role: str
    name: str
    profession: str
    email: str


@dataclass(frozen=True, slots=True)
class RegistrationSummary:
    """What was written, in the order of the form."""

    contact: list[tuple[str, str]]
    people: list[SummaryPerson]
    background: str
    earlier_packages: str


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """One registration in the coordinator's list."""

    pk: int
    title: str
    service: str
    package: str
    mark: str
    status: str
    since: str
    gaps: list[str]
    contact: str
    needs_contact: bool
    is_waiting: bool
    url: str


def registration_summary(registration: Registration) -> RegistrationSummary:
    """Everything the registration says, ready to read. One query for the people."""
    municipality, package = registration.municipality, registration.change_package
    contact = [
        (_("Kommune"), municipality.name if municipality else ""),
        (_("Virksomhet eller tjeneste"), registration.service),
        (_("Ansvarlig leder"), _joined(registration.sponsor_name, registration.sponsor_email)),
        (
            _("Kontaktperson"),
            _joined(registration.contact_name, registration.contact_function, registration.contact_email),
        ),
        (_("Innsatsområde/tiltakspakke"), package.name if package else ""),
    ]
    people = [
        SummaryPerson(str(ROLE_LABELS[row["role"]]), row["name"], row["profession"], row["email"])
        for row in people_of(registration)
        if row["name"] or row["profession"] or row["email"]
    ]
    return RegistrationSummary(contact, people, registration.background, registration.earlier_packages)


def registration_rows(network: Network, user: User, today: date) -> list[RegistrationRow]:
    """Everything sent to the network: first those that wait for a first contact, the longest wait on top.

    Two queries, whatever the number.
    """
    rows = Registration.objects.visible_to(user).filter(network=network)
    rows = rows.select_related("municipality", "change_package").prefetch_related("people")
    annotated = rows.annotate(last_contact_on=Max("coaching_notes__contacted_on"))
    return [_row(network, row, today) for row in sorted(annotated, key=_urgency)]


def draft_count(network: Network) -> int:
    """How many municipalities have begun and not sent in. Only the number is known to the organiser."""
    return network.registrations.filter(status=Status.DRAFT).count()


def registration_contacts(registration: Registration) -> list[CoachingNote]:
    """The organiser's contact about it, latest first. One query."""
    return list(registration.coaching_notes.select_related("written_by"))


def registrations_lead(rows: list[RegistrationRow]) -> str:
    """The answer to the page's question: who must be called."""
    waiting = sum(row.needs_contact for row in rows)
    if waiting:
        people = _("kommune venter") if waiting == 1 else _("kommuner venter")
        return _("%(count)s %(people)s på at dere tar kontakt.") % {
            "count": capfirst(number_word(waiting)),
            "people": people,
        }
    undecided = sum(row.is_waiting for row in rows)
    if undecided:
        noun = _("påmelding venter") if undecided == 1 else _("påmeldinger venter")
        return _("Alle er kontaktet. %(count)s %(noun)s på svar.") % {
            "count": capfirst(number_word(undecided)),
            "noun": noun,
        }
    return _("Alle påmeldinger er besvart.")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _urgency(registration: Registration) -> tuple[int, float]:
    """Waiting without contact, waiting with contact, answered; the oldest first among the waiting."""
    submitted = registration.submitted_at.timestamp() if registration.submitted_at else 0.0
    if registration.status != Status.SUBMITTED:
        return (2 if registration.status == Status.APPROVED else 3), -submitted
    return (1 if registration.last_contact_on else 0), submitted


def _row(network: Network, registration: Registration, today: date) -> RegistrationRow:
    is_waiting = registration.status == Status.SUBMITTED
    gaps = registration_gaps(registration) if is_waiting else []
    last = registration.last_contact_on
    moment = registration.decided_at or registration.submitted_at
    return RegistrationRow(
        pk=registration.pk,
        title=registration.municipality.name,
        service=registration.service,
        package=registration.change_package.name,
        mark=MARKS[Status(registration.status)],
        status=registration.get_status_display(),
        since=_since(registration, today) if is_waiting else format_date(moment),
        gaps=[gap.text for gap in gaps],
        contact=_contact(last, is_waiting=is_waiting),
        needs_contact=is_waiting and last is None,
        is_waiting=is_waiting,
        url=reverse("teams:registration_detail", args=[network.slug, registration.pk]),
    )


def _contact(last: date | None, *, is_waiting: bool) -> str:
    if last:
        return _("Sist kontakt %(day)s") % {"day": format_date(last, year=False)}
    return _("Ikke kontaktet ennå") if is_waiting else ""


def _since(registration: Registration, today: date) -> str:
    day = timezone.localdate(registration.submitted_at)
    return _("kom inn %(when)s") % {"when": relative_days(day, today)}
