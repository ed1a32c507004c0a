"""Says that there are no figures, and why."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.norwegian import format_month
from accounts.permissions import require
from measurements.forms import SkipForm
from measurements.forms.skip import WHOLE_MONTH
from measurements.models import PlannedIndicator, due_in
from measurements.permissions import can_record_measurements
from measurements.queries.entry import MonthEntry, month_entry
from measurements.queries.rows import followed_of
from measurements.services import MeasurementError, check_month, skip_month, skip_whole_month
from measurements.views.finding import find_plan
from teams.models import Team
from teams.views.doors import team_or_404


@require_http_methods(["GET", "POST"])
def month_skip(request: HttpRequest, slug: str, month: date) -> HttpResponse:
    """Skip an indicator or the whole month, with a reason."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    plan = find_plan(team)
    entry = month_entry(team, month, request.user)
    if plan is None or entry.delivery:
        return redirect("measurements:measurement_list", slug=slug)
    try:
        check_month(plan, month, timezone.localdate())
    except MeasurementError as error:
        messages.error(request, error.message)
        return redirect("measurements:measurement_list", slug=slug)
    rows = [row for row in due_in(followed_of(team).monthly, month) if not _has_figure(entry, row)]
    form = SkipForm(
        request.POST or None,
        planned=rows,
        month_name=format_month(month, year=False),
        initial={"what": request.GET.get("hva", WHOLE_MONTH)},
    )
    if request.method == "POST" and form.is_valid() and _skip(request, team, month, form, rows, entry):
        return redirect("measurements:month_edit", slug=slug, month=month)
    context = {"team": team, "month": month, "name": format_month(month, year=False), "form": form}
    return render(request, "measurements/month_skip.html", context)


def _has_figure(entry: MonthEntry, row: PlannedIndicator) -> bool:
    saved = entry.saved.get(row.pk)
    return saved is not None and not saved.is_skipped


def _skip(
    request: HttpRequest,
    team: Team,
    month: date,
    form: SkipForm,
    rows: list[PlannedIndicator],
    entry: MonthEntry,
) -> bool:
    """Do what the form says; False, with the error in the form, when it cannot be done."""
    what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
    try:
        if what == WHOLE_MONTH:
            skip_whole_month(team, month=month, reason=reason, by=request.user)
            name = format_month(month, year=False).capitalize()
            messages.success(request, _("%(month)s er levert uten tall for det som manglet.") % {"month": name})
            return True
        planned = next(row for row in rows if str(row.pk) == what)
        saved = entry.saved.get(planned.pk)
        version = saved.version if saved else None
        skip_month(planned, month=month, reason=reason, by=request.user, version=version)
        messages.success(request, _("«%(name)s» hoppes over.") % {"name": planned.title})
    except MeasurementError as error:
        form.add_error("reason" if error.field == "skip_reason" else None, error.message)
        return False
    return True
