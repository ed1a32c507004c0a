"""The month page: numbers in, draft kept, month delivered."""

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.norwegian import format_month, format_time
from accounts.permissions import require
from measurements.permissions import can_record_measurements
from measurements.queries.entry import MonthEntry, month_entry
from measurements.queries.reading import team_series
from measurements.queries.series import IndicatorSeries
from measurements.services import (
    MeasurementConflict,
    MeasurementError,
    check_month,
    deliver_month,
    locked_text,
    record_measurement,
    save_entry_draft,
)
from measurements.views.entry_html import write_note, write_result, write_rows
from measurements.views.entry_page import EntryPage, build_page, typed_fields
from measurements.views.entry_tally import tally_answer
from measurements.views.month_head import month_head
from measurements.views.month_result import render_month
from teams.models import Team
from teams.views.doors import team_or_404


@require_http_methods(["GET", "POST"])
def month_edit(request: HttpRequest, slug: str, month: date) -> HttpResponse:
    """Show a month's figures, keep what is typed, deliver."""
    team = team_or_404(request, slug)
    today = timezone.localdate()
    series = team_series(team, today, until=month, has_notes=False, is_monthly=True)
    problem = _problem_with(series, month, today)
    if problem:
        messages.error(request, problem)
        return redirect("measurements:measurement_list", slug=slug)
    decision = can_record_measurements(request.user, team)
    entry = month_entry(team, month, request.user)
    series = _of_month(series, month, entry)
    if not series:
        messages.info(request, _("Ingen av indikatorene telles i %(month)s.") % {"month": format_month(month)})
        return redirect("measurements:measurement_list", slug=slug)
    if request.method == "POST":
        require(decision)
        if entry.is_locked:
            messages.error(request, locked_text(month))
            return redirect("measurements:month_edit", slug=slug, month=month)
        return _receive(request, team, month, series, entry)
    if decision and not entry.is_locked and (entry.draft or not entry.delivery):
        page = build_page(series, month, entry, entry.draft.fields if entry.draft else {})
        if not entry.delivery or _has_open_question(page, entry):
            return _render(request, team, month, series, entry, page)
    return render_month(request, team, month, series, entry, decision)


