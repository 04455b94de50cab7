"""Several clients at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import Any

from django.db import connections

LONGEST_WAIT = 60


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs from one starting signal; return what each gave, or the exception it met, in their order."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        start.wait(LONGEST_WAIT)
        try:
            return job()
        except Exception as met:  # the test decides which exceptions are right
            return met
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as threads:
        # The clock that the test holds is a context variable, and a new thread begins without it.
        running = [threads.submit(copy_context().run, run, job) for job in jobs]
        return [thread.result(LONGEST_WAIT) for thread in running]
