"""What the worker does about messages."""

from celery import shared_task

from notifications import services


@shared_task(name="notifications.tasks.send_waiting_messages")
def send_waiting_messages() -> int:
    """Send whatever is due."""
    return services.send_waiting_messages()
