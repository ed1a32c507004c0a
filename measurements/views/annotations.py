"""Merknader on the charts: written, changed, deleted, and the deletion undone."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import is_first_submission
from accounts.permissions import require
from measurements.forms import AnnotationForm
from measurements.forms.annotation import ALL, ONE
from measurements.models import Annotation, PlannedIndicator
from measurements.permissions import can_annotate_chart
from measurements.services import MeasurementError, annotate, delete_annotation, update_annotation
from measurements.views.finding import find_planned
from teams.models import Team
from teams.views.doors import team_or_404

# What was deleted last, so that the next page can offer to put it back.
DELETED = "deleted_annotation"


@require_http_methods(["GET", "POST"])
def annotation_create(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Write a merknad on this chart or all."""
    team = team_or_404(request, slug)
    planned = find_planned(team, code)
    require(can_annotate_chart(request.user, team))
    form = _form(request, team, planned, {"scope": ONE, "happened_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                if is_first_submission(form, by=request.user):
                    annotate(team, by=request.user, **_values(form, planned))
        except MeasurementError as error:
            form.add_error(error.field, error.message)
        else:
            return redirect("measurements:chart_detail", slug=slug, code=code)
    return _render(request, team, planned, form, None)


@require_http_methods(["GET", "POST"])
def annotation_edit(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Change or delete a merknad."""
    team = team_or_404(request, slug)
    planned = find_planned(team, code)
    annotation = get_object_or_404(Annotation.objects.visible_to(request.user), pk=pk, team=team)
    annotation.team = team
    require(can_annotate_chart(request.user, team))
    initial = {
        "text": annotation.text,
        "happened_on": annotation.happened_on,
        "scope": ONE if annotation.planned_indicator_id else ALL,
        "pdsa_cycle": annotation.pdsa_cycle_id,
    }
    if request.method == "POST" and request.POST.get("action") == "delete":
        request.session[DELETED] = _undo(annotation)
        delete_annotation(annotation, by=request.user)
        return redirect("measurements:chart_detail", slug=slug, code=code)
    form = _form(request, team, planned, initial)
    if request.method == "POST" and form.is_valid():
        try:
            update_annotation(annotation, by=request.user, **_values(form, planned))
        except MeasurementError as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Merknaden er endret."))
            return redirect("measurements:chart_detail", slug=slug, code=code)
    return _render(request, team, planned, form, annotation)


def _form(request: HttpRequest, team: Team, planned: PlannedIndicator, initial: dict[str, Any]) -> AnnotationForm:
    name = planned.indicator.short_name
    return AnnotationForm(request.POST or None, team=team, chart_name=name, initial=initial)


def _values(form: AnnotationForm, planned: PlannedIndicator) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "planned_indicator": planned if data["scope"] == ONE else None,
        "happened_on": data["happened_on"],
        "text": data["text"],
        "pdsa_cycle": data.get("pdsa_cycle"),
    }


def _undo(annotation: Annotation) -> dict[str, str]:
    """The fields that write the same merknad again."""
    return {
        "team": annotation.team.slug,
        "text": annotation.text,
        "happened_on": annotation.happened_on.isoformat(),
        "scope": ONE if annotation.planned_indicator_id else ALL,
        "pdsa_cycle": str(annotation.pdsa_cycle_id or ""),
    }


def _render(
    request: HttpRequest, team: Team, planned: PlannedIndicator, form: AnnotationForm, annotation: Annotation | None
) -> HttpResponse:
    context = {"team": team, "planned": planned, "indicator": planned.indicator, "form": form, "annotation": annotation}
    return render(request, "measurements/annotation_edit.html", context)
