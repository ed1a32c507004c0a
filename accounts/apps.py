"""App configuration: people, organizations, roles and sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organizations, roles and sign-in."""

    name = "accounts"
