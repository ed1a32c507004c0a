"""The figures of a demo team, typed month by month."""

import random
from datetime import date

from accounts.models import User
from laeringsnettverk.demo.shapes import Shape
from laeringsnettverk.demo.stories import TeamStory
from measurements.models import Indicator, PlannedIndicator, due_in
from measurements.services import (
    deliver_month,
    record_events,
    record_measurement,
    save_team_indicator,
    set_measured_units,
    set_measurement_plan,
    skip_month,
)
from teams.models import Team

PATIENT_DAYS = 900


def plan_measurements(
    team: Team, story: TeamStory, *, starts_on: date, baseline_ends_on: date, target_due_on: date, by: User
) -> None:
    """The team follows the indicators of its story, with the targets of the package, but for its own first one."""
    codes = [*story.indicators, *filter(None, [story.rare])]
    indicators = {row.code: row for row in Indicator.objects.public().filter(code__in=codes)}
    chosen = [indicators[code] for code in codes]
    mandatory = (
        Indicator.objects.public().filter(change_package=team.change_package, is_mandatory=True).order_by("position")
    )
    chosen += [row for row in mandatory if row.code not in codes]
    if story.quarterly:
        chosen.append(_own_indicator(team, story.quarterly, by))
    set_measurement_plan(
        team,
        indicators=[
            (row, story.first_target if story.first_target and row is chosen[0] else row.default_target)
            for row in chosen
        ],
        who="Primærkontaktene",
        where=team.service,
        when="Siste uke i måneden",
        sample="20 tilfeldige der det er mulig, ellers alle",
        starts_on=starts_on,
        baseline_ends_on=baseline_ends_on,
        target_due_on=target_due_on,
        by=by,
    )
    if story.units:
        counted = PlannedIndicator.objects.get(plan__team=team, indicator__code=story.indicators[1])
        set_measured_units(team, units=[(None, name, True) for name in story.units], counted=[counted], by=by)


def raise_target(team: Team, *, by: User) -> None:
    """The team has reached what it aimed at first, and takes the target of the package from this month on."""
    plan = team.measurement_plan
    rows = list(plan.planned_indicators.whole().active().select_related("indicator"))
    first, *others = rows
    set_measurement_plan(
        team,
        indicators=[
            (first.indicator, first.indicator.default_target),
            *[(row.indicator, row.target) for row in others],
        ],
        who=plan.who,
        where=plan.where,
        when=plan.when,
        sample=plan.sample,
        starts_on=plan.starts_on,
        baseline_ends_on=plan.baseline_ends_on,
        target_due_on=first.target_due_on,
        by=by,
    )


def _own_indicator(team: Team, name: str, by: User) -> Indicator:
    """A share that the team asks about four times a year."""
    fields = {
        "short_name": name,
        "summary": "De som svarte 4 eller 5 da vi spurte hvor fornøyd de er med legemiddellista",
        "kind": Indicator.Kind.OUTCOME,
        "calculation": Indicator.Calculation.PROPORTION,
        "multiplier": 100,
        "numerator_label": "Fornøyde",
        "denominator_label": "Har svart",
        "counted_noun": "pårørende",
        "unit": "%",
        "direction": Indicator.Direction.INCREASE,
        "frequency": Indicator.Frequency.QUARTERLY,
        "how_to_count": "Spør alle pårørende på møtet i kvartalets siste måned.",
    }
    return save_team_indicator(team, fields=fields, by=by)


def enter_month(
    team: Team, story: TeamStory, month: date, share: float | None, rng: random.Random, *, by: User
) -> None:
    """Enter every indicator of one month, or say why there is nothing; then deliver it."""
    rows = PlannedIndicator.objects.active().filter(plan__team=team).order_by("position", "pk")
    rows = list(rows.select_related("indicator", "unit", "plan__team__network", "plan__team__organization"))
    planned = due_in([row for row in rows if not row.is_summed and not row.indicator.is_event_based], month)
    for row in rows:
        if row.indicator.is_event_based:
            record_events(row, days=_days_of_falls(month, rng), by=by)
    for place, row in enumerate(planned):
        if share is None:
            skip_month(row, month=month, reason=_reason(story), by=by)
            continue
        numerator, denominator = _counts(row.indicator, place, share, story, rng)
        record_measurement(row, month=month, numerator=numerator, denominator=denominator, by=by)
    deliver_month(team, month=month, by=by)


def _days_of_falls(month: date, rng: random.Random) -> list[date]:
    """None, one or two days of the month."""
    return [month.replace(day=day) for day in rng.sample(range(1, 28), rng.choice((0, 1, 1, 2)))]


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
