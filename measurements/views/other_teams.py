"""The charts of other teams, where the network lets its teams see each other: figures only, small numbers hidden."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from measurements.queries.reading import series_for
from measurements.queries.series import IndicatorSeries
from measurements.views.chart_page import build_chart_page
from measurements.views.finding import find_shared
from teams.models import Team


def shared_series(request: HttpRequest, slug: str, code: str) -> IndicatorSeries:
    """The series as this person may see it: whole for those who see the team; 404 where nothing is shared."""
    planned = find_shared(request, slug, code)
    item = series_for(planned, timezone.localdate())
    is_seen = Team.objects.visible_to(request.user).filter(pk=planned.plan.team_id).exists()
    return item if is_seen else item.without_small_numbers()


def chart_of_other_team(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The chart page without notes, history and doors; 404 where the network does not share it."""
    item = shared_series(request, slug, code)
    team = item.planned_indicator.plan.team
    context = {
        "team": team,
        "network": team.network,
        "indicator": item.indicator,
        "page": build_chart_page(item, may_record=False, may_annotate=False),
        "has_hidden": bool(item.hidden),
    }
    return render(request, "measurements/chart_of_other_team.html", context)
