"""App configuration: registrations, teams, plans and pdsa cycles."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Registrations, teams, plans and PDSA cycles."""

    name = "teams"
