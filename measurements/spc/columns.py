"""From observations to the points of a chart: put in time order, observations of one period made one point.

Source: qicharts2 0.8.1, with what entry refuses refused here too (k/0, a numerator above its denominator in a P chart,
negative counts, times of zero).
"""

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from math import lcm, sqrt
from operator import attrgetter, ge
from typing import NamedTuple

from measurements.spc.exact import Working, exact_ratio, exact_sum, on_one_denominator, quotient
from measurements.spc.series import ChartType, Number, Period, Point, Series, SeriesError

SUBGROUPED = (ChartType.XBAR, ChartType.S)
SHARES = (ChartType.P, ChartType.PP)
NEEDS_DENOMINATORS = (*SHARES, ChartType.U, ChartType.UP)
COUNTS = (*NEEDS_DENOMINATORS, ChartType.C, ChartType.G)
# Their value is a count or a measurement, whatever denominators stand beside it.
ALONE = (ChartType.C, *SUBGROUPED)


class Columns(NamedTuple):
    """The points of a chart, one entry each. Point k has the value values[k] / unit, None where nothing was measured.

    numerators and denominators: sums over the observations of the point; None where the point is missing.
    counts: measured observations in each point. deviations: their sample standard deviation, None below two. Both are
    made for Xbar and S charts, and None for others.
    """

    periods: list[Period]
    numerators: list[Number | None]
    denominators: list[Number | None]
    excluded: list[bool]
    values: list[Working | None]
    unit: int
    counts: list[int] | None = None
    deviations: list[float | None] | None = None


def columns_of(series: Series) -> Columns:
    """The points of the series' chart. Raises SeriesError for values that entry should have refused."""
    points, is_straight = _in_time_order(series.points)
    chart = series.chart
    if not points:
        return Columns([], [], [], [], [], 1)
    periods, numerators, denominators, excluded = map(list, zip(*points, strict=True))
    has_denominators = denominators.count(None) < len(points)
    if chart in CHECKS:
        _check(chart, points, has_denominators)
    if chart in SUBGROUPED or not is_straight:
        return _grouped(points, chart, has_denominators)
    sizes = denominators
    if chart in ALONE:
        # Nothing of nothing stays a gap.
        sizes = [under and 1 for under in denominators]
    ratios = []
    for over, under in zip(numerators, sizes, strict=True):
        if over is None or (has_denominators and under is None):
            ratios.append(None)
        elif type(over) is int and type(under) is int and under > 0:
            ratios.append((over, under))
        else:
            ratios.append(quotient(over, under))
    values, unit = on_one_denominator(ratios)
    return Columns(periods, numerators, denominators, excluded, values, unit)


def _in_time_order(points: Sequence[Point]) -> tuple[Sequence[Point], bool]:
    """The points sorted by period, and whether each has a period of its own."""
    periods = [point.period for point in points]
    if not any(map(ge, periods, periods[1:])):
        return points, True
    points = sorted(points, key=attrgetter("period"))
    return points, all(earlier.period != later.period for earlier, later in pairwise(points))


def _grouped(points: Sequence[Point], chart: ChartType, has_denominators: bool) -> Columns:
    """Points with the same period as one: sum of numerators over sum of denominators, or the mean."""
    columns = Columns([], [], [], [], [], 1, [], [])
    ratios = []
    for period, observations in groupby(points, key=attrgetter("period")):
        group = list(observations)
        measured = [
            (over, under)
            for _, over, under, _ in group
            if over is not None and not (has_denominators and under is None) and quotient(over, under) is not None
        ]
        numerator = exact_sum([over for over, _ in measured]) if measured else None
        denominator = exact_sum([under for _, under in measured]) if measured and has_denominators else None
        if chart is ChartType.C and len(group) > 1 and not measured:
            # As qicharts2 has it: a sum over several observations, all missing, is zero and no gap.
            numerator = 0
        columns.periods.append(period)
        columns.numerators.append(numerator)
        columns.denominators.append(denominator)
        columns.excluded.append(any(point.is_excluded for point in group))
        columns.counts.append(len(measured))
        columns.deviations.append(_deviation([over for over, _ in measured]) if chart in SUBGROUPED else None)
        ratios.append(_group_value(chart, numerator, denominator, len(measured)))
    if chart is ChartType.S:
        return columns._replace(values=columns.deviations)
    values, unit = on_one_denominator(ratios)
    return columns._replace(values=values, unit=unit)


def _group_value(
    chart: ChartType, numerator: Number | None, denominator: Number | None, count: int
) -> tuple[int, int] | None:
    if numerator is None:
        return None
    if chart is ChartType.C:
        return exact_ratio(numerator)
    return quotient(numerator, count if denominator is None or chart in SUBGROUPED else denominator)


def _deviation(values: list[Number]) -> float | None:
    """Sample standard deviation; the variance is exact, so that equal spreads are equal floats."""
    count = len(values)
    if count < 2:
        return None
    ratios = [exact_ratio(value) for value in values]
    unit = lcm(*(under for _, under in ratios))
    whole = [over * (unit // under) for over, under in ratios]
    squares = count * sum(value * value for value in whole) - sum(whole) ** 2
    return sqrt(squares / (count * (count - 1) * unit * unit))


def _check(chart: ChartType, points: Sequence[Point], has_denominators: bool) -> None:
    if chart in NEEDS_DENOMINATORS and not has_denominators and any(point.numerator is not None for point in points):
        raise SeriesError(f"the chart {chart} needs denominators")
    is_wrong, message = CHECKS[chart]
    for point in points:
        over, under = point.numerator, point.denominator
        if over is None or (has_denominators and under is None) or quotient(over, under) is None:
            continue
        if is_wrong(over, under):
            raise SeriesError(message.format(over=over, under=under))


_NEGATIVE = (lambda over, under: over < 0, "the count {over} is negative")
CHECKS: dict[ChartType, tuple[Callable[[Number, Number | None], bool], str]] = {
    **dict.fromkeys(COUNTS, _NEGATIVE),
    **dict.fromkeys(
        SHARES,
        (
            lambda over, under: not 0 <= over <= under,
            "{over} of {under} is no share: a numerator is from 0 to its denominator",
        ),
    ),
    ChartType.T: (lambda over, under: over <= 0, "the time {over} is not above zero: enter a fraction of a day"),
}
