"""The run chart: a median per phase, the Anhøj rules about it, and what may be said."""

from itertools import pairwise
from typing import NamedTuple

from measurements.spc.findings import (
    BASELINE_NEEDED,
    RUN_WORTH_A_WORD,
    USEFUL_NEEDED,
    AnalysedPoint,
    Analysis,
    GoalStatus,
    Phase,
    Verdict,
)
from measurements.spc.runs import Run, crossings_min, find_runs, longest_run_max
from measurements.spc.series import Direction, ExactValues, Point, Series, exact_ratio, exact_values, in_time_order

WANTED_SIDE = {Direction.INCREASE: 1, Direction.DECREASE: -1, Direction.NEUTRAL: 0}


class _Judgement(NamedTuple):
    verdict: Verdict
    run: Run | None = None
    against: int = 0


def analyse(series: Series) -> Analysis:
    """Find what the run chart of the series shows.

    Raises SeriesError for values that entry should have refused (k/0, two points in one period, not a number).
    """
    points = in_time_order(series)
    values = exact_values(points)
    counting = [None if point.is_excluded else value for point, value in zip(points, values.scaled, strict=True)]
    sides: list[int | None] = [None] * len(points)
    phases: list[Phase] = []
    runs: list[Run] = []
    for start, end in _phase_bounds(len(points), series.phases):
        phase, runs = _analyse_phase(series, values.unit, counting, sides, start, end)
        phases.append(phase)
    judgement = _judge(phases[-1], runs, WANTED_SIDE[series.direction]) if phases else _Judgement(Verdict.NO_DATA)
    measured = len(points) - values.scaled.count(None)
    if not measured:
        judgement = _Judgement(Verdict.NO_DATA)
    latest = next((position for position in reversed(range(len(points))) if counting[position] is not None), None)
    goal_status, goal_streak = _goal(series, values.unit, counting)
    phase = phases[-1] if phases else None
    run = judgement.run
    current = runs[-1] if runs else None
    return Analysis(
        series=series,
        points=_analysed_points(series, points, values, sides, phases, run),
        phases=tuple(phases),
        verdict=judgement.verdict,
        center=phase.center if phase else None,
        measured=measured,
        n_useful=phase.n_useful if phase else 0,
        longest_run=phase.longest_run if phase else 0,
        longest_run_max=phase.longest_run_max if phase else None,
        crossings=phase.crossings if phase else 0,
        crossings_min=phase.crossings_min if phase else None,
        runs_signal=phase.runs_signal if phase else False,
        is_provisional=phase.is_provisional if phase else True,
        run_start=run.start if run else None,
        run_end=run.end if run else None,
        run_length=run.length if run else 0,
        run_side=run.side if run else 0,
        run_against=judgement.against,
        run_needed=_run_needed(phase, run) if judgement.verdict is Verdict.UNCERTAIN else None,
        current_length=current.length if current else 0,
        current_side=current.side if current else 0,
        latest=latest,
        goal_status=goal_status,
        goal_streak=goal_streak,
    )


def _phase_bounds(length: int, cuts: tuple[int, ...]) -> list[tuple[int, int]]:
    if not length:
        return []
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < length}), length]
    return list(pairwise(edges))


def _analyse_phase(
    series: Series, unit: int, counting: list[int | None], sides: list[int | None], start: int, end: int
) -> tuple[Phase, list[Run]]:
    """Fill in sides for positions start..end-1; the phase and its runs."""
    length = series.baseline_length or 0
    baseline_end = min(end, start + length) if length > 0 else end
    measured = [value for value in counting[start:end] if value is not None]
    baseline = sorted(value for value in counting[start:baseline_end] if value is not None)
    center = None
    if baseline:
        middle = len(baseline) // 2
        # Twice the median, so that the mean of two middle values stays an integer.
        doubled = baseline[middle] + baseline[~middle]
        center = doubled * series.multiplier / (2 * unit)
        for position in range(start, end):
            value = counting[position]
            if value is not None:
                sides[position] = (2 * value > doubled) - (2 * value < doubled)
    runs = find_runs(sides, start, end)
    useful = sum(run.length for run in runs)
    longest = max((run.length for run in runs), default=0)
    crossings = max(len(runs) - 1, 0)
    most, fewest = longest_run_max(useful), crossings_min(useful)
    return Phase(
        start=start + 1,
        end=end,
        baseline_end=baseline_end,
        center=center,
        measured=len(measured),
        baseline_measured=len(baseline),
        n_useful=useful,
        longest_run=longest,
        longest_run_max=most,
        crossings=crossings,
        crossings_min=fewest,
        runs_signal=most is not None and fewest is not None and (longest > most or crossings < fewest),
        is_constant=bool(measured) and min(measured) == max(measured),
    ), runs


