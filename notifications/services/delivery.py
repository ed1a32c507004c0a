"""Sends what waits. The state «closing» is committed between the body and the final dot of SMTP.

A crash before it means that the server has dropped the mail: it is sent again. A crash after it means that nobody knows:
a person decides. So no message is lost in silence, and the machine sends none twice.
"""

import logging

from notifications.mail import AnswerLost, Line, PermanentRefusal, TemporaryRefusal, build_letter, open_line
from notifications.models import OutboxMessage
from notifications.registry import still_applies
from notifications.services import lease

logger = logging.getLogger(__name__)


def send_waiting_messages(limit: int = 200) -> int:
    """Send up to `limit` messages over one connection and give how many the server took. Never inside a transaction."""
    unsure = lease.flag_abandoned()
    if unsure:
        logger.warning("%d messages are unsure: a sender stopped at the final dot.", unsure)
    sent = 0
    line = open_line()
    try:
        for _round in range(limit):
            message = lease.claim_message()
            if message is None:
                break
            sent += _deliver(message, line)
            if line.is_down:
                break
    finally:
        line.hang_up()
    return sent


def _deliver(message: OutboxMessage, line: Line) -> bool:
    """Take one claimed message through SMTP. True when the server took it."""
    if not _begin(message, line):
        line.hang_up()
        return False
    try:
        line.finish()
    except AnswerLost as error:
        lease.mark_unsure(message, str(error))
    except PermanentRefusal as error:
        lease.mark_failed(message, str(error))
    except TemporaryRefusal as error:
        lease.try_later(message, str(error))
    else:
        lease.mark_sent(message)
        return True
    line.hang_up()
    return False


def _begin(message: OutboxMessage, line: Line) -> bool:
    """Everything up to the final dot. False when it must not be sent: then the state says why."""
    try:
        if message.recipient and not message.recipient.is_active:
            lease.mark_cancelled(message)
            return False
        line.begin(build_letter(message))
        if not still_applies(message):
            lease.mark_cancelled(message)
            return False
    except TemporaryRefusal as error:
        lease.try_later(message, str(error))
        return False
    except (PermanentRefusal, ValueError) as error:
        lease.mark_failed(message, str(error)[:300])
        return False
    except Exception:
        # A question that breaks must stop neither the queue nor this message for good.
        logger.exception("Message %s could not be prepared.", message.pk)
        lease.try_later(message, "Intern feil")
        return False
    return lease.enter_closing(message)
