"""What can happen to messages: queued once, sent once, cancelled, sent again by a person."""

from notifications.services.delivery import send_waiting_messages
from notifications.services.queue import NotificationError, cancel_messages, queue_message, resend_message

__all__ = [
    "NotificationError",
    "cancel_messages",
    "queue_message",
    "resend_message",
    "send_waiting_messages",
]
