"""What a chart is drawn from: observations kept exactly as they were counted, and how to read them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class SeriesError(ValueError):
    """The series cannot be computed; entry should have refused its values. The text is for developers."""


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


# The side of the centre line where the values should be.
WANTED_SIDE = {Direction.INCREASE: 1, Direction.DECREASE: -1, Direction.NEUTRAL: 0}


class ChartType(StrEnum):
    """What is plotted, and where the centre line and the limits come from; the formulas stand in limits/."""

    RUN = "run"
    I = "i"  # noqa: E741 — the chart's name
    MR = "mr"
    P = "p"
    PP = "pp"
    U = "u"
    UP = "up"
    C = "c"
    G = "g"
    T = "t"
    XBAR = "xbar"
    S = "s"
    IP = "ip"


class RuleSet(StrEnum):
    """Which rules may speak: Anhøj's, IHI's (shift and trend), or those of NHS England's Making Data Count."""

    ANHOEJ = "anhoej"
    IHI = "ihi"
    MDC = "mdc"


Number = int | Decimal
# A month in the product. Anything that can be sorted when the engine is used alone.
Period = date | int | Decimal | str


class Point(NamedTuple):
    """One observation. Its value is numerator / denominator, or the numerator alone.

    A missing numerator, a missing denominator in a series that has denominators, and 0/0 all mean "not measured":
    the point keeps its place in time as a gap. Observations of one period are one point of the chart. An excluded
    point is drawn, and takes part in nothing else.
    """

    period: Period
    numerator: Number | None
    denominator: Number | None = None
    is_excluded: bool = False


class HeldTarget(NamedTuple):
    """A target that was given up for another, which held from this period on. None: there was no target then."""

    before: Period
    target: Number | None


@dataclass(frozen=True, slots=True)
class Series:
    """The observations of one indicator and how to read them.

    multiplier: 100 for percent, 1000 for "per 1000"; the displayed value is value * multiplier.
    target: in the displayed unit; the one that holds now, which is what goal status and assurance speak of.
    earlier_targets: those before it, the first one first; each holds from where the one before it ended.
    baseline_length: the first so many periods (missing ones included) of each phase freeze centre line and limits;
    None, less than one, or more than the phase has means that all of them make it.
    phases: cut positions; p means that points 1..p belong to the earlier phase. Order and duplicates do not matter,
    cuts outside the series are ignored.
    center: a centre line known in advance, before the multiplier; one for all, or one a point with None where there is
    none (a phase with such a gap computes its own). A T chart takes it on the transformed scale.
    is_screened: moving ranges that are far too long are left out before the limits are computed.
    shift_length, trend_length: of the IHI rules. Making Data Count always reads an I chart.
    is_ordered: False for units side by side (a funnel): no runs, and P' and U' by the spread instead of by ranges.
    """

    points: tuple[Point, ...]
    direction: Direction = Direction.INCREASE
    multiplier: Number = 1
    target: Number | None = None
    baseline_length: int | None = None
    phases: tuple[int, ...] = ()
    chart: ChartType = ChartType.RUN
    rules: RuleSet = RuleSet.ANHOEJ
    center: Number | tuple[Number | None, ...] | None = None
    is_screened: bool = True
    shift_length: int = 6
    trend_length: int = 5
    is_ordered: bool = True
    earlier_targets: tuple[HeldTarget, ...] = ()

    @property
    def may_run(self) -> bool:
        """Whether runs prove anything: neighbouring moving ranges share a value, and units side by side have no order."""
        return self.is_ordered and self.chart is not ChartType.MR

    def up_to(self, period: Period) -> "Series":
        """The series as it was when this period was the last: with the points and the target of then."""
        points = tuple([point for point in self.points if point.period <= period])
        given_up = tuple([held for held in self.earlier_targets if held.before <= period])
        return replace(self, points=points, target=self.target_at(period), earlier_targets=given_up)

    def target_at(self, period: Period) -> Number | None:
        """The target that held in the period."""
        return next((held.target for held in self.earlier_targets if held.before > period), self.target)

    @property
    def shows_level(self) -> bool:
        """Whether higher points are higher values: MR and S charts show spread, where no side is better."""
        return self.chart not in (ChartType.MR, ChartType.S)
