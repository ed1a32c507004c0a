"""The påmeldingsskjema from private draft to submitted, withdrawn or entered by the coordinator."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.secret_links import hash_token
from accounts.services import record
from networks.models import ChangePackage, Network
from teams.models import Registration, RegistrationPerson
from teams.models.registration import FORM_ROLES
from teams.queries.registration import people_of, registration_gaps, seen_digest
from teams.services import registration_mail
from teams.services.errors import EditConflict, TeamError, as_team_error
from teams.services.registration_rules import (
    Status,
    link_token,
    locked,
    refuse_decided,
    refuse_when_closed,
    save,
    strip,
)

CONTACT_FIELDS = (
    "municipality",
    "service",
    "sponsor_name",
    "contact_name",
    "contact_function",
    "contact_email",
    "change_package",
)
TEXT_FIELDS = (*CONTACT_FIELDS, "sponsor_email", "background", "earlier_packages")
REQUIRED_FIELDS = ("municipality", "service", "contact_name", "contact_email", "change_package")
# A public form that sends mail: one address gets at most this many links an hour.
DRAFTS_AN_HOUR = 5


@transaction.atomic
def start_registration(
    network: Network,
    *,
    municipality: Organization,
    service: str,
    sponsor_name: str,
    contact_name: str,
    contact_function: str,
    contact_email: str,
    change_package: ChangePackage,
    today: date,
    form_token: uuid.UUID | None = None,
) -> tuple[Registration, str]:
    """Make a draft and mail its private link; gives the draft and the link's token.

    The same `form_token` once more (a double click, or back and on again) continues the same draft. Raises TeamError
    when the form is closed on `today` or something does not hold.
    """
    refuse_when_closed(network, today)
    nonce = form_token or uuid.uuid4()
    token = link_token(nonce)
    fields = {
        "municipality": municipality,
        "service": service,
        "sponsor_name": sponsor_name,
        "contact_name": contact_name,
        "contact_function": contact_function,
        "contact_email": contact_email,
        "change_package": change_package,
    }
    existing = network.registrations.filter(token_hash=hash_token(token)).first()
    if existing:
        if existing.status != Status.DRAFT:
            return existing, token
        saved = save_registration(existing, version=existing.version, today=today, **fields)
        return saved, token
    registration = Registration(network=network, link_nonce=nonce, token_hash=hash_token(token))
    _give(registration, fields)
    _refuse_flood(registration)
    save(registration)
    record(by=None, action="start_registration", scope=network.scope, subject=registration)
    registration_mail.send_draft_link(registration)
    return registration, token


@transaction.atomic
def save_registration(
    registration: Registration,
    *,
    version: int,
    seen: str = "",
    people: list[dict[str, Any]] | None = None,
    today: date | None = None,
    **fields: Any,
) -> Registration:
    """Save some of the draft's fields, and the nine rows when `people` is given.

    `version` is what the page showed; `seen` is the digest of just these fields (`seen_digest`), so that two people on
    different steps are no conflict. A new contact address gets the link too. Raises EditConflict with what stands, or
    TeamError.
    """
    unknown = set(fields) - set(TEXT_FIELDS)
    if unknown:
        raise TypeError(f"save_registration cannot change {sorted(unknown)}")
    current = locked(registration)
    refuse_when_closed(current.network, today or timezone.localdate())
    if current.status != Status.DRAFT:
        raise TeamError(_("Påmeldingen er sendt inn og kan ikke endres her."))
    fields = {name: strip(value) for name, value in fields.items()}
    rows = None if people is None else _cleaned_rows(people)
    changed = {name: value for name, value in fields.items() if getattr(current, name) != value}
    people_changed = rows is not None and rows != [row for row in people_of(current) if _has_content(row)]
    if not changed and not people_changed:
        return _refreshed(registration)
    if current.version != version and seen != seen_digest(current, names=fields, with_people=rows is not None):
        raise EditConflict(_standing(current, fields, with_people=rows is not None), current.version)
    has_new_address = "contact_email" in changed
    _give(current, fields)
    current.version += 1
    current.saved_at = timezone.now()
    save(current)
    if people_changed:
        _replace_people(current, rows)
    if has_new_address:
        registration_mail.send_draft_link(current)
    return _refreshed(registration)


@transaction.atomic
def submit_registration(registration: Registration, *, now: datetime) -> Registration:
    """Send the draft in; the contact person gets a receipt. Twice is once.

    Raises TeamError when the deadline has passed, something required is missing, or the same team is there already.
    """
    current = locked(registration)
    if current.status == Status.SUBMITTED:
        return _refreshed(registration)
    refuse_decided(current)
    refuse_when_closed(current.network, timezone.localdate(now))
    _submit(current, now=now)
    record(by=None, action="submit_registration", scope=current.network.scope, subject=current)
    registration_mail.send_receipt(current)
    return _refreshed(registration)


@transaction.atomic
def withdraw_registration(registration: Registration) -> Registration | None:
    """Take a registration back. A draft is deleted (None); what was submitted stays as withdrawn."""
    current = locked(registration)
    if current.status == Status.WITHDRAWN:
        return _refreshed(registration)
    refuse_decided(current)
    record(by=None, action="withdraw_registration", scope=current.network.scope, subject=current)
    if current.status == Status.DRAFT:
        current.delete()
        return None
    current.status = Status.WITHDRAWN
    current.version += 1
    current.save(update_fields=["status", "version"])
    registration_mail.send_withdrawal(current)
    return _refreshed(registration)


@transaction.atomic
def add_late_registration(
    network: Network, *, by: User, people: list[dict[str, Any]], now: datetime | None = None, **fields: Any
) -> Registration:
    """Enter a registration for a municipality, also after the deadline; it is submitted at once, with a receipt.

    Raises TeamError when something required is missing, the same team is there already, or the network is closed.
    """
    if network.is_closed:
        raise TeamError(_("Nettverket er avsluttet."))
    nonce = uuid.uuid4()
    token = link_token(nonce)
    registration = Registration(network=network, link_nonce=nonce, token_hash=hash_token(token))
    _give(registration, {name: strip(fields.get(name, "")) or getattr(registration, name) for name in TEXT_FIELDS})
    rows = _cleaned_rows(people)
    save(registration)
    _replace_people(registration, rows)
    _submit(registration, now=now or timezone.now())
    record(by=by, action="add_late_registration", scope=network.scope, subject=registration)
    registration_mail.send_receipt(registration)
    return registration


def _submit(registration: Registration, *, now: datetime) -> None:
    gaps = [gap for gap in registration_gaps(registration) if gap.is_required]
    if gaps:
        raise TeamError(gaps[0].text, gaps[0].field)
    registration.status = Status.SUBMITTED
    registration.submitted_at = now
    registration.version += 1
    # The database says whether the team is there already, so that two who submit at the same moment are no exception.
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError as error:
        raise TeamError(
            _(
                "Det er allerede meldt på et team fra %(team)s. Skriv en mer presis virksomhet hvis dette er et annet team."
            )
            % {"team": registration},
            "service",
        ) from error


def _give(registration: Registration, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(registration, name, strip(value))
    for name in REQUIRED_FIELDS:
        if not getattr(registration, name):
            label = Registration._meta.get_field(name).verbose_name
            raise TeamError(_("Fyll ut: %(label)s.") % {"label": label}, name)
    package = registration.change_package
    if not registration.network.change_packages.filter(pk=package.pk).exists():
        raise TeamError(_("Nettverket har ikke denne tiltakspakken. Velg en av dem som er med."), "change_package")


def _cleaned_rows(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with something in them. Raises TeamError beside the row that does not hold."""
    rows, addresses = [], {}
    for person in people:
        row = {"position": person["position"], "role": FORM_ROLES[person["position"] - 1]}
        row |= {name: (person.get(name) or "").strip() for name in ("name", "profession", "email")}
        if not _has_content(row):
            continue
        row["email"] = row["email"].lower()
        if row["email"] and row["email"] in addresses:
            raise TeamError(
                _("Samme e-postadresse står på to personer. Hver trenger sin egen."), f"people-{row['position']}-email"
            )
        addresses[row["email"]] = row["position"]
        _check_row(row)
        rows.append(row)
    return rows


