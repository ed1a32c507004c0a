"""The header says who one is here, and leads where one's role can go; few queries, however many places one has."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from pytest_django import DjangoDbBlocker

from accounts.models import User
from accounts.roles import NetworkRole, TeamRole
from laeringsnettverk.navigation import Navigation, build_navigation
from networks.services import add_network_member, close_network
from teams.services import create_team
from tests.factories.accounts import make_organization
from tests.house.world import World, built_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, once for all questions."""
    with built_world(django_db_blocker) as built:
        yield built


def request_for(user: User | AnonymousUser, path: str, place: str = "") -> HttpRequest:
    """A request of this person for this address, as the context processor gets it: with the person read anew."""
    request = RequestFactory().get(path)
    request.user = User.objects.get(pk=user.pk) if user.pk else user
    request.resolver_match, request.session = resolve(path), SessionStore()
    if place:
        request.session["place"] = place
    return request


def navigation(user: User | AnonymousUser, path: str, place: str = "") -> Navigation:
    """The navigation of this person on this page."""
    return build_navigation(request_for(user, path, place))


def labels(nav: Navigation) -> list[str]:
    """The words in the header."""
    return [item.label for item in nav.items]


def active(nav: Navigation) -> list[str]:
    """The words that stand out."""
    return [item.label for item in nav.items if item.is_active]


def test_visitor_has_no_navigation() -> None:
    assert navigation(AnonymousUser(), "/hjelp/") == Navigation()


def test_team_member_has_the_six_words_of_a_team(world: World) -> None:
    nav = navigation(world.people["measurement_lead"], reverse("reports:task_now"))
    assert labels(nav) == ["Min oppgave nå", "Målinger", "Plan og tester", "Rapporter", "Samlinger", "Teamet"]
    assert (nav.name, nav.role) == ("Ingrid Sæther", "Måleansvarlig, Lørenskog")
    assert nav.footer == world.network.organizer.name
    assert active(nav) == ["Min oppgave nå"]


def test_coordinator_has_the_six_words_of_a_network(world: World) -> None:
    nav = navigation(world.people["coordinator"], reverse("reports:network_detail", args=[world.network.slug]))
    assert labels(nav) == ["Min oppgave nå", "Nettverket", "Teamene", "Samlinger", "Rapporter", "Innhold"]
    assert nav.role == f"Koordinator, {world.network.organizer.name}"
    assert active(nav) == ["Nettverket"]


def test_organizer_is_not_led_to_what_is_closed(world: World) -> None:
    nav = navigation(world.people["organizer"], reverse("reports:network_detail", args=[world.network.slug]))
    assert labels(nav) == ["Min oppgave nå", "Nettverket", "Teamene", "Samlinger", "Innhold"]
    assert [item.label for item in nav.account_items] == ["Mine nettverk", "Min profil"]


def test_administrator_without_a_role_is_led_to_the_networks(world: World) -> None:
    nav = navigation(world.people["administrator"], "/hjelp/")
    assert (labels(nav), nav.role) == (["Min oppgave nå", "Nettverk", "Innhold"], "Administrator")


def test_person_without_a_role_has_the_front_door(world: World) -> None:
    assert labels(navigation(world.people["outsider"], "/hjelp/")) == ["Min oppgave nå"]


@pytest.mark.parametrize(
    ("name", "own", "coordinators"),
    [
        ("measurements:measurement_list", "Målinger", "Teamene"),
        ("teams:plan_detail", "Plan og tester", "Teamene"),
        ("teams:pdsa_list", "Plan og tester", "Teamene"),
        ("reports:report_list", "Rapporter", "Rapporter"),
        ("reports:team_detail", "Teamet", "Teamene"),
        ("teams:team_edit", "Teamet", "Teamene"),
    ],
)
def test_word_of_the_page_stands_out(world: World, name: str, own: str, coordinators: str) -> None:
    path = reverse(name, args=[world.team.slug])
    assert active(navigation(world.people["team_leader"], path)) == [own]
    assert active(navigation(world.people["coordinator"], path)) == [coordinators]


