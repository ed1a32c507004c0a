"""The team's page, and what other teams of an open network see of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import TeamRole
from measurements.permissions import can_plan_measurements
from measurements.queries import figures_of_teams
from reports.queries.network_page.calendar import read_calendar, read_sessions
from reports.queries.team_page import shared_cards, team_page
from reports.queries.team_page.coaching import coaching_box
from teams.charts import draw_plan
from teams.models import Team
from teams.permissions import can_coach_team, can_edit_plan, can_manage_team, team_roles
from teams.queries import team_memberships
from teams.views.doors import team_or_404


@require_safe
def team_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One team on one page: figures, plan, tests, people, samlinger; the contact log for its coordinator."""
    team = team_or_404(request, slug)
    user, today = request.user, timezone.localdate()
    calendar = read_calendar(team.network, today)
    sessions = calendar.sessions
    figures = figures_of_teams({team.pk: team.network_id}, today, sessions=sessions).get(team.pk)
    memberships = team_memberships(team)
    page = team_page(team, sessions, memberships, figures, today)
    coaching = None
    if can_coach_team(user, team):
        coaching = coaching_box(team, calendar, memberships, figures)
    context = {
        "team": team,
        "network": team.network,
        "page": page,
        "plan_chart": draw_plan(page.plan.rows, sessions=sessions, today=today, uid="plan"),
        "may_edit": can_edit_plan(user, team),
        "may_manage": can_manage_team(user, team),
        "may_plan_measurements": can_plan_measurements(user, team),
        "coaching": coaching,
        "is_plain": team_roles(user, team) == {TeamRole.PATIENT_REPRESENTATIVE},
    }
    return render(request, "reports/team_detail.html", context)


@require_safe
def team_shared(request: HttpRequest, slug: str, team_slug: str) -> HttpResponse:
    """Another team's name and charts, where the network lets its teams see each other."""
    teams = Team.objects.shared_with(request.user).select_related("organization", "change_package", "network")
    team = get_object_or_404(teams, slug=team_slug, network__slug=slug)
    today = timezone.localdate()
    cards = shared_cards(team, read_sessions(team.network), today)
    package = team.change_package.name
    context = {"team": team, "network": team.network, "cards": cards, "package": package[:1].lower() + package[1:]}
    return render(request, "reports/team_shared.html", context)
