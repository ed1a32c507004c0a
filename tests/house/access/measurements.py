"""Who opens the pages of measurements."""

from typing import Any

from tests.house.access import ALLOWED, EVERYONE, SAME, SIGNED_IN, TEAM, Row
from tests.house.world import World

SEEING = [*TEAM, "coordinator", "organizer"]
# The network is open: other teams see the chart, without notes and small numbers.
SHARED = [*SEEING, "other_team_member"]
RECORDING = ["team_leader", "measurement_lead"]
IN_NETWORK = ["administrator", *SEEING, "other_team_member"]
MANAGING = ["administrator", "coordinator"]
NOTING = [*RECORDING, "team_member"]
SHARING = [*RECORDING, "coordinator"]


def _team(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug}


def _month(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "month": world.month}


def _chart(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "code": world.indicator.code.lower()}


def _figure(world: World) -> dict[str, Any]:
    return _chart(world) | {"month": world.month}


def _annotation(world: World) -> dict[str, Any]:
    return _chart(world) | {"pk": world.annotation.pk}


def _chart_change(world: World) -> dict[str, Any]:
    return _chart(world) | {"pk": world.chart_change.pk}


def _chart_link(world: World) -> dict[str, Any]:
    return _chart(world) | {"pk": world.chart_link.pk}


def _tally(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "pk": world.tally_sheet.pk}


def _tally_token(world: World) -> dict[str, Any]:
    return {"token": world.tally_sheet.token}


def _tap(world: World) -> dict[str, Any]:
    return {"tap": "7d0a7d2b-6d3f-4f6f-9d5b-000000000001", "answer": "yes"}


def _own(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "pk": world.own_indicator.pk}


def _days(world: World) -> dict[str, Any]:
    return {"slug": world.team.slug, "code": world.own_indicator.code.lower()}


def _event(world: World) -> dict[str, Any]:
    return _days(world) | {"pk": world.event.pk}


def _unit(world: World) -> dict[str, Any]:
    code = world.unit_part.indicator.code.lower()
    return {"slug": world.team.slug, "code": code, "pk": world.unit_part.unit_id}


def _network(world: World) -> dict[str, Any]:
    return {"slug": world.network.slug}


def _only(allowed: list[str]) -> dict[int, list[str]]:
    """These may; the others who see the team are told why not."""
    return {ALLOWED: allowed, 403: [person for person in SEEING if person not in allowed]}


def _network_only(allowed: list[str]) -> dict[int, list[str]]:
    """The same of those who see the network."""
    return {ALLOWED: allowed, 403: [person for person in IN_NETWORK if person not in allowed]}


NOTHING_LOCKED = {403: [person for person in SEEING if person != "coordinator"]}