def test_coordinator_stands_in_the_network_of_the_page_and_stays_there(world: World) -> None:
    user = world.people["coordinator"]
    on_team_page = request_for(user, reverse("reports:team_detail", args=[world.team.slug]))
    assert build_navigation(on_team_page).place.network.pk == world.network.pk
    assert on_team_page.session["place"] == f"network/{world.network.pk}"
    on_report = request_for(user, reverse("reports:report_detail", args=[world.submitted_report.pk]))
    assert build_navigation(on_report).place.network.pk == world.network.pk
    on_draft = request_for(user, reverse("networks:session_list", args=[world.draft_network.slug]))
    assert build_navigation(on_draft).place.network.pk == world.draft_network.pk
    later = navigation(user, "/hjelp/", place=on_team_page.session["place"])
    assert later.place.network.pk == world.network.pk


def test_person_in_two_teams_is_shown_the_way_to_the_other(world: World) -> None:
    user = world.people["team_member"]
    second = create_team(
        world.other_network,
        organization=make_organization("Gjøvik"),
        service="Sykehjem",
        change_package=world.package,
        members=[{"name": user.name, "role": TeamRole.TEAM_LEADER, "email": user.email}],
        by=None,
    )
    nav = navigation(user, reverse("reports:team_detail", args=[world.team.slug]))
    assert nav.role == "Teammedlem, Lørenskog"
    assert [place.title for place in nav.places] == ["Gjøvik sykehjem", "Lørenskog hjemmetjeneste"]
    assert ("Bytt til Gjøvik sykehjem", second.get_absolute_url()) in [(i.label, i.url) for i in nav.account_items]
    assert navigation(user, "/hjelp/").role == "Teamleder, Gjøvik"


def test_coordinator_who_also_has_a_team_stands_where_the_page_is(world: World) -> None:
    user = world.people["team_leader"]
    add_network_member(world.network, user=user, role=NetworkRole.COORDINATOR, by=None)
    on_network = navigation(user, reverse("reports:network_detail", args=[world.network.slug]))
    on_team = navigation(user, reverse("reports:team_detail", args=[world.team.slug]))
    assert (on_network.role.split(",")[0], on_team.role.split(",")[0]) == ("Koordinator", "Teamleder")


def test_two_roles_in_one_team_are_one_place(world: World) -> None:
    membership = world.team.memberships.get(role=TeamRole.MEASUREMENT_LEAD)
    membership.pk, membership.role, membership._state.adding = None, TeamRole.TEAM_MEMBER, True
    membership.save()
    nav = navigation(world.people["measurement_lead"], "/hjelp/")
    assert nav.role == "Måleansvarlig og teammedlem, Lørenskog"


def test_running_network_comes_before_a_closed_one(world: World) -> None:
    user = world.people["coordinator"]
    close_network(world.network, by=user)
    assert [place.network.pk for place in navigation(user, "/hjelp/").places] == [
        world.draft_network.pk,
        world.network.pk,
    ]


@pytest.mark.parametrize("person", ["coordinator", "team_member", "administrator", "outsider"])
@pytest.mark.parametrize("page", ["help", "team", "network", "report"])
def test_navigation_costs_two_queries_or_three(world: World, person: str, page: str) -> None:
    paths = {
        "help": "/hjelp/",
        "team": reverse("reports:team_detail", args=[world.team.slug]),
        "network": reverse("reports:network_detail", args=[world.network.slug]),
        "report": reverse("reports:report_detail", args=[world.report.pk]),
    }
    request = request_for(world.people[person], paths[page])
    with CaptureQueriesContext(connection) as queries:
        build_navigation(request)
    # Whoever works in several places may stand in any of them on the page of a team or a report.
    is_asking = person == "coordinator" and page in ("team", "report")
    assert len(queries) == (3 if is_asking else 2)


def test_page_asks_for_its_navigation_once(world: World, client_for: Callable[[User], Client]) -> None:
    client = client_for(world.people["team_member"])
    with CaptureQueriesContext(connection) as queries:
        client.get("/hjelp/")
    memberships = [query["sql"] for query in queries if 'FROM "teams_teammembership"' in query["sql"]]
    assert len(memberships) == 1
