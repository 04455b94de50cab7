"""A query that is composed once and asked many times.

Django's ORM takes longer to compose a wide query than the database takes to answer it. What a page asks is the same
every time but for the ids in it, so the query is composed with invented ids, kept, and asked with the real ones. What
composes it stays the one place where the condition is written.
"""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable

ASKED = UUID(int=0)
"""Stands in a composed query for the id that is asked for."""
ASKER = UUID(int=1)
"""Stands in a composed query for the person who asks."""
MOST_SHAPES = 500


class Composed:
    """One query, composed once for each shape of who asks.

    :param compose: gives the query of a shape; it asks the database nothing, and only ids differ within a shape.
    """

    def __init__(self, compose: Callable[..., QuerySet]) -> None:
        self.compose = compose
        self._kept: dict[tuple[Hashable, ...], _Read | None] = {}

    def rows(self, *shape: Hashable, ids: Mapping[UUID, UUID]) -> list[Any]:
        """Return the rows of the query with the ids in the places of the invented ones."""
        if shape not in self._kept:
            if len(self._kept) >= MOST_SHAPES:
                self._kept.clear()
            self._kept[shape] = _read(self.compose(*shape))
        kept = self._kept.get(shape)
        return kept.ask(ids) if kept else []

    def first(self, *shape: Hashable, ids: Mapping[UUID, UUID]) -> Any | None:
        return next(iter(self.rows(*shape, ids=ids)), None)


class _Read:
    """What the ORM made of a query: the statement, and how its rows become objects."""

    def __init__(self, queryset: QuerySet, compiler: Any) -> None:
        self.compiler, (self.sql, self.values) = compiler, compiler.as_sql()
        self.converters = compiler.get_converters([expression for expression, *_ in compiler.select])
        self.prefetched = queryset._prefetch_related_lookups  # type: ignore[attr-defined]

    def ask(self, ids: Mapping[UUID, UUID]) -> list[Any]:
        values = tuple([ids.get(value, value) if isinstance(value, UUID) else value for value in self.values])
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (self.sql, values)
        compiler.get_converters = lambda _: self.converters
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        asked: Any = SimpleNamespace(query=query, db=connection.alias, _known_related_objects={})
        rows: list[Any] = list(ModelIterable(asked))
        if self.prefetched:
            prefetch_related_objects(rows, *self.prefetched)
        return rows


def _read(queryset: QuerySet) -> "_Read | None":
    try:
        return _Read(queryset, queryset.query.get_compiler(connection.alias))
    except EmptyResultSet:  # a condition that nothing can meet
        return None
