"""App configuration: the outbox: who was told what, once."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The outbox: who was told what, once."""

    name = "notifications"
