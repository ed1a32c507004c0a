"""Makes a network from a template or from an earlier network."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.months import add_months, last_day, month_distance, month_of
from accounts.roles import NetworkRole
from accounts.services import record
from networks.models import LearningSession, Network, ReportDeadline
from networks.queries import NetworkTemplate, find_template, plan_calendar
from networks.services.errors import NetworkError
from networks.services.members import add_network_member
from networks.services.network import INVITATION_FIELDS
from networks.services.rules import check_deadline, clean

# Addresses beside those of networks.
RESERVED = ("nytt",)
# What a copy takes from the earlier network besides its texts, calendar and packages.
COPIED_FIELDS = (
    *("theme", "programme", "months", "kind", "sharing", "chart_rules", "measurement_due_day", "baseline_months"),
)


@transaction.atomic
def create_network(
    *,
    name: str,
    organizer: Organization,
    region: str,
    starts_on: date,
    contact_email: str,
    by: User,
    template_code: str = "",
    copy_of: Network | None = None,
    registration_deadline_on: date | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    theme: str = "",
    slug: str = "",
    today: date | None = None,
) -> Network:
    """Make a network from a template or from an earlier network; `by` becomes its coordinator.

    `starts_on` is the first day of samling 1; every other date follows from it and can be changed afterwards. Raises
    NetworkError for a deadline before `today` or after samling 1, and for a name or address that is taken.
    """
    today = today or timezone.localdate()
    template = find_template(template_code) if template_code else None
    if copy_of is None and template is None:
        raise NetworkError(_("Velg en mal eller et tidligere nettverk."), "source")
    given = {"theme": theme} if theme else {}
    network = _from_earlier(copy_of, starts_on, given) if copy_of else _from_template(template, starts_on, given)
    network.name, network.organizer, network.region = name.strip(), organizer, region.strip()
    network.contact_name, network.contact_email = contact_name.strip(), contact_email.strip()
    network.contact_phone = contact_phone.strip()
    network.registration_deadline_on = registration_deadline_on or network.registration_deadline_on
    network.slug = _free_slug(slug or _address_of(name))
    check_deadline(network, today=today)
    clean(network)
    network.save()
    add_network_member(network, user=by, role=NetworkRole.COORDINATOR, by=by, started_on=today)
    if copy_of:
        _copy_calendar(copy_of, network)
        network.change_packages.set(copy_of.change_packages.all())
    else:
        # Which tiltakspakker the network works with is the coordinator's choice; publishing asks for at least one.
        _make_calendar(template, network)
    record(by=by, action="create_network", scope=network.scope, subject=network, summary=network.name)
    return network


def _from_template(template: NetworkTemplate, starts_on: date, given: dict[str, Any]) -> Network:
    calendar = plan_calendar(template, starts_on)
    texts = {f"invitation_{section}": text for section, text in template.invitation.items()}
    return Network(
        kind=template.kind,
        months=template.months,
        starts_on=starts_on,
        ends_on=calendar.ends_on,
        registration_deadline_on=calendar.registration_deadline_on,
        **{**texts, **given},
    )


def _from_earlier(earlier: Network, starts_on: date, given: dict[str, Any]) -> Network:
    shift = starts_on - earlier.starts_on
    copied = {name: getattr(earlier, name) for name in (*COPIED_FIELDS, *INVITATION_FIELDS)}
    return Network(
        starts_on=starts_on,
        ends_on=earlier.ends_on + shift if earlier.ends_on else None,
        registration_deadline_on=earlier.registration_deadline_on + shift,
        **{**copied, **given},
    )


def _make_calendar(template: NetworkTemplate, network: Network) -> None:
    calendar = plan_calendar(template, network.starts_on)
    for number, row in enumerate(calendar.sessions, start=1):
        LearningSession.objects.create(
            network=network, number=number, starts_on=row.starts_on, ends_on=row.ends_on, programme=row.programme
        )
    for row in calendar.deadlines:
        ReportDeadline.objects.create(
            network=network,
            kind=row.kind,
            number=row.number,
            due_on=row.due_on,
            period_starts_on=row.period_starts_on,
            period_ends_on=row.period_ends_on,
        )


def _copy_calendar(earlier: Network, network: Network) -> None:
    """The same distances from samling 1; places and programmes are kept, since most of them are used again."""
    shift = network.starts_on - earlier.starts_on
    months = month_distance(month_of(earlier.starts_on), month_of(network.starts_on))
    for row in earlier.learning_sessions.all():
        row.pk, row.network, row._state.adding = None, network, True
        row.starts_on, row.ends_on = row.starts_on + shift, row.ends_on + shift
        row.save()
    for row in earlier.report_deadlines.all():
        row.pk, row.network, row._state.adding = None, network, True
        row.due_on = row.due_on + shift
        # Reports cover whole months.
        row.period_starts_on = add_months(month_of(row.period_starts_on), months)
        row.period_ends_on = last_day(add_months(month_of(row.period_ends_on), months))
        row.save()


def _address_of(name: str) -> str:
    """The name as it can stand in an address: «Læringsnettverk Ås» gives laeringsnettverk-as."""
    letters = name.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", "–": "-"}))
    return slugify(letters)[:50].strip("-") or "nettverk"


def _free_slug(wanted: str) -> str:
    """The wanted address, or the first free one with a number after it."""
    taken = {*RESERVED, *Network.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)}
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
