"""What a chart is drawn from: points in time order, with values kept exactly as they were counted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from math import lcm
from typing import NamedTuple


class SeriesError(ValueError):
    """The series cannot be computed; entry should have refused its values. The text is for developers."""


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Point:
    """One period's count. Its value is numerator / denominator, or the numerator alone.

    A missing numerator, a missing denominator in a series that has denominators, and 0/0 all mean "not measured":
    the point keeps its place in time as a gap. An excluded point is drawn, and takes part in nothing else.
    """

    period: date
    numerator: int | Decimal | None
    denominator: int | Decimal | None = None
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one indicator and how to read them.

    multiplier: 100 for percent, 1000 for "per 1000"; the displayed value is value * multiplier.
    target: in the displayed unit.
    baseline_length: the first so many periods (missing ones included) of each phase freeze the median; None, less than
    one, or more than the phase has means that all of them make it.
    phases: cut positions; p means that points 1..p belong to the earlier phase. Order and duplicates do not matter,
    cuts outside the series are ignored.
    """

    points: tuple[Point, ...]
    direction: Direction = Direction.INCREASE
    multiplier: int = 1
    target: Decimal | None = None
    baseline_length: int | None = None
    phases: tuple[int, ...] = ()


class ExactValues(NamedTuple):
    """All values over one common denominator: the k-th value is scaled[k] / unit, before the multiplier.

    Comparing two values, or a value with a median, is then comparing integers: ties are decided exactly.
    """

    scaled: list[int | None]
    unit: int


def in_time_order(series: Series) -> list[Point]:
    """The points sorted by period. Raises SeriesError when two points share a period."""
    points = list(series.points)
    if any(earlier.period >= later.period for earlier, later in pairwise(points)):
        points.sort(key=lambda point: point.period)
        for earlier, later in pairwise(points):
            if earlier.period == later.period:
                raise SeriesError(f"two points for {earlier.period}")
    return points


def exact_values(points: list[Point]) -> ExactValues:
    """The value of each point as integers over one common denominator, None where it was not measured.

    Raises SeriesError for k/0 with k > 0, a negative denominator, and anything but integers and finite decimals.
    """
    has_denominators = any(point.denominator is not None for point in points)
    ratios: list[tuple[int, int] | None] = []
    for point in points:
        numerator, denominator = point.numerator, point.denominator
        if numerator is None or (has_denominators and denominator is None):
            ratios.append(None)
        elif type(numerator) is int and type(denominator) is int and denominator > 0:
            ratios.append((numerator, denominator))
        else:
            ratios.append(_ratio(numerator, denominator))
    unit = lcm(*{ratio[1] for ratio in ratios if ratio})
    return ExactValues([ratio[0] * (unit // ratio[1]) if ratio else None for ratio in ratios], unit)


def exact_ratio(value: int | Decimal) -> tuple[int, int]:
    """The value as (numerator, denominator > 0) in integers. Raises SeriesError when it is no finite decimal."""
    if not isinstance(value, int | Decimal):
        raise SeriesError(f"{value!r} is neither an integer nor a decimal")
    try:
        return value.as_integer_ratio()
    except (ValueError, OverflowError) as error:
        raise SeriesError(f"{value!r} is not a finite number") from error


def _ratio(numerator: int | Decimal, denominator: int | Decimal | None) -> tuple[int, int] | None:
    over, under = exact_ratio(numerator)
    if denominator is None:
        return over, under
    denominator_over, denominator_under = exact_ratio(denominator)
    if denominator_over < 0:
        raise SeriesError(f"the denominator {denominator} is negative")
    if denominator_over == 0:
        if over:
            raise SeriesError(f"{numerator}/0 has no value")
        return None
    return over * denominator_under, under * denominator_over
