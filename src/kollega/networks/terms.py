"""The words of networks and employers."""

from django.db import models


class EmployerKind(models.TextChoices):
    AGENCY = "agency", "Myndighet"
    MUNICIPALITY = "municipality", "Kommun"
    REGION = "region", "Region"
    COMPANY = "company", "Kommunalt bolag"
    OTHER = "other", "Annan offentlig arbetsgivare"


class MembershipKind(models.TextChoices):
    FULL = "full", "Medlem"
    ASSOCIATE = "associate", "Adjungerad"


NOTICE_MONTHS = 2
"""S2: a colleague leaves about two months after the decision, so that the lender can fill the gap."""
