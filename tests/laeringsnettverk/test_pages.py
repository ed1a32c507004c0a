"""The pages that belong to no app: who sees what on the front page, and that each text is there."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts.models import User
from networks.models import Network
from tests.factories.accounts import make_user
from tests.house.world import World, built_world

pytestmark = pytest.mark.django_db
TEXTS = ["accessibility", "privacy", "help", "account_signup"]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, once for all pages."""
    with built_world(django_db_blocker) as built:
        yield built


def test_front_page_shows_networks_by_whether_one_can_join(world: World, client: Client) -> None:
    Network.objects.filter(pk=world.other_network.pk).update(registration_deadline_on="2026-12-01")
    page = client.get("/")
    assert [row["network"] for row in page.context["open"]] == [world.other_network]
    assert [row["network"] for row in page.context["running"]] == [world.network]
    assert world.draft_network.name not in page.content.decode()


def test_front_page_without_networks_says_what_will_come(client: Client) -> None:
    Network.objects.update(published_at=None)
    assert "Ingen læringsnettverk tar imot påmeldinger nå" in client.get("/").content.decode()


def test_front_page_leads_a_signed_in_person_to_work(client_for: Callable[[User], Client]) -> None:
    assert client_for(make_user()).get("/")["Location"] == reverse("reports:task_now")


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_open_to_all_and_names_whom_to_ask(world: World, client: Client, name: str) -> None:
    text = client.get(reverse(name)).content.decode()
    assert text.count("<h1") == 1
    assert "usht@example.no" in text


def test_member_is_told_of_the_contact_of_own_network_only(world: World, client_for: Callable[[User], Client]) -> None:
    page = client_for(world.people["other_coordinator"]).get(reverse("help"))
    assert page.context["contacts"] == [world.other_network]


@pytest.mark.parametrize(("name", "most"), [("front_page", 1), ("help", 1), ("health", 1)])
def test_public_page_costs_a_query(world: World, client: Client, name: str, most: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(name))
    assert len(queries) == most


def test_health_answers_plainly_and_is_never_kept(client: Client) -> None:
    answer = client.get("/helse/")
    assert (answer.status_code, answer.content, "no-store" in answer["Cache-Control"]) == (200, b"ok", True)


@pytest.mark.parametrize(("mode", "status"), [("DEBUG", 200), ("DEMO", 200), (None, 404)])
def test_gallery_is_for_those_who_build(client: Client, settings: LazySettings, mode: str | None, status: int) -> None:
    if mode:
        setattr(settings, mode, True)
    assert client.get("/komponenter/").status_code == status


def test_profile_is_changed_by_its_owner(world: World, client_for: Callable[[User], Client]) -> None:
    user = world.people["team_leader"]
    client = client_for(user)
    page = client.post(
        reverse("accounts:profile_edit"), {"name": "Marte S. Bakken", "phone": "+47 412 34 567"}, follow=True
    )
    user.refresh_from_db()
    assert (user.name, user.phone) == ("Marte S. Bakken", "+47 412 34 567")
    assert "Profilen er lagret" in page.content.decode()
    assert "Lørenskog hjemmetjeneste" in page.content.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "", "phone": ""}, "Skriv navnet ditt."),
        ({"name": "Marte", "phone": "ring meg"}, "bare tall"),
        ({"name": "x" * 121, "phone": ""}, "Teksten er for lang: 121 tegn. Her er det plass til 120."),
        ({"name": "Ma\u202ete", "phone": ""}, "usynlig tegn"),
    ],
)
def test_profile_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(
    client_for: Callable[[User], Client], values: dict[str, str], message: str
) -> None:
    user = make_user("Marte Solbakken")
    page = client_for(user).post(reverse("accounts:profile_edit"), values)
    user.refresh_from_db()
    assert user.name == "Marte Solbakken"
    assert message in page.content.decode()
    assert f'value="{values["name"] or values["phone"]}"'[:40] in page.content.decode() or values == {
        "name": "",
        "phone": "",
    }


def leave(client: Client, kind: str, pk: int) -> str:
    """Press the button, and give the page that follows."""
    return client.post(reverse("place_leave", args=[kind, pk]), follow=True).content.decode()


def test_member_leaves_the_team_and_sees_it_no_more(world: World, client_for: Callable[[User], Client]) -> None:
    user = world.people["team_member"]
    text = leave(client_for(user), "team", world.team.pk)
    assert "Du er ikke lenger med i Lørenskog hjemmetjeneste" in text
    assert "Du er ikke med i noe team eller nettverk nå" in text
    assert not Network.objects.visible_to(user)


def test_leader_and_last_coordinator_are_told_to_find_another_first(
    world: World, client_for: Callable[[User], Client]
) -> None:
    leader, coordinator = world.people["team_leader"], world.people["coordinator"]
    assert "Gjør en annen til teamleder først" in leave(client_for(leader), "team", world.team.pk)
    assert "Legg til en annen først" in leave(client_for(coordinator), "network", world.network.pk)
    assert world.team.memberships.current().filter(user=leader).exists()


def test_page_that_is_not_there_says_so_in_norwegian(client: Client) -> None:
    answer = client.get("/finnes-ikke/")
    assert answer.status_code == 404
    assert "Vi fant ikke siden" in answer.content.decode()


def test_form_from_another_site_is_refused_in_norwegian() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"email": "kari@example.no"})
    assert answer.status_code == 403
    assert "Siden hadde stått åpen for lenge" in answer.content.decode()
