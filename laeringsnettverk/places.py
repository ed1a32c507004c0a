"""The places a person works in: their teams and networks, and which of them the page on screen belongs to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, OuterRef, Value
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.norwegian import join_words
from accounts.roles import ROLE_LABELS, NetworkRole, TeamRole
from networks.models import Network, NetworkMembership
from teams.models import Team, TeamMembership

# "team/12" or "network/3": where the person was last, for pages that belong to no place.
SESSION_KEY = "place"


@dataclass(frozen=True, slots=True)
class Place:
    """A team or a network somebody has a role in."""

    key: str
    title: str
    subtitle: str
    url: str
    roles: tuple[NetworkRole | TeamRole, ...]
    network: Network
    team: Team | None
    since: date
    is_on_screen: bool

    @property
    def role_label(self) -> str:
        """«Teamleder og måleansvarlig»."""
        labels = [str(ROLE_LABELS[role]) for role in self.roles]
        return join_words([labels[0], *(label.lower() for label in labels[1:])])

    @property
    def leave_url(self) -> str:
        """Where one says that one is done here."""
        kind, pk = self.key.split("/")
        return reverse("place_leave", args=[kind, pk])


def places_of(user: User, request: HttpRequest) -> list[Place]:
    """Give the person's places, running networks first, newest first. Two queries."""
    places = [*_team_places(user, request), *_network_places(user, request)]
    with_team = {place.network.pk for place in places if place.team}
    # Being a participant opens the network; the place where one works is the team.
    own = [
        place
        for place in places
        if place.team or place.roles != (NetworkRole.PARTICIPANT,) or place.network.pk not in with_team
    ]
    return sorted(own, key=lambda place: (not place.network.is_closed, place.since, place.key), reverse=True)


def current_place(places: list[Place], request: HttpRequest) -> Place | None:
    """Give the place of the page on screen, else the last one visited, else the first; remember it in the session."""
    if not places:
        return None
    remembered = request.session.get(SESSION_KEY)
    # On a network's page its coordinator stands in the network; on a team's page the member stands in the team.
    is_network_page = _route(request)[0].startswith("nettverk/")
    on_screen = sorted(
        (place for place in places if place.is_on_screen),
        key=lambda place: ((place.team is None) == is_network_page, place.key == remembered),
        reverse=True,
    )
    if on_screen:
        if on_screen[0].key != remembered:
            request.session[SESSION_KEY] = on_screen[0].key
        return on_screen[0]
    return next((place for place in places if place.key == remembered), places[0])


def _team_places(user: User, request: HttpRequest) -> list[Place]:
    rows = TeamMembership.objects.filter(user=user, ended_on=None).select_related("team__organization", "team__network")
    rows = rows.select_related("team__network__organizer")
    rows = rows.annotate(is_on_screen=_is_on_screen(request, pk=OuterRef("team_id")))
    found: dict[int, list[TeamMembership]] = {}
    for row in rows.order_by("position", "pk"):
        found.setdefault(row.team_id, []).append(row)
    return [_team_place(memberships) for memberships in found.values()]


def _team_place(memberships: list[TeamMembership]) -> Place:
    team = memberships[0].team
    return Place(
        key=f"team/{team.pk}",
        title=team.name,
        subtitle=team.network.name,
        url=reverse("reports:team_detail", args=[team.slug]),
        roles=tuple(TeamRole(row.role) for row in memberships),
        network=team.network,
        team=team,
        since=max(row.started_on for row in memberships),
        is_on_screen=memberships[0].is_on_screen,
    )


def _network_places(user: User, request: HttpRequest) -> list[Place]:
    rows = NetworkMembership.objects.filter(user=user, ended_on=None).select_related("network__organizer")
    rows = rows.annotate(is_on_screen=_is_on_screen(request, network=OuterRef("network_id")))
    order = list(NetworkRole)
    found: dict[int, list[NetworkMembership]] = {}
    for row in sorted(rows, key=lambda row: order.index(NetworkRole(row.role))):
        found.setdefault(row.network_id, []).append(row)
    return [_network_place(memberships, request) for memberships in found.values()]


def _network_place(memberships: list[NetworkMembership], request: HttpRequest) -> Place:
    network = memberships[0].network
    roles = [NetworkRole(row.role) for row in memberships]
    return Place(
        key=f"network/{network.pk}",
        title=network.name,
        subtitle=network.organizer.name,
        url=reverse("reports:network_detail", args=[network.slug]),
        # A participant by way of a team is called what they are besides.
        roles=tuple(role for role in roles if role != NetworkRole.PARTICIPANT or len(roles) == 1),
        network=network,
        team=None,
        since=max(row.started_on for row in memberships),
        is_on_screen=memberships[0].is_on_screen or network.slug == _network_slug(request),
    )


def _route(request: HttpRequest) -> tuple[str, dict[str, object]]:
    match = request.resolver_match
    return (match.route, match.kwargs) if match else ("", {})


def _network_slug(request: HttpRequest) -> str | None:
    route, kwargs = _route(request)
    return str(kwargs["slug"]) if route.startswith("nettverk/") and "slug" in kwargs else None


def _is_on_screen(request: HttpRequest, **outer: OuterRef) -> Exists | Value:
    """Whether the page's address names a team that `outer` points to; on a network's page, any team of it."""
    route, kwargs = _route(request)
    if route.startswith("team/") and "slug" in kwargs:
        return Exists(Team.objects.filter(slug=kwargs["slug"], **outer))
    if route.startswith("rapporter/") and "pk" in kwargs:
        return Exists(Team.objects.filter(reports=kwargs["pk"], **outer))
    if route.startswith("nettverk/") and "slug" in kwargs:
        return Exists(Team.objects.filter(network__slug=kwargs["slug"], **outer))
    return Value(False, output_field=BooleanField())
