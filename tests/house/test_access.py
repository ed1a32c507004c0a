"""Nobody gets further than the table says: every URL, every kind of person, GET and POST."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.conftest import SIGN_IN
from tests.house.access import ALLOWED, EVERYONE, Row
from tests.house.world import World, built_world

# Each request happens inside its own savepoint of the transaction that holds the world.
pytestmark = pytest.mark.django_db

APPS = ["laeringsnettverk", "accounts", "networks", "teams", "measurements", "reports"]
ROWS: dict[str, Row] = {row.name: row for app in APPS for row in import_module(f"tests.house.access.{app}").ROWS}
WRITE = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b(?! (?:INTO |FROM )?\"django_session\")", re.IGNORECASE)


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
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, once for the whole table."""
    with built_world(django_db_blocker) as built:
        yield built


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    """A signed-in session's cookie for each person."""
    cookies = {}
    for person, user in world.people.items():
        if user is not None:
            client = Client()
            client.force_login(user, backend=SIGN_IN)
            cookies[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return cookies


Ask = Callable[[Row, str, str], tuple[HttpResponse, list[str]]]


@pytest.fixture
def ask(world: World, sessions: dict[str, str]) -> Ask:
    """A function that sends one request as one person, and gives the answer and what it wrote; then undoes it."""

    def send(row: Row, method: str, person: str) -> tuple[HttpResponse, list[str]]:
        client = Client(raise_request_exception=False)
        if person in sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[person]
        writes: list[str] = []

        def watch(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
            if WRITE.match(sql):
                writes.append(sql)
            return execute(sql, params, many, context)

        url = reverse(row.name, kwargs=row.kwargs(world))
        with transaction.atomic():
            with connection.execute_wrapper(watch):
                response = client.get(url) if method == "get" else client.post(url, row.data(world))
            transaction.set_rollback(True)
        return response, writes

    return send


def outcome(response: HttpResponse) -> int:
    """The status in the table's words: ALLOWED for any answer that lets the person in."""
    to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL) + "?next=")
    if to_sign_in or response.status_code in (403, 404, 405) or response.status_code >= 500:
        return response.status_code
    return ALLOWED


def test_every_url_has_a_row_and_every_row_a_url() -> None:
    assert sorted(ROWS) == NAMES


@pytest.mark.parametrize("name", sorted(set(ROWS) & set(NAMES)))
@pytest.mark.parametrize("method", ["get", "post"])
def test_url_lets_in_exactly_whom_the_table_says(name: str, method: str, ask: Ask) -> None:
    row = ROWS[name]
    answers = {person: ask(row, method, person) for person in EVERYONE}
    found = {person: outcome(response) for person, (response, _writes) in answers.items()}
    assert found == {person: row.expected(method, person) for person in EVERYONE}
    wrote = {
        person: writes for person, (_response, writes) in answers.items() if method == "get" or found[person] != ALLOWED
    }
    assert {person: writes for person, writes in wrote.items() if writes} == {}
    assert {person for person, (response, _writes) in answers.items() if is_loose(response, person)} == set()
    reasons = {
        person for person, (response, _writes) in answers.items() if found[person] == 403 and not has_reason(response)
    }
    assert reasons == set()


def is_loose(response: HttpResponse, person: str) -> bool:
    """An answer without a content security policy, or one to a signed-in person that a cache may keep."""
    has_policy = "default-src 'self'" in response.get("Content-Security-Policy", "")
    may_be_kept = (
        person != "anonymous" and response.status_code == 200 and "no-store" not in response.get("Cache-Control", "")
    )
    return not has_policy or may_be_kept


def has_reason(response: HttpResponse) -> bool:
    """A 403 says in a sentence of its own why, and does not fall back on the general text."""
    text = response.content.decode()
    return "Du kan ikke gjøre dette" in text and "Rollen din gir ikke tilgang til denne siden." not in text
