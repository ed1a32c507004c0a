"""Which reminders are due today: every rule of the network's life, planned into the outbox once."""

from reports.services.reminders.planner import RULES, Reminder, plan_reminders, still_applies

__all__ = ["RULES", "Reminder", "plan_reminders", "still_applies"]
