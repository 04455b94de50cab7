"""What invoicing keeps, and what it knows about one person."""

from typing import Any

from kollega.core.records import Kept
from kollega.invoicing.models import Absence, Basis, Hours

FISCAL = "räkenskapsåret slutade"
SEVEN = "7 år, för statliga myndigheter 10 år."

KEPT = (
    Kept("invoicing.BillingDetails", "Fakturauppgifter", "Arbetsgivaren", "faktura", "uppgifterna byttes ut", SEVEN),
    Kept("invoicing.Absence", "Frånvaro under ett lån", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.Basis", "Fakturaunderlag", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.Correction", "Rättelse av tidigare månad", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.Hours", "Tidrapport", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.InvoicePaper", "Faktura som PDF", "Utlånaren och mottagaren", "faktura", FISCAL, SEVEN),
    Kept(
        "invoicing.Ledger", "Konton och rader till bokföringen", "Utlånaren", "faktura", "uppgifterna byttes ut", SEVEN
    ),
    Kept("invoicing.LedgerFile", "Fil till bokföringen", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.Booked", "Att en faktura finns i en fil till bokföringen", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.Route", "Sätt att lämna fakturor", "Utlånaren", "faktura", "uppgifterna byttes ut", SEVEN),
    Kept("invoicing.Delivery", "När en faktura lämnades", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.Run", "Månadskörning", "Utlånaren", "faktura", "körningen blev klar", "1 år."),
    Kept("invoicing.Line", "Rad i fakturaunderlag", "Utlånaren", "faktura", FISCAL, SEVEN),
    Kept("invoicing.Invoice", "Faktura", "Utlånaren och mottagaren", "faktura", FISCAL, SEVEN),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what was invoiced for the person's own work, their absence, and the bases they checked or approved."""
    mine = Basis.objects.filter(agreement__employment__person=person)
    handled = Basis.objects.filter(checked_by=person) | Basis.objects.filter(approved_by=person)
    return {
        "Frånvaro under lån": [
            {
                "Avtal": a.agreement.number,
                "Slag": a.get_kind_display(),
                "Från": a.from_on.isoformat(),
                "Till": a.to_on.isoformat(),
            }
            for a in Absence.objects.filter(agreement__employment__person=person).select_related("agreement")
        ],
        "Fakturaunderlag för ditt arbete": [
            {
                "Avtal": b.agreement.number,
                "Månad": f"{b.month:%Y-%m}",
                "Läge": b.get_state_display(),
                "Rader": [f"{line.text}: {line.amount}" for line in b.lines.all()],
                "Faktura": b.invoice.number if hasattr(b, "invoice") else None,
            }
            for b in mine.select_related("agreement", "invoice").prefetch_related("lines")
        ],
        "Fakturaunderlag du har granskat eller godkänt": [
            {
                "Avtal": b.agreement.number,
                "Månad": f"{b.month:%Y-%m}",
                "Granskade": b.checked_by_id == person.pk,
                "Godkände": b.approved_by_id == person.pk,
            }
            for b in handled.distinct().select_related("agreement")
        ],
    } | _hours(person)


def _hours(person: Any) -> dict[str, list[dict[str, Any]]]:
    own = Hours.objects.filter(agreement__employment__person=person).select_related("agreement")
    attested = Hours.objects.filter(attested_by=person).select_related("agreement")
    return {
        "Dina tidrapporter": [
            {"Avtal": h.agreement.number, "Från": h.from_on.isoformat(), "Till": h.to_on.isoformat(),
             "Timmar": str(h.hours), "Anteckning": h.note, "Läge": h.get_state_display()}
            for h in own
        ],
        "Tidrapporter du har attesterat": [
            {"Avtal": h.agreement.number, "Från": h.from_on.isoformat(), "Timmar": str(h.hours)} for h in attested
        ],
    }  # fmt: skip
