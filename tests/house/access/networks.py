"""Who opens the pages of networks."""

from typing import Any

from tests.house.access import ALLOWED, EVERYONE, SAME, SIGNED_IN, TEAM, Row
from tests.house.world import World

# Everybody with a role in the network, and the administrator, who manages networks without seeing into teams.
INSIDE = ["administrator", "coordinator", "organizer", *TEAM, "other_team_member"]
MANAGING = ["administrator", "coordinator"]


def _network(world: World) -> dict[str, Any]:
    return {"slug": world.network.slug}


def _draft(world: World) -> dict[str, Any]:
    """A network of the coordinator's that is not published: nobody else is in it."""
    return {"slug": world.draft_network.slug}


def _session(world: World) -> dict[str, Any]:
    return {"slug": world.network.slug, "number": world.session.number}


def _member(world: World) -> dict[str, Any]:
    """The arrangementsteam's role, which can end; the only coordinator's cannot."""
    return {**_network(world), "pk": world.network.memberships.get(user=world.people["organizer"]).pk}


def _message(world: World) -> dict[str, Any]:
    return {"slug": world.network.slug, "pk": world.message.pk}


def _only(allowed: list[str]) -> dict[int, list[str]]:
    """These may; the others in the network are told why not."""
    return {ALLOWED: allowed, 403: [person for person in INSIDE if person not in allowed]}


CREATING = ["administrator", "coordinator", "other_coordinator"]
STARTING = {ALLOWED: CREATING, 403: [person for person in SIGNED_IN if person not in CREATING]}

ROWS: list[Row] = [
    Row("networks:network_list", get={ALLOWED: SIGNED_IN}),
    Row("networks:network_create", get=STARTING, post=SAME),
    Row("networks:network_edit", kwargs=_network, get=_only(MANAGING), post=SAME),
    Row("networks:invitation_preview", kwargs=_draft, get={ALLOWED: MANAGING}),
    Row("networks:network_publish", kwargs=_draft, post={ALLOWED: MANAGING}),
    Row("networks:network_close", kwargs=_network, get=_only(MANAGING), post=SAME),
    Row("networks:network_reopen", kwargs=_network, post=_only(MANAGING)),
    Row("networks:member_list", kwargs=_network, get=_only(MANAGING), post=SAME),
    Row("networks:member_end", kwargs=_member, post=_only(MANAGING)),
    Row("networks:session_list", kwargs=_network, get={ALLOWED: INSIDE}),
    Row("networks:session_detail", kwargs=_session, get={ALLOWED: INSIDE}, post=_only(MANAGING)),
    Row("networks:message_list", kwargs=_network, get=_only(["coordinator"])),
    Row("networks:message_resend", kwargs=_message, post=_only(["coordinator"])),
    Row("networks:package_list", get={ALLOWED: EVERYONE}, post={405: EVERYONE}),
    Row("networks:invitation_detail", kwargs=_network, get={ALLOWED: EVERYONE}, post={405: EVERYONE}),
    Row("networks:invitation_pdf", kwargs=_network, get={ALLOWED: EVERYONE}, post={405: EVERYONE}),
]
