"""The words of networks and employers."""

from django.db import models


class EmployerKind(models.TextChoices):
    AGENCY = "agency", "Myndighet"
    MUNICIPALITY = "municipality", "Kommun"
    REGION = "region", "Region"
    COMPANY = "company", "Kommunalt bolag"
    OTHER = "other", "Annan offentlig arbetsgivare"


class Whom(models.TextChoices):
    """Who at the members a group is for. HR contacts see what their colleagues see."""

    EVERYONE = "everyone", "Alla anställda"
    MANAGERS = "managers", "Chefer"
    HR = "hr", "HR"


class ManagerStep(models.TextChoices):
    """When the manager's word on an answer is asked for (flows 5.2)."""

    BEFORE_VISIBLE = "before_visible", "Innan mottagaren ser anmälan"
    BEFORE_OFFER = "before_offer", "Innan mottagaren väljer"


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


class Conformity(models.TextChoices):
    """The three answers of lagen (2018:1937) about how a service conforms."""

    WHOLLY = "wholly", "Helt förenlig"
    PARTLY = "partly", "Delvis förenlig"
    NOT = "not", "Inte förenlig"


STATEMENT_AS_BUILT = {
    "actor": "",
    "service": "Kollega",
    "conformity": Conformity.PARTLY.value,
    "flaws": (
        "Webbplatsen är inte prövad av personer som använder skärmläsare i sin vardag, eftersom den är ny.\n"
        "Texterna finns bara på svenska. Lättläst och teckenspråk saknas."
    ),
    "burden": "Vi åberopar inte att någon anpassning skulle vara oskäligt betungande.",
    "outside": (
        "Annonser som hämtas från andra system visas som arbetsgivaren har skrivit dem. Länkar ut från dem leder till "
        "andras webbplatser."
    ),
    "method": (
        "Vi har prövat webbplatsen själva: automatiskt mot WCAG 2.2 nivå AA vid varje ändring, i två bredder, ljust "
        "och mörkt, och för hand med enbart tangentbord."
    ),
    "assessed_on": "2026-11-22",
    "contact": "",
    "updated_on": "2026-11-22",
}
"""What the accessibility statement says until the network has written its own. With Digg's address, the eleven facts
that MDFFS 2019:2 asks for."""
COMPLAINTS_URL = "https://www.digg.se/tdosanmalan"
"""Where Digg, the supervising authority, takes complaints."""
