"""Makes the PDF of a report: once for each submitted version, anew for a draft."""

import logging

from django.db import transaction
from django.utils import timezone

from networks.pdf import PdfUnavailableError
from reports.models import Report, ReportVersion
from reports.pdf import Approval, Stamp, print_report
from reports.queries.content import build_content

logger = logging.getLogger(__name__)


def print_draft(report: Report) -> bytes:
    """Give what the report says now as a PDF marked «Utkast». Raises PdfUnavailableError."""
    now = timezone.localtime()
    return print_report(build_content(report, today=now.date()), Stamp(printed_at=now))


def keep_pdf(version: ReportVersion, *, with_approval: bool = False) -> bytes:
    """Give the PDF of a submitted version, made now unless it is kept already. Raises PdfUnavailableError.

    `with_approval` gives the one that names who approved the report; the content is the frozen one in both.
    """
    field = "approved_pdf" if with_approval else "pdf"
    kept = getattr(version, field)
    if kept is not None:
        return bytes(kept)
    made = print_report(version.snapshot, _stamp(version, with_approval=with_approval))
    with transaction.atomic():
        rows = ReportVersion.objects.filter(pk=version.pk, **{field: None})
        if not rows.update(**{field: made}):
            # The worker was first: everybody gets the same bytes.
            made = bytes(ReportVersion.objects.values_list(field, flat=True).get(pk=version.pk))
    setattr(version, field, made)
    return made


def print_ahead(version: ReportVersion) -> None:
    """Make what will be asked for; a machine that cannot is told of when somebody asks."""
    try:
        keep_pdf(version)
        if version.is_approved:
            keep_pdf(version, with_approval=True)
    except PdfUnavailableError as error:
        logger.warning("Report version %s has no PDF: %s", version.pk, error)


def _stamp(version: ReportVersion, *, with_approval: bool) -> Stamp:
    approval = None
    report = version.report
    if with_approval and report.approved_at:
        name = report.approved_by.name if report.approved_by else ""
        approval = Approval(by=name, on=timezone.localdate(report.approved_at))
    return Stamp(version=version.number, sha256=version.sha256, approval=approval)
