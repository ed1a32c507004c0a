"""The outbox of one network, ready for the template."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.norwegian import format_date, format_time
from networks.models import Network
from notifications.models import OutboxMessage

State = OutboxMessage.State

MESSAGE_FILTERS = {
    "alle": gettext_lazy("Alle"),
    "se-pa": gettext_lazy("Trenger deg"),
    "venter": gettext_lazy("Venter"),
    "sendt": gettext_lazy("Sendt"),
}
_STATES = {
    "se-pa": [State.UNSURE, State.FAILED],
    "venter": [State.WAITING, State.SENDING, State.CLOSING],
    "sendt": [State.SENT],
}
_MARKS = {
    State.SENT: "done",
    State.UNSURE: "look",
    State.FAILED: "late",
    State.CANCELLED: "none",
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message in the log."""

    pk: int
    to_name: str
    to_email: str
    subject: str
    mark: str
    status: str
    when: str
    explanation: str
    can_be_resent: bool


def network_messages(network: Network, chosen: str) -> QuerySet[OutboxMessage]:
    """Messages of the network, newest first; `chosen` is a key of MESSAGE_FILTERS."""
    rows = OutboxMessage.objects.in_scope(network.scope).order_by("-created_at", "-id")
    return rows.filter(state__in=_STATES[chosen]) if chosen in _STATES else rows


def message_counts(network: Network) -> dict[str, int]:
    """How many messages were sent, wait, and need a person. One query."""
    return OutboxMessage.objects.in_scope(network.scope).aggregate(
        sent=Count("pk", filter=Q(state=State.SENT)),
        waiting=Count("pk", filter=Q(state__in=_STATES["venter"])),
        attention=Count("pk", filter=Q(state__in=_STATES["se-pa"])),
    )


def message_rows(messages: QuerySet[OutboxMessage]) -> list[MessageRow]:
    """The messages in words. One query."""
    return [_row(message) for message in messages]


def _row(message: OutboxMessage) -> MessageRow:
    status, moment, explanation = _words(message)
    return MessageRow(
        pk=message.pk,
        to_name=message.recipient_name,
        to_email=message.recipient_email,
        subject=message.subject,
        mark=_MARKS.get(State(message.state), "waiting"),
        status=status,
        when=f"{format_date(moment)} {_('kl.')} {format_time(moment)}" if moment else "",
        explanation=explanation,
        can_be_resent=message.can_be_resent,
    )


def _words(message: OutboxMessage) -> tuple[str, datetime | None, str]:
    """What the state means to a person, its moment, and what to know about it."""
    if message.state == State.SENT:
        return _("Sendt"), message.sent_at, ""
    if message.state == State.FAILED:
        return _("Kom ikke fram"), message.created_at, message.error
    if message.state == State.UNSURE:
        return (
            _("Usikker"),
            message.created_at,
            _("Svaret fra e-posttjeneren ble borte. Sender du igjen, kan den komme to ganger."),
        )
    if message.state == State.CANCELLED:
        return _("Ikke sendt"), message.created_at, _("Den gjaldt ikke lenger.")
    if message.error:
        return _("Prøver igjen"), message.send_after, message.error
    return _("Venter"), message.send_after, ""
