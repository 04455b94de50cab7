"""The words of vacancies."""

from django.db import models


class Source(models.TextChoices):
    JOBSEARCH = "jobsearch", "Platsbanken"


REFUSED_LENGTH = 100_000
"""The longest ad seen is 12,000 characters; what is ten times that is no ad."""
YEARS = range(2000, 2101)
"""A deadline outside these years is a mistake in the feed."""
