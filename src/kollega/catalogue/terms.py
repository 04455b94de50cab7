"""The words of the joint list."""

from django.db import models


class ListingKind(models.TextChoices):
    JOB = "job", "Jobb"
    ASSIGNMENT = "assignment", "Uppdrag"


class Reach(models.TextChoices):
    EMPLOYER = "employer", "Egna anställda"
    NETWORK = "network", "Anställda i nätverket"
    PUBLIC = "public", "Alla"


PAGE_SIZE = 20
COUNTED_AT_MOST = 1000
"""A count is only said up to here, so that it never reads a whole table."""
