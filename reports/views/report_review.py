"""The coordinator's answer to a submitted report: sent back with a comment, or approved."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import require
from reports.forms import ReviewForm
from reports.models import Report
from reports.permissions import can_review_report, can_review_reports
from reports.services import ReportError, approve_report, return_report
from reports.views.report import find_report
from reports.views.report_page import read_context


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the report back with a comment."""
    done = _("Rapporten er sendt tilbake. Teamlederen har fått beskjed.")
    return _decide(request, pk, return_report, Report.State.RETURNED, done)


@require_POST
def report_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the report, with or without a comment."""
    done = _("Rapporten er godkjent. Teamlederen har fått beskjed.")
    return _decide(request, pk, approve_report, Report.State.APPROVED, done)


def _decide(request: HttpRequest, pk: int, decide: Callable[..., Report], outcome: str, done: str) -> HttpResponse:
    report = find_report(request, pk)
    require(can_review_reports(request.user, report.team))
    if report.state == outcome:  # the second click
        return redirect(report)
    require(can_review_report(request.user, report))
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            decide(
                report,
                comment=form.cleaned_data["comment"],
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except ReportError as error:
            form.add_error("comment" if "comment" in error.errors else None, error.message)
        else:
            messages.success(request, done)
            return redirect(report)
    return render(request, "reports/report_detail.html", read_context(report, request.user, form=form))
