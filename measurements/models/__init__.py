"""Indicators, the team's måleplan, measurements and annotations."""

from measurements.models.indicator import Indicator, MeasurementPlan, PlannedIndicator
from measurements.models.measurement import (
    LARGEST_COUNT,
    Annotation,
    EntryDraft,
    Measurement,
    MeasurementRevision,
    MonthDelivery,
)

__all__ = [
    "LARGEST_COUNT",
    "Annotation",
    "EntryDraft",
    "Indicator",
    "Measurement",
    "MeasurementPlan",
    "MeasurementRevision",
    "MonthDelivery",
    "PlannedIndicator",
]
