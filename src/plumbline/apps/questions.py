"""Questions that every page asks: put into SQL once by the ORM, then asked again with other values.

Building a query set and compiling it costs ten times what such a question costs the database. What is kept is the
statement alone; every answer is read from the database when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from plumbline.apps import plain_sql

_MARK = "\x01value {} of the question"
_Part = int | tuple[int, int]


class Statement:
    """SQL, where each value belongs, and how columns are read. Without places it asks the very thing it was made of."""

    __slots__ = ("converters", "places", "sql")

    def __init__(self, rows: QuerySet[Any, Any], places: Mapping[str, _Part] = MappingProxyType({})) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, given = compiler.as_sql()
        self.places: list[tuple[bool, Any]] = [
            (one in places, places.get(one, one)) if isinstance(one, str) else (False, one) for one in given
        ]
        columns = [column[0] for column in compiler.select]
        self.converters = compiler.get_converters(columns)
        if {places_ for is_value, places_ in self.places if is_value} != set(places.values()):
            raise ValueError("a value of the question does not stand in its statement as it was given")

    def ask(self, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        given = [
            one if not is_value else values[one] if isinstance(one, int) else values[one[0]][one[1]]
            for is_value, one in self.places
        ]
        found = plain_sql.rows(self.sql, given)
        return list(self._read(found)) if self.converters else found

    def _read(self, found: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for row in found:
            read = list(row)
            for place, (converters, expression) in self.converters.items():
                for converter in converters:
                    read[place] = converter(read[place], expression, connection)
            yield tuple(read)


def take_out(table: type[Model], **where: str) -> None:
    """Delete the rows of these values by one statement; for tables of projections, on whose rows nothing hangs."""
    quote = connection.ops.quote_name
    columns = [quote(table._meta.get_field(name).column) for name in where]
    told = " AND ".join(f"{column} = %s" for column in columns)
    plain_sql.done(f"DELETE FROM {quote(table._meta.db_table)} WHERE {told}", list(where.values()))


_AS_THEY_ARE = frozenset(
    {"CharField", "TextField", "IntegerField", "BigIntegerField", "PositiveIntegerField", "BooleanField"}
)
"""Kinds of columns whose values every driver takes as Python has them."""


class _Columns:
    """How rows of a table are written: its columns, and how the values of each become what the driver takes."""

    def __init__(self, table: type[Model]) -> None:
        quote, key = connection.ops.quote_name, table._meta.pk
        assert key is not None
        counted = key.get_internal_type().endswith("AutoField")
        fields = [one for one in table._meta.concrete_fields if not (counted and one is key)]
        names = [quote(one.column) for one in fields]
        self.names = [one.attname for one in fields]
        self.turned = [
            (at, one) for at, one in enumerate(fields) if one.get_internal_type() not in _AS_THEY_ARE
        ]
        self.is_plain = not counted and not self.turned
        self.key = next(at for at, one in enumerate(fields) if one is key) if self.is_plain else 0
        self.look = f"SELECT {', '.join(names)} FROM {quote(table._meta.db_table)} WHERE "
        self.drop = f"DELETE FROM {quote(table._meta.db_table)} WHERE {quote(key.column)} IN "
        self.into = f"INSERT INTO {quote(table._meta.db_table)} ({', '.join(names)}) VALUES "
        self.row = f"({', '.join(['%s'] * len(fields))})"
        self.sets = [f"{one} = %s" for one in names]
        self.change = f"UPDATE {quote(table._meta.db_table)} SET ", f" WHERE {quote(key.column)} = %s"

    def mend(self, key: Any, held: Sequence[Any], wanted: Sequence[Any]) -> None:
        """Write the columns of a row that are not as they should be; an index on none of them is not touched."""
        places = [at for at, one in enumerate(wanted) if one != held[at]]
        told = self.change[0] + ", ".join(self.sets[at] for at in places) + self.change[1]
        plain_sql.done(told, [*(wanted[at] for at in places), key])

    def values(self, row: Model) -> list[Any]:
        """The values of a row, in the order of the columns."""
        found = [getattr(row, name) for name in self.names]
        for at, one in self.turned:
            found[at] = one.get_db_prep_save(found[at], connection)
        return found


_COLUMNS: dict[tuple[str, type[Model]], _Columns] = {}
_ROWS = 100
"""Rows that one statement writes."""


def _columns_of(table: type[Model]) -> _Columns:
    key = connection.vendor, table
    known = _COLUMNS.get(key)
    if known is None:
        known = _COLUMNS[key] = _Columns(table)
    return known


def put_in(rows: Sequence[Model], *, unless_there: bool = False) -> None:
    """Write new rows of one table by one statement; for tables of projections, as the ORM would, without its queries.

    `unless_there` leaves the rows that have these keys as they are.
    """
    for first in range(0, len(rows), _ROWS):
        some = rows[first : first + _ROWS]
        known = _columns_of(type(some[0]))
        there = " ON CONFLICT DO NOTHING" if unless_there else ""
        plain_sql.done(
            known.into + ", ".join([known.row] * len(some)) + there,
            [value for row in some for value in known.values(row)],
        )


def make_it(table: type[Model], rows: Sequence[Model], **where: str) -> None:
    """Let these be the rows of these values: what stands there already as it should is not written again.

    An act changes few of the rows that are made anew for its case; to look costs what taking all out would.
    """
    known = _columns_of(table)
    if not known.is_plain:
        take_out(table, **where)
        put_in(rows)
        return
    quote = connection.ops.quote_name
    told = " AND ".join(f"{quote(table._meta.get_field(name).column)} = %s" for name in where)
    held = {row[known.key]: row for row in plain_sql.rows(known.look + told, list(where.values()))}
    wanted = {values[known.key]: (tuple(values), row) for row in rows for values in (known.values(row),)}
    if gone := held.keys() - wanted.keys():
        plain_sql.done(f"{known.drop}({', '.join(['%s'] * len(gone))})", list(gone))
    put_in([row for key, (_values, row) in wanted.items() if key not in held])
    for key, (values, _row) in wanted.items():
        if key in held and held[key] != values:
            known.mend(key, held[key], values)


class Question:
    """`Question(build)(value, …)`: the rows of `build(value, …)`, which must end in `values_list`.

    Values are texts, or collections of texts for `__in`; `build` must put each into the query as it is given.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[tuple[object, ...], Statement] = {}

    def __call__(self, *values: str | Collection[str]) -> list[tuple[Any, ...]]:
        """The rows; none where a collection is empty."""
        given = tuple(one if isinstance(one, str) else _filled(list(one)) for one in values)
        if any(not one for one in given if not isinstance(one, str)):
            return []
        shape = (connection.vendor, *(-1 if isinstance(one, str) else len(one) for one in given))
        statement = self._known.get(shape)
        if statement is None:
            statement = self._known[shape] = self._compiled(given)
        return statement.ask(given)

    def _compiled(self, given: tuple[Any, ...]) -> Statement:
        places: dict[str, _Part] = {}
        marks: list[str | list[str]] = []
        for at, one in enumerate(given):
            if isinstance(one, str):
                places[_MARK.format(at)] = at
                marks.append(_MARK.format(at))
            else:
                row = {_MARK.format(f"{at}.{n}"): (at, n) for n in range(len(one))}
                places |= row
                marks.append(list(row))
        try:
            return Statement(self._build(*marks), places)
        except EmptyResultSet as nothing:
            raise ValueError("the question can have no answer") from nothing


_LISTED = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT json_array_elements_text(%s::json)",
}


def listed(texts: str) -> RawSQL:
    """For `__in`: the texts of a list in JSON, one value of the statement however many they are."""
    return RawSQL(_LISTED[connection.vendor], [texts])


def _filled(values: list[str]) -> list[str]:
    """The values, the last one repeated up to a power of two: few lengths, few statements."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values)) if values else values
