"""Patterns other than Anhøj's: shift and trend (IHI), and the four rules of Making Data Count.

IHI: Perla, Provost & Murray 2011, *The run chart: a simple analytical tool*. Making Data Count: NHS England, as computed by
NHSRplotthedots 0.2.2. Both look inside one phase.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from measurements.spc.exact import Working

# Seven points on one side, seven points in one direction (Making Data Count).
MDC_LENGTH = 7


class Mark(StrEnum):
    """Why a single point is marked."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_IN_THREE = "two_in_three"


class Pattern(NamedTuple):
    """Points that form a shift or a trend; side is +1 for over or rising, -1 for under or falling.

    positions: 0-based, of the points that count. Points between them that neither make nor break it are left out.
    """

    side: int
    positions: tuple[int, ...]

    @property
    def start(self) -> int:
        """Position of the first point."""
        return self.positions[0]

    @property
    def end(self) -> int:
        """Position of the last point."""
        return self.positions[-1]

    @property
    def length(self) -> int:
        """How many points count."""
        return len(self.positions)


def ihi_shifts(sides: Sequence[int | None], spots: Iterable[int], least: int) -> list[Pattern]:
    """So many points in a row on one side; points on the line neither break nor add."""
    return _stretches([(position, sides[position]) for position in spots if sides[position]], least)


def ihi_trends(values: Sequence[Working | None], spots: Iterable[int], least: int) -> list[Pattern]:
    """So many points in a row that all rise or all fall; of equal successive values only the first counts."""
    distinct: list[int] = []
    for position in spots:
        value = values[position]
        if value is not None and not (distinct and values[distinct[-1]] == value):
            distinct.append(position)
    return _slopes(values, distinct, least)


def mdc_shifts(sides: Sequence[int | None], spots: Iterable[int]) -> list[Pattern]:
    """Seven points in a row strictly on one side; a point on the line, or a missing one, breaks the row."""
    return _stretches([(position, sides[position] or 0) for position in spots], MDC_LENGTH)


def mdc_trends(values: Sequence[Working | None], spots: Iterable[int]) -> list[Pattern]:
    """Seven points in a row, each above (or each below) the one before; equal or missing neighbours break the row."""
    return _slopes(values, list(spots), MDC_LENGTH)


def two_in_three(sides: Sequence[int | None], is_near: Sequence[bool], spots: Sequence[int]) -> set[int]:
    """Points between warning and process limit, two of which lie among three in a row on one side of the line."""
    found = set()
    for three in zip(spots, spots[1:], spots[2:], strict=False):
        near = [position for position in three if is_near[position]]
        if len(near) >= 2 and sides[three[0]] and len({sides[position] for position in three}) == 1:
            found.update(near)
    return found


def mdc_marks(
    outside: Iterable[int], trends: Iterable[Pattern], near: Iterable[int], shifts: Iterable[Pattern], sides: Sequence
) -> dict[int, tuple[Mark, int]]:
    """One mark and its side for each marked position: outside before trend, two in three, and shift.

    The turning point of two trends belongs to the later one.
    """
    marks = {position: (Mark.SHIFT, shift.side) for shift in shifts for position in shift.positions}
    marks |= {position: (Mark.TWO_IN_THREE, sides[position]) for position in near}
    marks |= {position: (Mark.TREND, trend.side) for trend in trends for position in trend.positions}
    return marks | {position: (Mark.OUTSIDE, sides[position]) for position in outside}


def _stretches(sided: list[tuple[int, int]], least: int) -> list[Pattern]:
    """Neighbours of one side, at least so many; side 0 belongs to no pattern."""
    found: list[Pattern] = []
    current: list[int] = []
    side = 0
    for position, here in [*sided, (-1, 0)]:
        if here != side:
            if side and len(current) >= least:
                found.append(Pattern(side, tuple(current)))
            current, side = [], here
        current.append(position)
    return found


def _slopes(values: Sequence[Working | None], spots: list[int], least: int) -> list[Pattern]:
    """Neighbours that all rise or all fall, at least so many points; a turning point belongs to both."""
    found: list[Pattern] = []
    slope, first = 0, 0
    for place in range(1, len(spots) + 1):
        step = _step(values[spots[place - 1]], values[spots[place]]) if place < len(spots) else 0
        if step != slope:
            if slope and place - first >= least:
                found.append(Pattern(slope, tuple(spots[first:place])))
            slope, first = step, place - 1
    return found


def _step(earlier: Working | None, later: Working | None) -> int:
    if earlier is None or later is None:
        return 0
    return (later > earlier) - (later < earlier)
