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
    DISPUTED = "disputed", "Bestridd"
    CREDITED = "credited", "Krediterad"
    PAID = "paid", "Betald"
    DROPPED = "dropped", "Utgår"


LEFT = (BasisState.EXPORTED, BasisState.DISPUTED, BasisState.CREDITED, BasisState.PAID)
"""The states of a basis whose file has left: its receiver sees it."""
OPEN = (BasisState.PROPOSED, BasisState.CHECKED, BasisState.APPROVED)
GONE = (BasisState.CREDITED, BasisState.DROPPED)
"""The states of a basis that stands for nothing any more: its month may have another."""

TONES = {
    BasisState.PROPOSED: "warning",
    BasisState.CHECKED: "warning",
    BasisState.APPROVED: "info",
    BasisState.EXPORTED: "info",
    BasisState.DISPUTED: "bad",
    BasisState.CREDITED: "neutral",
    BasisState.PAID: "ok",
    BasisState.DROPPED: "neutral",
}


class Country(models.TextChoices):
    SWEDEN = "SE", "Sverige"
    DENMARK = "DK", "Danmark"
    FINLAND = "FI", "Finland"
    NORWAY = "NO", "Norge"


REGISTERS = {Country.SWEDEN: "0007", Country.DENMARK: "0184", Country.FINLAND: "0212", Country.NORWAY: "0192"}
"""The register that an organisation number of the country belongs to, by its code in an e-invoice (ISO 6523)."""


class LineKind(models.TextChoices):
    SALARY = "salary", "Lön"
    CONTRIBUTIONS = "contributions", "Arbetsgivaravgifter"
    OVERHEAD = "overhead", "Administration"
    ABSENCE = "absence", "Frånvaro"
    FIXED = "fixed", "Fast belopp"
    HOURS = "hours", "Arbetad tid"
    CORRECTION = "correction", "Rättelse av tidigare månader"


class Where(models.TextChoices):
    """Where what holds an invoice is mended."""

    HOURS = "hours", "Tidrapport saknas"
    VAT = "vat", "Momsen är inte beslutad"
    DETAILS = "details", "Egna fakturauppgifter saknas"
    AGREEMENT = "agreement", "Mottagaren behöver fylla i något"
    STALE = "stale", "Behöver räknas om"
    DISPUTED = "disputed", "Bestridda fakturor att svara på"
    ABSENT = "absent", "Lån utan underlag för månaden"


class HoursState(models.TextChoices):
    OPEN = "open", "Att skriva"
    REPORTED = "reported", "Väntar på attest"
    RETURNED = "returned", "Tillbaka"
    ATTESTED = "attested", "Attesterad"
    BILLED = "billed", "Fakturerad"


COUNTED = (HoursState.ATTESTED, HoursState.BILLED)
"""The states of a week whose hours are billed."""
HOURS_TONES = {
    HoursState.OPEN: "warning",
    HoursState.REPORTED: "info",
    HoursState.RETURNED: "bad",
    HoursState.ATTESTED: "ok",
    HoursState.BILLED: "neutral",
}
MOST_HOURS = Decimal(168)


class AbsenceKind(models.TextChoices):
    SICK = "sick", "Sjukfrånvaro"
    PARENTAL = "parental", "Föräldraledighet"
    UNPAID = "unpaid", "Tjänstledighet utan lön"


class Way(models.TextChoices):
    """How an employer's invoices leave."""

    DOWNLOAD = "download", "Vi hämtar filerna här"
    FOLDER = "folder", "Till en mapp på servern"
    HTTP = "http", "Till vår accesspunkt"


class Side(models.TextChoices):
    LEFT = "left", "Vänster"
    RIGHT = "right", "Höger"


class LedgerKind(models.TextChoices):
    """In which shape a month goes to the bookkeeping; the value is the end of the file's name."""

    SIE = "si", "SIE 4"
    FIXED = "txt", "Fast bredd"


