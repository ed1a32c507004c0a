"""The one way into a team's pages."""

from django.http import Http404, HttpRequest

from accounts.models import User
from accounts.prepared import PreparedQuery
from teams.models import Team

_SEEN = PreparedQuery(
    lambda user, slug: (
        Team.objects.visible_to(User(pk=user))
        .select_related("organization", "network", "change_package")
        .filter(slug=slug)
    )
)


def seen_team(request: HttpRequest, slug: str) -> Team | None:
    """The team at this address when the person sees it, with what every page names loaded; else None."""
    return _SEEN.first(request.user.pk, slug) if request.user.is_authenticated else None


def team_or_404(request: HttpRequest, slug: str) -> Team:
    """The same; 404 for those who do not see it, and when there is none."""
    team = seen_team(request, slug)
    if team is None:
        raise Http404
    return team
