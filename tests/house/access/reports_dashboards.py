"""Who opens the pages that gather: the task now, the network, the team."""

from tests.house.access import ALLOWED, SIGNED_IN, TEAM, Row

ROWS: list[Row] = [
    Row("reports:task_now", get={ALLOWED: SIGNED_IN}),
    Row(
        "reports:network_detail",
        kwargs=lambda world: {"slug": world.network.slug},
        get={ALLOWED: [*TEAM, "other_team_member", "coordinator", "organizer", "administrator"]},
    ),
    *[
        # The world's network is open: its teams see each other's charts. Whoever sees no teams is told so.
        Row(
            name,
            kwargs=lambda world, more=more: {"slug": world.network.slug} | more(world),
            get={ALLOWED: [*TEAM, "other_team_member", "coordinator", "organizer"], 403: ["administrator"]},
        )
        for name, more in (
            ("reports:network_figures", lambda world: {}),
            ("reports:network_figures_csv", lambda world: {}),
            ("reports:network_indicator", lambda world: {"code": world.indicator.code.lower()}),
            ("reports:network_indicator_csv", lambda world: {"code": world.indicator.code.lower()}),
        )
    ],
    Row(
        "reports:team_detail",
        kwargs=lambda world: {"slug": world.team.slug},
        get={ALLOWED: [*TEAM, "coordinator", "organizer"]},
    ),
    Row(
        # The world's network is open: its other teams see the charts.
        "reports:team_shared",
        kwargs=lambda world: {"slug": world.network.slug, "team_slug": world.team.slug},
        get={ALLOWED: [*TEAM, "other_team_member", "coordinator", "organizer"]},
    ),
]
