"""Lets days go by and tells what was put into the outbox on each."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import time_machine
from django.utils import timezone

from notifications.models import OutboxMessage
from reports.services.reminders import plan_reminders


def at(day: date, clock: str = "09:00") -> datetime:
    """This local time of this day."""
    return timezone.make_aware(datetime.fromisoformat(f"{day.isoformat()}T{clock}"))


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def planned(first: date, last: date, *kinds: str) -> list[tuple[str, str, str]]:
    """Run the planner each day, twice when it had something: the local day, kind and recipient of each message."""
    told = []
    for day in days(first, last):
        known = set(OutboxMessage.objects.values_list("pk", flat=True))
        for clock in ("09:00", "12:00"):
            with time_machine.travel(at(day, clock), tick=False):
                if not plan_reminders():
                    break
        rows = OutboxMessage.objects.exclude(pk__in=known).order_by("recipient_name", "pk")
        told += [(day.isoformat(), row.kind, row.recipient_name) for row in rows if not kinds or row.kind in kinds]
    return told


def only_message(kind: str) -> OutboxMessage:
    """The one message of this kind."""
    return OutboxMessage.objects.get(kind=kind)
