"""What every test has: its database, a client for a person, and the plugins for network, mail, broker and browser."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db import connections
from django.test import Client

pytest_plugins = ["tests.plugins.network", "tests.plugins.mail", "tests.plugins.broker", "tests.plugins.browser"]

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite tests get a file each process owns: the browser's server thread needs a connection of its own."""
    database = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits count in the cache; one test's sign-ins must not use up the next one's."""
    cache.clear()


@pytest.fixture
def client_for() -> Callable[[AbstractBaseUser], Client]:
    """A function that gives a Django test client signed in as a person."""

    def make(user: AbstractBaseUser) -> Client:
        client = Client()
        client.force_login(user, backend=SIGN_IN)
        return client

    return make
