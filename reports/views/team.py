"""The team's page, and what other teams of an open network see of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import TeamRole
from measurements.permissions import can_plan_measurements
from measurements.queries import figures_of_teams
from reports.queries.network_page.calendar import SESSIONS_OF_TEAM, read_calendar
from reports.queries.team_page import shared_cards, team_page
from reports.queries.team_page.coaching import coaching_box
from teams.charts import draw_plan
from teams.models import Team
from teams.permissions import can_coach_team, can_edit_plan, can_manage_team, team_roles


@require_safe
def team_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One team on one page: figures, plan, tests, people, samlinger; the contact log for its coordinator."""
    teams = Team.objects.visible_to(request.user).select_related("organization", "change_package", "network")
    team = get_object_or_404(teams.prefetch_related(SESSIONS_OF_TEAM), slug=slug)
    user, today = request.user, timezone.localdate()
    sessions = sorted(team.network.learning_sessions.all(), key=lambda session: session.number)
    figures = figures_of_teams({team.pk: team.network_id}, today, sessions=sessions).get(team.pk)
    page = team_page(team, sessions, figures, today)
    coaching = None
    if can_coach_team(user, team):
        coaching = coaching_box(team, read_calendar(team.network, today), figures)
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
    teams = teams.prefetch_related(SESSIONS_OF_TEAM)
    team = get_object_or_404(teams, slug=team_slug, network__slug=slug)
    sessions = sorted(team.network.learning_sessions.all(), key=lambda session: session.number)
    cards = shared_cards(team, sessions, timezone.localdate())
    package = team.change_package.name
    context = {"team": team, "network": team.network, "cards": cards, "package": package[:1].lower() + package[1:]}
    return render(request, "reports/team_shared.html", context)
