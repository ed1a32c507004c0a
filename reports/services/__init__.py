"""What can happen to reports, and which reminders are due."""

from reports.services.drafts import open_due_reports
from reports.services.errors import ReportConflict, ReportError
from reports.services.printing import keep_pdf, print_ahead, print_draft
from reports.services.report import PRINT_VERSION, checksum, clean_texts, open_report, save_report, submit_report
from reports.services.review import approve_report, return_report

__all__ = [
    "PRINT_VERSION",
    "ReportConflict",
    "ReportError",
    "approve_report",
    "checksum",
    "clean_texts",
    "keep_pdf",
    "open_due_reports",
    "open_report",
    "print_ahead",
    "print_draft",
    "return_report",
    "save_report",
    "submit_report",
]
