"""Claims messages and moves them from state to state, so that no two senders ever hold the same one."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from notifications.models import OutboxMessage

State = OutboxMessage.State

# Longer than every step of SMTP together may take with EMAIL_TIMEOUT; a sender that died is waited for this long.
LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)
# Time since the first try → wait before the next.
BACK_OFF = (
    (timedelta(minutes=1), timedelta(minutes=1)),
    (timedelta(minutes=6), timedelta(minutes=5)),
    (timedelta(minutes=21), timedelta(minutes=15)),
)
LONGEST_WAIT = timedelta(minutes=60)


def claim_message() -> OutboxMessage | None:
    """Take the message that has waited longest, or one whose sender died before the final dot. None when none is due."""
    while True:
        now = timezone.now()
        due = OutboxMessage.objects.filter(
            Q(state=State.WAITING, send_after__lte=now) | Q(state=State.SENDING, lease_until__lt=now)
        )
        with transaction.atomic():
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            message = due.order_by("send_after", "pk").first()
            if message is None:
                return None
            claimed = OutboxMessage.objects.filter(
                pk=message.pk, state=message.state, attempts=message.attempts
            ).update(
                state=State.SENDING,
                attempts=F("attempts") + 1,
                lease_until=now + LEASE,
                first_tried_at=Coalesce(F("first_tried_at"), Value(now)),
            )
        if claimed:
            message.refresh_from_db()
            return message


def enter_closing(message: OutboxMessage) -> bool:
    """Commit that the final dot comes next. False when the lease was lost: then drop the mail."""
    return _move(message, [State.SENDING], state=State.CLOSING, lease_until=timezone.now() + LEASE)


def mark_sent(message: OutboxMessage) -> None:
    """Note that the server took it."""
    # A clock set back must not make it look sent before it was written.
    forget = {"link": ""} if message.has_secret_link else {}
    now = max(timezone.now(), message.created_at)
    _move(message, [State.CLOSING, State.UNSURE], state=State.SENT, sent_at=now, lease_until=None, error="", **forget)


def mark_unsure(message: OutboxMessage, error: str) -> None:
    """Note that the dot was sent and the answer lost."""
    _move(message, [State.CLOSING], state=State.UNSURE, lease_until=None, error=error)


def mark_failed(message: OutboxMessage, error: str) -> None:
    """Note that it cannot be sent."""
    _move(message, [State.SENDING, State.CLOSING], state=State.FAILED, lease_until=None, error=error)


def mark_cancelled(message: OutboxMessage) -> None:
    """Note that it no longer applies."""
    _move(message, [State.SENDING], state=State.CANCELLED, lease_until=None)


def try_later(message: OutboxMessage, error: str) -> None:
    """Let it wait 1, 5, 15, then 60 minutes; after a day of trying it has failed."""
    now = timezone.now()
    if now - message.first_tried_at >= GIVE_UP_AFTER:
        mark_failed(message, error)
        return
    _move(
        message,
        [State.SENDING, State.CLOSING],
        state=State.WAITING,
        send_after=now + wait_before_next_try(message.first_tried_at, now),
        lease_until=None,
        error=error,
    )


def wait_before_next_try(first_tried_at: datetime, now: datetime) -> timedelta:
    """Give the wait after a try that failed."""
    tried_for = now - first_tried_at
    return next((wait for limit, wait in BACK_OFF if tried_for < limit), LONGEST_WAIT)


def flag_abandoned() -> int:
    """Messages whose sender died between the body and the answer to the dot become unsure. Gives how many."""
    abandoned = OutboxMessage.objects.filter(state=State.CLOSING, lease_until__lt=timezone.now())
    return abandoned.update(state=State.UNSURE, lease_until=None)


def _move(message: OutboxMessage, states: list[str], **changes: object) -> bool:
    """Change the row if it is still this sender's: same attempt, and in one of these states."""
    own = OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts, state__in=states)
    return own.update(**changes) == 1
