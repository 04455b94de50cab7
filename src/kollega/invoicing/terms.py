"""The words of invoicing."""

from decimal import Decimal

from django.db import models


class BasisKind(models.TextChoices):
    INVOICE = "invoice", "Faktura"
    CREDIT = "credit", "Kreditfaktura"


class BasisState(models.TextChoices):
    PROPOSED = "proposed", "Att kontrollera"
    CHECKED = "checked", "Att godkänna"
    APPROVED = "approved", "Godkänd"
    EXPORTED = "exported", "Hämtad"


TONES = {
    BasisState.PROPOSED: "warning",
    BasisState.CHECKED: "warning",
    BasisState.APPROVED: "info",
    BasisState.EXPORTED: "ok",
}


class LineKind(models.TextChoices):
    SALARY = "salary", "Lön"
    CONTRIBUTIONS = "contributions", "Arbetsgivaravgifter"
    OVERHEAD = "overhead", "Administration"
    ABSENCE = "absence", "Frånvaro"


class AbsenceKind(models.TextChoices):
    SICK = "sick", "Sjukfrånvaro"
    PARENTAL = "parental", "Föräldraledighet"
    UNPAID = "unpaid", "Tjänstledighet utan lön"


VAT_PERCENT = {"S": Decimal(25), "O": Decimal(0), "E": Decimal(0)}
"""The rate that each recorded VAT decision means: 25 % (mervärdesskattelagen 2023:200, 9 kap. 2 §), or none."""
PAYMENT_DAYS = 30
FOUR_EYES_ABOVE = Decimal(50000)
