"""App configuration: networks, learning sessions and change packages."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """Networks, learning sessions and change packages."""

    name = "networks"
