"""SQLite sorts and searches Norwegian names as PostgreSQL does."""

import random

import pytest
from django.db import connection

from laeringsnettverk.sqlite import sort_key

ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts by its own ICU collation")


def rows(sql: str, *parameters: str) -> list[str]:
    """The first column of a query's answer."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def test_sort_key_puts_the_norwegian_letters_last_in_order() -> None:
    ordered = ["Alta", "Vea", "Véa", "Zeta", "ærlig", "Ærøy", "Ödegård", "Østre", "Ålesund", "Aas"]
    random.Random(1).shuffle(names := list(ordered))
    assert sorted(names, key=sort_key) == ordered


@ON_SQLITE
@pytest.mark.django_db
def test_nb_collation_orders_rows() -> None:
    sql = "SELECT column1 FROM (VALUES ('Østre'), ('Alta'), ('Ålesund'), ('Ærøy')) ORDER BY column1 COLLATE nb"
    assert rows(sql) == ["Alta", "Ærøy", "Østre", "Ålesund"]


@ON_SQLITE
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "wanted", "found"),
    [
        ("Ærøy", "%ærø%", 1),
        ("Ålesund", "ålesund", 1),
        ("100 %", "100 \\%", 1),
        ("1000", "100\\%", 0),
        ("to\nlinjer", "%LINJER", 1),
        ("a", "_", 1),
        ("ab", "_", 0),
        ("a.c", "abc", 0),
    ],
)
def test_like_ignores_case_of_every_letter(value: str, wanted: str, found: int) -> None:
    assert rows("SELECT %s LIKE %s ESCAPE '\\'", value, wanted) == [found]


@ON_SQLITE
@pytest.mark.django_db
def test_like_of_nothing_is_null() -> None:
    assert rows("SELECT NULL LIKE 'a'") == [None]
