"""The places a person works in: their teams and networks, and which of them the page on screen belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.norwegian import join_words
from accounts.roles import ROLE_LABELS, NetworkRole, TeamRole
from networks.permissions import NetworkSeat, network_seats
from teams.models import Team
from teams.permissions import TeamSeat, team_seats

# "team/12" or "network/3": where the person was last, for pages that belong to no place.
SESSION_KEY = "place"


@dataclass(frozen=True, slots=True)
class NetworkHere:
    """What a header needs of a network."""

    pk: int
    slug: str
    name: str
    organizer: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class TeamHere:
    """What a header needs of a team."""

    pk: int
    slug: str
    organization: str


@dataclass(frozen=True, slots=True)
class Place:
    """A team or a network somebody has a role in."""

    key: str
    title: str
    subtitle: str
    roles: tuple[NetworkRole | TeamRole, ...]
    network: NetworkHere
    team: TeamHere | None
    since: date

    @property
    def url(self) -> str:
        """The page of the place."""
        if self.team:
            return reverse("reports:team_detail", args=[self.team.slug])
        return reverse("reports:network_detail", args=[self.network.slug])

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


def places_of(user: User) -> list[Place]:
    """Give the person's places, running networks first, newest first. Two queries, shared with the permissions."""
    places = [*_team_places(user), *_network_places(user)]
    with_team = {place.network.pk for place in places if place.team}
    # Being a participant opens the network; the place where one works is the team.
    own = [
        place
        for place in places
        if place.team or place.roles != (NetworkRole.PARTICIPANT,) or place.network.pk not in with_team
    ]
    return sorted(own, key=lambda place: (not place.network.is_closed, place.since, place.key), reverse=True)


def current_place(places: list[Place], request: HttpRequest) -> Place | None:
    """Give the place of the page on screen, else the last one visited, else the first; remember it in the session.

    One query when a page of a team or a report may belong to any of several places.
    """
    if len(places) < 2:
        return places[0] if places else None
    remembered = request.session.get(SESSION_KEY)
    # On a network's page its coordinator stands in the network; on a team's page the member stands in the team.
    is_network_page = _route(request)[0].startswith("nettverk/")
    on_screen = sorted(
        _on_screen(places, request),
        key=lambda place: ((place.team is None) == is_network_page, place.key == remembered),
        reverse=True,
    )
    if on_screen:
        if on_screen[0].key != remembered:
            request.session[SESSION_KEY] = on_screen[0].key
        return on_screen[0]
    return next((place for place in places if place.key == remembered), places[0])


def _team_places(user: User) -> list[Place]:
    found: dict[int, list[TeamSeat]] = {}
    for seat in team_seats(user):
        found.setdefault(seat.team, []).append(seat)
    return [_team_place(seats) for seats in found.values()]


def _team_place(seats: list[TeamSeat]) -> Place:
    seat = seats[0]
    return Place(
        key=f"team/{seat.team}",
        title=seat.name,
        subtitle=seat.network_name,
        roles=tuple(TeamRole(one.role) for one in seats),
        network=NetworkHere(
            seat.network, seat.network_slug, seat.network_name, seat.organizer, seat.closed_at is not None
        ),
        team=TeamHere(seat.team, seat.slug, seat.organization),
        since=max(one.started_on for one in seats),
    )


def _network_places(user: User) -> list[Place]:
    order = list(NetworkRole)
    found: dict[int, list[NetworkSeat]] = {}
    for seat in sorted(network_seats(user), key=lambda seat: order.index(NetworkRole(seat.role))):
        found.setdefault(seat.network, []).append(seat)
    return [_network_place(seats) for seats in found.values()]


def _network_place(seats: list[NetworkSeat]) -> Place:
    seat = seats[0]
    roles = [NetworkRole(one.role) for one in seats]
    return Place(
        key=f"network/{seat.network}",
        title=seat.name,
        subtitle=seat.organizer,
        # A participant by way of a team is called what they are besides.
        roles=tuple(role for role in roles if role != NetworkRole.PARTICIPANT or len(roles) == 1),
        network=NetworkHere(seat.network, seat.slug, seat.name, seat.organizer, seat.closed_at is not None),
        team=None,
        since=max(one.started_on for one in seats),
    )


def _route(request: HttpRequest) -> tuple[str, dict[str, object]]:
    match = request.resolver_match
    return (match.route, match.kwargs) if match else ("", {})


def _on_screen(places: Iterable[Place], request: HttpRequest) -> list[Place]:
    """The places the page's address speaks of: a team and its network; of a network's page, also one's teams in it."""
    route, kwargs = _route(request)
    if route.startswith("nettverk/") and "slug" in kwargs:
        return [place for place in places if place.network.slug == kwargs["slug"]]
    teams = Team.objects.none()
    if route.startswith("team/") and "slug" in kwargs:
        teams = Team.objects.filter(slug=kwargs["slug"])
    elif route.startswith("rapporter/") and "pk" in kwargs:
        teams = Team.objects.filter(reports=kwargs["pk"])
    team, network = teams.order_by().values_list("pk", "network_id").first() or (None, None)
    return [place for place in places if (place.team.pk == team if place.team else place.network.pk == network)]
