"""Which pages are measured, under the URL names they have; the only place that knows them."""

from django.urls import reverse
from django.utils import timezone

from accounts.months import month_of
from benchmarks.measure import Page
from benchmarks.world import World
from measurements.models import MeasurementPlan
from measurements.services.stamps import renew_stamp

FLOOR = Page("Floor: a bare page of this site", "/gulv/")


def pages_of_coordinator(world: World) -> list[Page]:
    """What the coordinator opens daily."""
    network, team = [world.network.slug], [world.team.slug]
    return [
        Page("Network page, 30 teams", reverse("reports:network_detail", args=network), 3),
        Page("All figures, 30 teams × 10 indicators", reverse("reports:network_figures", args=network), 3),
        Page(
            "One indicator of 30 teams", reverse("reports:network_indicator", args=[*network, indicator_code(world)]), 3
        ),
        Page("Team page, 10 indicators × 36 months", reverse("reports:team_detail", args=team), 3),
        Page("Chart page, 36 months", reverse("measurements:chart_detail", args=[*team, indicator_code(world)]), 3),
    ]


def pages_after_changes(world: World) -> list[Page]:
    """The dearest of them when something is new; measured apart, for it pushes out what was kept for the others."""
    path, plan = reverse("reports:network_figures", args=[world.network.slug]), world.team.measurement_plan.pk
    return [
        Page("All figures, when one of one team is new", path, change=lambda: renew_stamp(plan)),
        Page("All figures, in a new process or when all are new", path, change=renew_all_stamps),
    ]


def renew_all_stamps() -> None:
    """As if every team had a new figure."""
    for plan in MeasurementPlan.objects.values_list("pk", flat=True):
        renew_stamp(plan)


def pages_of_measurement_lead(world: World) -> list[Page]:
    """What the måleansvarlig opens once a month."""
    team = [world.team.slug]
    this_month = month_of(timezone.localdate())
    return [
        Page("Min oppgave nå", reverse("reports:task_now"), 3),
        Page("Data entry, a month of 10 indicators", reverse("measurements:month_edit", args=[*team, this_month]), 3),
        Page("Data entry, the grid of 12 months × 10", reverse("measurements:baseline_edit", args=team), 3),
        Page("The team's figures, 10 indicators", reverse("measurements:measurement_list", args=team), 3),
    ]


def indicator_code(world: World) -> str:
    """The first indicator of the team's plan, as addresses write it."""
    return world.team.measurement_plan.planned_indicators.first().indicator.code.lower()
