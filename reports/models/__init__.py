"""Reports, their frozen versions and the coordinator's comments."""

from reports.models.report import Report, ReportComment, ReportVersion

__all__ = ["Report", "ReportComment", "ReportVersion"]
