"""The coordinator locks what teams have delivered, and opens a month again with a reason."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.months import months_between, previous_month
from accounts.norwegian import count_words, format_month
from accounts.permissions import require
from measurements.forms import LockForm, OpenMonthForm
from measurements.models import MonthDelivery
from measurements.permissions import can_lock_figures
from measurements.queries.locks import TeamLocks, first_month, locks_of_network
from measurements.services import MeasurementError, lock_months, open_month
from networks.views.doors import network_or_404
from teams.models import Team
from teams.views.doors import team_or_404


@require_http_methods(["GET", "POST"])
def network_lock(request: HttpRequest, slug: str) -> HttpResponse:
    """How far every team has delivered; locks all of it up to a month."""
    network = network_or_404(request, slug)
    require(can_lock_figures(request.user, network))
    rows = locks_of_network(network, request.user)
    months = _months(rows)
    form = LockForm(request.POST or None, months=months, initial={"last": months[0] if months else None})
    if request.method == "POST" and form.is_valid():
        locked = lock_months([row.team for row in rows], last=form.cleaned_data["last"], by=request.user)
        messages.success(request, _done(locked))
        return redirect("measurements:network_lock", slug=slug)
    context = {"network": network, "rows": rows, "form": form, "may_lock": bool(months)}
    return render(request, "measurements/network_lock.html", context)


@require_POST
def month_lock(request: HttpRequest, slug: str, month: date) -> HttpResponse:
    """Lock one month of one team."""
    team = team_or_404(request, slug)
    require(can_lock_figures(request.user, team.network))
    if lock_months([team], first=month, last=month, by=request.user):
        messages.success(request, _("%(month)s er låst.") % {"month": format_month(month).capitalize()})
    return redirect("measurements:month_edit", slug=slug, month=month)


@require_http_methods(["GET", "POST"])
def month_open(request: HttpRequest, slug: str, month: date) -> HttpResponse:
    """Open a locked month of a team again."""
    team = team_or_404(request, slug)
    require(can_lock_figures(request.user, team.network))
    if not MonthDelivery.objects.filter(team=team, month=month, locked_at__isnull=False).exists():
        raise Http404
    form = OpenMonthForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_month(team, month=month, reason=form.cleaned_data["reason"], by=request.user)
        except MeasurementError as error:
            form.add_error("reason" if error.field == "reason" else None, error.message)
        else:
            name = format_month(month).capitalize()
            messages.success(request, _("%(month)s er åpnet. Teamet kan rette tallene.") % {"month": name})
            return redirect("measurements:month_edit", slug=slug, month=month)
    context = {"team": team, "month": month, "name": format_month(month), "form": form}
    return render(request, "measurements/month_open.html", context)


def _months(rows: Sequence[TeamLocks]) -> list[date]:
    """The months that can be locked, newest first: those that are over."""
    first = first_month([row.team for row in rows])
    return months_between(first, previous_month(timezone.localdate()))[::-1] if first else []


def _done(locked: dict[Team, list[date]]) -> str:
    if not locked:
        return _("Alt som er levert, var låst fra før.")
    months = sum(map(len, locked.values()))
    return _("%(months)s hos %(teams)s er låst.") % {
        "months": count_words(months, _("måned"), _("måneder")).capitalize(),
        "teams": count_words(len(locked), _("team"), _("team"), neuter=True),
    }
