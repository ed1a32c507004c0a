"""Indicators, the team's måleplan, measurements, annotations, and links that open one thing."""

from measurements.models.chart_change import ChartChange
from measurements.models.event import IndicatorEvent
from measurements.models.figure_import import FigureImport
from measurements.models.indicator import Indicator
from measurements.models.lesson import LessonDone
from measurements.models.links import LARGEST_TALLY, ChartLink, TallySheet, Tap
from measurements.models.measurement import (
    LARGEST_COUNT,
    Annotation,
    EntryDraft,
    Measurement,
    MeasurementRevision,
    MonthDelivery,
)
from measurements.models.plan import EarlierTarget, MeasuredUnit, MeasurementPlan, PlannedIndicator, due_in

__all__ = [
    "LARGEST_COUNT",
    "LARGEST_TALLY",
    "Annotation",
    "ChartChange",
    "ChartLink",
    "EarlierTarget",
    "EntryDraft",
    "FigureImport",
    "Indicator",
    "IndicatorEvent",
    "LessonDone",
    "MeasuredUnit",
    "Measurement",
    "MeasurementPlan",
    "MeasurementRevision",
    "MonthDelivery",
    "PlannedIndicator",
    "TallySheet",
    "Tap",
    "due_in",
]
