"""Which reminders are due today: every rule of the network's life, planned into the outbox once."""

from reports.services.reminders.planner import NIGHTLY_RULES, RULES, Reminder, plan_reminders, still_applies

__all__ = ["NIGHTLY_RULES", "RULES", "Reminder", "plan_reminders", "still_applies"]
