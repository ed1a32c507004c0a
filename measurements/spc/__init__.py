"""The statistics engine: what a chart shows, and one Norwegian sentence that says it. Standard library only."""

from measurements.spc.analysis import analyse
from measurements.spc.explain import Reading, explain
from measurements.spc.findings import AnalysedPoint, Analysis, Assurance, Basis, GoalStatus, Phase, Variation, Verdict
from measurements.spc.patterns import Mark
from measurements.spc.series import ChartType, Direction, HeldTarget, Point, RuleSet, Series, SeriesError
from measurements.spc.wording import format_number, format_value, month_name, number_word, unit_beside

__all__ = [
    "AnalysedPoint",
    "Analysis",
    "Assurance",
    "Basis",
    "ChartType",
    "Direction",
    "GoalStatus",
    "HeldTarget",
    "Mark",
    "Phase",
    "Point",
    "Reading",
    "RuleSet",
    "Series",
    "SeriesError",
    "Variation",
    "Verdict",
    "analyse",
    "explain",
    "format_number",
    "format_value",
    "month_name",
    "number_word",
    "unit_beside",
]
