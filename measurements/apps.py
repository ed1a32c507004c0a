"""App configuration: indicators, measurements and charts."""

from django.apps import AppConfig


class MeasurementsConfig(AppConfig):
    """Indicators, measurements and charts."""

    name = "measurements"