class LedgerField(models.TextChoices):
    """What a column of the bookkeeping's rows can hold."""

    NUMBER = "number", "Fakturanummer"
    KIND = "kind", "Debet D eller kredit K"
    ISSUED = "issued", "Fakturadag, ååååmmdd"
    DUE = "due", "Förfallodag, ååååmmdd"
    MONTH = "month", "Månad, ååååmm"
    BUYER = "buyer", "Köparens namn"
    BUYER_ORG = "buyer_org", "Köparens organisationsnummer"
    AGREEMENT = "agreement", "Avtalets nummer"
    PERSON = "person", "Medarbetare"
    REFERENCE = "reference", "Köparens referens"
    NET = "net", "Netto, kronor"
    NET_ORE = "net_ore", "Netto, öre"
    VAT = "vat", "Moms, kronor"
    VAT_ORE = "vat_ore", "Moms, öre"
    GROSS = "gross", "Att betala, kronor"
    GROSS_ORE = "gross_ore", "Att betala, öre"
    EMPTY = "empty", "Tomt"


AMOUNTS = {
    LedgerField.NET: "net", LedgerField.NET_ORE: "net", LedgerField.VAT: "vat", LedgerField.VAT_ORE: "vat",
    LedgerField.GROSS: "gross", LedgerField.GROSS_ORE: "gross",
}  # fmt: skip
"""The columns that hold a sum, and which sum."""
COLUMNS = (
    {"field": "number", "width": 12, "side": "left", "fill": " "},
    {"field": "buyer_org", "width": 12, "side": "left", "fill": " "},
    {"field": "issued", "width": 8, "side": "left", "fill": " "},
    {"field": "net_ore", "width": 12, "side": "right", "fill": "0"},
    {"field": "vat_ore", "width": 12, "side": "right", "fill": "0"},
    {"field": "gross_ore", "width": 12, "side": "right", "fill": "0"},
)
"""What the rows are until the employer describes its own."""
MOST_WIDE, MOST_COLUMNS = 200, 40
ACCOUNTS = {"receivable": "1510", "income": "3000", "vat_account": "2611"}
"""Claims on customers, sales and VAT on sales at 25 percent, as the BAS chart numbers them (1510, 30xx, 2611)."""
TRY_AGAIN_AFTER = (1, 5, 30, 120, 360, 720)
"""Minutes until a delivery that failed is tried again; after the last one, some twenty hours in all, it waits for
someone."""
VAT_PERCENT = {"S": Decimal(25), "O": Decimal(0), "E": Decimal(0)}
"""The rate that each recorded VAT decision means: 25 % (mervärdesskattelagen 2023:200, 9 kap. 2 §), or none."""
BATCH = 100
"""How many loans the month run takes in one transaction."""
STEP_BATCH = 10
"""How many bases are checked, approved or sent in one transaction; an invoice with its paper takes a third of a second.
The first of them are taken while whoever asked waits."""


class RunStep(models.TextChoices):
    """What a run does with the month."""

    PROPOSE = "propose", "Månaden körs"
    CHECK = "check", "Underlagen kontrolleras"
    APPROVE = "approve", "Underlagen godkänns"
    EXPORT = "export", "E-fakturorna skapas"


TAKEN = {RunStep.CHECK: "kontrollerade", RunStep.APPROVE: "godkända", RunStep.EXPORT: "skapade"}
"""What they are afterwards, in the plural."""


MONTH_SUM_DAY = 15
"""The day when managers are told what last month came to; by then it has usually been billed."""
PAYMENT_DAYS = 30
FOUR_EYES_ABOVE = Decimal(50000)
REMIND_AFTER_DAYS = 8
REMIND_AGAIN_DAYS = 30
REMIND_TIMES = 3
"""An unpaid invoice is reminded of 8 days after its last day, which leaves the bank its days, and then by the month."""
