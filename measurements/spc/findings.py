"""What an analysis found: every point with its side, every phase with its counts, and one verdict."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from measurements.spc.series import Series

# Fewer useful points than this are never interpreted (Anhøj; the published tables start at ten).
USEFUL_NEEDED = 10
# A baseline of fewer measured points is provisional, and nothing is claimed against it.
BASELINE_NEEDED = 6
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


class GoalStatus(StrEnum):
    """Whether the latest measured point meets the target, equality included."""

    MET = "met"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class AnalysedPoint:
    """A point as it is drawn. value is in the displayed unit, None where nothing was measured.

    side: -1 under, 0 on, +1 over its phase's median; None for a missing or excluded point.
    is_in_run: one of the points counted in the run the sentence speaks of (a point on the median never is).
    phase: 0-based.
    """

    period: date
    value: float | None
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    side: int | None
    is_excluded: bool
    is_in_run: bool
    phase: int


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase's median and counts. start, end and baseline_end are 1-based positions, inclusive.

    runs_signal is the bare Anhøj rule at any number of points; what may be claimed is Analysis.verdict.
    longest_run_max and crossings_min are None where no point is useful.
    measured and baseline_measured count points with a value that are not excluded.
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

    @property
    def phase(self) -> Phase | None:
        """The last phase, the one the verdict speaks of; None for a series without points."""
        return self.phases[-1] if self.phases else None
