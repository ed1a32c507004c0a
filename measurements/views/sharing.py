"""A chart shared by a link: the page that makes and stops links, and the page the link opens."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import is_first_submission
from accounts.norwegian import format_date
from accounts.permissions import require
from measurements.forms.sharing import ChartLinkForm
from measurements.models import ChartLink, PlannedIndicator
from measurements.permissions import can_share_chart, can_stop_sharing
from measurements.queries.links import find_chart_link, links_of
from measurements.queries.reading import series_for
from measurements.services import MeasurementError, revoke_chart_link, share_chart
from measurements.views.chart_page import build_chart_page
from measurements.views.finding import find_planned
from measurements.views.secret_pages import LinkGone, secret_page
from teams.views.doors import team_or_404

# What is proposed for a new link.
USUAL = timedelta(days=30)


@require_http_methods(["GET", "POST"])
def chart_link_list(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The links that show this chart now, and a form for one more."""
    team = team_or_404(request, slug)
    require(can_stop_sharing(request.user, team))
    planned = find_planned(team, code)
    decision = can_share_chart(request.user, team)
    form = ChartLinkForm(request.POST or None, initial={"expires_on": timezone.localdate() + USUAL})
    if request.method == "POST":
        require(decision)
        if form.is_valid() and _share(request, planned, form):
            return redirect("measurements:chart_link_list", slug=slug, code=code)
    links = links_of(planned, timezone.now())
    context = {
        "team": team,
        "indicator": planned.indicator,
        "form": form,
        "decision": decision,
        "links": [{"link": link, "url": _address(link), "last_day": _last_day(link)} for link in links],
    }
    return render(request, "measurements/chart_link_list.html", context)


@require_POST
def chart_link_revoke(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Stop a link at once."""
    team = team_or_404(request, slug)
    require(can_stop_sharing(request.user, team))
    planned = find_planned(team, code)
    link = get_object_or_404(planned.chart_links, pk=pk)
    link.planned_indicator = planned
    revoke_chart_link(link, by=request.user)
    messages.success(request, _("Lenken er stoppet. Den viser ingenting lenger."))
    return redirect("measurements:chart_link_list", slug=slug, code=code)


@secret_page
@require_safe
def shared_chart(request: HttpRequest, token: str) -> HttpResponse:
    """One chart for whoever has the link: no notes, no names, no months with few counted."""
    link = find_chart_link(token, timezone.now())
    if link is None:
        raise LinkGone
    planned = link.planned_indicator
    shown = series_for(planned, timezone.localdate()).without_small_numbers()
    context = {
        "team": planned.plan.team,
        "indicator": planned.indicator,
        "page": build_chart_page(shown, may_record=False, may_annotate=False),
        "has_hidden": bool(shown.hidden),
        "last_day": _last_day(link),
    }
    return render(request, "measurements/shared_chart.html", context)


def _share(request: HttpRequest, planned: PlannedIndicator, form: ChartLinkForm) -> bool:
    """Make the link; False, with the error in the form, when it cannot be made."""
    data = form.cleaned_data
    try:
        with transaction.atomic():
            if is_first_submission(form, by=request.user):
                share_chart(planned, expires_on=data["expires_on"], label=data["label"], by=request.user)
    except MeasurementError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    messages.success(request, _("Lenken er laget. Kopier den, og send den til dem som skal se diagrammet."))
    return True


def _address(link: ChartLink) -> str:
    return settings.SITE_URL + reverse("measurements:shared_chart", args=[link.token])


def _last_day(link: ChartLink) -> str:
    return format_date(link.expires_at - timedelta(seconds=1))
