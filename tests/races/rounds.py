"""How races are run and counted, and how a guard is taken away for the twin that must fail."""

import os
import time
from contextlib import contextmanager

from django.db import connection, models
from django.db.models import QuerySet

from kollega.core.log import Entry
from kollega.core.workflow import Refused
from tests.together import together

ROUNDS = int(os.environ.get("KOLLEGA_ROUNDS", "10"))
TWIN_ROUNDS = 10


class Count:
    """How often someone won and was refused; printed, because a race that nobody ran has not been won."""

    def __init__(self, name: str) -> None:
        self.name, self.rounds, self.wins, self.refused = name, 0, 0, 0

    def race(self, *jobs) -> tuple[list, list[str]]:
        """Run the jobs at once; return what the winners got and why others were refused. Nothing else may happen."""
        outcomes = together(*jobs)
        refused = [str(o) for o in outcomes if isinstance(o, Refused)]
        faults = [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, Refused)]
        assert not faults, faults
        won = [o for o in outcomes if not isinstance(o, Exception)]
        self.rounds, self.wins, self.refused = self.rounds + 1, self.wins + len(won), self.refused + len(refused)
        return won, refused

    def show(self) -> None:
        print(f"races: {self.name}: rounds={self.rounds}, wins={self.wins}, refused={self.refused}")


def winners(*jobs) -> int:
    """Return how many of the jobs came through; in a twin every kind of fault counts as not coming through."""
    return sum(not isinstance(o, Exception) for o in together(*jobs))


def without_locks(monkeypatch) -> None:
    """Take away every row lock, and the log, whose numbering would hold the others up by accident."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    monkeypatch.setattr(Entry, "write", classmethod(lambda cls, *_, **__: None))
    monkeypatch.setattr(Entry, "write_all", classmethod(lambda cls, *_, **__: []))


def slowly(monkeypatch, where, name: str, *, seconds: float = 0.1) -> None:
    """Let what happens there take a while, so that all who run are in the middle at once, also on a busy machine."""
    kept = getattr(where, name)

    def slow(*args, **kwargs):
        done = kept(*args, **kwargs)
        time.sleep(seconds)
        return done

    monkeypatch.setattr(where, name, slow)


@contextmanager
def without_constraint(model, name: str):
    """Drop a constraint inside the test database, and put it back when the rows that break it are gone."""
    (constraint,) = (c for c in model._meta.constraints if c.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'truncate "{model._meta.db_table}" cascade')
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


@contextmanager
def without_one_to_one(model, name: str):
    """Let a one-to-one relation hold several, as `without_constraint` does."""
    one, several = (
        model._meta.get_field(name),
        models.ForeignKey(model._meta.get_field(name).related_model, models.PROTECT),
    )
    several.set_attributes_from_name(name)
    several.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, one, several)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'truncate "{model._meta.db_table}" cascade')
        with connection.schema_editor() as editor:
            editor.alter_field(model, several, one)
