"""What the agreement says of itself in each language: headings, labels, and sentences with a place for a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kollega.core import english, swedish
from kollega.lending.terms import LegalForm, Party


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """One language: its code, what it says, and how it writes days and sums (`core.swedish` or a module like it)."""

    code: str
    say: Mapping[str, str]
    write: Any
    forms: Mapping[str, str]
    parties: Mapping[str, str]


SWEDISH = Tongue(
    code="sv", write=swedish, forms={form.value: str(form.label) for form in LegalForm},
    parties={party.value: str(party.label) for party in Party},
    say={
        "terms": "Villkor", "tasks": "Arbetsuppgifter", "cost": "Vad mottagaren betalar", "month": "Månad",
        "amount": "Kronor utan moms", "sum": "Hela lånet", "signatures": "Underskrifter", "attachments": "Bilagor",
        "attachments_note": "Bilagorna hör till avtalet. Efter namnet står filens kontrollsumma (SHA-256).",
        "cost_note": "Beräknat på villkoren när avtalet skrevs. Börjar lånet senare, för att utlånaren behöver "
        "framförhållning, betalas bara de dagar som lånet varar.",
        "signed_note": "Avtalet är underskrivet i Kollega. Det som skrevs under är dokumentet utan den här sidan, med "
        "kontrollsumman (SHA-256):",
        "title": "Avtal om utlåning av {}", "version": "{}, version {}", "foot": "Avtal {}, version {}",
        "agreement": "Avtal", "lender": "Utlånare", "receiver": "Mottagare", "employee": "Medarbetare",
        "leader": "Leder arbetet", "assignment": "Uppdrag", "time": "Tid", "earliest": "Tidigast",
        "earliest_said": "{} månader efter den sista underskriften", "share": "Omfattning",
        "share_said": "{} procent av heltid", "workplace": "Arbetsplats", "travel": "Resor", "equipment": "Utrustning",
        "secrecy": "Sekretess", "reference": "Mottagarens referens", "order": "Order", "union": "Facket informerat",
        "early_end": "Slut i förtid", "early_end_said": "Tidigast {} dagar efter att någon har bett om det",
        "assessment": "Ny bedömning av behovet", "insurance": "Försäkring", "insured": "Kontrollerad",
        "uninsured": "Inte kontrollerad", "fixed": "Fast belopp för en hel månad",
        "hourly": "Timpris efter attesterad tidrapport", "hours": "Omfång",
        "hours_said": "{} timmar i en hel månad, uppskattat", "salary": "Månadslön",
        "contributions": "Arbetsgivaravgifter", "overhead": "Administration", "changes": "Ändringar",
        "follows": "Procentsatserna följer utlånarens, från den dag de ändras", "name": "Namn", "at": "Tid",
        "at_said": "{} klockan {}", "proof": "Styrkt med",
    },
)  # fmt: skip
ENGLISH = Tongue(
    code="en", write=english,
    forms={
        LegalForm.STAFF_LOAN: "Staff loan between agencies",
        LegalForm.MUNICIPAL: "Lending between municipalities, regions and their companies",
    },
    parties={Party.LENDER: "The lender", Party.RECEIVER: "The receiver", Party.EMPLOYEE: "The employee"},
    say={
        "terms": "Terms", "tasks": "Tasks", "cost": "What the receiver pays", "month": "Month",
        "amount": "SEK, VAT not included", "sum": "The whole loan", "signatures": "Signatures",
        "attachments": "Attachments",
        "attachments_note": "The attachments belong to the agreement. Each name is followed by the file's checksum "
        "(SHA-256).",
        "cost_note": "Counted on the terms as the agreement was written. If the loan begins later, because the lender "
        "needs its notice, only the days of the loan are paid for.",
        "signed_note": "This is a translation. The agreement was signed in Kollega in Swedish; the signed document has "
        "the checksum (SHA-256):",
        "copy": "This is a translation of the agreement in Swedish, which is the one that is signed and that rules. "
        "What the parties have written themselves stands in their own words.",
        "title": "Agreement on the loan of {}", "version": "{}, version {}", "foot": "Agreement {}, version {}",
        "agreement": "Agreement", "lender": "Lender", "receiver": "Receiver", "employee": "Employee",
        "leader": "Directs the work", "assignment": "Assignment", "time": "Time", "earliest": "At the earliest",
        "earliest_said": "{} months after the last signature", "share": "Extent",
        "share_said": "{} per cent of full time", "workplace": "Workplace", "travel": "Travel",
        "equipment": "Equipment", "secrecy": "Secrecy", "reference": "The receiver's reference", "order": "Order",
        "union": "Union informed", "early_end": "Early end",
        "early_end_said": "At the earliest {} days after someone has asked for it",
        "assessment": "New assessment of the need", "insurance": "Insurance", "insured": "Checked",
        "uninsured": "Not checked", "fixed": "Fixed amount for a whole month",
        "hourly": "Price of an hour, by attested report", "hours": "Volume",
        "hours_said": "{} hours in a whole month, estimated", "salary": "Monthly salary",
        "contributions": "Employer's contributions", "overhead": "Administration", "changes": "Changes",
        "follows": "The percentages follow the lender's, from the day they change", "name": "Name", "at": "Time",
        "at_said": "{} at {}", "proof": "Confirmed by",
    },
)  # fmt: skip
