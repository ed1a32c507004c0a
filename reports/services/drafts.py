"""Starts the reports whose deadline is near, so that the reminder leads to something already written."""

from datetime import date, timedelta

from networks.models import ReportDeadline
from reports.models import Report
from reports.models.sections import DRAFTED_DAYS_BEFORE
from reports.services.report import open_report
from teams.models import Team


def open_due_reports(today: date) -> int:
    """Start every missing report whose deadline is within its days, or just passed; give how many. Safe to repeat."""
    running = ReportDeadline.objects.filter(
        network__published_at__isnull=False,
        network__closed_at__isnull=True,
        due_on__gte=today - timedelta(days=7),
        due_on__lte=today + timedelta(days=max(DRAFTED_DAYS_BEFORE.values())),
    ).select_related("network")
    opened = 0
    for deadline in running:
        if deadline.due_on - timedelta(days=DRAFTED_DAYS_BEFORE[deadline.kind]) > today:
            continue
        started = Report.objects.filter(deadline=deadline).values("team")
        for team in Team.objects.active().filter(network=deadline.network).exclude(pk__in=started):
            open_report(team, deadline=deadline, by=None)
            opened += 1
    return opened
