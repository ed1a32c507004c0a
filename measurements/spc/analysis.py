"""The chart: its points, its phases, and what may be said.

Every chart goes the same way: observations become points (columns), each phase gets its lines (limits), and runs,
patterns, verdict and goal are the same for all.
"""

from functools import partial
from itertools import pairwise, repeat

from measurements.spc.columns import Columns, columns_of
from measurements.spc.exact import exact_ratio
from measurements.spc.findings import AnalysedPoint, Analysis, GoalStatus, Verdict
from measurements.spc.judging import Found, Judgement, assurance_of, judge, run_needed, variation_of
from measurements.spc.patterns import Mark
from measurements.spc.phases import DrawnPhase, draw_phase
from measurements.spc.runs import Run
from measurements.spc.series import WANTED_SIDE, ChartType, RuleSet, Series, SeriesError

# What AnalysedPoint._make does, without a call of Python's own for each point; charts have many.
_POINT = partial(tuple.__new__, AnalysedPoint)


def analyse(series: Series) -> Analysis:
    """Find what the chart of the series shows.

    Raises SeriesError for values that entry should have refused (k/0, not a number, a negative count …).
    """
    if series.rules is RuleSet.MDC and series.chart not in (ChartType.RUN, ChartType.I):
        raise SeriesError("Making Data Count reads an I chart")
    try:
        columns = columns_of(series)
        drawn = [draw_phase(series, columns, *bounds) for bounds in _phase_bounds(len(columns.periods), series.phases)]
        return _analysis(series, columns, drawn)
    except OverflowError as error:
        raise SeriesError("a number is too large to be computed with") from error


def _phase_bounds(length: int, cuts: tuple[int, ...]) -> list[tuple[int, int]]:
    if not length:
        return []
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < length}), length]
    return list(pairwise(edges))


def _analysis(series: Series, columns: Columns, drawn: list[DrawnPhase]) -> Analysis:
    # A series without points reads as an empty phase that is not listed.
    last, wanted = drawn[-1] if drawn else draw_phase(series, columns, 0, 0), WANTED_SIDE[series.direction]
    phase, runs = last.phase, last.runs
    counting = [value for one in drawn for value in one.plotted]
    if True in columns.excluded:
        counting = [None if is_out else value for value, is_out in zip(counting, columns.excluded, strict=True)]
    latest = next((place for place in reversed(range(len(counting))) if counting[place] is not None), None)
    mark = last.patterns.marks.get(latest)
    measured = len(columns.values) - columns.values.count(None)
    judgement = Judgement(Verdict.NO_DATA)
    if measured:
        found = Found(phase, runs, last.patterns.shifts, last.patterns.trends, last.outside, latest, mark)
        judgement = judge(series, found, wanted if series.shows_level else 0)
    run, current = judgement.run, runs[-1] if runs else None
    is_building = judgement.verdict is Verdict.UNCERTAIN and run is not None
    goal_status, goal_streak = _goal(series, columns.unit, counting)
    target = None if series.target is None else float(series.target)
    return Analysis(
        series=series,
        points=_points(series, columns, drawn, run),
        phases=tuple([one.phase for one in drawn]),
        verdict=judgement.verdict,
        center=phase.center,
        measured=measured,
        n_useful=phase.n_useful,
        longest_run=phase.longest_run,
        longest_run_max=phase.longest_run_max,
        crossings=phase.crossings,
        crossings_min=phase.crossings_min,
        runs_signal=phase.runs_signal,
        is_provisional=phase.is_provisional,
        run_start=run.start if run else None,
        run_end=run.end if run else None,
        run_length=run.length if run else 0,
        run_side=run.side if run else 0,
        run_against=judgement.against,
        run_needed=run_needed(series, phase, run) if is_building else None,
        current_length=current.length if current else 0,
        current_side=current.side if current else 0,
        latest=latest,
        goal_status=goal_status,
        goal_streak=goal_streak,
        basis=judgement.basis,
        trend=judgement.trend,
        unusual=judgement.unusual,
        shifts=tuple([shift for one in drawn for shift in one.patterns.shifts]),
        trends=tuple([trend for one in drawn for trend in one.patterns.trends]),
        outside=tuple(last.outside),
        variation=variation_of(judgement, mark, series.rules, wanted) if measured else None,
        assurance=assurance_of(target, last.lower[-1], last.upper[-1], wanted) if measured else None,
    )


def _goal(series: Series, unit: int, counting: list) -> tuple[GoalStatus | None, int]:
    """Whether the latest measurement meets the target, exactly, and how many in a row do."""
    wanted = WANTED_SIDE[series.direction]
    if series.target is None or not wanted:
        return None, 0
    measured = [value for value in counting if value is not None]
    if not measured:
        return None, 0
    over, under = exact_ratio(series.target)
    times, per = exact_ratio(series.multiplier)
    scale, limit = wanted * times * under, wanted * over * unit * per
    streak = 0
    for value in reversed(measured):
        if value * scale < limit:
            break
        streak += 1
    return (GoalStatus.MET if streak else GoalStatus.NOT_MET), streak


def _points(series: Series, columns: Columns, drawn: list[DrawnPhase], run: Run | None) -> tuple[AnalysedPoint, ...]:
    has_marks = series.rules is not RuleSet.ANHOEJ or any(one.outside for one in drawn)
    points: list[AnalysedPoint] = []
    for number, one in enumerate(drawn):
        start, end = one.phase.start - 1, one.phase.end
        sides, count = one.sides, end - start
        in_run = [False] * count
        if run and one is drawn[-1]:
            first, last = run.start - start, run.end - start + 1
            in_run[first:last] = [side == run.side for side in sides[first:last]]
        outside, marks = set(one.outside), _marks(series, one) if has_marks else {}
        is_outside = [place in outside for place in range(start, end)] if outside else repeat(False)
        rows = zip(
            columns.periods[start:end],
            one.values,
            columns.numerators[start:end],
            columns.denominators[start:end],
            sides,
            columns.excluded[start:end],
            in_run,
            repeat(number),
            one.centers,
            one.lower,
            one.upper,
            is_outside,
            [marks.get(place, ()) for place in range(start, end)] if marks else repeat(()),
            strict=False,
        )
        points += map(_POINT, rows)
    return tuple(points)


def _marks(series: Series, one: DrawnPhase) -> dict[int, tuple[Mark, ...]]:
    """The marks of single points by position: one a point under Making Data Count, else every rule that speaks of it."""
    if series.rules is RuleSet.MDC:
        return {position: (mark,) for position, (mark, _) in one.patterns.marks.items()}
    found: dict[int, tuple[Mark, ...]] = dict.fromkeys(one.outside, (Mark.OUTSIDE,))
    for mark, patterns in ((Mark.SHIFT, one.patterns.shifts), (Mark.TREND, one.patterns.trends)):
        for position in sorted({position for pattern in patterns for position in pattern.positions}):
            found[position] = (*found.get(position, ()), mark)
    return found
