"""What always holds for a network, whoever changes it."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from networks.models import Network
from networks.services.errors import NetworkError, as_network_error


def check_deadline(network: Network, *, today: date | None) -> None:
    """The deadline is not behind us (unless `today` is None) and comes before samling 1."""
    deadline = network.registration_deadline_on
    if today and deadline < today:
        raise NetworkError(_("Fristen er allerede passert. Velg en dato fra og med i dag."), "registration_deadline_on")
    first = network.learning_sessions.order_by("number").first() if network.pk else None
    if deadline >= (first.starts_on if first else network.starts_on):
        raise NetworkError(_("Fristen må være før samling 1 begynner."), "registration_deadline_on")


def refuse_closed(network: Network) -> None:
    """Nothing changes in a network that has ended."""
    if network.is_closed:
        raise NetworkError(_("Nettverket er avsluttet og kan ikke endres."))


def clean(network: Network) -> None:
    """Validate the row. Raises NetworkError with everything that is wrong."""
    if network.ends_on and network.ends_on <= network.starts_on:
        raise NetworkError(_("Avslutningen må være etter samling 1."), "ends_on")
    try:
        network.full_clean()
    except ValidationError as error:
        raise as_network_error(error) from error


def moment(day: date | None) -> datetime:
    """Now, or noon of a given day when the past is written down afterwards."""
    if day is None or day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))
