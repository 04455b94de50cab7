"""Gives a command its database: the configured one, the embedded one that runs, or one it starts and stops."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from kollega.config import environment
from kollega.config.cluster import APPLICATION, OWNER, Cluster, NoCluster
from kollega.config.commands import Stop

EMBEDDED = "KOLLEGA_IS_EMBEDDED"
"""Told between our own processes: the database is ours, so its tables may be upgraded without asking."""


@contextmanager
def database(*, folder: str = "postgresql", owner: bool = False) -> Iterator[Cluster | None]:
    """Have a database answer for as long as the block runs, and name it to Django.

    :param folder: which embedded cluster; the demo has one of its own, so that it never meets real data.
    :param owner: connect as the role that owns the tables (migrations, backups) instead of the application's.
    :raises Stop: when PostgreSQL cannot be found or started.
    """
    if os.environ.get("KOLLEGA_DATABASE_URL"):
        if owner and (url := os.environ.get("KOLLEGA_DATABASE_OWNER_URL")):
            os.environ["KOLLEGA_DATABASE_URL"] = url
        yield None
        return
    try:
        cluster = Cluster(environment.var() / folder / "data")
        if not cluster.answers():
            cluster.start()
        cluster.create()
    except NoCluster as missing:
        raise Stop(str(missing)) from missing
    os.environ["KOLLEGA_DATABASE_URL"] = cluster.url(OWNER if owner else APPLICATION)
    os.environ["KOLLEGA_DATABASE_OWNER_URL"] = cluster.url(OWNER)
    os.environ[EMBEDDED] = "1"
    try:
        yield cluster
    finally:
        for name in ("KOLLEGA_DATABASE_URL", "KOLLEGA_DATABASE_OWNER_URL", EMBEDDED):
            os.environ.pop(name, None)
        cluster.stop()


def set_up() -> None:
    """Load Django once the database is named; connections of commands are not pooled."""
    os.environ.setdefault("KOLLEGA_POOL", "0")
    django.setup()
    if os.environ.get(EMBEDDED) and sys.argv[1:2] not in (["migrate"], ["demo"], ["restore"], ["backup"]):
        _upgrade_our_own()


def _upgrade_our_own() -> None:
    """Give the embedded database the tables it lacks, so that the first command on a new machine just works."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connection.close()
    if is_behind:
        subprocess.run([sys.executable, "-m", "kollega.config.commands", "migrate"], check=True)


def readable(path: str) -> Path:
    """Return the path of a file that exists.

    :raises Stop: naming the file that does not.
    """
    found = Path(path)
    if not found.exists():
        raise Stop(f"Filen {path} finns inte. Kontrollera sökvägen.")
    return found


def say(sentence: str) -> None:
    """Tell the operator what is going on, beside the command's own output."""
    print(sentence, file=sys.stderr, flush=True)
