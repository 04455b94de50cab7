"""The words of clauses."""

from django.db import models


class LegalForm(models.TextChoices):
    """The forms of lending that an agreement is written in; which one fits is decided by `lending.rules.legal_form`."""

    STAFF_LOAN = "staff_loan", "Personallån mellan myndigheter"
    MUNICIPAL = "municipal", "Utlåning mellan kommuner, regioner och deras bolag"


class Language(models.TextChoices):
    SWEDISH = "sv", "Svenska"
    ENGLISH = "en", "Engelska"


LONGEST = 4000
"""Characters of one clause: a page."""
