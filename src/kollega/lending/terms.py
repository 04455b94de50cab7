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
    CANCELLED = "cancelled", "Inställt före start"
    CONVERTED = "converted", "Anställd hos mottagaren"
    SETTLED = "settled", "Slutreglerat"
    CLOSED = "closed", "Avslutat"


TONES = {
    AgreementState.DRAFT: "info", AgreementState.OFFERED: "info", AgreementState.SIGNING: "warning",
    AgreementState.SIGNED: "ok", AgreementState.NOTICE: "ok", AgreementState.ACTIVE: "ok",
    AgreementState.RETURNING: "ok", AgreementState.RETURNED: "neutral", AgreementState.DECLINED: "neutral",
    AgreementState.WITHDRAWN: "neutral", AgreementState.CANCELLED: "neutral", AgreementState.CONVERTED: "neutral",
    AgreementState.SETTLED: "neutral", AgreementState.CLOSED: "neutral",
}  # fmt: skip


class Party(models.TextChoices):
    LENDER = "lender", "Utlånaren"
    RECEIVER = "receiver", "Mottagaren"
    EMPLOYEE = "employee", "Medarbetaren"


class CostModel(models.TextChoices):
    SALARY = "salary", "Lön, avgifter och administration"
    FIXED = "fixed", "Fast belopp i månaden"
    HOURLY = "hourly", "Timpris efter tidrapport"


class Vat(models.TextChoices):
    STANDARD = "S", "25 procent moms"
    OUTSIDE = "O", "Utanför momsens område"
    EXEMPT = "E", "Undantaget från moms"


STAFF_LOAN_MONTHS = 6
"""Personallån: normally at most six months of full time; longer only after a new recorded assessment of need."""
RETURN_PLANNING_DAYS = 30
"""flows.md 5.3: the return is planned from thirty days before the last day."""
SIGNING_REMINDER_DAYS = 14

EARLY_END_DAYS = 30
"""How long before it ends an early end must be agreed, where the agreement says nothing else."""
ASK_TO_EXTEND_DAYS = 60
"""flows.md 5.3: whoever wants an extension asks by sixty days before the last day; the contacts are told."""

LEFT = (AgreementState.RETURNED, AgreementState.CONVERTED, AgreementState.SETTLED, AgreementState.CLOSED)
"""The loan is over; what is left is money and keeping."""
CHANGEABLE = (AgreementState.ACTIVE, AgreementState.RETURNING)
RUNNING = (*CHANGEABLE, *LEFT)
BOUND = (AgreementState.SIGNED, AgreementState.NOTICE, *RUNNING)
FALLEN = (AgreementState.DECLINED, AgreementState.WITHDRAWN, AgreementState.CANCELLED)
ENDED = (*LEFT, *FALLEN)
ONCE_BOUND = (*BOUND, AgreementState.CANCELLED)
"""What concerns finance: also the loan that was called off after all had signed."""


class ChangeKind(models.TextChoices):
    EXTENSION = "extension", "Förlängning"
    EARLY_END = "early_end", "Slut i förtid"
    CONVERSION = "conversion", "Anställning hos mottagaren"


class ChangeState(models.TextChoices):
    ASKED = "asked", "Väntar på ja"
    SIGNING = "signing", "Skrivs under"
    AGREED = "agreed", "Gäller"
    DECLINED = "declined", "Avböjd"
    WITHDRAWN = "withdrawn", "Återtagen"


OPEN_CHANGE = (ChangeState.ASKED, ChangeState.SIGNING)
ASKERS = {
    ChangeKind.EXTENSION: (Party.RECEIVER, Party.EMPLOYEE),
    ChangeKind.EARLY_END: (Party.LENDER, Party.RECEIVER, Party.EMPLOYEE),
    ChangeKind.CONVERSION: (Party.RECEIVER, Party.EMPLOYEE),
}
"""flows.md 5.3: who may ask for which change."""
CONSENTS = {
    ChangeKind.EARLY_END: (Party.LENDER, Party.RECEIVER),
    ChangeKind.CONVERSION: (Party.RECEIVER, Party.EMPLOYEE),
}
"""Whose yes makes the change hold. An extension is signed instead, by all three."""
