"""One phase of a chart: its lines, which side of the centre each point lies on, its runs and patterns."""

from collections.abc import Sequence
from typing import NamedTuple

from measurements.spc.columns import Columns
from measurements.spc.exact import Working, exact_ratio
from measurements.spc.findings import Phase
from measurements.spc.limits import LINES, Lines, Part
from measurements.spc.patterns import (
    Mark,
    Pattern,
    ihi_shifts,
    ihi_trends,
    mdc_marks,
    mdc_shifts,
    mdc_trends,
    two_in_three,
)
from measurements.spc.runs import Run, crossings_min, find_runs, longest_run_max
from measurements.spc.series import ChartType, RuleSet, Series

Limits = Sequence[float | None]


class Patterns(NamedTuple):
    """What the IHI rules or Making Data Count see in a phase; marks: the mark and side of single points (the latter)."""

    shifts: list[Pattern]
    trends: list[Pattern]
    marks: dict[int, tuple[Mark, int]]


class DrawnPhase(NamedTuple):
    """A phase with one entry a point in each sequence. All positions are those of the whole series.

    plotted: the values exactly, in working units before the multiplier. values, centers and limits: as displayed.
    """

    phase: Phase
    runs: list[Run]
    plotted: Sequence[Working | None]
    values: Sequence[float | None]
    sides: Sequence[int | None]
    centers: Sequence[float | None]
    lower: Limits
    upper: Limits
    outside: list[int]
    patterns: Patterns


def draw_phase(series: Series, columns: Columns, start: int, end: int) -> DrawnPhase:
    """Everything about positions start..end-1, as a chart of its own."""
    part = Part(columns, series, start, end)
    lines = LINES[ChartType.I if series.rules is RuleSet.MDC else series.chart](part)
    plotted = part.values if lines.ranges is None else lines.ranges
    compared = plotted if lines.transformed is None else lines.transformed
    sides = _sides(lines, compared, part.excluded)
    runs = find_runs(sides, start) if series.is_ordered else []
    over, under = exact_ratio(series.multiplier)
    unit = columns.unit * under
    values = [None if value is None else value * over / unit for value in plotted]
    outside, near = _beyond(part, lines, compared)
    centers, lower, upper = _displayed(lines, len(part), over, under)
    return DrawnPhase(
        _counts(series, part, compared, sides, runs, centers[-1] if centers else None),
        runs,
        plotted,
        values,
        sides,
        centers,
        lower,
        upper,
        outside,
        _patterns(series, part, sides, compared, outside, near),
    )


def _sides(lines: Lines, values: Sequence[Working | None], excluded: Sequence[bool]) -> list[int | None]:
    """Which side of the centre line each point lies on, decided exactly; None for missing and excluded points."""
    if lines.center is None:
        return [None] * len(values)
    if lines.centers is None:
        _, _, low, high = lines.center
        return [
            None if value is None or is_out else (value > low) - (value < high)
            for value, is_out in zip(values, excluded, strict=True)
        ]
    return [
        None if value is None or is_out else (value > center.floor) - (value < center.ceiling)
        for value, is_out, center in zip(values, excluded, lines.centers, strict=True)
    ]


def _counts(
    series: Series,
    part: Part,
    values: Sequence[Working | None],
    sides: list[int | None],
    runs: list[Run],
    center: float | None,
) -> Phase:
    useful = len(sides) - sides.count(None) - sides.count(0)
    longest = max([run.length for run in runs], default=0)
    crossings = max(len(runs) - 1, 0)
    most, fewest = longest_run_max(useful), crossings_min(useful)
    may_signal = useful > 0 and series.may_run
    counting = _counting(values, part.excluded)
    length = part.baseline_end - part.start
    baseline = counting if length == len(part) else _counting(values[:length], part.excluded)
    return Phase(
        start=part.start + 1,
        end=part.end,
        baseline_end=part.baseline_end,
        center=center,
        measured=len(counting),
        baseline_measured=len(baseline),
        n_useful=useful,
        longest_run=longest,
        longest_run_max=most,
        crossings=crossings,
        crossings_min=fewest,
        runs_signal=may_signal and (longest > most or crossings < fewest),
        is_constant=bool(counting) and min(counting) == max(counting),
    )


def _counting(values: Sequence[Working | None], excluded: Sequence[bool]) -> list[Working]:
    """The values that are neither missing nor excluded."""
    if True not in excluded:
        return [value for value in values if value is not None]
    return [value for value, is_out in zip(values, excluded, strict=False) if value is not None and not is_out]


def _displayed(lines: Lines, count: int, over: int, under: int) -> tuple[Limits, Limits, Limits]:
    """Centre line, lower and upper limit of each point, times over / under, the multiplier."""
    nothing = (None,) * count
    center, factor = lines.center, over / under
    if center is None:
        return nothing, nothing, nothing

    def drawn(limits: Sequence[float | None]) -> list[float | None]:
        if lines.power == 1:
            return [None if limit is None else limit * factor for limit in limits]
        return [None if limit is None else limit**lines.power * factor for limit in limits]

    if lines.centers is not None:
        centers = drawn([one.value for one in lines.centers])
    elif lines.power != 1:
        centers = drawn([center.value] * count)
    else:
        centers = (center.over * over / (center.under * under),) * count
    if lines.upper is None or lines.lower is None:
        return centers, nothing, nothing
    return centers, drawn(lines.lower), drawn(lines.upper)


def _beyond(part: Part, lines: Lines, values: Sequence[Working | None]) -> tuple[list[int], list[bool]]:
    """Positions of points outside their limits, and for each point whether it is between warning and process limit."""
    outside: list[int] = []
    near: list[bool] = []
    if lines.upper is None or lines.lower is None:
        return outside, near
    unit = part.unit if lines.transformed is None else 1
    for place, (value, low, high) in enumerate(zip(values, lines.lower, lines.upper, strict=True)):
        is_near = False
        if value is not None and not part.excluded[place]:
            number = value / unit
            if (high is not None and number > high) or (low is not None and number < low):
                outside.append(part.start + place)
            elif lines.warning is not None:
                center = (lines.centers[place] if lines.centers else lines.center).value
                is_near = number > center + lines.warning or number < center - lines.warning
        near.append(is_near)
    return outside, near


def _patterns(
    series: Series,
    part: Part,
    sides: list[int | None],
    values: Sequence[Working | None],
    outside: list[int],
    near: list[bool],
) -> Patterns:
    if series.rules is RuleSet.ANHOEJ or not series.is_ordered:
        return Patterns([], [], {})
    before = [None] * part.start
    sides, values, near = [*before, *sides], [*before, *values], [*before, *near]
    spots = [part.start + place for place, is_out in enumerate(part.excluded) if not is_out]
    if series.rules is RuleSet.IHI:
        shifts = ihi_shifts(sides, spots, series.shift_length)
        return Patterns(shifts, ihi_trends(values, spots, series.trend_length), {})
    shifts, trends = mdc_shifts(sides, spots), mdc_trends(values, spots)
    close = two_in_three(sides, near, spots) if near[part.start :] else set()
    return Patterns(shifts, trends, mdc_marks(outside, trends, close, shifts, sides))
