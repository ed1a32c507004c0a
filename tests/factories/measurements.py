"""Indicators, måleplan and figures for tests, made through the services."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from accounts.months import add_months
from measurements.models import Indicator, Measurement, MeasurementPlan, PlannedIndicator, TallySheet, Tap
from measurements.services import TapEntry, open_tally_sheet, record_measurement, set_measurement_plan
from networks.models import ChangePackage
from teams.models import Team

PLAN_STARTS_ON = date(2025, 11, 1)
BASELINE_ENDS_ON = date(2026, 4, 1)


def make_indicator(package: ChangePackage, *, code: str = "SAM-P1", **fields) -> Indicator:
    """A proportion «Samstemt av Sjekket i alt», unless told otherwise."""
    values = {
        "name": f"Indikator {code}",
        "short_name": f"Kort {code}",
        "kind": Indicator.Kind.PROCESS,
        "calculation": Indicator.Calculation.PROPORTION,
        "numerator_label": "Samstemt",
        "numerator_text": "brukere med samstemt liste",
        "denominator_label": "Sjekket i alt",
        "denominator_text": "alle i utvalget",
        "counted_noun": "brukere",
        "counted_one": "bruker",
        "direction": Indicator.Direction.INCREASE,
        **fields,
    }
    is_share = values["calculation"] in (Indicator.Calculation.PROPORTION, Indicator.Calculation.ALL_OR_NONE)
    values.setdefault("multiplier", 100 if is_share else 1)
    values.setdefault("unit", "%" if is_share else "")
    if not Indicator(calculation=values["calculation"]).has_denominator:
        values["denominator_label"] = values["denominator_text"] = ""
    if values["calculation"] == Indicator.Calculation.DAYS:
        values.setdefault("frequency", Indicator.Frequency.EVENT)
    position = Indicator.objects.filter(change_package=package).count() + 1
    indicator = Indicator(change_package=package, code=code, position=position, **values)
    indicator.full_clean()
    indicator.save()
    return indicator


def make_rate(package: ChangePackage, *, code: str = "FALL-R1", **fields) -> Indicator:
    """Falls per 1000 patient days; lower is better."""
    values = {
        "calculation": Indicator.Calculation.RATE,
        "kind": Indicator.Kind.OUTCOME,
        "multiplier": 1000,
        "unit": "per 1000",
        "numerator_label": "Fall",
        "denominator_label": "Pasientdøgn",
        "counted_noun": "pasientdøgn",
        "counted_one": "pasientdøgn",
        "direction": Indicator.Direction.DECREASE,
    }
    return make_indicator(package, code=code, **(values | fields))


def make_plan(
    team: Team,
    *indicators: Indicator,
    starts_on: date = PLAN_STARTS_ON,
    baseline_ends_on: date = BASELINE_ENDS_ON,
    target: Decimal | int | None = 95,
    by: User | None = None,
) -> MeasurementPlan:
    """The team's måleplan with these indicators, or with one of its own; all share the target."""
    chosen = indicators or (make_indicator(team.change_package),)
    return set_measurement_plan(
        team,
        indicators=[(indicator, target) for indicator in chosen],
        who="Sykepleier på vakt",
        where="Sone nord",
        when="Siste uke i måneden",
        sample="20 tilfeldige",
        starts_on=starts_on,
        baseline_ends_on=baseline_ends_on,
        by=by,
    )


def planned(team: Team) -> PlannedIndicator:
    """The first indicator the team follows."""
    rows = PlannedIndicator.objects.filter(plan__team=team).select_related("indicator", "plan__team__network")
    return rows.first()


def record_series(
    planned_indicator: PlannedIndicator,
    figures: Iterable[tuple[int, int] | int | None],
    *,
    first: date = PLAN_STARTS_ON,
    by: User | None = None,
    at: datetime | None = None,
) -> list[Measurement]:
    """One figure a month from `first`: (numerator, denominator), a count alone, or None for a month without."""
    rows = []
    for step, figure in enumerate(figures):
        if figure is None:
            continue
        numerator, denominator = figure if isinstance(figure, tuple) else (figure, None)
        rows.append(
            record_measurement(
                planned_indicator,
                month=add_months(first, step),
                numerator=numerator,
                denominator=denominator,
                by=by,
                at=at or timezone.now(),
            )
        )
    return rows


def make_count(package: ChangePackage, *, code: str = "FALL-A1", **fields) -> Indicator:
    """Falls in a month, a plain number; lower is better."""
    values = {
        "calculation": Indicator.Calculation.COUNT,
        "kind": Indicator.Kind.OUTCOME,
        "numerator_label": "Fall",
        "counted_noun": "fall",
        "counted_one": "fall",
        "direction": Indicator.Direction.DECREASE,
    }
    return make_indicator(package, code=code, **(values | fields))


def make_tally(planned_indicator: PlannedIndicator, *, by: User, limit: int | None = 10, **fields) -> TallySheet:
    """A telleliste for October 2026 with ten to count, open to 10 November, unless told otherwise."""
    values = {"month": date(2026, 10, 1), "expires_on": date(2026, 11, 10), **fields}
    return open_tally_sheet(planned_indicator, limit=limit, by=by, **values)


def taps(answers: str) -> list[TapEntry]:
    """«ynx»: a yes, a no and one that does not apply, each with a token of its own."""
    words = {"y": Tap.Answer.YES, "n": Tap.Answer.NO, "x": Tap.Answer.NOT_APPLICABLE}
    return [TapEntry(uuid.uuid4(), words[letter]) for letter in answers]
