"""Doorbells: each task fetches what it needs and calls its services."""

from celery import shared_task
from django.utils import timezone

from reports.services.drafts import open_due_reports
from reports.services.reminders import plan_reminders as plan


@shared_task(name="reports.tasks.plan_reminders")
def plan_reminders() -> int:
    """Start the reports that are near their deadline, and put every reminder that is due into the outbox."""
    open_due_reports(timezone.localdate())
    return plan()
