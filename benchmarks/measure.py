"""CPU of one request, application and database together, and what else can be counted about it."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user_model
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HOST = "nettverk.example.no"


@dataclass(frozen=True)
class Page:
    """One page to measure: what it is called, its address, and how dear it may be as a multiple of the floor.

    change: what happens before each request, and is not measured.
    """

    name: str
    path: str
    goal: float | None = None
    change: Callable[[], object] | None = None


@dataclass
class Result:
    """What a page cost. `ratios` are to the floor of the same round."""

    page: Page
    queries: int
    kilobytes: float
    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        """Median CPU of one request."""
        return statistics.median(self.seconds) * 1000

    @property
    def ratio(self) -> float:
        """Median multiple of the floor."""
        return statistics.median(self.ratios)


class DatabaseClock:
    """CPU seconds used by the database for this connection: PostgreSQL's own process; SQLite's work is in ours."""

    def __init__(self) -> None:
        self.file: Path | None = None
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            self.file = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")

    def now(self) -> float:
        """CPU seconds so far."""
        return int(self.file.read_text().split()[0]) / 1e9 if self.file else 0.0


class Visitor:
    """A signed-in person asking the WSGI application directly, so that no test client is measured."""

    def __init__(self, user_id: int) -> None:
        client = Client()
        user = get_user_model().objects.get(pk=user_id)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert SESSION_KEY in client.session
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self.application = get_wsgi_application()

    def get(self, path: str) -> bytes:
        """The body of a page. Raises RuntimeError when the answer is not 200."""
        address, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "HTTP_HOST": HOST,
            "HTTP_COOKIE": self.cookie,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
        answered: list[str] = []
        response = self.application(environ, lambda status, headers: answered.append(status))
        body = b"".join(response)
        response.close()
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{path} answered {answered[0]}")
        return body


def measure(visitor: Visitor, floor: Page, pages: Sequence[Page], rounds: int, requests: int) -> list[Result]:
    """Every page beside the floor, in turns, so that a noisy machine disturbs them alike."""
    results = []
    for page in (floor, *pages):
        visitor.get(page.path)
        with CaptureQueriesContext(connection) as queries:
            body = visitor.get(page.path)
        results.append(Result(page, len(queries), len(body) / 1000))
    # Made after the first requests: they opened the connection that is kept.
    database = DatabaseClock()
    for _ in range(rounds):
        for result in results:
            result.seconds.append(sum(_cost(visitor, result.page, database) for _ in range(requests)) / requests)
        for result in results:
            result.ratios.append(result.seconds[-1] / results[0].seconds[-1])
    return results


def _cost(visitor: Visitor, page: Page, database: DatabaseClock) -> float:
    """CPU seconds of one request."""
    if page.change:
        page.change()
    before = time.process_time() + database.now()
    visitor.get(page.path)
    return time.process_time() + database.now() - before
