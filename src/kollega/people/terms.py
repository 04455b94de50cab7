"""The words of people and what they may do."""

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


class ConsentKind(models.TextChoices):
    OPEN_FOR_ASSIGNMENTS = "open_for_assignments", "Visa att jag är öppen för uppdrag"
    DIGEST = "digest", "Skicka sammanfattningar med mejl"


class ColourScheme(models.TextChoices):
    AUTO = "auto", "Som datorn"
    LIGHT = "light", "Ljust"
    DARK = "dark", "Mörkt"
