"""A broker that is away, or never answers, holds nobody up."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from celery import current_app
from pytest_django import DjangoCaptureOnCommitCallbacks

from notifications.services import doorbell
from notifications.tasks import send_waiting_messages
from tests.factories.notifications import make_message


@pytest.fixture
def black_hole() -> Iterator[str]:
    """A broker that takes the connection and never says a word."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(5)
    yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"
    server.close()


@pytest.fixture
def broker_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """A function that points Celery at a broker for this test, with the doorbell fresh."""

    def forget_connections() -> None:
        current_app.amqp._producer_pool = None
        current_app._pool = None

    def use(url: str) -> None:
        monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
        monkeypatch.setattr(current_app.conf, "broker_url", url)
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)
        forget_connections()

    yield use
    forget_connections()


def seconds_to_ring() -> float:
    """How long one ring takes."""
    start = time.monotonic()
    doorbell.ring()
    return time.monotonic() - start


def test_broker_that_never_answers_holds_one_ring_for_a_second_and_the_next_not_at_all(
    broker_at, black_hole: str
) -> None:
    broker_at(black_hole)
    assert seconds_to_ring() < 3
    assert seconds_to_ring() < 0.1


def test_broker_that_is_away_is_no_error(broker_at: Callable[[str], None]) -> None:
    broker_at("redis://127.0.0.1:1/0")
    assert seconds_to_ring() < 1


@pytest.mark.django_db
def test_bell_is_rung_when_the_message_is_committed_and_due(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        make_message()
    assert callbacks == [doorbell.ring]


def test_ring_names_the_task_that_sends() -> None:
    assert send_waiting_messages.name == doorbell.TASK
