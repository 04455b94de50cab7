"""Many rows written at once: streamed to the database, where the ORM would compose a statement of every value."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from psycopg.types.json import Jsonb

COPIED_FROM = 50
"""Fewer are written as they are: a table to copy to costs more than so many rows."""
_ENCODER = DjangoJSONEncoder(ensure_ascii=False)


def add(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Add new rows, with the ids they have or the next in turn; a row that is there already is an error.

    The same as `bulk_create`, without what that may do besides.

    :param rows: models, or anything that has the fields.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        _number(cursor, model, rows)
        with (
            connection.wrap_database_errors,
            cursor.copy(f"copy {model._meta.db_table} ({', '.join(_columns(model))}) from stdin") as copy,
        ):
            for row in _values(model, rows):
                copy.write_row(row)
    for row in rows:
        if isinstance(row, models.Model):
            row._state.adding = False


def keep(model: type[models.Model], rows: Sequence[Any], mends: Sequence[str] = ()) -> None:
    """Add rows or mend those that are there: all their columns, or those that are named.

    A row that says the same as before is left as it is, so that no index is told of it.
    """
    if not rows:
        return
    table, key, columns = model._meta.db_table, str(model._meta.pk.column), _columns(model)
    mended = [one for one in (mends or columns) if one != key]
    before, after = (", ".join(f"{version}.{one}" for one in mended) for version in ("old", "excluded"))
    mend = (
        f"on conflict ({key}) do update set {', '.join(f'{one} = excluded.{one}' for one in mended)} "
        f"where ({before}) is distinct from ({after})"
    )
    with connection.cursor() as cursor:
        if len(rows) < COPIED_FROM:
            one_row = f"({', '.join(_mark(field) for field in model._meta.concrete_fields)})"
            cursor.execute(
                f"insert into {table} as old ({', '.join(columns)}) values {', '.join([one_row] * len(rows))} {mend}",
                [value for row in _values(model, rows) for value in row],
            )
            return
        cursor.execute(f"create temporary table if not exists coming_{table} (like {table}) on commit drop")
        cursor.execute(f"truncate coming_{table}")
        with (
            connection.wrap_database_errors,
            cursor.copy(f"copy coming_{table} ({', '.join(columns)}) from stdin") as copy,
        ):
            for row in _values(model, rows):
                copy.write_row(row)
        cursor.execute(
            f"insert into {table} as old ({', '.join(columns)}) select {', '.join(columns)} from coming_{table} "
            f"order by {key} {mend}"
        )


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def _mark(field: Any) -> str:
    return "%s::tsvector" if isinstance(field, SearchVectorField) else "%s"


def _values(model: type[models.Model], rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Return the rows as the driver takes them."""
    fields = model._meta.concrete_fields
    read = attrgetter(*(field.attname for field in fields))
    as_json = [number for number, field in enumerate(fields) if isinstance(field, models.JSONField)]
    for row in rows:
        values = list(read(row))
        for number in as_json:
            values[number] = None if values[number] is None else Jsonb(values[number], dumps=_ENCODER.encode)
        yield values


def _number(cursor: Any, model: type[models.Model], rows: Sequence[Any]) -> None:
    """Give rows that are numbered by the database their numbers, in the order they have."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField | models.BigAutoField):
        return
    cursor.execute(
        "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
        [model._meta.db_table, key.column, len(rows)],
    )
    for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
        row.pk = number