@require_POST
def month_autosave(request: HttpRequest, slug: str, month: date) -> HttpResponse:
    """Keep what is typed and answer with what it looks like now."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    today = timezone.localdate()
    series = team_series(team, today, until=month, has_notes=False, is_monthly=True)
    problem = _problem_with(series, month, today)
    if problem:
        return JsonResponse({"message": problem}, status=409)
    entry = month_entry(team, month, request.user)
    series = _of_month(series, month, entry)
    if entry.is_locked:
        return JsonResponse({"message": locked_text(month)}, status=409)
    typed = typed_fields(request.POST, series)
    changed = _answered(request.POST.get("action", ""), typed, series, month, entry)
    typed |= changed
    draft = save_entry_draft(team, month=month, fields=typed, by=request.user)
    page = build_page(series, month, entry, typed)
    rows = {
        str(row.pk): {
            "state": row.state,
            "result": write_result(row),
            "note": write_note(row),
            "invalid": sorted(set(row.form.errors) & {"n", "d", "c"}),
            "look": row.question.field if row.question else "",
            "comment": row.question is not None and row.question.asks_comment,
        }
        for row in page.rows
    }
    progress = render_to_string("measurements/_entry_progress.html", {"page": page}, request)
    saved_at = format_time(draft.saved_at)
    return JsonResponse({"saved_at": saved_at, "rows": rows, "progress": progress, "fields": changed})


def _of_month(series: list[IndicatorSeries], month: date, entry: MonthEntry) -> list[IndicatorSeries]:
    """What is counted this month: what is due, and what has a figure all the same."""
    return [item for item in series if item.indicator.is_due_in(month) or item.planned_indicator.pk in entry.saved]


def _has_open_question(page: EntryPage, entry: MonthEntry) -> bool:
    """Tell whether this person still has to choose between two figures of a month that another has delivered.

    A draft that is older than the other's figure is no question: nobody looked at both.
    """
    return any(row.is_disputed and entry.saved[row.pk].recorded_at < entry.draft.saved_at for row in page.rows)


def _problem_with(series: list[IndicatorSeries], month: date, today: date) -> str:
    """Why this month has no page, or nothing."""
    if not series:
        return _("Teamet har ingen måleplan ennå. Sett den opp først.")
    try:
        check_month(series[0].planned_indicator.plan, month, today)
    except MeasurementError as error:
        return error.message
    return ""


def _receive(
    request: HttpRequest, team: Team, month: date, series: list[IndicatorSeries], entry: MonthEntry
) -> HttpResponse:
    action = request.POST.get("action", "save")
    typed = typed_fields(request.POST, series)
    if action == "deliver":
        return _deliver(request, team, month, series, entry, typed)
    kind, _colon, rest = action.partition(":")
    if kind == "mine":
        return _use_mine(request, team, month, series, entry, typed, rest)
    typed |= _answered(action, typed, series, month, entry)
    save_entry_draft(team, month=month, fields=typed, by=request.user)
    if action == "skip":
        return redirect("measurements:month_skip", slug=team.slug, month=month)
    page = redirect("measurements:month_edit", slug=team.slug, month=month)
    if rest:
        page["Location"] += f"#rad-{rest.partition(':')[0]}"
    return page


def _answered(
    action: str, typed: Mapping[str, str], series: list[IndicatorSeries], month: date, entry: MonthEntry
) -> dict[str, str]:
    """The fields that an answer to a question changes: «Ja, det stemmer», «Rett til 4», «Behold 14 av 20»."""
    kind, _colon, rest = action.partition(":")
    parts = rest.split(":")
    row = next((row for row in build_page(series, month, entry, typed).rows if str(row.pk) == parts[0]), None)
    if row is None:
        return {}
    if kind == "confirm" and row.form.is_filled:
        return {f"{row.pk}-ok": row.form.pair}
    if kind == "tally":
        return tally_answer(row, entry.tallies.get(row.pk))
    if kind == "set" and len(parts) == 3 and parts[1] in row.form.fields:
        return {f"{row.pk}-{parts[1]}": parts[2].replace(".", ",")}
    if kind == "theirs":
        # Emptied fields with an old version are filled with what is saved.
        return {f"{row.pk}-n": "", f"{row.pk}-seen": ""}
    return {}


def _deliver(
    request: HttpRequest,
    team: Team,
    month: date,
    series: list[IndicatorSeries],
    entry: MonthEntry,
    typed: dict[str, str],
) -> HttpResponse:
    """Record what is right, show what is not, and deliver when all is there."""
    page = build_page(series, month, entry, typed, is_required=True)
    has_problems = False
    for row, item in zip(page.rows, series, strict=True):
        has_problems |= bool(row.form.errors)
        if row.form.errors or row.form.is_empty:
            continue
        try:
            saved = record_measurement(
                item.planned_indicator,
                month=month,
                numerator=row.form.numerator,
                denominator=row.form.denominator,
                by=request.user,
                version=row.form.cleaned_data.get("seen"),
                comment=row.form.comment,
                is_confirmed=row.form.is_confirmed,
                reason=_("To registrerte samtidig.") if entry.delivery else "",
            )
            typed |= {f"{row.pk}-seen": str(saved.version)}
        except MeasurementConflict:
            has_problems = True
    if not has_problems:
        deliver_month(team, month=month, by=request.user)
        name = format_month(month, year=False).capitalize()
        messages.success(request, _("%(month)s er levert. Takk.") % {"month": name})
        return redirect("measurements:month_edit", slug=team.slug, month=month)
    save_entry_draft(team, month=month, fields=typed, by=request.user)
    entry = month_entry(team, month, request.user)
    page = build_page(series, month, entry, typed, is_required=True)
    return _render(request, team, month, series, entry, page)


def _use_mine(
    request: HttpRequest,
    team: Team,
    month: date,
    series: list[IndicatorSeries],
    entry: MonthEntry,
    typed: dict[str, str],
    pk: str,
) -> HttpResponse:
    """Record this person's figure over the other's, which the page has shown."""
    page = build_page(series, month, entry, typed)
    for row, item in zip(page.rows, series, strict=True):
        saved = entry.saved.get(row.pk)
        if str(row.pk) != pk or saved is None or row.form.errors or not row.form.is_filled:
            continue
        try:
            saved = record_measurement(
                item.planned_indicator,
                month=month,
                numerator=row.form.numerator,
                denominator=row.form.denominator,
                by=request.user,
                version=saved.version,
                comment=row.form.comment,
                is_confirmed=row.form.is_confirmed,
                reason=_("To registrerte samtidig."),
            )
            typed[f"{pk}-seen"] = str(saved.version)
        except MeasurementConflict as conflict:
            messages.warning(request, conflict.message)
    save_entry_draft(team, month=month, fields=typed, by=request.user)
    return redirect("measurements:month_edit", slug=team.slug, month=month)


def _render(
    request: HttpRequest,
    team: Team,
    month: date,
    series: list[IndicatorSeries],
    entry: MonthEntry,
    page: EntryPage,
) -> HttpResponse:
    head = month_head(team, month, series, entry)
    context = {"team": team, "month": month, "page": page, "head": head, "rows": write_rows(page.rows)}
    return render(request, "measurements/month_edit.html", context)
