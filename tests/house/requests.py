"""Sends requests of the world's people inside a transaction that is undone, and tells what they wrote."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.conftest import SIGN_IN
from tests.house.access import ALLOWED, Row
from tests.house.world import World

WRITE = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b(?! (?:INTO |FROM )?\"django_session\")", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What one person got, in the table's words, and the statements that wrote anything."""

    outcome: int
    response: HttpResponse
    writes: list[str]


class Asker:
    """Asks as each of the people; they are signed in once."""

    def __init__(self, world: World):
        self.world = world
        self._cookies = {}
        for person, user in world.people.items():
            if user is not None:
                client = Client()
                client.force_login(user, backend=SIGN_IN)
                self._cookies[person] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, row: Row, method: str, person: str) -> Answer:
        """Send one request, and undo what it did."""
        client = Client(raise_request_exception=False)
        if person in self._cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._cookies[person]
        writes: list[str] = []

        def watch(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
            if WRITE.match(sql):
                writes.append(sql)
            return execute(sql, params, many, context)

        url = reverse(row.name, kwargs=row.kwargs(self.world))
        with transaction.atomic():
            with connection.execute_wrapper(watch):
                response = client.get(url) if method == "get" else client.post(url, row.data(self.world))
            transaction.set_rollback(True)
        return Answer(_outcome(response), response, writes)


def _outcome(response: HttpResponse) -> int:
    """ALLOWED for any answer that lets the person in, else the status."""
    to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL) + "?next=")
    if to_sign_in or response.status_code in (403, 404, 405) or response.status_code >= 500:
        return response.status_code
    return ALLOWED


def has_reason(response: HttpResponse) -> bool:
    """A 403 says in a sentence of its own why, and does not fall back on the general text."""
    text = response.content.decode()
    return "Du kan ikke gjøre dette" in text and "Rollen din gir ikke tilgang til denne siden." not in text
