"""Queries that are written once: daily pages ask the same things, and Django takes longer to write SQL than to fetch it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

# Stands where an id will stand while the SQL is written; no row has such an id.
_FIRST_SLOT = -(10**15)


class _Written(NamedTuple):
    """SQL with its values, where in them the ids go (place, number of the id), and what columns are put through."""

    sql: str
    values: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]
    converters: tuple[tuple[int, tuple[list[Callable], Any]], ...]


class PreparedQuery:
    """A query of plain rows, the same every time but for the ids it is asked about.

    `build` gets as many ids as `rows` will, and gives a `values_list`. It must not look at them, nor at the clock: it
    is called once a process.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._written: _Written | None = None

    def rows(self, *ids: int) -> list[tuple]:
        """The rows about these ids. One query."""
        written = self._written
        if written is None:
            written = self._written = self._write(len(ids))
        values = list(written.values)
        for place, number in written.slots:
            values[place] = ids[number]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, values)
            found = cursor.fetchall()
        return _converted(found, written.converters) if written.converters else found

    def _write(self, count: int) -> _Written:
        query = self._build(*[_FIRST_SLOT - number for number in range(count)]).query
        compiler = query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        numbers = {_FIRST_SLOT - number: number for number in range(count)}
        slots = [(place, numbers[value]) for place, value in enumerate(values) if value in numbers]
        columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
        return _Written(sql, tuple(values), tuple(slots), tuple(compiler.get_converters(columns).items()))


def _converted(rows: list[tuple], converters: tuple[tuple[int, tuple[list[Callable], Any]], ...]) -> list[tuple]:
    """What the database gave as Django gives it: dates from SQLite's texts, for one."""
    found = []
    for row in rows:
        values = list(row)
        for place, (steps, expression) in converters:
            for step in steps:
                values[place] = step(values[place], expression, connection)
        found.append(tuple(values))
    return found
