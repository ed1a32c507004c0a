"""What every test has: its database, a client for a person, and the plugins for network, mail, broker and browser."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db import connections
from django.test import Client

from measurements.queries import figures

pytest_plugins = ["tests.plugins.network", "tests.plugins.mail", "tests.plugins.broker", "tests.plugins.browser"]

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


# What a test that asks the database has, directly or through what it uses; pytest-django refuses every other.
ASKING = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """On a second database only what asks one can come out otherwise."""
    parser.addoption("--database-only", action="store_true", help="leave out tests that never ask a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot differ, and say how many."""
    if not config.getoption("--database-only"):
        return
    asking = [item for item in items if _asks(item) and not item.get_closest_marker("demo")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or ASKING & set(item.fixturenames))


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
def _empty_memory() -> None:
    """Rate limits count in the cache; one test's sign-ins must not use up the next one's.

    And figures are kept under ids and versions, which come again when a test's database is rolled back.
    """
    cache.clear()
    figures._KEPT.clear()


@pytest.fixture
def client_for() -> Callable[[AbstractBaseUser], Client]:
    """A function that gives a Django test client signed in as a person."""

    def make(user: AbstractBaseUser) -> Client:
        client = Client()
        client.force_login(user, backend=SIGN_IN)
        return client

    return make
