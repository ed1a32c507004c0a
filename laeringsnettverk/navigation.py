"""The header of every page: where this person can go, who they are here, and which of it is on screen."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import address
from accounts.roles import Permission, role_may
from laeringsnettverk.places import Place, current_place, places_of

# Start of the page's URL name → its item in a team's navigation, and in a network's. The first that fits counts.
SECTIONS = (
    ("reports:task_now", "now", "now"),
    ("measurements:package", "", "content"),
    ("measurements:", "measurements", "teams"),
    ("teams:plan", "plan", "teams"),
    ("teams:pdsa", "plan", "teams"),
    ("teams:meeting", "plan", "teams"),
    ("teams:attendance", "sessions", "sessions"),
    ("teams:registration", "", "network"),
    ("teams:", "team", "teams"),
    ("reports:network_report", "", "reports"),
    ("reports:report", "reports", "reports"),
    ("reports:team_detail", "team", "teams"),
    ("reports:team_shared", "", "teams"),
    ("reports:network", "", "network"),
    ("networks:session", "sessions", "sessions"),
    ("networks:package", "", "content"),
    ("networks:", "", "network"),
)

# Where the network's page lists its teams.
TEAMS_ANCHOR = "#team"


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the header."""

    label: str
    url: str
    is_active: bool = False


@dataclass(frozen=True, slots=True)
class Navigation:
    """What the header and the footer show; empty for visitors."""

    items: list[Item] = field(default_factory=list)
    name: str = ""
    role: str = ""
    footer: str = ""
    account_items: list[Item] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    place: Place | None = None


def build_navigation(request: HttpRequest) -> Navigation:
    """Give the navigation of the signed-in person on this page. Two or three queries, whatever the number of places."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Navigation()
    places = places_of(user)
    place = current_place(places, request)
    return Navigation(
        items=_items(user, place, request),
        name=user.name,
        role=_role(user, place),
        footer=place.network.organizer if place else "",
        account_items=_account_items(user, place, places),
        places=places,
        place=place,
    )


def _role(user: User, place: Place | None) -> str:
    """«Måleansvarlig, Lørenskog», «Koordinator, USHT Akershus»."""
    if place is None:
        return _("Administrator") if user.is_administrator else ""
    where = place.team.organization if place.team else place.network.organizer.split(",")[0]
    return f"{place.role_label}, {where}"


def _items(user: User, place: Place | None, request: HttpRequest) -> list[Item]:
    if place is None:
        links = (
            _administrator_links() if user.is_administrator else [("now", _("Min oppgave nå"), "reports:task_now", [])]
        )
    elif place.team:
        links = _team_links(place.team.slug, place.network.slug)
    else:
        links = _network_links(place)
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    found = next((row for row in SECTIONS if view_name.startswith(row[0])), None)
    section = "" if found is None else found[1] if place and place.team else found[2]
    return [
        Item(label, address(name, *args) + (TEAMS_ANCHOR if key == "teams" else ""), key == section)
        for key, label, name, args in links
    ]


def _team_links(team: str, network: str) -> list[tuple[str, str, str, list[str]]]:
    return [
        ("now", _("Min oppgave nå"), "reports:task_now", []),
        ("measurements", _("Målinger"), "measurements:measurement_list", [team]),
        ("plan", _("Plan og tester"), "teams:plan_detail", [team]),
        ("reports", _("Rapporter"), "reports:report_list", [team]),
        ("sessions", _("Samlinger"), "networks:session_list", [network]),
        ("team", _("Teamet"), "reports:team_detail", [team]),
    ]


def _network_links(place: Place) -> list[tuple[str, str, str, list[str]]]:
    slug = place.network.slug
    links = [
        ("now", _("Min oppgave nå"), "reports:task_now", []),
        ("network", _("Nettverket"), "reports:network_detail", [slug]),
        ("teams", _("Teamene"), "reports:network_detail", [slug]),
        ("sessions", _("Samlinger"), "networks:session_list", [slug]),
        ("reports", _("Rapporter"), "reports:network_report_list", [slug]),
        ("content", _("Innhold"), "networks:package_list", []),
    ]
    needs = {"teams": Permission.VIEW_TEAM, "reports": Permission.VIEW_REPORTS}
    return [
        link for link in links if link[0] not in needs or any(role_may(role, needs[link[0]]) for role in place.roles)
    ]


def _administrator_links() -> list[tuple[str, str, str, list[str]]]:
    return [
        ("now", _("Min oppgave nå"), "reports:task_now", []),
        ("network", _("Nettverk"), "networks:network_list", []),
        ("content", _("Innhold"), "networks:package_list", []),
    ]


def _account_items(user: User, place: Place | None, places: list[Place]) -> list[Item]:
    links: list[tuple[str, str]] = []
    if place and place.team:
        links.append((place.network.name, address("reports:network_detail", place.network.slug)))
    elif place and any(role_may(role, Permission.MANAGE_REGISTRATIONS) for role in place.roles):
        slug = place.network.slug
        links.append((_("Påmeldinger"), address("teams:registration_list", slug)))
        links.append((_("Meldinger som er sendt"), address("networks:message_list", slug)))
        if not place.network.is_closed:
            links.append((_("Oppsett av nettverket"), address("networks:network_edit", slug)))
    if user.is_administrator or any(not other.team for other in places):
        links.append((_("Mine nettverk"), address("networks:network_list")))
    others = [other for other in places if other is not place]
    links += [(_("Bytt til %(place)s") % {"place": other.title}, other.url) for other in others[:3]]
    links.append((_("Min profil"), address("accounts:profile_edit")))
    return [Item(label, url) for label, url in links]
