"""The value axis: where it ends and where its lines are."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

PERCENT_TICKS = (0, 25, 50, 75, 100)
# Steps that a reader can count in, as multiples of a power of ten; 2.5 only as 25, 250 and so on.
STEPS = (1, 2, 2.5, 3, 5, 10)
# The highest value keeps this much of the axis above it.
HEADROOM = 1.05


@dataclass(frozen=True, slots=True)
class Axis:
    """From minimum to maximum in the displayed unit, with a line at each tick (0 and both ends included).

    The minimum is 0 unless a value is less.
    """

    maximum: float
    ticks: tuple[float, ...]
    minimum: float = 0


def percent_axis() -> Axis:
    """Always 0 to 100: the height of a point is then its size, in every chart."""
    return Axis(100, PERCENT_TICKS)


def nice_axis(values: Iterable[float], *, has_whole_numbers: bool = False) -> Axis:
    """The lowest axis of three or four round ticks that holds all values; whole ticks for counts."""
    values = tuple(values)
    if min(values, default=0) < 0:
        return _signed_axis(min(values) * HEADROOM, max(*values, 0) * HEADROOM)
    highest = max(values, default=0) * HEADROOM
    if highest <= 0:
        return Axis(3, (0, 1, 2, 3)) if has_whole_numbers else Axis(1, (0, 0.5, 1))
    best = (float("inf"), 0.0, 0)
    magnitude = floor(log10(highest)) - 1
    for power in (magnitude, magnitude + 1):
        for step in STEPS:
            if step == 2.5 and power < 1:
                continue
            size = step * 10.0**power
            if has_whole_numbers:
                size = ceil(size)
            for count in (3, 2):
                if highest <= size * count < best[0]:
                    best = (size * count, size, count)
    maximum, size, count = best
    return Axis(round(maximum, 10), tuple(round(size * tick, 10) for tick in range(count + 1)))


def _signed_axis(lowest: float, highest: float) -> Axis:
    """The finest of the axes with at most five round ticks that holds both; 0 is one of them."""
    power = floor(log10(max(-lowest, highest))) - 1
    steps = sorted(step * 10.0**more for more in (power, power + 1) for step in STEPS if step != 2.5 or more >= 1)
    size = next(step for step in steps if ceil(highest / step) + ceil(-lowest / step) <= 4)
    down, up = ceil(-lowest / size), ceil(highest / size)
    ticks = tuple(round(size * tick, 10) for tick in range(-down, up + 1))
    return Axis(ticks[-1], ticks, ticks[0])
