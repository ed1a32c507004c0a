"""The one way into a team's pages."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from teams.models import Team


def team_or_404(request: HttpRequest, slug: str) -> Team:
    """The team at this address when the person sees it, with what every page names loaded; else 404."""
    teams = Team.objects.visible_to(request.user).select_related("organization", "network", "change_package")
    return get_object_or_404(teams, slug=slug)
