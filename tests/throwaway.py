"""One throw-away PostgreSQL for the whole test run, started before the settings are read; workers share its address."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

_cluster = None
_folder: Path | None = None

if not os.environ.get("KOLLEGA_DATABASE_URL"):
    from kollega.config.cluster import Cluster

    began = time.monotonic()
    _folder = Path(tempfile.mkdtemp(prefix="kollega-test-"))
    _folder.chmod(0o755)
    _cluster = Cluster(_folder / "data", durable=False).start()
    _cluster.create()
    os.environ |= {
        "KOLLEGA_DATABASE_URL": _cluster.url("postgres"),
        "KOLLEGA_POOL": "0",
        "KOLLEGA_VAR": str(_folder),
        "KOLLEGA_SECRET_KEY": "only-for-tests",
    }
    print(f"[throw-away PostgreSQL in {time.monotonic() - began:.1f} s]", file=sys.stderr)


def pytest_unconfigure() -> None:
    if _cluster is not None and "PYTEST_XDIST_WORKER" not in os.environ:
        _cluster.stop()
        shutil.rmtree(_folder, ignore_errors=True)
