"""A twin is a race whose guard is gone: it has to fail once, and chance decides when."""

import pytest
from django.core.management import call_command

TRIES = 6


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Let a twin try again until the fault shows; one that never shows it still fails.

    A race itself is never tried again: there, one fault is one too many.
    """
    if not pyfuncitem.originalname.startswith("test_twin"):
        return None
    given = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    for _ in range(TRIES - 1):
        try:
            pyfuncitem.obj(**given)
        except (AssertionError, pytest.fail.Exception):
            _as_before(given)
        else:
            return True
    pyfuncitem.obj(**given)
    return True


def _as_before(given: dict) -> None:
    """Put the guards back and empty the database: a try is as the first one was."""
    if "monkeypatch" in given:
        given["monkeypatch"].undo()
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
