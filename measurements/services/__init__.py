"""What can happen to indicators, måleplan, figures and annotations, and to the links that open one of them."""

from measurements.services.annotations import annotate, delete_annotation, update_annotation
from measurements.services.cells import Cell, CellResult, record_cells
from measurements.services.chart_changes import (
    change_chart,
    draft_chart_change,
    preview_chart_change,
    undo_chart_change,
)
from measurements.services.content import ImportResult, import_indicators
from measurements.services.drafts import save_entry_draft
from measurements.services.errors import MeasurementConflict, MeasurementError
from measurements.services.events import record_event, record_events, remove_event
from measurements.services.imports import (
    FiguresTaken,
    ImportOutdated,
    delete_old_imports,
    drop_import,
    prepare_import,
    take_import,
)
from measurements.services.indicators import (
    retire_network_indicator,
    save_network_indicator,
    save_team_indicator,
)
from measurements.services.links import delete_old_links, revoke_chart_link, share_chart
from measurements.services.locks import lock_months, open_month
from measurements.services.months import deliver_month, skip_whole_month
from measurements.services.plans import set_measurement_plan
from measurements.services.rules import check_month, check_value, entered_whole_text, locked_text
from measurements.services.tallies import (
    TallyClosedError,
    TapEntry,
    TapResult,
    close_tally_sheet,
    delete_tally_sheet,
    open_tally_sheet,
    record_taps,
)
from measurements.services.training import tick_lesson
from measurements.services.units import set_measured_units
from measurements.services.values import record_measurement, skip_month

__all__ = [
    "Cell",
    "CellResult",
    "FiguresTaken",
    "ImportOutdated",
    "ImportResult",
    "MeasurementConflict",
    "MeasurementError",
    "TallyClosedError",
    "TapEntry",
    "TapResult",
    "annotate",
    "change_chart",
    "check_month",
    "check_value",
    "close_tally_sheet",
    "delete_annotation",
    "delete_old_imports",
    "delete_old_links",
    "delete_tally_sheet",
    "deliver_month",
    "draft_chart_change",
    "drop_import",
    "entered_whole_text",
    "import_indicators",
    "lock_months",
    "locked_text",
    "open_month",
    "open_tally_sheet",
    "prepare_import",
    "preview_chart_change",
    "record_cells",
    "record_event",
    "record_events",
    "record_measurement",
    "record_taps",
    "remove_event",
    "retire_network_indicator",
    "revoke_chart_link",
    "save_entry_draft",
    "save_network_indicator",
    "save_team_indicator",
    "set_measured_units",
    "set_measurement_plan",
    "share_chart",
    "skip_month",
    "skip_whole_month",
    "take_import",
    "tick_lesson",
    "undo_chart_change",
    "update_annotation",
]
