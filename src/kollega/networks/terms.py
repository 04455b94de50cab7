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

ACRONYMS = frozenset({"AB", "AP", "EU", "FN", "HB", "ILO", "IT", "IVO", "KB", "NATO", "OECD", "SFI", "UNESCO", "VVS"})
"""Words of employers' names that are read letter by letter, so that they stay in capitals."""

PLACES_ANYWHERE = frozenset({"norden", "sverige", "sveriges", "stockholm"})
"""Proper names that are written with a capital wherever they stand."""

BEFORE_A_PLACE = frozenset({"i", "för", "region", "över"})
"""What comes after these words in an employer's name is a place: Förvaltningsrätten i Falun, Region Sörmland."""

MENDED = (
    ("hyres och arrendenämnen", "hyres- och arrendenämnden"),
    ("hyres och arrendenämnden", "hyres- och arrendenämnden"),
    ("och migrationsdoms", "och migrationsdomstol"),
    ("och migrationsdom", "och migrationsdomstol"),
    ("och migrationsöverdomst", "och migrationsöverdomstol"),
    ("och mark och miljödomstol", "och mark- och miljödomstol"),
    ("och patent och marknadsdom", "samt patent- och marknadsdomstol"),
    (
        "svea hovrätt o mark o miljö och patent",
        "svea hovrätt, mark- och miljööverdomstolen samt patent- och marknadsöverdomstolen",
    ),
    ("svergies ambassad santigao", "sveriges ambassad Santiago"),
    ("svergies ", "sveriges "),
)
"""What Statistics Sweden's register of January 2026 cuts at 48 letters, and hyphens and letters that it has lost."""
