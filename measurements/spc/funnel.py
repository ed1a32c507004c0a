"""A funnel: units of different size side by side, and how far apart chance alone would put them.

The centre line is Σy/Σn of all units, the limits those of a P or U chart at each size (`limits/shares_and_rates.py`):
units that count much lie close to the line, units that count little may lie far from it. From FEWEST_FOR_PRIME units on
the limits are P' or U' by the sample deviation of z (Laney 2002), since large units differ by more than counting; with
fewer the deviation of z is too unsure, and below eleven units no z lies three of them away, whatever it is ((k−1)/√k < 3).
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from measurements.spc.analysis import analyse
from measurements.spc.findings import AnalysedPoint
from measurements.spc.series import ChartType, Number, Point, Series

FEWEST_FOR_PRIME = 12
# So many sizes make a smooth curve.
CURVE_POINTS = 40


class FunnelUnit(NamedTuple):
    """One unit: its value in the displayed unit, and where it lies: -1 below its lower limit, 1 above the upper, else 0."""

    size: Number
    value: float
    side: int


class Limits(NamedTuple):
    """The limits at one size, in the displayed unit; None where there is none."""

    size: float
    lower: float | None
    upper: float | None


class Funnel(NamedTuple):
    """center: in the displayed unit. units: in the order given. curve: from the smallest size to the largest."""

    center: float
    units: tuple[FunnelUnit, ...]
    curve: tuple[Limits, ...]


def funnel(units: Sequence[tuple[Number, Number]], *, multiplier: Number, is_share: bool) -> Funnel:
    """Units as (numerator, denominator > 0), at least two; is_share: a numerator is part of its denominator.

    Raises SeriesError when a share is more than all, or a count is negative.
    """
    prime = len(units) >= FEWEST_FOR_PRIME
    shares, rates = (ChartType.PP, ChartType.UP) if prime else (ChartType.P, ChartType.U)
    sizes = _sizes([float(size) for _count, size in units])
    # Excluded points get limits and take part in nothing: they are where the curve is asked for.
    asked = [
        Point(place, 0, Decimal(f"{size:.2f}"), is_excluded=True) for place, size in enumerate(sizes, start=len(units))
    ]
    points = [Point(place, count, size) for place, (count, size) in enumerate(units)]
    series = Series(
        points=tuple(chain(points, asked)),
        multiplier=multiplier,
        chart=shares if is_share else rates,
        is_ordered=False,
    )
    found = analyse(series).points
    return Funnel(
        center=found[0].center,
        units=tuple(
            FunnelUnit(size, point.value, _side(point))
            for (_count, size), point in zip(units, found[: len(units)], strict=True)
        ),
        curve=tuple(
            Limits(size, point.lower, point.upper) for size, point in zip(sizes, found[len(units) :], strict=True)
        ),
    )


def _sizes(sizes: Sequence[float]) -> list[float]:
    """Closer together where they are small, since the curve bends there."""
    smallest, largest = min(sizes), max(sizes)
    if smallest == largest:
        return [smallest * 0.9, largest * 1.1]
    factor = (largest / smallest) ** (1 / (CURVE_POINTS - 1))
    return [smallest * factor**step for step in range(CURVE_POINTS - 1)] + [largest]


def _side(point: AnalysedPoint) -> int:
    if point.upper is not None and point.value > point.upper:
        return 1
    return -1 if point.lower is not None and point.value < point.lower else 0
