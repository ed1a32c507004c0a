"""A team's own indicators, made beside the måleplan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from measurements.forms import TeamIndicatorForm
from measurements.models import Indicator
from measurements.permissions import can_plan_measurements
from measurements.services import MeasurementError, save_team_indicator
from teams.models import Team
from teams.views.doors import team_or_404


@require_http_methods(["GET", "POST"])
def team_indicator_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an indicator that only this team follows."""
    team = team_or_404(request, slug)
    require(can_plan_measurements(request.user, team))
    return _edit(request, team, None)


@require_http_methods(["GET", "POST"])
def team_indicator_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change one of the team's own."""
    team = team_or_404(request, slug)
    require(can_plan_measurements(request.user, team))
    return _edit(request, team, get_object_or_404(Indicator.objects.of_team(team), pk=pk))


def _edit(request: HttpRequest, team: Team, indicator: Indicator | None) -> HttpResponse:
    form = TeamIndicatorForm(
        request.POST or None,
        instance=indicator,
        initial=None if indicator else {"calculation": Indicator.Calculation.PROPORTION, "multiplier": None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_team_indicator(team, fields=form.values(), indicator=indicator, by=request.user)
        except MeasurementError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            words = _("«%(name)s» er lagret. Kryss av for den her, så følger dere den.")
            if indicator:
                words = _("«%(name)s» er lagret.")
            messages.success(request, words % {"name": saved.short_name})
            return redirect("measurements:plan_edit", slug=team.slug)
    context = {"team": team, "indicator": indicator, "form": form}
    return render(request, "measurements/team_indicator_edit.html", context)
