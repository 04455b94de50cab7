"""Where one lands after signing in, while the start page is another branch's; a clean count of tries; a still app."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def landing(settings):
    settings.LOGIN_REDIRECT_URL = "/mitt/"
    settings.LOGOUT_REDIRECT_URL = "/logga-in/"
    cache.clear()


@pytest.fixture(autouse=True)
def still_app(monkeypatch):
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: 1_800_000_000))
