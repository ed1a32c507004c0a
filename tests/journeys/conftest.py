"""What journeys have: a clock that is moved on purpose, a letter box, a worker on a real broker, and visitors."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from celery import current_app
from celery.contrib.testing.worker import start_worker
from django.conf import settings as django_settings
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from notifications.services import doorbell
from tests.browser import DESKTOP
from tests.journeys.autumn import NOW, Autumn, build_autumn
from tests.journeys.post import Post
from tests.journeys.visiting import Looks, Visitor
from tests.plugins.mail import Sink

OSLO = ZoneInfo(django_settings.TIME_ZONE)
Visit = Callable[..., Visitor]


class Clock:
    """The clock of test, server and worker, which are one process. It goes on from where it is put."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def put(self, day: str, time: str = "10:00") -> None:
        """Move to a local time."""
        self._traveller.move_to(datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=OSLO))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that stands on the morning of 2 February 2026 and runs."""
    with time_machine.travel(datetime(2026, 2, 2, 8, tzinfo=OSLO), tick=True) as traveller:
        yield Clock(traveller)


@pytest.fixture
def looks() -> Looks:
    """What this test has judged."""
    return Looks()


@pytest.fixture
def visit(open_page: Callable[..., Page], site: str, looks: Looks) -> Visit:
    """A function that gives a person with a browser of their own."""

    def make(size: tuple[int, int] = DESKTOP, **options: object) -> Visitor:
        return Visitor(open_page(size, **options), site, looks)

    return make


@pytest.fixture
def post(smtp_sink: Sink) -> Post:
    """The letter box."""
    return Post(smtp_sink)


@pytest.fixture
def worker(valkey: str, site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Celery worker on a real broker, in this process so that it has the story's clock and database."""
    for name in ("broker_url", "broker_read_url", "broker_write_url"):
        monkeypatch.setattr(current_app.conf, name, valkey)
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
    _forget_connections()
    with start_worker(current_app._get_current_object(), pool="solo", perform_ping_check=False, loglevel="ERROR"):
        yield
    _forget_connections()


def _forget_connections() -> None:
    current_app.amqp._producer_pool = None
    current_app._pool = None


@pytest.fixture
def content(transactional_db: None) -> None:
    """What a new installation loads before anybody signs in."""
    call_command("load_content", verbosity=0)
    call_command("load_indicators", verbosity=0)


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, open for a whole module that builds one world and looks at it in many ways; emptied after it."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def server(db: None) -> Iterator[str]:
    """The address of the site while the module runs."""
    live = LiveServer("localhost")
    yield live.url
    live.stop()


@pytest.fixture(scope="module")
def autumn(db: None) -> Iterator[Autumn]:
    """The small world of November 2026, built once for the module."""
    with time_machine.travel(NOW, tick=True):
        yield build_autumn()
