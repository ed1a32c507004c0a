"""App configuration: the project on top of the apps."""

from django.apps import AppConfig


class LaeringsnettverkConfig(AppConfig):
    """The project on top of the apps."""

    name = "laeringsnettverk"
