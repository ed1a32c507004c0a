"""Reports."""

from laeringsnettverk.privacy.model import ModelPrivacy

REPORTS = (
    ModelPrivacy(
        "reports.Report",
        "The team's status or final report while it is written.",
        personal="saved_by approved_by",
        free_text="texts",
        ordinary="team deadline state submitted_at approved_at",
        technical="id version created_at saved_at",
    ),
    ModelPrivacy(
        "reports.ReportVersion",
        "What was submitted, frozen, so that the result can be checked later. Holds the team's names as they were.",
        personal="snapshot pdf approved_pdf submitted_by",
        ordinary="report number submitted_at",
        technical="id sha256",
    ),
    ModelPrivacy(
        "reports.ReportComment",
        "The coordinator's answer to a report.",
        personal="written_by",
        free_text="text",
        ordinary="report version_number outcome written_at",
        technical="id",
    ),
)
