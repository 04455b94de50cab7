"""The words of people and what they may do."""

from datetime import timedelta

from django.db import models


class DutyKind(models.TextChoices):
    CONTACT = "contact", "HR-kontakt"
    HEAD_OF_HR = "head_of_hr", "HR-chef"
    FINANCE = "finance", "Ekonom"
    COORDINATOR = "coordinator", "Samordnare"
    ADMINISTRATOR = "administrator", "Systemförvaltare"
    AUDITOR = "auditor", "Granskare"


AT_NETWORK = {DutyKind.COORDINATOR}


class Visibility(models.TextChoices):
    NOBODY = "nobody", "Bara jag"
    CONTACTS = "contacts", "HR-kontakter i nätverket"
    NETWORK = "network", "Alla anställda i nätverket"


class Wanted(models.TextChoices):
    BOTH = "both", "Både jobb och tillfälliga uppdrag"
    ASSIGNMENTS = "assignment", "Bara tillfälliga uppdrag"
    JOBS = "job", "Bara jobb"


class HowMuch(models.TextChoices):
    ANY = "", "Det spelar ingen roll"
    FULL = "full", "Heltid"
    PART = "part", "Deltid"


class ConsentKind(models.TextChoices):
    OPEN_FOR_ASSIGNMENTS = "open_for_assignments", "Visa att jag är öppen för uppdrag"
    DIGEST = "digest", "Skicka sammanfattningar med mejl"


class ColourScheme(models.TextChoices):
    AUTO = "auto", "Som datorn"
    LIGHT = "light", "Ljust"
    DARK = "dark", "Mörkt"


CONSENT_TEXTS = {
    ConsentKind.OPEN_FOR_ASSIGNMENTS: (
        "HR-kontakterna i mina nätverk får se att jag är öppen för uppdrag, tillsammans med det jag har skrivit i min "
        "profil. Min chef får inget meddelande."
    ),
    ConsentKind.DIGEST: (
        "Kollega får skicka en sammanfattning med mejl när det har kommit jobb och uppdrag som passar min profil, "
        "högst en gång i veckan. Bara jag får den."
    ),
}
"""The words a person agrees to; they are kept with the consent, so a new wording asks anew."""


class ProofWay(models.TextChoices):
    MAIL = "mail", "Kod i mejl"
    APP = "app", "Kod från app"


PROOF_LASTS = timedelta(minutes=10)
PROOF_ATTEMPTS = 5
PROOFS_AT_ONCE = 5
"""How many codes a person may ask for while the first of them still holds, so that nobody guesses their way in."""
