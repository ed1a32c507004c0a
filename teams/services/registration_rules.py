"""What always holds for a registration, whoever changes it."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.secret_links import token_for
from networks.models import Network
from teams.models import Registration
from teams.services.errors import TeamError, as_team_error

Status = Registration.Status


def link_token(nonce: uuid.UUID) -> str:
    """The token of the private link."""
    return token_for("registration", nonce)


def registration_path(registration: Registration) -> str:
    """The private address of a registration made on the public form."""
    return reverse("teams:registration_receipt", args=[link_token(registration.link_nonce)])


def refuse_when_closed(network: Network, today: date) -> None:
    """Raise TeamError when the public form is closed on this day."""
    if not network.accepts_registrations_on(today):
        raise TeamError(_("Påmeldingen er stengt. Ta kontakt med %(contact)s.") % {"contact": network.contact_email})


def strip(value: Any) -> Any:
    """A text without spaces at its ends and with plain line breaks; anything else as it is."""
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


def save(registration: Registration) -> None:
    """Validate and save. Raises TeamError with the first message."""
    try:
        registration.full_clean()
    except ValidationError as error:
        raise as_team_error(error) from error
    registration.save()


def refuse_decided(registration: Registration) -> None:
    """Raise TeamError when the registration was answered or withdrawn."""
    if registration.status in (Status.APPROVED, Status.DECLINED, Status.WITHDRAWN):
        raise TeamError(
            _("Påmeldingen er allerede behandlet: %(status)s.") % {"status": registration.get_status_display().lower()}
        )


def locked(registration: Registration) -> Registration:
    """The registration as it stands now, locked. Raises TeamError when it was deleted meanwhile."""
    rows = Registration.objects.select_for_update(of=("self",))
    current = rows.select_related("network", "municipality", "change_package").filter(pk=registration.pk).first()
    if current is None:
        raise TeamError(_("Utkastet er slettet."))
    return current
