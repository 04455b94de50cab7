"""The words of the joint list."""

from django.db import models


class ListingKind(models.TextChoices):
    JOB = "job", "Jobb"
    ASSIGNMENT = "assignment", "Uppdrag"


class Reach(models.TextChoices):
    EMPLOYER = "employer", "Egna anställda"
    NETWORK = "network", "Anställda i nätverket"
    PUBLIC = "public", "Alla"