def _check_row(row: dict[str, Any]) -> None:
    try:
        # A draft may have a profession without a name; what is submitted may not.
        RegistrationPerson(**row).clean_fields(exclude=["registration", *([] if row["name"] else ["name"])])
    except ValidationError as error:
        problem = as_team_error(error)
        raise TeamError(problem.message, f"people-{row['position']}-{problem.field}") from error


def _has_content(row: dict[str, Any]) -> bool:
    return bool(row["name"] or row["profession"] or row["email"])


def _replace_people(registration: Registration, rows: list[dict[str, Any]]) -> None:
    registration.people.all().delete()
    RegistrationPerson.objects.bulk_create(RegistrationPerson(registration=registration, **row) for row in rows)


def _standing(registration: Registration, fields: dict[str, Any], *, with_people: bool) -> dict[str, Any]:
    standing = {name: getattr(registration, name) for name in fields}
    if with_people:
        standing["people"] = people_of(registration)
    return standing


def _refuse_flood(registration: Registration) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    recent = Registration.objects.filter(
        network=registration.network_id,
        contact_email__iexact=registration.contact_email,
        status=Status.DRAFT,
        created_at__gte=hour_ago,
    )
    if recent.count() >= DRAFTS_AN_HOUR:
        raise TeamError(
            _("Vi har sendt flere lenker til denne adressen den siste timen. Bruk den nyeste av dem."), "contact_email"
        )


def _refreshed(registration: Registration) -> Registration:
    registration.refresh_from_db()
    return registration
