"""The statistics engine: what a run chart shows, and one Norwegian sentence that says it. Standard library only."""

from measurements.spc.findings import AnalysedPoint, Analysis, GoalStatus, Phase, Verdict
from measurements.spc.run_chart import analyse
from measurements.spc.series import Direction, Point, Series, SeriesError

__all__ = [
    "AnalysedPoint",
    "Analysis",
    "Direction",
    "GoalStatus",
    "Phase",
    "Point",
    "Series",
    "SeriesError",
    "Verdict",
    "analyse",
]
