"""What can happen to indicators, måleplan, figures and annotations."""

from measurements.services.annotations import annotate, delete_annotation, update_annotation
from measurements.services.cells import Cell, CellResult, record_cells
from measurements.services.content import ImportResult, import_indicators
from measurements.services.drafts import save_entry_draft
from measurements.services.errors import MeasurementConflict, MeasurementError
from measurements.services.months import deliver_month, skip_whole_month
from measurements.services.plans import set_measurement_plan
from measurements.services.rules import check_month, check_value
from measurements.services.values import record_measurement, skip_month

__all__ = [
    "Cell",
    "CellResult",
    "ImportResult",
    "MeasurementConflict",
    "MeasurementError",
    "annotate",
    "check_month",
    "check_value",
    "delete_annotation",
    "deliver_month",
    "import_indicators",
    "record_cells",
    "record_measurement",
    "save_entry_draft",
    "set_measurement_plan",
    "skip_month",
    "skip_whole_month",
    "update_annotation",
]
