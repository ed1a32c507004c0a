"""What may be said: one verdict from the counts and patterns of a phase, and the icons of Making Data Count.

The gates come first and hold for every chart and rule set: nothing is said of a phase that is constant, has fewer than
ten useful points or a baseline of fewer than six. Then the rules speak.
"""

from typing import NamedTuple

from measurements.spc.findings import (
    BASELINE_NEEDED,
    RUN_WORTH_A_WORD,
    USEFUL_NEEDED,
    Assurance,
    Basis,
    Phase,
    Variation,
    Verdict,
)
from measurements.spc.patterns import Mark, Pattern
from measurements.spc.runs import Run, longest_run_max
from measurements.spc.series import RuleSet, Series


class Found(NamedTuple):
    """What was found in the phase a verdict is about.

    latest: position of the latest measured point that is not excluded. mark: its mark and side (Making Data Count).
    outside: positions of points beyond the limits.
    """

    phase: Phase
    runs: list[Run]
    shifts: list[Pattern]
    trends: list[Pattern]
    outside: list[int]
    latest: int | None
    mark: tuple[Mark, int] | None


class Judgement(NamedTuple):
    """The verdict, and what it stands on."""

    verdict: Verdict
    basis: Basis | None = None
    run: Run | None = None
    against: int = 0
    trend: Pattern | None = None
    unusual: int | None = None


_BASIS = {Mark.OUTSIDE: Basis.OUTSIDE, Mark.TREND: Basis.TREND, Mark.TWO_IN_THREE: Basis.TWO_IN_THREE}


def judge(series: Series, found: Found, wanted: int) -> Judgement:
    """What may be said of the phase; wanted is the side where the values should be, 0 for neither."""
    phase = found.phase
    if phase.is_constant and phase.measured >= BASELINE_NEEDED:
        return Judgement(Verdict.CONSTANT)
    if phase.n_useful < USEFUL_NEEDED:
        return Judgement(Verdict.TOO_FEW)
    if phase.is_provisional:
        return Judgement(Verdict.UNCERTAIN)
    if series.rules is RuleSet.MDC:
        return _judge_mark(found, wanted)
    if not series.may_run:
        judgement = Judgement(Verdict.NO_CHANGE)
    elif series.rules is RuleSet.IHI:
        judgement = _judge_ihi(series, found, wanted)
    else:
        judgement = _judge_anhoej(found, wanted)
    if judgement.verdict in (Verdict.NO_CHANGE, Verdict.UNCERTAIN) and found.outside:
        return Judgement(Verdict.UNUSUAL, Basis.OUTSIDE, unusual=found.outside[-1])
    return judgement


def _judge_anhoej(found: Found, wanted: int) -> Judgement:
    phase, runs = found.phase, found.runs
    if phase.runs_signal:
        for place in reversed(range(len(runs))):
            if runs[place].length > phase.longest_run_max:
                return _judge_long_run(runs[place], runs[place + 1 :], wanted)
        return Judgement(Verdict.CHANGE, Basis.CROSSINGS)
    return _judge_nothing(runs)


def _judge_nothing(runs: list[Run]) -> Judgement:
    """No rule speaks; a run that is under way is worth a word."""
    if runs and runs[-1].length >= RUN_WORTH_A_WORD:
        return Judgement(Verdict.UNCERTAIN, run=runs[-1])
    return Judgement(Verdict.NO_CHANGE)


def _judge_long_run(run: Run, later: list[Run], wanted: int) -> Judgement:
    """A run that is too long for chance stands while at most one later point lies on the other side of the line."""
    against = sum(other.length for other in later if other.side != run.side)
    verdict = Verdict.CHANGE
    if against <= 1 and wanted:
        verdict = _by_side(run.side, wanted)
    elif against > 1 and run.side == wanted and later[-1].side != run.side and later[-1].length > 1:
        verdict = Verdict.SLID_BACK
    return Judgement(verdict, Basis.RUN, run, against)


def _judge_ihi(series: Series, found: Found, wanted: int) -> Judgement:
    """The latest shift or trend speaks; a shift before a trend that ends with it."""
    runs, trend = found.runs, found.trends[-1] if found.trends else None
    shift = next((place for place in reversed(range(len(runs))) if runs[place].length >= series.shift_length), None)
    if shift is not None and (trend is None or runs[shift].end >= trend.end):
        return _judge_long_run(runs[shift], runs[shift + 1 :], wanted)
    if trend is None:
        return _judge_nothing(runs)
    # Only a trend that is still going on says which way things are going.
    is_current = trend.end == found.latest
    return Judgement(_by_side(trend.side, wanted) if is_current else Verdict.CHANGE, Basis.TREND, trend=trend)


def _judge_mark(found: Found, wanted: int) -> Judgement:
    """Making Data Count reads the latest point alone."""
    if found.mark is None:
        return Judgement(Verdict.NO_CHANGE)
    mark, side = found.mark
    verdict = _by_side(side, wanted)
    if mark is Mark.SHIFT:
        shift = found.shifts[-1]
        return Judgement(verdict, Basis.RUN, Run(shift.side, shift.start, shift.end, shift.length))
    trend = found.trends[-1] if mark is Mark.TREND else None
    return Judgement(verdict, _BASIS[mark], trend=trend, unusual=found.latest)


def _by_side(side: int, wanted: int) -> Verdict:
    if not wanted:
        return Verdict.CHANGE
    return Verdict.IMPROVEMENT if side == wanted else Verdict.DETERIORATION


def run_needed(series: Series, phase: Phase, run: Run) -> int | None:
    """How long a run must become to be a sign; None while the median still moves, for then nobody can promise it.

    Anhøj's limit grows with the points, so it is followed as far as needed.
    """
    if not phase.is_frozen:
        return None
    if series.rules is RuleSet.IHI:
        return series.shift_length
    more = 1
    while run.length + more <= (longest_run_max(phase.n_useful + more) or 0):
        more += 1
    return run.length + more


def variation_of(judgement: Judgement, mark: tuple[Mark, int] | None, rules: RuleSet, wanted: int) -> Variation | None:
    """The variation icon.

    Making Data Count: the mark of the latest point. Other rules: what the verdict says; none where it says too little, or
    where the change has no side.
    """
    if rules is RuleSet.MDC:
        return Variation.COMMON_CAUSE if mark is None else _variation(mark[1], wanted)
    verdict = judgement.verdict
    if verdict in (Verdict.NO_CHANGE, Verdict.CONSTANT) or (verdict is Verdict.UNCERTAIN and judgement.run):
        return Variation.COMMON_CAUSE
    if verdict in (Verdict.IMPROVEMENT, Verdict.DETERIORATION, Verdict.CHANGE) and judgement.against <= 1:
        sign = judgement.run or judgement.trend
        return _variation(sign.side, wanted) if sign else None
    return None


def _variation(side: int, wanted: int) -> Variation:
    height = "high" if side > 0 else "low"
    kind = ("improvement" if side == wanted else "concern") if wanted else "neutral"
    return Variation(f"{kind}_{height}")


def assurance_of(target: float | None, lower: float | None, upper: float | None, wanted: int) -> Assurance | None:
    """The assurance icon, by the limits of the last point; a target on a limit is met now and then."""
    if target is None or not wanted or lower is None or upper is None:
        return None
    if target > upper:
        return Assurance.FAIL if wanted > 0 else Assurance.PASS
    if target < lower:
        return Assurance.PASS if wanted > 0 else Assurance.FAIL
    return Assurance.INCONSISTENT
