"""Changes, publishes, closes and reopens networks."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from networks.models import ChangePackage, Network
from networks.services.errors import NetworkConflict, NetworkError, Problem
from networks.services.rules import check_deadline, clean, moment, refuse_closed

INVITATION_FIELDS = tuple(
    f"invitation_{section}" for section in ("title", "lead", "what", "how", "learn", "who", "roles", "signup")
)
EDITABLE_FIELDS = (
    "name",
    "theme",
    "organizer",
    "region",
    "programme",
    "months",
    "ends_on",
    "registration_deadline_on",
    "sharing",
    "chart_rules",
    "contact_name",
    "contact_email",
    "contact_phone",
    "measurement_due_day",
    "baseline_months",
    *INVITATION_FIELDS,
)


@transaction.atomic
def update_network(
    network: Network, *, by: User, version: int | None = None, today: date | None = None, **fields: Any
) -> Network:
    """Change settings and invitation texts. Raises NetworkConflict when somebody saved after `version` was shown."""
    unknown = set(fields) - set(EDITABLE_FIELDS)
    if unknown:
        raise TypeError(f"update_network cannot change {sorted(unknown)}")
    current = Network.objects.select_for_update().get(pk=network.pk)
    refuse_closed(current)
    changed = {name: value for name, value in fields.items() if getattr(current, name) != value}
    if version is not None and current.version != version and changed:
        raise NetworkConflict({name: getattr(current, name) for name in changed})
    for name, value in changed.items():
        setattr(current, name, value)
    if "registration_deadline_on" in changed:
        check_deadline(current, today=today or timezone.localdate())
    clean(current)
    if changed:
        current.version += 1
        current.save()
        record(by=by, action="update_network", scope=network.scope, subject=network, summary=", ".join(sorted(changed)))
    network.refresh_from_db()
    return network


@transaction.atomic
def set_change_packages(network: Network, *, packages: list[ChangePackage], by: User) -> Network:
    """Choose which packages teams can register for. At least one, no superseded ones that were not chosen before."""
    refuse_closed(network)
    before = set(network.change_packages.all())
    if not packages:
        raise NetworkError(_("Velg minst én tiltakspakke."), "change_packages")
    for package in packages:
        if package.status == ChangePackage.Status.SUPERSEDED and package not in before:
            raise NetworkError(
                _("«%(name)s» er erstattet. Velg den nye versjonen.") % {"name": package.name}, "change_packages"
            )
    if set(packages) != before:
        network.change_packages.set(packages)
        codes = ", ".join(sorted(package.code for package in packages))
        record(by=by, action="set_change_packages", scope=network.scope, subject=network, summary=codes)
    return network


@transaction.atomic
def publish_network(network: Network, *, by: User, today: date | None = None) -> Network:
    """Make the invitation public and open the form. Twice is once. Raises NetworkError when something is missing."""
    current = Network.objects.select_for_update().get(pk=network.pk)
    refuse_closed(current)
    if current.is_published:
        network.refresh_from_db()
        return network
    problems = publishing_problems(current, today=today or timezone.localdate())
    if problems:
        raise NetworkError.of(problems)
    current.published_at = moment(today)
    current.save(update_fields=["published_at"])
    record(by=by, action="publish_network", scope=network.scope, subject=network)
    network.refresh_from_db()
    return network


def publishing_problems(network: Network, *, today: date) -> list[Problem]:
    """Everything that must be put right before the invitation can be published; empty when it is ready."""
    problems = []
    if not network.learning_sessions.exists():
        problems.append(Problem(_("Nettverket har ingen samlinger ennå."), "sessions"))
    if not network.change_packages.exists():
        problems.append(Problem(_("Velg minst én tiltakspakke."), "change_packages"))
    try:
        check_deadline(network, today=today)
    except NetworkError as error:
        problems += error.problems
    return problems


@transaction.atomic
def close_network(network: Network, *, by: User, today: date | None = None) -> Network:
    """End the network: everything is kept and nothing changes any more. Twice is once."""
    current = Network.objects.select_for_update().get(pk=network.pk)
    if not current.is_published:
        raise NetworkError(_("Nettverket er ikke publisert, så det er ikke noe å avslutte."))
    if not current.is_closed:
        current.closed_at = moment(today)
        current.save(update_fields=["closed_at"])
        record(by=by, action="close_network", scope=network.scope, subject=network)
    network.refresh_from_db()
    return network


@transaction.atomic
def reopen_network(network: Network, *, by: User) -> Network:
    """Undo closing: teams can write again. Twice is once."""
    current = Network.objects.select_for_update().get(pk=network.pk)
    if current.is_closed:
        current.closed_at = None
        current.save(update_fields=["closed_at"])
        record(by=by, action="reopen_network", scope=network.scope, subject=network)
    network.refresh_from_db()
    return network
