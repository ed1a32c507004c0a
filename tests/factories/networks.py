"""Networks, their packages and their people."""

from datetime import date
from itertools import count

from accounts.models import Organization, User
from accounts.roles import NetworkRole
from networks.models import ChangeIdea, ChangePackage, FocusArea, Network, NetworkMembership
from networks.services import (
    add_network_member,
    create_network,
    publish_network,
    set_change_packages,
    update_network,
)
from tests.factories.accounts import make_organization, make_user

_NUMBERS = count(1)
# The living network of the mock-ups: samlinger 5.–6. mai, 20. oktober 2026 and 3. mars 2027, deadline 15. april.
PLANNED_ON = date(2026, 2, 2)
STARTS_ON = date(2026, 5, 5)


def make_package(
    code: str = "SAM",
    *,
    name: str = "",
    version: int = 1,
    ideas: tuple[str, ...] = ("Innhente opplysninger", "Samstemme"),
    **fields,
) -> ChangePackage:
    """A tiltakspakke with its tiltak; the same code gives the same one."""
    existing = ChangePackage.objects.filter(code=code, version=version).first()
    if existing:
        return existing
    area, _created = FocusArea.objects.get_or_create(code="legemidler", defaults={"name": "Riktig legemiddelbruk"})
    package = ChangePackage(
        focus_area=area,
        code=code,
        version=version,
        name=name
        or {"SAM": "Samstemming av legemiddellister", "FALL": "Forebygging av fall"}.get(code, f"Pakke {code}"),
        short_name=fields.pop("short_name", code),
        **fields,
    )
    package.full_clean()
    package.save()
    for position, idea in enumerate(ideas, start=1):
        ChangeIdea.objects.create(change_package=package, position=position, name=idea)
    return package


def make_network(
    name: str = "",
    *,
    coordinator: User | None = None,
    template_code: str = "ti-maneder",
    starts_on: date = STARTS_ON,
    today: date = PLANNED_ON,
    packages: list[ChangePackage] | None = None,
    sharing: str = Network.Sharing.OPEN,
    is_published: bool = True,
    **fields,
) -> Network:
    """A published network that was planned on `today`; `coordinator` (or a new person) coordinates it."""
    network = create_network(
        template_code=template_code,
        name=name or f"Læringsnettverk {next(_NUMBERS)}",
        organizer=make_organization("USHT Akershus", kind=Organization.Kind.DEVELOPMENT_CENTRE),
        region="Akershus",
        starts_on=starts_on,
        contact_name="Hanne Brekke",
        contact_email="usht@example.no",
        contact_phone="67 00 00 00",
        by=coordinator or make_user("Hanne Brekke"),
        today=today,
        **fields,
    )
    by = network.memberships.get().user
    set_change_packages(network, packages=packages or [make_package("SAM"), make_package("FALL")], by=by)
    if sharing != Network.Sharing.OPEN:
        update_network(network, by=by, sharing=sharing)
    return publish_network(network, by=by, today=today) if is_published else network


def coordinator_of(network: Network) -> User:
    """The person who coordinates the network."""
    return network.memberships.filter(role=NetworkRole.COORDINATOR, ended_on=None).first().user


def make_network_member(network: Network, role: str, user: User | None = None) -> NetworkMembership:
    """A person with a role in the network."""
    return add_network_member(network, user=user or make_user(), role=role, by=coordinator_of(network))
