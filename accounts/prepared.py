"""Queries that are written once: daily pages ask the same things, and Django takes longer to write SQL than to fetch it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

# What a query is asked about: an id, a text, a day, or several ids.
Value = int | str | date | Sequence[int]

# Stand where values will stand while the SQL is written; no row has such an id, text or day.
_FIRST_ID = -(10**15)
_FIRST_DAY = date(2, 2, 2)


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
    It must not look at them, nor at the clock or the language: it is called once a process. Lists are for `__in`; one
    SQL is written for each power of two of their length.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._written: dict[tuple, _Written | None] = {}

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
        flat, shape = _flat(asked)
        try:
            written = self._written[shape]
        except KeyError:
            written = self._written[shape] = self._write(shape)
        if written is None:
            return None, []
        values = list(written.values)
        for place, number in written.slots:
            values[place] = _adapted(flat[number], values[place])
        with connection.cursor() as cursor:
            cursor.execute(written.sql, values)
            return written, cursor.fetchall()

    def _write(self, shape: tuple) -> _Written | None:
        numbers: dict[Any, int] = {}
        query = self._build(*_stand_ins(shape, numbers)).query
        compiler = query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return None
        slots = [(place, numbers[value]) for place, value in enumerate(values) if _is_among(value, numbers)]
        if missing := set(numbers.values()) - {number for _place, number in slots}:
            raise ValueError(f"The query does not ask about value {min(missing)} as it was given.")
        columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
        converters = tuple(compiler.get_converters(columns).items())
        return _Written(sql, tuple(values), tuple(slots), converters, compiler)


def _flat(asked: tuple[Value, ...]) -> tuple[list[int | str | date], tuple]:
    """All single values in order, and the shape: the type of each value, and the length of each list.

    A list is filled up with its last id to a power of two, so that few shapes are written and the database knows them.
    """
    flat: list[int | str | date] = []
    shape: list[type | int] = []
    for value in asked:
        if isinstance(value, int | str | date):
            flat.append(value)
            shape.append(type(value))
            continue
        ids = list(value)
        length = 1 << (len(ids) - 1).bit_length() if ids else 0
        flat += ids + ids[-1:] * (length - len(ids))
        shape.append(length)
    return flat, tuple(shape)


def _stand_ins(shape: tuple, numbers: dict[Any, int]) -> Iterator[Value]:
    """What stands for the values while the SQL is written; `numbers` learns which is which, as the database gets them."""
    for one in shape:
        kinds = [int] * one if isinstance(one, int) else [one]
        made: list[Any] = []
        for kind in kinds:
            number = len(numbers)
            if issubclass(kind, date):
                made.append(_FIRST_DAY + timedelta(days=number))
            else:
                made.append(f"\x02{number}" if issubclass(kind, str) else _FIRST_ID - number)
            numbers[_adapted(made[-1])] = number
        yield made if isinstance(one, int) else made[0]


def _adapted(value: int | str | date, example: Any = None) -> Any:
    """The value as the database takes it, of the type of the example: PostgreSQL knows a query by its values' types too."""
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return type(example)(value) if isinstance(example, int) else value


def _is_among(value: Any, numbers: dict[Any, int]) -> bool:
    # Values of JSON have no hash.
    return isinstance(value, int | str | date) and value in numbers


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
