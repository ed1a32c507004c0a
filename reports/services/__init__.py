"""What can happen to reports, and which reminders are due."""

from reports.services.report import (
    ReportConflict,
    ReportError,
    approve_report,
    checksum,
    clean_texts,
    missing_answers,
    open_report,
    return_report,
    save_report,
    submit_report,
)

__all__ = [
    "ReportConflict",
    "ReportError",
    "approve_report",
    "checksum",
    "clean_texts",
    "missing_answers",
    "open_report",
    "return_report",
    "save_report",
    "submit_report",
]
