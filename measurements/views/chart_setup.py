"""How a chart is read: chosen, looked at as it would be, stored with a reason, and taken back."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import is_first_submission
from accounts.permissions import require
from measurements.forms.chart_change import ChartChangeForm, ChartReasonForm
from measurements.models import ChartChange, PlannedIndicator
from measurements.permissions import can_set_chart
from measurements.queries.reading import series_for
from measurements.queries.series import IndicatorSeries
from measurements.services import (
    MeasurementError,
    change_chart,
    draft_chart_change,
    preview_chart_change,
    undo_chart_change,
)
from measurements.views.chart_history import told_change
from measurements.views.chart_page import build_chart_page
from measurements.views.finding import find_planned
from teams.views.doors import team_or_404


@require_http_methods(["GET", "POST"])
def chart_setup(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Choose a change; with «vis» the chart as it would be, with the reason asked for; posted, the change is stored."""
    team = team_or_404(request, slug)
    planned = find_planned(team, code)
    require(can_set_chart(request.user, team))
    given = request.POST if request.method == "POST" else request.GET
    kind = given.get("endring", ChartChange.Kind.READING)
    if kind not in ChartChange.Kind.values:
        raise Http404
    is_chosen = request.method == "POST" or "vis" in request.GET
    item = series_for(planned, timezone.localdate())
    form = ChartChangeForm(given if is_chosen else None, kind=kind, item=item)
    change = _previewed(planned, kind, form) if is_chosen and form.is_valid() else None
    if change is None:
        return _render_choice(request, item, kind, form)
    change, preview = change
    reason = ChartReasonForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST" and reason.is_valid() and _save(request, change, reason):
        return redirect("measurements:chart_detail", slug=slug, code=code)
    return _render_preview(request, item, preview, change, form, reason)


@require_POST
def chart_change_undo(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Take a change back."""
    team = team_or_404(request, slug)
    planned = find_planned(team, code)
    require(can_set_chart(request.user, team))
    change = get_object_or_404(planned.chart_changes, pk=pk)
    change.planned_indicator = planned
    undo_chart_change(change, by=request.user)
    messages.success(request, _("Endringen er angret. Den står fortsatt i listen, så alle ser hva som er prøvd."))
    return redirect("measurements:chart_detail", slug=slug, code=code)


def _previewed(
    planned: PlannedIndicator, kind: str, form: ChartChangeForm
) -> tuple[ChartChange, IndicatorSeries] | None:
    """The change and the series read by it; None, with the error in the form, when it cannot be made."""
    change = draft_chart_change(planned, kind=kind, **form.values())
    try:
        return change, preview_chart_change(change)
    except MeasurementError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return None


def _save(request: HttpRequest, change: ChartChange, form: ChartReasonForm) -> bool:
    try:
        with transaction.atomic():
            if is_first_submission(form, by=request.user):
                change_chart(change, reason=form.cleaned_data["reason"], by=request.user)
    except MeasurementError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    messages.success(request, _("Endringen er lagret. Den gjelder overalt der indikatoren vises."))
    return True


def _render_choice(request: HttpRequest, item: IndicatorSeries, kind: str, form: ChartChangeForm) -> HttpResponse:
    context = {
        "team": item.planned_indicator.plan.team,
        "indicator": item.indicator,
        "form": form,
        "kind": kind,
        "kinds": ChartChange.Kind.choices,
        "has_choices": "month" not in form.fields or bool(form.fields["month"].choices),
    }
    return render(request, "measurements/chart_setup.html", context)


def _render_preview(
    request: HttpRequest,
    item: IndicatorSeries,
    preview: IndicatorSeries,
    change: ChartChange,
    form: ChartChangeForm,
    reason: ChartReasonForm,
) -> HttpResponse:
    context = {
        "team": item.planned_indicator.plan.team,
        "indicator": item.indicator,
        "now": item.reading,
        "page": build_chart_page(preview, may_record=False, may_annotate=False),
        "told": told_change(change),
        "kind": change.kind,
        "hidden": [(name, form.data[name]) for name in form.fields],
        "form": reason,
    }
    return render(request, "measurements/chart_preview.html", context)
