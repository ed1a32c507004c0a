"""Dates of rare events: entered one at a time, often on a phone in the corridor."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.norwegian import count_words, format_date
from accounts.permissions import require
from measurements.forms import EventForm, ManyEventsForm
from measurements.models import PlannedIndicator
from measurements.permissions import can_record_measurements
from measurements.services import MeasurementError, record_event, record_events, remove_event
from measurements.views.finding import find_planned
from teams.models import Team
from teams.views.doors import team_or_404


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the list, newest first, with the days since the one before."""

    pk: int
    day: str
    since: str


@require_http_methods(["GET", "POST"])
def event_list(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Enter the day of an event, and see the days between them."""
    team = team_or_404(request, slug)
    planned = _find(team, code)
    decision = can_record_measurements(request.user, team)
    today = timezone.localdate()
    if request.method == "POST":
        require(decision)
    is_many = "days" in request.POST
    form = EventForm(None if is_many else request.POST or None, initial={"happened_on": today})
    many = ManyEventsForm(request.POST if is_many else None)
    if request.method == "POST":
        chosen, record = (many, _record_many) if is_many else (form, _record)
        if chosen.is_valid() and record(request, planned, chosen):
            return redirect("measurements:event_list", slug=slug, code=code)
    days = list(planned.events.values_list("pk", "happened_on"))
    context = {
        "team": team,
        "indicator": planned.indicator,
        "form": form,
        "many": many,
        "decision": decision,
        "lines": _lines(days),
        "since": _days((today - days[-1][1]).days) if days else "",
        "latest": format_date(days[-1][1]) if days else "",
    }
    return render(request, "measurements/event_list.html", context)


@require_safe
def event_csv(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The days as a text file, oldest first, with the days since the one before."""
    team = team_or_404(request, slug)
    days = list(_find(team, code).events.values_list("happened_on", flat=True))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((_("Dato"), _("Dager siden forrige")))
    for before, day in zip([None, *days], days, strict=False):
        writer.writerow((day.isoformat(), (day - before).days if before else ""))
    response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{code}-datoer.csv"'
    return response


@require_POST
def event_remove(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Take out a day that was entered by mistake."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    planned = _find(team, code)
    event = get_object_or_404(planned.events, pk=pk)
    event.planned_indicator = planned
    day = format_date(event.happened_on)
    remove_event(event, by=request.user)
    messages.success(request, _("%(day)s er tatt bort. Var det feil, fører du dagen på nytt.") % {"day": day})
    return redirect("measurements:event_list", slug=slug, code=code)


def _find(team: Team, code: str) -> PlannedIndicator:
    planned = find_planned(team, code)
    if not planned.indicator.is_event_based:
        raise Http404
    return planned


def _record(request: HttpRequest, planned: PlannedIndicator, form: EventForm) -> bool:
    """Enter the day; False, with the error in the form, when it cannot be."""
    day = form.cleaned_data["happened_on"]
    is_known = planned.events.filter(happened_on=day).exists()
    try:
        record_event(planned, happened_on=day, by=request.user)
    except MeasurementError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    words = _("%(day)s sto der fra før. Flere på samme dag føres som én.") if is_known else _("%(day)s er ført.")
    messages.success(request, words % {"day": format_date(day)})
    return True


def _record_many(request: HttpRequest, planned: PlannedIndicator, form: ManyEventsForm) -> bool:
    """Enter all the days; False, with the error in the form, when one of them cannot be."""
    days = form.cleaned_data["days"]
    try:
        new = record_events(planned, days=days, by=request.user)
    except MeasurementError as error:
        form.add_error("days", error.message)
        return False
    known = len(days) - len(new)
    text = _("%(days)s er ført.") % {"days": _days(len(new)).capitalize()} if new else _("Alle dagene sto der fra før.")
    if new and known:
        text += " " + _("%(days)s sto der fra før.") % {"days": _days(known).capitalize()}
    messages.success(request, text)
    return True


def _lines(days: list[tuple[int, date]]) -> list[EventLine]:
    if not days:
        return []
    first_pk, first = days[0]
    lines = [EventLine(first_pk, format_date(first), "")]
    lines += [
        EventLine(pk, format_date(day), _days((day - before).days)) for (_pk, before), (pk, day) in pairwise(days)
    ]
    return lines[::-1]


def _days(number: int) -> str:
    return count_words(number, _("dag"), _("dager"))
