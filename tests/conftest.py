"""What every test has: a clock held at one morning. What the run prints: the counts, so that nothing passes idle."""

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kollega.core import clock
from tests.processes.demo import seeded

MORNING = date(2026, 11, 23)
settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")  # a timing is never a test


@pytest.fixture(autouse=True)
def a_fixed_morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def today() -> date:
    return MORNING


@pytest.fixture(scope="session")
def seed(tmp_path_factory) -> Path:
    """A folder with a whole demo that nobody runs; tests that start one copy it."""
    return seeded(tmp_path_factory.mktemp("seed"))


LONG = ("tests/browser/", "tests/kills/", "tests/journeys/", "tests/tenancy/", "tests/races/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Let every worker begin with its part of the tests that take long, so that none is left alone with them."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.nodeid.startswith(LONG)]
    short = [item for item in items if not item.nodeid.startswith(LONG)]
    # The stories first of all: an hour of people's work each.
    long.sort(key=lambda item: "test_story" not in item.nodeid)
    size, parts = len(items) / workers, []
    for number in range(workers):
        part = long[number::workers]
        room = round(size * (number + 1)) - len(parts) - len(part)
        parts += part + short[:room]
        short = short[room:]
    items[:] = parts + short


def pytest_terminal_summary(terminalreporter):
    """Print what the tests counted with `record_property("counted", ["matrix", {"cells": 45}])`, one line a suite."""
    sums: dict[str, Counter] = {}
    for report in terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", []):
        for key, value in getattr(report, "user_properties", []) if report.when == "call" else []:
            if key == "counted":
                sums.setdefault(value[0], Counter()).update(value[1])
    for name, counted in sorted(sums.items()):
        terminalreporter.write_line(f"{name}: " + ", ".join(f"{what} {n:,}" for what, n in counted.items()))
