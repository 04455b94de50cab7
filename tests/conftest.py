"""What every test has: a clock held at one morning."""

from datetime import date

import pytest

from kollega.core import clock

MORNING = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def a_fixed_morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def today() -> date:
    return MORNING
