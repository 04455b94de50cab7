"""When a mail that could not be sent is tried again."""

from datetime import datetime, timedelta

from kollega.outbox.terms import LONGEST_WAIT


def try_again_at(now: datetime, attempts: int) -> datetime:
    """Return the next moment to try: after 2, 4, 8 … minutes, at most an hour."""
    return now + min(timedelta(minutes=2**attempts), LONGEST_WAIT)