ROWS: list[Row] = [
    Row("measurements:measurement_list", kwargs=_team, get={ALLOWED: SEEING}),
    Row("measurements:figures_import", kwargs=_team, get=_only(RECORDING), post=SAME),
    # Each of them has read something in.
    Row("measurements:figures_import_review", kwargs=_team, get=_only(RECORDING), post=SAME),
    Row("measurements:figures_template", kwargs=_team, get={ALLOWED: SEEING}),
    Row("measurements:figures_xlsx", kwargs=_team, get={ALLOWED: SEEING}),
    Row("measurements:figures_csv", kwargs=_team, get={ALLOWED: SEEING}),
    Row("measurements:plan_edit", kwargs=_team, get={ALLOWED: SEEING}, post=_only(RECORDING)),
    Row("measurements:baseline_edit", kwargs=_team, get={ALLOWED: SEEING}, post=_only(RECORDING)),
    Row("measurements:baseline_paste", kwargs=_team, post=_only(RECORDING)),
    Row("measurements:month_edit", kwargs=_month, get={ALLOWED: SEEING}, post=_only(RECORDING)),
    Row("measurements:month_autosave", kwargs=_month, post=_only(RECORDING)),
    Row("measurements:month_skip", kwargs=_month, get=_only(RECORDING), post=SAME),
    Row("measurements:month_lock", kwargs=_month, post=_only(["coordinator"])),
    # Nothing is locked: whoever may open sees that there is nothing to open.
    Row("measurements:month_open", kwargs=_month, get=NOTHING_LOCKED, post=SAME),
    Row("measurements:measurement_edit", kwargs=_figure, get={ALLOWED: SEEING}, post=_only(RECORDING)),
    Row("measurements:chart_detail", kwargs=_chart, get={ALLOWED: SHARED}),
    Row("measurements:gallery_list", get={ALLOWED: SIGNED_IN}),
    Row("measurements:gallery_detail", kwargs=lambda world: {"slug": "et-skift"}, get={ALLOWED: SIGNED_IN}),
    Row(
        "measurements:lesson_done",
        kwargs=lambda world: {"slug": "et-skift"},
        post={ALLOWED: SIGNED_IN},
    ),
    Row("measurements:network_training", kwargs=_network, get=_network_only(["coordinator"])),
    Row("measurements:unit_chart", kwargs=_unit, get={ALLOWED: SEEING}),
    Row("measurements:chart_screen", kwargs=_chart, get={ALLOWED: SEEING}),
    Row("measurements:chart_figure", kwargs=_chart, get={ALLOWED: SHARED}),
    Row("measurements:chart_svg", kwargs=_chart, get={ALLOWED: SHARED}),
    Row("measurements:chart_csv", kwargs=_chart, get={ALLOWED: SHARED}),
    Row("measurements:event_list", kwargs=_days, get={ALLOWED: SEEING}, post=_only(RECORDING)),
    Row("measurements:event_csv", kwargs=_days, get={ALLOWED: SEEING}),
    Row("measurements:event_remove", kwargs=_event, post=_only(RECORDING)),
    Row("measurements:unit_edit", kwargs=_team, get=_only(RECORDING), post=SAME),
    Row("measurements:team_indicator_create", kwargs=_team, get=_only(RECORDING), post=SAME),
    Row("measurements:team_indicator_edit", kwargs=_own, get=_only(RECORDING), post=SAME),
    Row("measurements:network_lock", kwargs=_network, get=_network_only(["coordinator"]), post=SAME),
    Row("measurements:network_indicator_list", kwargs=_network, get={ALLOWED: IN_NETWORK}),
    Row(
        "measurements:network_indicator_edit",
        kwargs=lambda world: _network(world) | {"pk": world.indicator.pk},
        get=_network_only(MANAGING),
        post=SAME,
    ),
    Row("measurements:annotation_create", kwargs=_chart, get=_only(NOTING), post=SAME),
    Row("measurements:annotation_edit", kwargs=_annotation, get=_only(NOTING), post=SAME),
    Row("measurements:chart_setup", kwargs=_chart, get=_only(SHARING), post=SAME),
    Row("measurements:chart_change_undo", kwargs=_chart_change, post=_only(SHARING)),
    Row("measurements:chart_link_list", kwargs=_chart, get=_only(SHARING), post=SAME),
    Row("measurements:chart_link_revoke", kwargs=_chart_link, post=_only(SHARING)),
    Row("measurements:tally_list", kwargs=_team, get=_only(RECORDING)),
    Row("measurements:tally_create", kwargs=_team, get=_only(RECORDING), post=SAME),
    Row("measurements:tally_detail", kwargs=_tally, get=_only(RECORDING), post=SAME),
    # The address is the key: whoever has it, account or not, taps on this one list …
    Row("measurements:tally_count", kwargs=_tally_token, get={ALLOWED: EVERYONE}, post={ALLOWED: EVERYONE}, data=_tap),
    Row("measurements:tally_taps", kwargs=_tally_token, get={405: EVERYONE}, post={ALLOWED: EVERYONE}),
    # … or sees this one chart and changes nothing.
    Row(
        "measurements:shared_chart",
        kwargs=lambda world: {"token": world.chart_link.token},
        get={ALLOWED: EVERYONE},
        post={405: EVERYONE},
    ),
    Row(
        "measurements:package_detail",
        kwargs=lambda world: {"code": world.package.code.lower()},
        get={ALLOWED: EVERYONE},
        post={405: EVERYONE},
    ),
]
