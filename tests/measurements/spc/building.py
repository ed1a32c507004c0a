"""Short ways to write a series down in a test."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from measurements.spc import Point, Series

Counted = int | Decimal | None
FIRST_MONTH = date(2025, 11, 1)

# The running example of README.md and of the mockups: six months of baseline, July not measured.
LISTS = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (10, 20), (12, 21), None, (13, 20), (14, 20), (16, 20)]
# A baseline of six months around a median of 50, as the others build on it.
AROUND_50 = [48, 52, 47, 53, 51, 49]


def month(number: int, first: date = FIRST_MONTH) -> date:
    """The month so many months after the first."""
    years, months = divmod(first.month - 1 + number, 12)
    return date(first.year + years, months + 1, 1)


def build(values: Iterable[Counted | str | tuple], excluded: Iterable[int] = (), **options) -> Series:
    """A monthly series: a number, a decimal as text, (numerator, denominator), or None for a missing month.

    excluded: 1-based positions.
    """
    points = []
    for number, value in enumerate(values):
        counts = value if isinstance(value, tuple) else (value,)
        counts = tuple(Decimal(count) if isinstance(count, str) else count for count in counts)
        points.append(Point(month(number), *counts, is_excluded=number + 1 in set(excluded)))
    return Series(tuple(points), **options)


def lists(**options) -> Series:
    """The running example: samstemte legemiddellister in percent, goal 95, six months of baseline."""
    return build(LISTS, **{"multiplier": 100, "target": Decimal(95), "baseline_length": 6} | options)
