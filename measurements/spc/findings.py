"""What an analysis found: every point with its side, every phase with its counts, and one verdict."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from measurements.spc.patterns import Mark, Pattern
from measurements.spc.series import Number, Period, Series

# Fewer useful points than this are never interpreted (Anhøj; the published tables start at ten).
USEFUL_NEEDED = 10
# A baseline of fewer measured points is provisional, and nothing is claimed against it.
BASELINE_NEEDED = 6
# Limits that stand on fewer measured points are provisional; twenty are the normal state.
LIMITS_NEEDED, LIMITS_USUAL = 12, 20
# A current run of at least this many points is worth a word before it proves anything.
RUN_WORTH_A_WORD = 4


class Verdict(StrEnum):
    """What may be said about change. Whether the goal is met is another question (GoalStatus)."""

    NO_DATA = "no_data"
    TOO_FEW = "too_few"
    CONSTANT = "constant"
    NO_CHANGE = "no_change"
    UNCERTAIN = "uncertain"
    IMPROVEMENT = "improvement"
    DETERIORATION = "deterioration"
    CHANGE = "change"
    SLID_BACK = "slid_back"
    UNUSUAL = "unusual"


class Basis(StrEnum):
    """The rule a verdict of change stands on."""

    RUN = "run"
    CROSSINGS = "crossings"
    TREND = "trend"
    OUTSIDE = "outside"
    TWO_IN_THREE = "two_in_three"


class Variation(StrEnum):
    """The icon of Making Data Count: what the latest point is part of, and which way it points."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the target lies beyond the limits: always met, never met, or now and then."""

    PASS = "pass"
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


class GoalStatus(StrEnum):
    """Whether the latest measured point meets the target, equality included."""

    MET = "met"
    NOT_MET = "not_met"


class AnalysedPoint(NamedTuple):
    """A point as it is drawn. value, center, lower and upper are in the displayed unit.

    value: None where nothing was measured. numerator and denominator: summed where several observations are one point.
    side: -1 under, 0 on, +1 over the centre line; None for a missing or excluded point.
    is_in_run: one of the points counted in the run the sentence speaks of (a point on the centre line never is).
    phase: 0-based.
    lower, upper: control limits, None where the chart has none.
    is_outside: beyond a limit, and not excluded: of an excluded point somebody has already said why it is special.
    marks: the rules that speak of this very point; under Making Data Count at most one.
    """

    period: Period
    value: float | None
    numerator: Number | None
    denominator: Number | None
    side: int | None
    is_excluded: bool
    is_in_run: bool
    phase: int
    center: float | None
    lower: float | None = None
    upper: float | None = None
    is_outside: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase's centre line and counts. start, end and baseline_end are 1-based positions, inclusive.

    runs_signal is the bare Anhøj rule at any number of points; what may be claimed is Analysis.verdict.
    longest_run_max and crossings_min are None where no point is useful.
    measured and baseline_measured count points with a value that are not excluded.
    center: where it was given for each point, that of the last.
    """

    start: int
    end: int
    baseline_end: int
    center: float | None
    measured: int
    baseline_measured: int
    n_useful: int
    longest_run: int
    longest_run_max: int | None
    crossings: int
    crossings_min: int | None
    runs_signal: bool
    is_constant: bool

    @property
    def is_provisional(self) -> bool:
        """The baseline holds too few measured points to be compared with."""
        return self.baseline_measured < BASELINE_NEEDED

    @property
    def is_frozen(self) -> bool:
        """There are periods after the baseline, so the median no longer moves."""
        return self.baseline_end < self.end

    @property
    def counted(self) -> int:
        """The n of "n av 10 som trengs".

        Useful points once the median stands, for only they bring the ten nearer. While the median still moves with
        every new point, which points are useful is not settled, and the measured ones are counted.
        """
        is_settled = self.is_frozen and not self.is_provisional
        return self.n_useful if is_settled or self.measured >= USEFUL_NEEDED else self.measured


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything a chart, a table and a sentence need. Counts, center and verdict speak of the last phase.

    points: in time order, also when the series was not; all positions below are 0-based positions in it.
    measured: points with a value in the whole series, excluded ones too.
    run_…: the run the sentence speaks of; run_start is None and run_length 0 where it speaks of none.
    run_against: useful points on the other side since that run ended.
    run_needed: the length at which a run that is building up becomes a sign, None unless the median is frozen.
    basis: the rule a verdict of change stands on; trend: the one it speaks of; unusual: the position of the point.
    shifts, trends: the patterns that the IHI rules and Making Data Count look for, in the whole series.
    outside: points beyond a limit in the last phase.
    variation: None where nothing may be said. assurance: None without target, limits or wanted direction.
    current_…: the latest run of all, whatever the sentence speaks of.
    latest: the latest measured point that is not excluded; goal_status and goal_streak are about it.
    goal_streak: latest measured points in a row that meet the goal.
    """

    series: Series
    points: tuple[AnalysedPoint, ...]
    phases: tuple[Phase, ...]
    verdict: Verdict
    center: float | None
    measured: int
    n_useful: int
    longest_run: int
    longest_run_max: int | None
    crossings: int
    crossings_min: int | None
    runs_signal: bool
    is_provisional: bool
    run_start: int | None
    run_end: int | None
    run_length: int
    run_side: int
    run_against: int
    run_needed: int | None
    current_length: int
    current_side: int
    latest: int | None
    goal_status: GoalStatus | None
    goal_streak: int
    basis: Basis | None = None
    trend: Pattern | None = None
    unusual: int | None = None
    shifts: tuple[Pattern, ...] = ()
    trends: tuple[Pattern, ...] = ()
    outside: tuple[int, ...] = ()
    variation: Variation | None = None
    assurance: Assurance | None = None

    @property
    def has_limits(self) -> bool:
        """A control chart whose last phase has limits."""
        phase = self.phase
        return phase is not None and any(point.upper is not None for point in self.points[phase.start - 1 : phase.end])

    @property
    def has_provisional_limits(self) -> bool:
        """The limits stand on fewer than twelve measured points."""
        return self.has_limits and self.phases[-1].baseline_measured < LIMITS_NEEDED

    @property
    def phase(self) -> Phase | None:
        """The last phase, the one the verdict speaks of; None for a series without points."""
        return self.phases[-1] if self.phases else None
