"""The words and fixed numbers of lending."""

from django.db import models

from kollega.clauses.terms import LegalForm as LegalForm


class AgreementState(models.TextChoices):
    DRAFT = "draft", "Villkoren skrivs"
    OFFERED = "offered", "Villkoren är skickade"
    SIGNING = "signing", "Skrivs under"
    SIGNED = "signed", "Underskrivet"
    NOTICE = "notice", "Väntar på start"
    ACTIVE = "active", "Pågår"
    RETURNING = "returning", "På väg tillbaka"
    RETURNED = "returned", "Tillbaka"
    DECLINED = "declined", "Avböjt"
    WITHDRAWN = "withdrawn", "Återtaget"


TONES = {
    AgreementState.DRAFT: "info", AgreementState.OFFERED: "info", AgreementState.SIGNING: "warning",
    AgreementState.SIGNED: "ok", AgreementState.NOTICE: "ok", AgreementState.ACTIVE: "ok",
    AgreementState.RETURNING: "ok", AgreementState.RETURNED: "neutral", AgreementState.DECLINED: "neutral",
    AgreementState.WITHDRAWN: "neutral",
}  # fmt: skip


class Party(models.TextChoices):
    LENDER = "lender", "Utlånaren"
    RECEIVER = "receiver", "Mottagaren"
    EMPLOYEE = "employee", "Medarbetaren"


class Vat(models.TextChoices):
    STANDARD = "S", "25 procent moms"
    OUTSIDE = "O", "Utanför momsens område"
    EXEMPT = "E", "Undantaget från moms"


STAFF_LOAN_MONTHS = 6
"""Personallån: normally at most six months of full time; longer only after a new recorded assessment of need."""
RETURN_PLANNING_DAYS = 30
"""flows.md 5.3: the return is planned from thirty days before the last day."""
SIGNING_REMINDER_DAYS = 14

RUNNING = (AgreementState.ACTIVE, AgreementState.RETURNING, AgreementState.RETURNED)
BOUND = (AgreementState.SIGNED, AgreementState.NOTICE, *RUNNING)
ENDED = (AgreementState.RETURNED, AgreementState.DECLINED, AgreementState.WITHDRAWN)
FALLEN = (AgreementState.DECLINED, AgreementState.WITHDRAWN)
