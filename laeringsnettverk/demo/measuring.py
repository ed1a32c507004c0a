"""The figures of a demo team, typed month by month."""

import random
from datetime import date

from accounts.models import User
from laeringsnettverk.demo.shapes import Shape
from laeringsnettverk.demo.stories import TeamStory
from measurements.models import Indicator, PlannedIndicator
from measurements.services import deliver_month, record_measurement, set_measurement_plan, skip_month
from teams.models import Team

PATIENT_DAYS = 900


def plan_measurements(
    team: Team, story: TeamStory, *, starts_on: date, baseline_ends_on: date, target_due_on: date, by: User
) -> None:
    """The team follows the indicators of its story, with the targets of the package."""
    indicators = {row.code: row for row in Indicator.objects.public().filter(code__in=story.indicators)}
    chosen = [indicators[code] for code in story.indicators]
    mandatory = (
        Indicator.objects.public().filter(change_package=team.change_package, is_mandatory=True).order_by("position")
    )
    chosen += [row for row in mandatory if row.code not in story.indicators]
    set_measurement_plan(
        team,
        indicators=[(row, row.default_target) for row in chosen],
        where=team.service,
        when="Siste uke i måneden",
        sample="20 tilfeldige der det er mulig, ellers alle",
        starts_on=starts_on,
        baseline_ends_on=baseline_ends_on,
        target_due_on=target_due_on,
        by=by,
    )


def enter_month(
    team: Team, story: TeamStory, month: date, share: float | None, rng: random.Random, *, by: User
) -> None:
    """Enter every indicator of one month, or say why there is nothing; then deliver it."""
    planned = list(
        PlannedIndicator.objects.active()
        .filter(plan__team=team)
        .select_related("indicator", "plan__team__network", "plan__team__organization")
    )
    for place, row in enumerate(planned):
        if share is None:
            skip_month(row, month=month, reason=_reason(story), by=by)
            continue
        numerator, denominator = _counts(row.indicator, place, share, story, rng)
        record_measurement(row, month=month, numerator=numerator, denominator=denominator, by=by)
    deliver_month(team, month=month, by=by)


def _reason(story: TeamStory) -> str:
    if story.shape is Shape.TOO_SHORT:
        return "Vi var ikke i gang med å telle"
    return "Måleansvarlig hadde permisjon"


def _counts(
    indicator: Indicator, place: int, share: float, story: TeamStory, rng: random.Random
) -> tuple[int, int | None]:
    """What was counted: the first indicator follows the story, the others follow it at a distance."""
    if indicator.calculation == Indicator.Calculation.RATE:
        days = PATIENT_DAYS + rng.randint(-40, 40)
        return max(round((9 - 5 * share) * days / 1000 + rng.choice((-1, 0, 0, 1))), 0), days
    if place == 0:
        counted = 20 if story.shape is Shape.CONSTANT else rng.choice((19, 20, 20, 20, 21))
        return round(share * counted), counted
    counted = rng.randint(7, 12)
    follows = 0.2 + 0.6 * share + rng.uniform(-0.12, 0.12)
    return min(max(round(follows * counted), 0), counted), counted
