"""The words of searches that are followed."""

from datetime import timedelta

from django.db import models


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", "Så fort något kommer"
    DAILY = "daily", "Varje vardag klockan 8"
    WEEKLY = "weekly", "Måndagar klockan 8"
    NEVER = "never", "Mejla inte"


HOUR = 8
"""ux.md: a digest leaves in the morning, on weekdays."""
MOST_SEARCHES = 30
MOST_KEPT = 200
SHOWN_IN_A_MAIL = 10
BATCH = 5000
"""How many searches are matched in one statement."""
LONGEST_BACK = timedelta(days=8)
"""A search that has not been told for long is told of the last week, not of everything."""
AT_ONCE_EVERY = timedelta(minutes=5)
"""What is told at once is gathered for five minutes, so that an import of many is one letter."""
BESIDE = 2
"""How many are compared at a time: what fits beside each other on a phone turned sideways."""
