"""One phase of a chart, as its centre line and limits are computed from it, and what comes out."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from measurements.spc.columns import Columns
from measurements.spc.exact import Center, Working, center_at, exact_ratio, exact_sum, mean_of, median_of
from measurements.spc.series import Number, RuleSet, Series

# Mean moving range of normal values in units of their standard deviation, for ranges of two (Montgomery, appendix VI).
D2 = 1.128
# Upper limit of a moving range in units of the mean range; also where screening cuts (Nelson 1982).
D4 = 3.267
SIGMAS = 3

Limit = float | None


class Lines(NamedTuple):
    """Centre line and limits of one phase, before the multiplier.

    centers: one a point, where they were given so; center is then the last.
    lower and upper: one limit a point, None for a chart without limits.
    ranges: what is plotted instead of the values (MR).
    transformed: what is compared with the lines instead of the values, and power: what lines are raised to before they are
    drawn (T).
    warning: how far from the centre the warning limits are, two thirds of the way out (Making Data Count).
    """

    center: Center | None
    centers: list[Center] | None = None
    lower: list[Limit] | None = None
    upper: list[Limit] | None = None
    ranges: list[Working | None] | None = None
    transformed: list[float | None] | None = None
    power: float = 1
    warning: float | None = None


NOTHING = Lines(None)


class Part:
    """The points of one phase (positions start..end-1 of the columns) and the series' wishes for it.

    values: working values of all its points. excluded: which of them are. base: positions of the baseline's measured, not
    excluded points; every mean is taken over them.
    """

    __slots__ = ("base", "baseline_end", "columns", "end", "excluded", "included", "series", "start", "unit", "values")

    def __init__(self, columns: Columns, series: Series, start: int, end: int) -> None:
        length = series.baseline_length or 0
        self.columns, self.series, self.start, self.end = columns, series, start, end
        self.baseline_end = min(end, start + length) if length > 0 else end
        self.unit, self.values, self.excluded = columns.unit, columns.values[start:end], columns.excluded[start:end]
        every, excluded = columns.values, columns.excluded
        self.included: Sequence[int] = range(start, self.baseline_end)
        if True in self.excluded:
            self.included = [position for position in self.included if not excluded[position]]
        self.base = [position for position in self.included if every[position] is not None]

    @property
    def track(self) -> list[Working | None]:
        """Values of the baseline in order, None where missing, excluded points taken out; moving ranges follow it."""
        return [self.columns.values[position] for position in self.included]

    def __len__(self) -> int:
        return self.end - self.start

    def of_base(self, column: list) -> list:
        """The entries of a column that belong to the base."""
        return [column[position] for position in self.base]

    def floats(self) -> list[float | None]:
        """The plotted values of all points, before the multiplier."""
        unit = self.unit
        return [None if value is None else value / unit for value in self.values]

    def given(self, default: Center | None) -> tuple[Center | None, list[Center] | None]:
        """The centre that was given, for all points or one a point; else the default."""
        given = self.series.center
        if given is None:
            return default, None
        if not isinstance(given, tuple):
            return self._center_of(given), None
        own = given[self.start : self.end]
        if len(own) < self.end - self.start or None in own:
            return default, None
        centers = [self._center_of(number) for number in own]
        return centers[-1], centers

    def _center_of(self, number: Number) -> Center:
        return self._center_at_ratio(exact_ratio(number))

    def _center_at_ratio(self, ratio: tuple[int, int]) -> Center:
        over, under = ratio
        is_exact = not self.base or type(self.columns.values[self.base[0]]) is int
        return center_at(over * self.unit, under, self.unit) if is_exact else center_at(over / under, 1, 1)

    def mean(self) -> Center | None:
        """The mean of the base."""
        values = self.of_base(self.columns.values)
        return center_at(*mean_of(values), self.unit) if values else None

    def median(self) -> Center | None:
        """The median of the base."""
        values = self.of_base(self.columns.values)
        return center_at(*median_of(values), self.unit) if values else None

    def pooled(self, sizes: list[Number | None]) -> Center | None:
        """Sum of numerators over sum of sizes, both of the base; sizes has one entry a point of the columns."""
        if not self.base:
            return None
        over, over_under = exact_ratio(exact_sum(self.of_base(self.columns.numerators)))
        under, under_under = exact_ratio(exact_sum(self.of_base(sizes)))
        return self._center_at_ratio((over * under_under, over_under * under)) if under else None

    @property
    def sigma_factor(self) -> float:
        """What the mean moving range is multiplied with for a limit: 3 / 1.128, or 2.66 as Making Data Count has it."""
        return 2.66 if self.series.rules is RuleSet.MDC else SIGMAS / D2


def moving_ranges(track: list[Working | None]) -> list[Working]:
    """Distances between neighbours; a missing value takes both of its ranges with it."""
    return [abs(later - earlier) for earlier, later in pairwise(track) if earlier is not None and later is not None]


def mean_range(ranges: list[Working], is_screened: bool) -> float | None:
    """The mean of the moving ranges, without those of 3.267 times their mean or more when they are screened (once).

    Screening keeps nothing of a constant series; its mean, zero, is kept then. None without any range.
    """
    if not ranges:
        return None
    add = sum if type(ranges[0]) is int else fsum
    total, count = add(ranges), len(ranges)
    if is_screened:
        # m < 3.267 * total / count, in integers where the ranges are.
        kept = [size for size in ranges if 1000 * count * size < 3267 * total]
        if kept:
            total, count = add(kept), len(kept)
    return total / count


def spread(center: float, distance: Limit) -> tuple[Limit, Limit]:
    """Lower and upper limit at the distance."""
    return (None, None) if distance is None else (center - distance, center + distance)
