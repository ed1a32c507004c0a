"""App configuration: everything that gathers: dashboards and reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Everything that gathers: dashboards and reports."""

    name = "reports"
