"""A twin is a race whose guard is gone: it has to fail once, and chance decides when."""

from contextlib import suppress

import pytest

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
        with suppress(AssertionError, pytest.fail.Exception):
            pyfuncitem.obj(**given)
            return True
    pyfuncitem.obj(**given)
    return True
