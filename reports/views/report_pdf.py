"""Reports as PDF: a draft as it stands, a submitted version as it was."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from networks.pdf import PdfUnavailableError
from reports.models import Report, ReportVersion
from reports.permissions import can_edit_report
from reports.services import keep_pdf, print_draft
from reports.views.report import find_report
from reports.views.report_page import read_content


@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person sees on the report's page: the draft for who writes it, else the latest version."""
    report = find_report(request, pk)
    latest = ReportVersion.objects.printable().filter(report=report).order_by("-number").first()
    is_draft = latest is None or bool(can_edit_report(request.user, report))
    try:
        if is_draft:
            return _document(report, print_draft(report), "utkast")
        return _document(report, keep_pdf(latest, with_approval=latest.is_approved), f"v{latest.number}")
    except PdfUnavailableError as error:
        return _print_view(request, report, read_content(report, is_draft=is_draft), str(error))


@require_safe
def report_version_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as it was submitted."""
    report = find_report(request, pk)
    version = get_object_or_404(ReportVersion.objects.printable(), report=report, number=number)
    try:
        return _document(report, keep_pdf(version), f"v{number}")
    except PdfUnavailableError as error:
        return _print_view(request, report, version.snapshot, str(error))


def _document(report: Report, content: bytes, edition: str) -> HttpResponse:
    name = f"{slugify(report.deadline.title)}-{report.team.slug}-{edition}"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _print_view(request: HttpRequest, report: Report, content: dict[str, Any], message: str) -> HttpResponse:
    """The report as a page to print, from a machine that cannot make documents."""
    context = {"report": report, "team": report.team, "content": content, "message": message}
    return render(request, "reports/report_print.html", context, status=503)