def _judge(phase: Phase, runs: list[Run], wanted: int) -> _Judgement:
    """What may be said of the phase; wanted is the side of the median where the values should be, 0 for neither."""
    if phase.is_constant and phase.measured >= BASELINE_NEEDED:
        return _Judgement(Verdict.CONSTANT)
    if phase.n_useful < USEFUL_NEEDED or phase.longest_run_max is None or phase.crossings_min is None:
        return _Judgement(Verdict.TOO_FEW)
    if phase.is_provisional:
        return _Judgement(Verdict.UNCERTAIN)
    for position in reversed(range(len(runs))):
        if runs[position].length > phase.longest_run_max:
            return _judge_long_run(runs[position], runs[position + 1 :], wanted)
    if phase.crossings < phase.crossings_min:
        return _Judgement(Verdict.CHANGE)
    if runs[-1].length >= RUN_WORTH_A_WORD:
        return _Judgement(Verdict.UNCERTAIN, runs[-1])
    return _Judgement(Verdict.NO_CHANGE)


def _judge_long_run(run: Run, later: list[Run], wanted: int) -> _Judgement:
    """A run that is too long for chance stands while at most one later point lies on the other side of the median."""
    against = sum(other.length for other in later if other.side != run.side)
    verdict = Verdict.CHANGE
    if against <= 1 and wanted:
        verdict = Verdict.IMPROVEMENT if run.side == wanted else Verdict.DETERIORATION
    elif against > 1 and run.side == wanted and later[-1].side != run.side and later[-1].length > 1:
        verdict = Verdict.SLID_BACK
    return _Judgement(verdict, run, against)


def _run_needed(phase: Phase | None, run: Run | None) -> int | None:
    """How long the run must become. The limit grows with the points, so it is followed as far as needed."""
    if phase is None or run is None or not phase.is_frozen:
        return None
    more = 1
    while run.length + more <= (longest_run_max(phase.n_useful + more) or 0):
        more += 1
    return run.length + more


def _goal(series: Series, unit: int, counting: list[int | None]) -> tuple[GoalStatus | None, int]:
    wanted = WANTED_SIDE[series.direction]
    measured = [value for value in counting if value is not None]
    if series.target is None or not wanted or not measured:
        return None, 0
    over, under = exact_ratio(series.target)
    scale, limit = wanted * series.multiplier * under, wanted * over * unit
    streak = 0
    for value in reversed(measured):
        if value * scale < limit:
            break
        streak += 1
    return (GoalStatus.MET if streak else GoalStatus.NOT_MET), streak


def _analysed_points(
    series: Series,
    points: list[Point],
    values: ExactValues,
    sides: list[int | None],
    phases: list[Phase],
    run: Run | None,
) -> tuple[AnalysedPoint, ...]:
    multiplier, unit = series.multiplier, values.unit
    in_run = range(run.start, run.end + 1) if run else range(0)
    run_side = run.side if run else None
    analysed = []
    for number, phase in enumerate(phases):
        for position in range(phase.start - 1, phase.end):
            point, scaled, side = points[position], values.scaled[position], sides[position]
            value = None if scaled is None else scaled * multiplier / unit
            analysed.append(
                AnalysedPoint(
                    point.period,
                    value,
                    point.numerator,
                    point.denominator,
                    side,
                    point.is_excluded,
                    position in in_run and side == run_side,
                    number,
                )
            )
    return tuple(analysed)
