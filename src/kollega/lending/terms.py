"""The words and fixed numbers of lending."""

from django.db import models

from kollega.clauses.terms import LegalForm as LegalForm


class AgreementState(models.TextChoices):
    DRAFT = "draft", "Villkoren skrivs"
    OFFERED = "offered", "Villkoren är skickade"
    COUNTERED = "countered", "Motbud"
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
    AgreementState.DRAFT: "info", AgreementState.OFFERED: "info", AgreementState.COUNTERED: "info",
    AgreementState.SIGNING: "warning",
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

BEFORE_SIGNED = (AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.COUNTERED, AgreementState.SIGNING)
LEFT = (AgreementState.RETURNED, AgreementState.CONVERTED, AgreementState.SETTLED, AgreementState.CLOSED)
"""The loan is over; what is left is money and keeping."""
CHANGEABLE = (AgreementState.ACTIVE, AgreementState.RETURNING)
RUNNING = (*CHANGEABLE, *LEFT)
BOUND = (AgreementState.SIGNED, AgreementState.NOTICE, *RUNNING)
FALLEN = (AgreementState.DECLINED, AgreementState.WITHDRAWN, AgreementState.CANCELLED)
ENDED = (*LEFT, *FALLEN)
ONCE_BOUND = (*BOUND, AgreementState.CANCELLED)
"""What concerns finance: also the loan that was called off after all had signed."""

ATTACHMENTS = 10
"""Files that one version of the terms may have; the paper names each on a row."""

TERMS = (
    "starts_on", "ends_on", "share", "tasks", "workplace", "monthly_salary", "contribution_percent", "overhead_percent",
    "travel", "equipment", "secrecy", "buyer_reference", "order_reference", "is_insurance_checked", "union_informed_on",
    "early_end_days", "cost_model", "monthly_amount", "hourly_amount", "monthly_hours", "follows_rates",
)  # fmt: skip
"""The fields of a version that are agreed upon; a new version begins with those of the one before."""


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


class WaiverState(models.TextChoices):
    ASKED = "asked", "Väntar på ja"
    GRANTED = "granted", "Gäller"
    DECLINED = "declined", "Avböjd"
    WITHDRAWN = "withdrawn", "Återtagen"


class Side(models.TextChoices):
    """The two at the lender whose yes lets a colleague go before the notice has run out."""

    MANAGER = "manager", "Chefen"
    CONTACT = "contact", "HR-kontakten"


class Moment(models.TextChoices):
    START = "start", "Inför starten"
    RETURN = "return", "Inför återkomsten"


class PointKind(models.TextChoices):
    HANDOVER = "handover", "Överlämning"
    EQUIPMENT = "equipment", "Utrustning"
    ACCESS = "access", "Behörigheter"
    SECRECY = "secrecy", "Sekretess"
    ENVIRONMENT = "environment", "Arbetsmiljö"
    ABSENCE = "absence", "Tid och frånvaro"
    ROLE = "role", "Roll"
    TALK = "talk", "Samtal"
    OTHER = "other", "Annat"


K, P = PointKind, Party
POINTS = {
    Moment.START: (
        (P.LENDER, K.HANDOVER, "Pågående arbete är överlämnat enligt planen"),
        (P.LENDER, K.EQUIPMENT, "Det är sagt vilken utrustning som följer med och vilken som stannar"),
        (P.LENDER, K.ACCESS, "Behörigheter och passerkort som inte behövs är pausade"),
        (P.LENDER, K.ABSENCE, "Medarbetaren vet hur tid, semester och sjukfrånvaro anmäls till oss"),
        (P.RECEIVER, K.ENVIRONMENT, "Introduktion, skyddsombud och risker i arbetet är genomgångna eller inbokade"),
        (P.RECEIVER, K.SECRECY, "Sekretessen är genomgången, och säkerhetsprövningen är gjord om den behövs"),
        (P.RECEIVER, K.ACCESS, "Konto, behörigheter och passerkort är beställda"),
        (P.RECEIVER, K.EQUIPMENT, "Arbetsplats och utrustning är klara"),
        (P.RECEIVER, K.ABSENCE, "Medarbetaren vet till vem hos oss sjukfrånvaro anmäls"),
    ),
    Moment.RETURN: (
        (P.LENDER, K.TALK, "Chefen och medarbetaren har pratat om återkomsten"),
        (P.LENDER, K.ROLE, "Roll och uppgifter efter återkomsten är bestämda"),
        (P.LENDER, K.EQUIPMENT, "Arbetsplats och utrustning är klara"),
        (P.LENDER, K.ACCESS, "Behörigheter och passerkort öppnas igen"),
        (P.RECEIVER, K.HANDOVER, "Arbetet hos oss är avslutat eller överlämnat"),
        (P.RECEIVER, K.ACCESS, "Konto, behörigheter och passerkort avslutas sista dagen"),
        (P.RECEIVER, K.EQUIPMENT, "Utrustning är återlämnad"),
    ),
}
"""What a loan's start and end need, as the two employers find it when they open the list; they may add their own."""
READY_REMINDERS = (7, 1)
"""flows.md, rule f: the clock reminds seven days and one day before; it never decides."""
IDLE_DAYS = 90
"""flows.md 5.3: when nothing has happened for ninety days before all have signed, the parties are asked what now."""

EVALUATE_AFTER_DAYS = 14
"""How long after the last day those who have not said how it went are asked once more."""


class Role(models.TextChoices):
    """Who says how a loan went."""

    EMPLOYEE = "employee", "Medarbetaren"
    MANAGER = "manager", "Chefen"
    LEADER = "leader", "Den som ledde arbetet"


QUESTIONS = {
    Role.EMPLOYEE: (
        "Jag har lärt mig något som jag har nytta av",
        "Jag togs emot väl hos mottagaren",
        "Min återkomst var väl planerad",
        "Jag skulle göra det igen",
    ),
    Role.MANAGER: (
        "Planen för arbetet hemma höll",
        "Det var lätt att samarbeta med mottagaren",
        "Medarbetaren har med sig något nytt hem",
        "Vi skulle låna ut igen",
    ),
    Role.LEADER: (
        "Vi fick det vi behövde",
        "Det var lätt att samarbeta med utlånaren",
        "Kostnaden var rimlig",
        "Vi skulle låna in igen",
    ),
}
"""Four statements each, answered from one (stämmer inte alls) to five (stämmer helt)."""
MARKS = [(1, "1, stämmer inte alls"), (2, "2"), (3, "3"), (4, "4"), (5, "5, stämmer helt")]
FEWEST = 5
"""Figures about people are shown from five answers on."""
