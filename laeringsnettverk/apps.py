"""App configuration: the project on top of the apps."""

from django.apps import AppConfig

from laeringsnettverk.sqlite import register


class LaeringsnettverkConfig(AppConfig):
    """The project on top of the apps."""

    name = "laeringsnettverk"

    def ready(self) -> None:
        """Teach SQLite Norwegian before the first query."""
        register()
