"""The outbox's fixed numbers."""

from datetime import timedelta

HOLD = timedelta(seconds=60)
"""How long a mail waits, so that what is undone at once is never told."""
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_AFTER = 20
