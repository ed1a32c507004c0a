"""Wakes a worker when something waits; if nobody hears it, the next minute's round finds the message anyway."""

import logging
import time

from celery import current_app
from kombu.exceptions import KombuError

logger = logging.getLogger(__name__)

TASK = "notifications.tasks.send_waiting_messages"
# After a broker that did not answer, leave it alone this long: no page waits for it more than once.
QUIET_SECONDS = 30.0

_quiet_until = 0.0


def ring(task: str = TASK, *args: object) -> None:
    """Ask a worker to send what waits, or to do another task with these arguments.

    Never raises, and takes at most the broker's one-second timeout.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(task, args=args, retry=False)
    except (KombuError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.info("No broker to ring (%s); the work waits for the next round.", type(error).__name__)
