"""What the worker throws away."""

from celery import shared_task

from measurements import services


@shared_task(name="measurements.tasks.delete_old_links")
def delete_old_links() -> int:
    """Throw away what ended a while ago."""
    return services.delete_old_links()


@shared_task(name="measurements.tasks.delete_old_imports")
def delete_old_imports() -> int:
    """Throw away figures that somebody read in and did not say yes to within the hour."""
    return services.delete_old_imports()
