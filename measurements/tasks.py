"""What the worker does about links."""

from celery import shared_task

from measurements import services


@shared_task(name="measurements.tasks.delete_old_links")
def delete_old_links() -> int:
    """Throw away what ended a while ago."""
    return services.delete_old_links()
