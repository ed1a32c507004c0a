"""The Celery app and the whole beat schedule."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laeringsnettverk.settings")

app = Celery("laeringsnettverk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    # The database is the truth: each tick sends whatever is due, so a lost tick costs one minute.
    "send-waiting-messages": {"task": "notifications.tasks.send_waiting_messages", "schedule": 60.0},
    # Every quarter, not once a day: the planner is idempotent, and a machine that slept at seven catches up.
    "plan-reminders": {"task": "reports.tasks.plan_reminders", "schedule": crontab(minute="*/15")},
    # At night: links that ended long ago, and the taps behind them.
    "delete-old-links": {"task": "measurements.tasks.delete_old_links", "schedule": crontab(hour=3, minute=20)},
    # Figures of the days before that look odd; the question leaves in the morning.
    "ask-about-odd-figures": {"task": "reports.tasks.ask_about_odd_figures", "schedule": crontab(hour=3, minute=40)},
    # Figures that were read in and never said yes to.
    "delete-old-imports": {"task": "measurements.tasks.delete_old_imports", "schedule": crontab(minute="*/15")},
}
