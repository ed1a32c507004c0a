"""Messages are queued once, cancelled while they wait, and sent again by a person only."""

import threading
from datetime import date

import pytest
from django.db import connection

from accounts.models import AuditEvent
from notifications.models import OutboxMessage
from notifications.services import NotificationError, cancel_messages, queue_message, resend_message
from tests.factories.accounts import make_user
from tests.factories.notifications import make_message

State = OutboxMessage.State
pytestmark = pytest.mark.django_db


def test_message_is_queued_once_per_key() -> None:
    assert make_message(key="a") is not None
    assert make_message(key="a") is None
    assert OutboxMessage.objects.count() == 1


def test_message_that_was_cancelled_is_not_queued_again() -> None:
    make_message(key="a")
    cancel_messages(keys=["a"])
    assert make_message(key="a") is None


def test_message_keeps_its_header_on_one_line() -> None:
    message = make_message(subject="Hei\r\nBcc: alle@example.no", name="Kari\nNordby")
    assert message.subject == "Hei Bcc: alle@example.no"
    assert message.recipient_name == "Kari Nordby"


def test_message_that_may_not_be_stored_is_refused_in_norwegian() -> None:
    with pytest.raises(NotificationError, match="gyldig"):
        make_message(email="ikke en adresse")


def test_cancel_takes_only_waiting_messages_that_fit() -> None:
    kari = make_user("Kari Nordby")
    make_message(key="a", kind="month_due", scope="network/1", recipient=kari)
    make_message(key="b", kind="month_due", scope="network/2")
    make_message(key="c", kind="report_due", scope="network/1")
    OutboxMessage.objects.filter(key="c").update(state=State.FAILED)
    assert cancel_messages(scope="network/1") == 1
    assert cancel_messages(recipient=kari) == 0
    assert dict(OutboxMessage.objects.values_list("key", "state")) == {
        "a": State.CANCELLED,
        "b": State.WAITING,
        "c": State.FAILED,
    }


def test_cancel_of_everything_is_refused() -> None:
    with pytest.raises(ValueError, match="which messages"):
        cancel_messages()


@pytest.mark.parametrize("state", [State.FAILED, State.UNSURE])
def test_resend_puts_the_message_back_and_writes_the_audit_trail(state: str) -> None:
    kari = make_user("Kari Nordby")
    message = make_message(scope="network/7")
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, attempts=3, error="550 nei")
    resend_message(message, by=kari)
    assert (message.state, message.attempts, message.error) == (State.WAITING, 3, "")
    event = AuditEvent.objects.get(action="resend_message")
    assert (event.actor, event.scope) == (kari, "network/7")


def test_resend_of_a_sent_message_is_refused() -> None:
    message = make_message()
    with pytest.raises(NotificationError, match="kan ikke sendes på nytt"):
        resend_message(message, by=make_user())


def test_messages_are_seen_by_scope_and_by_need() -> None:
    make_message(key="a", scope="network/1")
    failed = make_message(key="b", scope="network/2")
    OutboxMessage.objects.filter(pk=failed.pk).update(state=State.FAILED)
    assert [row.key for row in OutboxMessage.objects.in_scope("network/1")] == ["a"]
    assert [row.key for row in OutboxMessage.objects.needs_attention()] == ["b"]


@pytest.mark.django_db(transaction=True)
def test_two_planners_at_once_queue_each_message_once() -> None:
    results: list[int] = []

    def plan() -> None:
        made = [
            queue_message(
                key=f"k{number}",
                kind="month_due",
                scope="network/1",
                recipient=None,
                email="kari@example.no",
                name="Kari",
                subject="Frist",
                body="Tekst",
                due_on=date(2026, 11, 10),
            )
            for number in range(20)
        ]
        results.append(sum(message is not None for message in made))
        connection.close()

    threads = [threading.Thread(target=plan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(results) == 20
    assert OutboxMessage.objects.count() == 20
