"""Other people's files, where they lie on this computer; tests that need one skip with the reason when it is absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("KOLLEGA_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")


def shared(path: str) -> Path:
    found = ROOT / path
    if not found.exists():
        pytest.skip(f"{path} is not in KOLLEGA_SHARED_DATA")
    return found
