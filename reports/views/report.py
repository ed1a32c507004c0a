"""One report: opened, written (with drafts kept), handed in; a read view for everybody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.norwegian import format_time
from accounts.permissions import require
from networks.models import ReportDeadline
from reports.forms import ReportForm, report_initial
from reports.models import Report
from reports.permissions import can_edit_report, can_view_reports, can_write_report
from reports.queries.parts import progress_of
from reports.services import ReportConflict, ReportError, open_report, save_report, submit_report
from reports.views.report_page import editor_context, read_context
from teams.models import Team


def find_report(request: HttpRequest, pk: int) -> Report:
    """The report when the person sees it, with all a page names loaded; else 404."""
    reports = Report.objects.visible_to(request.user).select_related(
        "team__network__organizer",
        "team__organization",
        "team__change_package",
        "team__registration",
        "deadline",
        "saved_by",
        "approved_by",
    )
    return get_object_or_404(reports, pk=pk)


@require_http_methods(["GET", "POST"])
def report_open(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The way to a deadline's report from a reminder: straight to it, or to the button that starts it."""
    teams = Team.objects.visible_to(request.user).select_related("organization", "network")
    team = get_object_or_404(teams, slug=slug)
    deadline = get_object_or_404(ReportDeadline, pk=pk, network=team.network_id)
    require(can_view_reports(request.user, team))
    may_write = can_write_report(request.user, team)
    if request.method == "POST":
        require(may_write)
        return redirect(open_report(team, deadline=deadline, by=request.user))
    existing = Report.objects.visible_to(request.user).filter(team=team, deadline=deadline).first()
    if existing:
        return redirect(existing)
    is_begun = team.reports.filter(deadline=deadline).exists()
    context = {"team": team, "deadline": deadline, "may_write": may_write, "is_begun": is_begun}
    return render(request, "reports/report_open.html", context)


@require_http_methods(["GET", "POST"])
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor for who may write, the read view for the rest; the form of the editor saves the draft."""
    report = find_report(request, pk)
    may_edit = can_edit_report(request.user, report)
    if request.method == "POST":
        require(may_edit)
        return _save(request, report)
    if may_edit:
        form = ReportForm(report=report, initial=report_initial(report))
        return _editor(request, report, form)
    return render(request, "reports/report_detail.html", read_context(report, request.user))


def _save(request: HttpRequest, report: Report) -> HttpResponse:
    form = ReportForm(request.POST, report=report)
    if form.is_valid():
        try:
            save_report(report, texts=form.texts, version=form.cleaned_data["version"], by=request.user)
        except ReportConflict as conflict:
            return _conflict(request, report, conflict)
        except ReportError as error:
            _explain(form, error)
        else:
            messages.success(request, _("Utkastet er lagret."))
            return redirect(report)
    return _editor(request, report, form)


@require_POST
def report_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed; answer with the version it became and how far the report has come."""
    report = find_report(request, pk)
    require(can_write_report(request.user, report.team))
    may_edit = can_edit_report(request.user, report)
    if not may_edit:
        return _refuse(str(may_edit.reason), 409)
    form = ReportForm(request.POST, report=report)
    if not form.is_valid():
        return _refuse(_first_error(form), 422)
    try:
        save_report(report, texts=form.texts, version=form.cleaned_data["version"], by=request.user)
    except ReportConflict:
        return _refuse(
            _("Ikke lagret. Rapporten er lagret et annet sted. Trykk «Lagre utkast», så ser du begge tekstene."), 409
        )
    except ReportError as error:
        return _refuse(error.message, 422)
    context = {"progress": progress_of(report.deadline.kind, report.texts)}
    return JsonResponse(
        {
            "version": report.version,
            "saved_at": format_time(report.saved_at),
            "outline": render_to_string("reports/_report_outline.html", context, request),
            "progress": render_to_string("reports/_report_progress.html", context, request),
        }
    )


def _refuse(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)


def _first_error(form: ReportForm) -> str:
    """The first thing wrong, with the field it stands in."""
    for field in form:
        for message in field.errors:
            return _("Ikke lagret. %(field)s: %(message)s") % {"field": field.label, "message": message}
    return _("Ikke lagret. Last siden på nytt.")


@require_POST
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what is typed, then hand the report in; what is missing stands beside its field, and nothing is lost."""
    report = find_report(request, pk)
    require(can_write_report(request.user, report.team))
    if report.state == Report.State.SUBMITTED:  # the second click
        return redirect(report)
    require(can_edit_report(request.user, report))
    form = ReportForm(request.POST, report=report)
    if not form.is_valid():
        return _editor(request, report, form)
    try:
        save_report(report, texts=form.texts, version=form.cleaned_data["version"], by=request.user)
        submit_report(report, version=report.version, by=request.user)
    except ReportConflict as conflict:
        return _conflict(request, report, conflict)
    except ReportError as error:
        _explain(form, error)
        return _editor(request, report, _saved_upon(form, report))
    messages.success(request, _("Rapporten er levert. Koordinatoren har fått beskjed."))
    return redirect(report)


def _explain(form: ReportForm, error: ReportError) -> None:
    """Put what the service refused beside its field."""
    if not error.errors:
        form.add_error(None, error.message)
    for key, message in error.errors.items():
        form.add_error(key, message)


def _saved_upon(form: ReportForm, report: Report) -> ReportForm:
    """The same form, carrying the version that was saved before the submission was refused."""
    form.data = form.data.copy()
    form.data["version"] = str(report.version)
    return form


def _conflict(request: HttpRequest, report: Report, conflict: ReportConflict) -> HttpResponse:
    """The editor with both texts; it carries the version to save upon, so that the next save is a decision."""
    form = ReportForm(request.POST, report=report)
    _saved_upon(form, report)
    form.is_valid()
    return _editor(request, report, form, theirs=conflict.theirs, status=409)


def _editor(
    request: HttpRequest,
    report: Report,
    form: ReportForm,
    *,
    theirs: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = editor_context(report, form, theirs=theirs)
    return render(request, "reports/report_edit.html", context, status=status)
