"""Nobody gets further than the table says: every URL, every kind of person, GET and POST."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from networks.models import Network
from networks.services import close_network
from tests.house.access import ALLOWED, EVERYONE, Row
from tests.house.requests import Asker, has_reason
from tests.house.world import World, built_world

# Each request happens inside its own savepoint of the transaction that holds the world.
pytestmark = pytest.mark.django_db

APPS = ["laeringsnettverk", "accounts", "networks", "registrations", "teams", "measurements", "reports"]
ROWS: dict[str, Row] = {row.name: row for app in APPS for row in import_module(f"tests.house.access.{app}").ROWS}
# What shows another team's charts, and stops doing so when the network is no longer open.
SHARED = [
    "reports:team_shared",
    "measurements:chart_figure",
    "measurements:chart_svg",
    "measurements:chart_csv",
]
# What may still be done in a network that has ended: end it (again, which is once), undo that, send a failed message, stop a
# link, leave.
OPEN_AFTER_THE_END = {
    "networks:network_close",
    "networks:network_reopen",
    "networks:message_resend",
    "measurements:chart_link_revoke",
    "place_leave",
}


def url_names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """Every name the resolver knows, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from url_names(pattern.url_patterns, namespace + inner)
        else:
            yield f"{namespace}{pattern.name}"


NAMES = sorted(set(url_names(get_resolver().url_patterns)))


@pytest.fixture(scope="module")
def asker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Asker]:
    """The world and its people, once for the whole table."""
    with built_world(django_db_blocker) as world:
        yield Asker(world)


@pytest.fixture
def world(asker: Asker) -> World:
    """The world."""
    return asker.world


def test_every_url_has_a_row_and_every_row_a_url() -> None:
    assert sorted(ROWS) == NAMES


@pytest.mark.parametrize("name", sorted(set(ROWS) & set(NAMES)))
@pytest.mark.parametrize("method", ["get", "post"])
def test_url_lets_in_exactly_whom_the_table_says(name: str, method: str, asker: Asker) -> None:
    row = ROWS[name]
    answers = {person: asker.ask(row, method, person) for person in EVERYONE}
    assert {person: answer.outcome for person, answer in answers.items()} == {
        person: row.expected(method, person) for person in EVERYONE
    }
    may_not_write = {p: a.writes for p, a in answers.items() if method == "get" or a.outcome != ALLOWED}
    assert {person: writes for person, writes in may_not_write.items() if writes} == {}
    assert [p for p, a in answers.items() if is_loose(a.response, p)] == []
    assert [p for p, a in answers.items() if a.outcome == 403 and not has_reason(a.response)] == []


def is_loose(response: HttpResponse, person: str) -> bool:
    """An answer without a content security policy, or one to a signed-in person that a cache may keep."""
    has_policy = "default-src 'self'" in response.get("Content-Security-Policy", "")
    may_be_kept = (
        person != "anonymous" and response.status_code == 200 and "no-store" not in response.get("Cache-Control", "")
    )
    return not has_policy or may_be_kept


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize("sharing", [Network.Sharing.AGGREGATES, Network.Sharing.CLOSED])
def test_charts_of_other_teams_are_hidden_when_the_network_is_not_open(
    name: str, sharing: str, asker: Asker, world: World
) -> None:
    Network.objects.filter(pk=world.network.pk).update(sharing=sharing)
    assert asker.ask(ROWS[name], "get", "other_team_member").outcome == 404
    assert asker.ask(ROWS[name], "get", "team_member").outcome == ALLOWED


def in_the_network(row: Row, world: World) -> bool:
    """The row's address names the network, the team or something of theirs."""
    kwargs = row.kwargs(world)
    return kwargs.get("slug") in (world.network.slug, world.team.slug) or row.name.startswith("reports:report")


@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.post and name in NAMES))
def test_nothing_changes_in_a_network_that_has_ended(name: str, asker: Asker, world: World) -> None:
    row = ROWS[name]
    if name in OPEN_AFTER_THE_END or not in_the_network(row, world):
        return
    close_network(world.network, by=world.people["coordinator"])
    answers = {person: asker.ask(row, "post", person) for person in ("coordinator", "team_leader", "measurement_lead")}
    assert {person: answer.writes for person, answer in answers.items() if answer.writes} == {}
    # The public form stays readable, and says kindly that it is too late.
    is_public = row.expected("post", "anonymous") == ALLOWED
    assert [p for p, a in answers.items() if a.response.status_code < 400 and not is_public] == []
    assert [p for p, a in answers.items() if a.outcome == 403 and not has_reason(a.response)] == []
