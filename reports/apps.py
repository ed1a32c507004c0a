"""App configuration: dashboards, reports and reminders."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Everything that gathers: dashboards and reports."""

    name = "reports"

    def ready(self) -> None:
        """Have the outbox ask, just before a reminder leaves, whether it still helps."""
        from notifications.registry import register  # noqa: PLC0415 - models are not loaded earlier
        from reports.services.reminders import NIGHTLY_RULES, RULES, still_applies  # noqa: PLC0415 - likewise

        for kind in RULES | NIGHTLY_RULES:
            register(kind, still_applies)
