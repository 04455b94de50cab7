"""A pytest plugin: one throw-away PostgreSQL for the whole run, started before Django reads its settings."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest

_started: dict = {}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the cluster unless a database is given; the workers of xdist inherit what is set here."""
    if os.environ.get("KOLLEGA_DATABASE_URL"):
        return
    from kollega.config.cluster import Cluster

    folder = Path(tempfile.mkdtemp(prefix="kollega-test-"))
    folder.chmod(0o755)
    (folder / "static").mkdir()
    cluster = Cluster(folder / "postgresql" / "data", durable=False).start()
    cluster.create()
    os.environ |= {
        "KOLLEGA_DATABASE_URL": cluster.url("postgres"),
        "KOLLEGA_POOL": "0",
        "KOLLEGA_SECRET_KEY": secrets.token_urlsafe(50),
        "KOLLEGA_VAR": str(folder),
    }
    _started.update(cluster=cluster, folder=folder)


def pytest_unconfigure() -> None:
    """Stop the cluster and remove its folder, in the process that started it."""
    if _started:
        _started["cluster"].stop()
        shutil.rmtree(_started["folder"], ignore_errors=True)
        _started.clear()
