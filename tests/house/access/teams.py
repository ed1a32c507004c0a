"""Who opens the pages of teams."""

from typing import Any

from tests.house.access import ALLOWED, SAME, TEAM, Row
from tests.house.world import World

# What everybody who sees the team reads; what the professionals change; what leader and coordinator change.
_READERS = [*TEAM, "coordinator", "organizer"]
_EDITORS = ["team_leader", "measurement_lead", "team_member"]
_MANAGERS = ["team_leader", "coordinator"]


def _only(people: list[str]) -> dict[int, list[str]]:
    """These people get in; the others who see the team are told why not."""
    return {ALLOWED: people, 403: [person for person in _READERS if person not in people]}


def _team(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug}


def _member(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "pk": world.membership.pk}


def _item(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "pk": world.plan_item.pk}


def _cycle(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "number": world.cycle.number}


def _meeting(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "pk": world.meeting.pk}


_READ = {ALLOWED: _READERS}
_EDIT = _only(_EDITORS)
_MANAGE = _only(_MANAGERS)

TEAM_ROWS: list[Row] = [
    Row("teams:team_edit", kwargs=_team, get=_MANAGE, post=SAME),
    Row("teams:member_add", kwargs=_team, get=_MANAGE, post=SAME),
    Row("teams:member_edit", kwargs=_member, get=_MANAGE, post=SAME),
    Row("teams:member_end", kwargs=_member, post=_MANAGE),
    Row("teams:member_invite", kwargs=_member, post=_MANAGE),
    Row("teams:plan_detail", kwargs=_team, get=_READ),
    Row("teams:plan_item_create", kwargs=_team, get=_EDIT, post=SAME),
    Row("teams:plan_item_edit", kwargs=_item, get=_EDIT, post=SAME),
    Row("teams:plan_item_delete", kwargs=_item, post=_EDIT),
    Row("teams:plan_item_restore", kwargs=_team, post=_EDIT),
    Row("teams:plan_from_package", kwargs=_team, post=_EDIT),
    Row("teams:pdsa_list", kwargs=_team, get=_READ),
    Row("teams:pdsa_create", kwargs=_team, get=_EDIT, post=SAME),
    Row("teams:pdsa_edit", kwargs=_cycle, get=_READ, post=_EDIT),
    Row("teams:meeting_list", kwargs=_team, get=_READ, post=_EDIT),
    Row("teams:meeting_edit", kwargs=_meeting, get=_EDIT, post=SAME),
    Row("teams:meeting_delete", kwargs=_meeting, post=_EDIT),
    Row("teams:coaching_list", kwargs=_team, get=_only(["coordinator"]), post=SAME),
    Row(
        "teams:attendance_answer",
        kwargs=lambda world: {"slug": world.team.slug, "number": world.session.number},
        get=_READ,
        post=_only(TEAM),
    ),
    Row(
        "teams:attendance_edit",
        kwargs=lambda world: {"slug": world.network.slug, "number": world.session.number},
        get={ALLOWED: ["coordinator", "organizer"], 403: [*TEAM, "other_team_member", "administrator"]},
        post=SAME,
    ),
]

ROWS: list[Row] = [*TEAM_ROWS]
