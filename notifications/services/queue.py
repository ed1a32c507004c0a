"""Puts messages into the outbox once, takes them out, and sends them again when a person asks."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from notifications.models import OutboxMessage
from notifications.services.doorbell import ring

State = OutboxMessage.State


class NotificationError(Exception):
    """A message cannot be queued or sent again; the text is for the user."""


@transaction.atomic
def queue_message(
    *,
    key: str,
    kind: str,
    scope: str,
    recipient: User | None,
    email: str,
    name: str,
    subject: str,
    body: str,
    due_on: date,
    link: str = "",
    link_label: str = "",
    send_after: datetime | None = None,
    has_secret_link: bool = False,
) -> OutboxMessage | None:
    """Put a message into the outbox. None when `key` is there already, in whatever state: nobody is told twice.

    `link` is a path, joined to SITE_URL when the mail is written. With `has_secret_link` it is forgotten once sent.
    `send_after` is now unless the planner says otherwise. Raises NotificationError when the text may not be stored.
    """
    if OutboxMessage.objects.filter(key=key).exists():
        return None
    now = timezone.now()
    message = OutboxMessage(
        key=key,
        kind=kind,
        scope=scope,
        recipient=recipient,
        recipient_email=email,
        recipient_name=_one_line(name),
        subject=_one_line(subject),
        body=body.strip(),
        due_on=due_on,
        link=link,
        link_label=link_label,
        has_secret_link=has_secret_link,
        send_after=send_after or now,
        created_at=now,
    )
    try:
        message.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise NotificationError(" ".join(error.messages)) from error
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        # Two planners at once: the other was first.
        return None
    if message.send_after <= now:
        transaction.on_commit(ring, robust=True)
    return message


@transaction.atomic
def cancel_messages(
    *, keys: Iterable[str] | None = None, kind: str = "", scope: str = "", recipient: User | None = None
) -> int:
    """Take waiting messages out: those with these keys, or all that fit kind, scope and recipient. Gives how many."""
    if keys is None and not (kind or scope or recipient):
        raise ValueError("Say which messages: keys, kind, scope or recipient.")
    waiting = OutboxMessage.objects.filter(state=State.WAITING)
    if keys is not None:
        waiting = waiting.filter(key__in=list(keys))
    if kind:
        waiting = waiting.filter(kind=kind)
    if scope:
        waiting = waiting.filter(scope=scope)
    if recipient:
        waiting = waiting.filter(recipient=recipient)
    return waiting.update(state=State.CANCELLED)


@transaction.atomic
def resend_message(message: OutboxMessage, *, by: User) -> OutboxMessage:
    """Send a failed or unsure message again, under the same Message-ID. Raises NotificationError in any other state."""
    now = timezone.now()
    changed = OutboxMessage.objects.filter(pk=message.pk, state__in=[State.UNSURE, State.FAILED]).update(
        state=State.WAITING, send_after=now, first_tried_at=None, lease_until=None, error=""
    )
    message.refresh_from_db()
    if not changed:
        raise NotificationError(
            _("Meldingen kan ikke sendes på nytt. Den er «%(state)s».") % {"state": message.get_state_display().lower()}
        )
    record(by=by, action="resend_message", scope=message.scope, subject=message, summary=message.kind)
    transaction.on_commit(ring, robust=True)
    return message


def _one_line(text: str) -> str:
    """A header has no line ends; whoever pasted one meant a space."""
    return " ".join(text.split())
