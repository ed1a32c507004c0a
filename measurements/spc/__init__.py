"""The statistics engine: what a run chart shows, and one Norwegian sentence that says it. Standard library only."""

from measurements.spc.explain import Reading, explain
from measurements.spc.findings import AnalysedPoint, Analysis, GoalStatus, Phase, Verdict
from measurements.spc.run_chart import analyse
from measurements.spc.series import Direction, Point, Series, SeriesError
from measurements.spc.wording import format_number, format_value, month_name, number_word

__all__ = [
    "AnalysedPoint",
    "Analysis",
    "Direction",
    "GoalStatus",
    "Phase",
    "Point",
    "Reading",
    "Series",
    "SeriesError",
    "Verdict",
    "analyse",
    "explain",
    "format_number",
    "format_value",
    "month_name",
    "number_word",
]
