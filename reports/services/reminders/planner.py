"""Runs every rule over the running networks and puts what is due into the outbox, each message once."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from networks.models import Network
from notifications.models import OutboxMessage
from notifications.services import NotificationError, queue_message
from reports.services.reminders import measuring, odd_figures, registering, reporting, sessions
from reports.services.reminders.reminder import Reminder

logger = logging.getLogger(__name__)

Rule = Callable[[list[Network], date], Iterator[Reminder]]

# Kind of message → the rule that makes it.
RULES: dict[str, Rule] = {
    "registration_deadline": registering.deadline_is_near,
    "session_near": sessions.session_is_near,
    "baseline_missing": measuring.baseline_is_missing,
    "month_open": measuring.month_is_open,
    "month_due": measuring.month_is_due,
    "month_late": measuring.month_is_late,
    "status_report_due": reporting.status_report_is_due,
    "final_report_due": reporting.final_report_is_due,
}

# Looked at once a night, since every figure of the last days is read.
NIGHTLY_RULES: dict[str, Rule] = {"figures_odd": odd_figures.figures_are_odd}

# Reminders go out in working hours, local time; the rest of the day they wait.
WINDOW_OPENS, WINDOW_CLOSES = time(7), time(16)


def due_reminders(today: date, rules: Mapping[str, Rule] = RULES) -> Iterator[Reminder]:
    """Give every reminder that should have been sent by `today` and still helps. A constant number of queries."""
    networks = list(_running().prefetch_related("learning_sessions"))
    for rule in rules.values():
        yield from rule(networks, today)


def _running() -> QuerySet[Network]:
    return Network.objects.filter(published_at__isnull=False, closed_at__isnull=True)


def plan_reminders(now: datetime | None = None, rules: Mapping[str, Rule] = RULES) -> int:
    """Queue what is due and give the number of new messages. Running it again, or twice at once, adds nothing."""
    now = now or timezone.now()
    local = timezone.localtime(now)
    send_after = next_send_time(local)
    queued = 0
    for reminder in due_reminders(local.date(), rules):
        try:
            queued += _queue(reminder, send_after) is not None
        except NotificationError as error:
            # One reminder that cannot be stored must not keep the others from everybody else.
            logger.warning("Reminder %s cannot be queued: %s", reminder.key, error)
    return queued


def _queue(reminder: Reminder, send_after: datetime) -> OutboxMessage | None:
    return queue_message(
        key=reminder.key,
        kind=reminder.kind,
        scope=reminder.network.scope,
        recipient=reminder.to.user,
        email=reminder.to.email,
        name=reminder.to.name,
        subject=str(reminder.subject),
        body=reminder.body,
        due_on=reminder.due_on,
        link=reminder.link,
        link_label=str(reminder.link_label),
        send_after=send_after,
        has_secret_link=reminder.has_secret_link,
    )


def next_send_time(local: datetime) -> datetime:
    """Give `local` itself within the sending window, else the next morning's opening. `local` carries its zone."""
    if local.time() < WINDOW_OPENS:
        day = local.date()
    elif local.time() >= WINDOW_CLOSES:
        day = local.date() + timedelta(days=1)
    else:
        return local
    return timezone.make_aware(datetime.combine(day, WINDOW_OPENS), local.tzinfo)


def still_applies(message: OutboxMessage) -> bool:
    """Tell whether a waiting reminder would be planned again today; asked just before it is sent."""
    network = _running().filter(pk=message.scope.removeprefix("network/")).prefetch_related("learning_sessions").first()
    if network is None:
        return False
    due = (RULES | NIGHTLY_RULES)[message.kind]([network], timezone.localdate())
    return any(reminder.key == message.key for reminder in due)
