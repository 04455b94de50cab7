"""What every test has: a clock held at one morning, and static files without a manifest."""

from datetime import date

import pytest

from kollega.core import clock

MORNING = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def a_fixed_morning():
    with clock.at(MORNING):
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def today() -> date:
    return MORNING
