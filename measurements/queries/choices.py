"""How a chart is read: what the changes that stand say together, and which types fit which calculation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from accounts.months import month_of
from measurements import spc
from measurements.models import ChartChange, Indicator

_SHARE = (spc.ChartType.RUN, spc.ChartType.P, spc.ChartType.PP, spc.ChartType.I)
_RATE = (spc.ChartType.RUN, spc.ChartType.U, spc.ChartType.UP, spc.ChartType.I)
_SINGLE = (spc.ChartType.RUN, spc.ChartType.I)
# The first is the usual one.
FITTING: dict[str, tuple[spc.ChartType, ...]] = {
    Indicator.Calculation.PROPORTION: _SHARE,
    Indicator.Calculation.ALL_OR_NONE: _SHARE,
    Indicator.Calculation.RATE: _RATE,
    Indicator.Calculation.MEAN: _SINGLE,
    Indicator.Calculation.SUM: _SINGLE,
    Indicator.Calculation.COUNT: (*_SINGLE, spc.ChartType.C),
    Indicator.Calculation.DAYS: (spc.ChartType.RUN, spc.ChartType.T, spc.ChartType.G),
}


@dataclass(frozen=True, slots=True)
class ChartChoices:
    """Chart type and rules, first months of new phases, months left out, and the last month of the baseline.

    chart, rules: None where they are the network's. baseline_ends_on: None where it is the måleplan's.
    """

    chart: spc.ChartType | None = None
    rules: spc.RuleSet | None = None
    phases: tuple[date, ...] = ()
    exclusions: frozenset[date] = frozenset()
    baseline_ends_on: date | None = None

    def applied(self, series: spc.Series) -> spc.Series:
        """The series of months or days, read by these choices."""
        points = series.points
        if self.exclusions or any(point.is_excluded for point in points):
            points = tuple(point._replace(is_excluded=month_of(point.period) in self.exclusions) for point in points)
        length, last = series.baseline_length, self.baseline_ends_on
        if last:
            length = sum(month_of(point.period) <= last for point in points)
        return replace(
            series,
            points=points,
            chart=self.chart or series.chart,
            rules=self.rules or series.rules,
            phases=tuple(sum(point.period < month for point in points) for month in self.phases),
            baseline_length=length,
        )

    def as_stored(self) -> dict[str, Any]:
        """As `PlannedIndicator.chart_choices` holds it: only what differs from the usual."""
        stored = {
            "chart": self.chart.value if self.chart else "",
            "rules": self.rules.value if self.rules else "",
            "phases": [month.isoformat() for month in self.phases],
            "exclusions": [month.isoformat() for month in sorted(self.exclusions)],
            "baseline_ends_on": self.baseline_ends_on.isoformat() if self.baseline_ends_on else "",
        }
        return {name: value for name, value in stored.items() if value}


USUAL = ChartChoices()


def usual_reading(rules: str, calculation: str) -> tuple[spc.ChartType, spc.RuleSet]:
    """How a network's charts are read; run charts with Anhøj's rules where its own rules have no chart that fits."""
    if rules == spc.RuleSet.MDC:
        fits = spc.ChartType.I in FITTING[calculation]
        return (spc.ChartType.I, spc.RuleSet.MDC) if fits else (spc.ChartType.RUN, spc.RuleSet.ANHOEJ)
    return spc.ChartType.RUN, spc.RuleSet(rules)


def stored_choices(stored: dict[str, Any]) -> ChartChoices:
    """Read what `as_stored` wrote."""
    if not stored:
        return USUAL
    baseline = stored.get("baseline_ends_on")
    is_chosen = "chart" in stored or "rules" in stored
    return ChartChoices(
        # Of the two, the usual one was left out while there was nothing but the usual to fall back on.
        spc.ChartType(stored.get("chart", spc.ChartType.RUN)) if is_chosen else None,
        spc.RuleSet(stored.get("rules", spc.RuleSet.ANHOEJ)) if is_chosen else None,
        tuple(date.fromisoformat(month) for month in stored.get("phases", ())),
        frozenset(date.fromisoformat(month) for month in stored.get("exclusions", ())),
        date.fromisoformat(baseline) if baseline else None,
    )


def choices_of(changes: Iterable[ChartChange]) -> ChartChoices:
    """What changes that stand say together; given oldest first, for of some kinds the latest decides."""
    found = USUAL
    phases, exclusions = set(), set()
    for change in changes:
        if change.kind == ChartChange.Kind.READING:
            found = replace(found, chart=spc.ChartType(change.chart), rules=spc.RuleSet(change.rules))
        elif change.kind == ChartChange.Kind.BASELINE:
            found = replace(found, baseline_ends_on=change.month)
        else:
            (phases if change.kind == ChartChange.Kind.PHASE else exclusions).add(change.month)
    return replace(found, phases=tuple(sorted(phases)), exclusions=frozenset(exclusions))
