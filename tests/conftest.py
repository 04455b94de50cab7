<<<<<<< HEAD
"""What every test has: a clock held at one morning, no manifest for static files, and mail that stays here."""

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
=======
"""What every test has: static files without a manifest, so that nothing needs collecting first."""

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
>>>>>>> look
