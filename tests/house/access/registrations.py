"""Who opens registrations: the public form and its private link, and the coordinator's desk."""

from typing import Any

from tests.house.access import ALLOWED, EVERYONE, SAME, Row
from tests.house.access.networks import INSIDE
from tests.house.world import World

# An administrator manages networks, but the municipalities' people are the coordinator's business.
DESK = {ALLOWED: ["coordinator"], 403: [person for person in INSIDE if person != "coordinator"]}


def _network(world: World) -> dict[str, Any]:
    return {"slug": world.network.slug}


def _registration(world: World) -> dict[str, Any]:
    return {"slug": world.network.slug, "pk": world.registration.pk}


def _link(world: World) -> dict[str, Any]:
    return {"token": world.registration_token}


ROWS: list[Row] = [
    # Whoever has the private link is let in; without it there is nothing to find.
    Row("teams:registration_start", kwargs=_network, get={ALLOWED: EVERYONE}, post=SAME),
    Row(
        "teams:registration_step",
        kwargs=lambda world: _link(world) | {"step": "team"},
        get={ALLOWED: EVERYONE},
        post=SAME,
    ),
    Row("teams:registration_autosave", kwargs=_link, get={405: EVERYONE}, post={ALLOWED: EVERYONE}),
    Row("teams:registration_receipt", kwargs=_link, get={ALLOWED: EVERYONE}, post=SAME),
    Row("teams:registration_withdraw", kwargs=_link, get={ALLOWED: EVERYONE}, post=SAME),
    Row("teams:registration_list", kwargs=_network, get=DESK),
    Row("teams:registration_create", kwargs=_network, get=DESK, post=SAME),
    Row("teams:registration_detail", kwargs=_registration, get=DESK),
    Row("teams:registration_approve", kwargs=_registration, post=DESK),
    Row("teams:registration_decline", kwargs=_registration, post=DESK),
    Row("teams:registration_contact", kwargs=_registration, post=DESK),
]
