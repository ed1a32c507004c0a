"""Which reports there are: a team's, and all of a network's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import require
from networks.models import Network
from reports.permissions import can_review_network_reports, can_view_reports, can_write_report, reads_drafts
from reports.queries.report_list import network_reports, team_reports
from teams.models import Team


@require_safe
def report_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every report deadline of the team, and what to do about each."""
    teams = Team.objects.visible_to(request.user).select_related("organization", "network")
    team = get_object_or_404(teams, slug=slug)
    require(can_view_reports(request.user, team))
    may_write = can_write_report(request.user, team)
    rows = team_reports(
        team, timezone.localdate(), may_write=bool(may_write), reads_drafts=reads_drafts(request.user, team)
    )
    context = {
        "team": team,
        "rows": rows,
        "next": next((row for row in rows if row.is_waiting_for_team), None) if may_write else None,
        "has_documents": any(row.pdf_url for row in rows),
    }
    return render(request, "reports/report_list.html", context)


@require_safe
def network_report_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every team's reports, for the coordinator: what waits, who is late."""
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    require(can_review_network_reports(request.user, network))
    page = network_reports(network, timezone.localdate())
    return render(request, "reports/network_report_list.html", {"network": network, "page": page})
