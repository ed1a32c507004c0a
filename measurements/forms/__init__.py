"""Reads what people type about measurements."""

from measurements.forms.annotation import AnnotationForm
from measurements.forms.correction import CorrectionForm, ReasonForm
from measurements.forms.entry import EntryRowForm, pair_text
from measurements.forms.event import EventForm, ManyEventsForm
from measurements.forms.imports import FileForm, PasteForm, TakeImportForm
from measurements.forms.indicator import NetworkIndicatorForm, TeamIndicatorForm
from measurements.forms.lock import LockForm, OpenMonthForm
from measurements.forms.numbers import NumberField, number_keyboard
from measurements.forms.plan import PlanForm
from measurements.forms.skip import SkipForm
from measurements.forms.units import UnitsForm

__all__ = [
    "AnnotationForm",
    "CorrectionForm",
    "EntryRowForm",
    "EventForm",
    "FileForm",
    "LockForm",
    "ManyEventsForm",
    "NetworkIndicatorForm",
    "NumberField",
    "OpenMonthForm",
    "PasteForm",
    "PlanForm",
    "ReasonForm",
    "SkipForm",
    "TakeImportForm",
    "TeamIndicatorForm",
    "UnitsForm",
    "number_keyboard",
    "pair_text",
]
