"""What is written once: daily pages ask the same things and lead to the same pages.

Django takes longer to write SQL than to fetch what it asks for, and as long to find an address.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse

# What a query is asked about: an id, a text, a day, or several ids.
Value = int | str | date | Sequence[int]

# Stand where values will stand while the SQL is written; no row has such an id, text or day.
_FIRST_ID = -(10**15)
_FIRST_DAY = date(2, 2, 2)
# Twenty or so for each team and network.
KEPT_ADDRESSES = 8192


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """`__among`: as `__in` of a list of ids, with one value for all of them, so that the SQL is the same for any number."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """A list for PostgreSQL, a text of JSON for SQLite."""
        sql, values = self.process_lhs(compiler, connection)
        among = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        return f"{sql} {among}", [*values, _adapted(self.rhs)]


class _Written(NamedTuple):
    """SQL with its values, which of them are asked about, what columns are put through, and how rows become objects."""

    sql: str
    values: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]
    converters: tuple[tuple[int, tuple[list[Callable], Any]], ...]
    compiler: Any


class PreparedQuery:
    """A query that is the same every time but for the values it is asked about.

    `build` gets as many values as `rows` or `objects` will, of the same types, and gives a queryset, without prefetching.
    It must not look at them, nor at the clock or the language: it is called once a process. Several ids are for `__among`.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._written: dict[tuple[type, ...], _Written | None] = {}

    def rows(self, *values: Value) -> list[tuple]:
        """The rows about these values, of a queryset of `values_list`. One query; none when nothing can be found."""
        written, found = self._fetch(values)
        return _converted(found, written.converters) if written else found

    def objects(self, *values: Value) -> list[Any]:
        """The models about these values, with what is selected with them. One query; none when nothing can be found."""
        return self.made(self.raw(*values))

    def first(self, *values: Value) -> Any | None:
        """The first of the models about these values, None when there is none; the query says how many are read."""
        found = self.objects(*values)
        return found[0] if found else None

    def raw(self, *values: Value) -> list[tuple]:
        """The rows of the models as the database gave them, to be compared with other times; `made` makes them models."""
        return self._fetch(values)[1]

    def made(self, raw: Sequence[tuple]) -> list[Any]:
        """The models of rows that `raw` gave in this process."""
        if not raw:
            return []
        # Columns are the same whatever was asked about.
        written = next(one for one in self._written.values() if one)
        return list(_models(_converted(raw, written.converters), written.compiler))

    def _fetch(self, asked: tuple[Value, ...]) -> tuple[_Written | None, list[tuple]]:
        kinds = tuple(map(type, asked))
        try:
            written = self._written[kinds]
        except KeyError:
            written = self._written[kinds] = self._write(kinds)
        if written is None:
            return None, []
        values = list(written.values)
        for place, number in written.slots:
            values[place] = _adapted(asked[number], values[place])
        with connection.cursor() as cursor:
            cursor.execute(written.sql, values)
            return written, cursor.fetchall()

    def _write(self, kinds: tuple[type, ...]) -> _Written | None:
        stand_ins = [_stand_in(kind, number) for number, kind in enumerate(kinds)]
        compiler = self._build(*stand_ins).query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return None
        asked = [_adapted(one) for one in stand_ins]
        slots = [(place, asked.index(value)) for place, value in enumerate(values) if value in asked]
        if missing := set(range(len(asked))) - {number for _place, number in slots}:
            raise ValueError(f"The query does not ask about value {min(missing)} as it was given.")
        columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
        converters = tuple(compiler.get_converters(columns).items())
        return _Written(sql, tuple(values), tuple(slots), converters, compiler)


@lru_cache(maxsize=KEPT_ADDRESSES)
def address(name: str, *args: str | int) -> str:
    """The address of the page with this name: a process serves under one root, so it stays the same."""
    return reverse(name, args=args)


def _stand_in(kind: type, number: int) -> Value:
    """What stands for a value of this type while the SQL is written."""
    if issubclass(kind, date):
        return _FIRST_DAY + timedelta(days=number)
    if issubclass(kind, str):
        return f"\x02{number}"
    return _FIRST_ID - number if issubclass(kind, int) else [_FIRST_ID - number]


def _adapted(value: Value, example: Any = None) -> Any:
    """The value as the database takes it, of the type of the example: PostgreSQL knows a query by its values' types too."""
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, int):
        return type(example)(value) if isinstance(example, int) else value
    if isinstance(value, str):
        return value
    return list(value) if connection.vendor == "postgresql" else json.dumps(list(value))


def _models(rows: Sequence[tuple], compiler: Any) -> Iterator[Model]:
    """As QuerySet makes them of its rows."""
    select, info = compiler.select, compiler.klass_info
    fields = info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in select[start:end]]
    related = get_related_populators(info, select, connection.alias)
    annotated = tuple((compiler.annotation_col_map or {}).items())
    for row in rows:
        found = info["model"].from_db(connection.alias, names, row[start:end])
        for one in related:
            one.populate(row, found)
        for name, place in annotated:
            setattr(found, name, row[place])
        yield found


def _converted(
    rows: Sequence[tuple], converters: tuple[tuple[int, tuple[list[Callable], Any]], ...]
) -> Sequence[tuple]:
    """What the database gave as Django gives it: dates from SQLite's texts, for one."""
    if not converters:
        return rows
    found = []
    for row in rows:
        values = list(row)
        for place, (steps, expression) in converters:
            for step in steps:
                values[place] = step(values[place], expression, connection)
        found.append(tuple(values))
    return found
