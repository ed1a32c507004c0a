"""The avdelinger that count for themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from measurements.forms import UnitsForm
from measurements.permissions import can_plan_measurements
from measurements.queries.rows import followed_of
from measurements.services import MeasurementError, set_measured_units
from teams.models import Team
from teams.views.doors import team_or_404


@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the units, and choose what they count."""
    team = team_or_404(request, slug)
    require(can_plan_measurements(request.user, team))
    planned = [item for item in followed_of(team).shown if not item.indicator.is_event_based]
    if not planned:
        messages.error(request, _("Sett opp måleplanen først."))
        return redirect("measurements:plan_edit", slug=slug)
    units = list(team.measured_units.all())
    form = UnitsForm(request.POST or None, units=units, planned=planned)
    if request.method == "POST" and form.is_valid() and _save(request, team, form):
        return redirect("measurements:measurement_list", slug=slug)
    return render(request, "measurements/unit_edit.html", {"team": team, "form": form, "has_units": bool(units)})


def _save(request: HttpRequest, team: Team, form: UnitsForm) -> bool:
    """Set the units; False, with the error in the form, when it cannot be done."""
    choices = form.choices()
    try:
        set_measured_units(team, units=choices, counted=form.counted(), by=request.user)
    except MeasurementError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    messages.success(request, _("Avdelingene er lagret."))
    return True
