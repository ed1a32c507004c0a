"""Doorbells: each task fetches what it needs and calls its services."""

from celery import shared_task
from django.utils import timezone

from reports import services
from reports.models import ReportVersion
from reports.services.reminders import NIGHTLY_RULES
from reports.services.reminders import plan_reminders as plan


@shared_task(name="reports.tasks.plan_reminders")
def plan_reminders() -> int:
    """Start the reports that are near their deadline, and put every reminder that is due into the outbox."""
    services.open_due_reports(timezone.localdate())
    return plan()


@shared_task(name="reports.tasks.ask_about_odd_figures")
def ask_about_odd_figures() -> int:
    """Ask whoever counts about figures that look odd, once each."""
    return plan(rules=NIGHTLY_RULES)


@shared_task(name=services.PRINT_VERSION)
def print_version(version_id: int) -> None:
    """Make the PDF of a submitted version before anybody asks for it."""
    version = ReportVersion.objects.printable().filter(pk=version_id).first()
    if version is not None:
        services.print_ahead(version)
