"""Exact arithmetic: ratios in integers, so that a point on the centre line is found there and nowhere else.

0.1 + 0.1 + … is not 1 in floating point, and a false tie is a false finding. Every value is put over one common
denominator and compared as an integer; floats are made for drawing and for limits. Only a standard deviation, the
transformed values of a T chart, and values whose common denominator would be thousands of digits are floats; their mean
is taken in two passes, which finds the ties that one pass misses.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, localcontext
from math import fsum, lcm
from typing import NamedTuple

from measurements.spc.series import Number, SeriesError

# A value in working units: an exact integer, or a float where there is no exact one.
Working = int | float
# Beyond 10 to this power, and below its inverse, nobody counts anything, and squares would leave the floats.
LARGEST_POWER = 100
MOST_DIGITS = 200
# Where all values over one denominator would take more bits together, exactness is not worth the memory: no series of
# people's counts gets near it.
MOST_BITS = 50_000_000
_WIDE = Context(prec=2000)


class Center(NamedTuple):
    """A centre line, over / under, and the two working values between which it lies.

    A working value is over the line if it is more than floor, and under it if it is less than ceiling: for integers
    that is exact, whatever fraction the line is.
    """

    over: Working
    under: Working
    floor: Working
    ceiling: Working

    @property
    def value(self) -> float:
        """The line as it is used in formulas, before the multiplier."""
        return self.over / self.under


def center_at(over: Working, under: int, unit: int) -> Center:
    """The centre line at over / under working units, of which there are unit to one."""
    if type(over) is int:
        return Center(over, under * unit, over // under, -(-over // under))
    return Center(over, under * unit, over / under, over / under)


def exact_ratio(value: Number) -> tuple[int, int]:
    """The value as (numerator, denominator > 0) in integers. Raises SeriesError when that is not reasonable."""
    if type(value) is int:
        return value, 1
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise SeriesError(f"{value!r} is neither an integer nor a decimal")
    if not value.is_finite():
        raise SeriesError(f"{value!r} is not a finite number")
    if (value and abs(value.adjusted()) >= LARGEST_POWER) or value.as_tuple().exponent < -MOST_DIGITS:
        raise SeriesError("a number has more digits than can be counted")
    return value.as_integer_ratio()


def quotient(numerator: Number, denominator: Number | None) -> tuple[int, int] | None:
    """numerator / denominator as (over, under > 0); None for 0/0. Raises SeriesError for k/0 and below zero."""
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


def exact_sum(values: Sequence[Number]) -> Number:
    """The sum without rounding; sum() alone rounds decimals to 28 digits."""
    total = 0
    with localcontext(_WIDE):
        for value in values:
            total += value
    return total


def on_one_denominator(ratios: Iterable[tuple[int, int] | None]) -> tuple[list[Working | None], int]:
    """The ratios as working values and the unit: the k-th ratio is working[k] / unit."""
    ratios = list(ratios)
    unit = 1
    for under in {ratio[1] for ratio in ratios if ratio}:
        unit = lcm(unit, under)
        if unit.bit_length() * len(ratios) > MOST_BITS:
            return [ratio[0] / ratio[1] if ratio else None for ratio in ratios], 1
    return [ratio[0] * (unit // ratio[1]) if ratio else None for ratio in ratios], unit


def mean_of(values: Sequence[Working]) -> tuple[Working, int]:
    """The mean as (over, under)."""
    if type(values[0]) is int:
        return sum(values), len(values)
    mean = fsum(values) / len(values)
    return mean + fsum(value - mean for value in values) / len(values), 1


def median_of(values: Iterable[Working]) -> tuple[Working, int]:
    """The median as (over, under): twice it over two, so that the mean of two middle values stays an integer."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] + ordered[~middle], 2
