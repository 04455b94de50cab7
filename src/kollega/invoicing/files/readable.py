"""The invoice as a paper for people: the facts of the e-invoice, for a screen reader and to be read in fifty years."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from kollega.core import swedish
from kollega.core.paper import paper
from kollega.core.workflow import Refused
from kollega.invoicing.files.einvoice import facts_of
from kollega.peppol.invoice import Invoice, Party, Payment, Totals, VatPart, totals

TEMPLATE = "invoicing/papers/invoice.typ"
WORDS = {
    "seller": "Säljare", "buyer": "Köpare", "line": "Vad det gäller", "amount": "Kronor", "net": "Summa utan moms",
    "gross": "Att betala", "credited": "Att kreditera", "pay": "Betalning",
    "note": "Det här är fakturan för den som läser. Den har samma innehåll som e-fakturan i Peppol BIS Billing 3, "
    "som är den som bokförs.",
}  # fmt: skip
KINDS = {"380": "Faktura", "381": "Kreditfaktura"}
BEFORE_LAST = {"SE:BANKGIRO": 4, "SE:PLUSGIRO": 1}
"""How many digits of a giro number stand after its hyphen."""


def invoice_paper(basis: Any, *, number: str, issued_on: date, due_on: date) -> bytes:
    """Return the invoice or credit note as PDF, read back and found whole; the same bytes for the same invoice.

    :raises Refused: naming what cannot be written in it.
    """
    invoice = facts_of(basis, number=number, issued_on=issued_on, due_on=due_on)
    sums = totals(invoice)
    pdf = paper(TEMPLATE, _said(invoice, sums, why=basis.note if basis.is_credit else ""))
    if lost := why_not_readable(pdf, invoice, sums):
        raise Refused(lost)
    return pdf


def why_not_readable(pdf: bytes, invoice: Invoice, sums: Totals) -> str | None:
    """Return what a written paper lacks of its invoice, or None: the number, what each line costs, and the sums."""
    read = _bare("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))
    kind, amounts = KINDS[invoice.kind], [line.amount for line in invoice.lines]
    wanted = [f"{kind} {invoice.number}", *map(_kronor, [*amounts, sums.lines, sums.tax, sums.inclusive])]
    lost = [text for text in wanted if _bare(text) not in read]
    return f"{kind} {invoice.number} gick inte att läsa som PDF. Det här saknas: {', '.join(lost)}." if lost else None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _said(invoice: Invoice, sums: Totals, *, why: str) -> dict[str, Any]:
    title = f"{KINDS[invoice.kind]} {invoice.number}"
    is_credit, on = invoice.kind == "381", invoice.issued_on
    is_outside = any(part.vat.category == "O" for part in sums.vat)
    return {
        "title": title, "author": invoice.seller.name, "lang": "sv", "on": [on.year, on.month, on.day],
        "foot": f"{title}, {invoice.seller.name}", "words": WORDS, "is_credit": is_credit,
        "seller": _party(invoice.seller, has_vat=not is_outside), "buyer": _party(invoice.buyer, has_vat=False),
        "facts": _facts(invoice, why),
        "lines": [[line.name, line.description or "", _kronor(line.amount)] for line in invoice.lines],
        "net": _kronor(sums.lines), "vat": [[_vat_words(part), _kronor(part.tax)] for part in sums.vat],
        "gross": _kronor(sums.inclusive),
        "payment": [] if is_credit or invoice.payment is None else _payment(invoice, invoice.payment),
    }  # fmt: skip


def _kronor(amount: Any) -> str:
    return swedish.kronor(amount, ore=True, unit=False)


def _party(party: Party, *, has_vat: bool) -> list[str]:
    """Name, address, numbers and whom to ask, a row each, as the e-invoice has them."""
    number = party.legal_id
    shown = f"{number[:6]}-{number[6:]}" if party.legal_scheme == "0007" else number
    return [row for row in (
        party.name, party.street or "", f"{party.postcode} {party.city}".strip(), f"Organisationsnummer {shown}",
        f"Momsnummer {party.vat_id}" if has_vat and party.vat_id else "",
        "Godkänd för F-skatt" if party.f_tax else "",
        ", ".join(filter(None, [party.contact_name, party.contact_email])),
    ) if row]  # fmt: skip


def _facts(invoice: Invoice, why: str) -> list[list[str]]:
    period, of = invoice.period, invoice.preceding
    return [
        ["Fakturadag", swedish.day(invoice.issued_on)],
        ["Förfaller", swedish.day(invoice.due_on)],
        ["Krediterar", f"Faktura {of.number} från {swedish.day(of.issued_on)}" if of else ""], ["Skäl", why],
        ["Gäller", invoice.note or ""], ["Dagar", swedish.period(period.start, period.end) if period else ""],
        ["Er referens", invoice.buyer_reference or ""], ["Ert ordernummer", invoice.order_reference or ""],
    ]  # fmt: skip


def _vat_words(part: VatPart) -> str:
    if part.vat.category == "S":
        return f"Moms {swedish.percent(part.vat.percent)} av {_kronor(part.taxable)}"
    return f"Ingen moms. {part.vat.reason}"


def _payment(invoice: Invoice, payment: Payment) -> list[list[str]]:
    last = BEFORE_LAST.get(payment.scheme, 0)
    number = f"{payment.account[:-last]}-{payment.account[-last:]}" if last else payment.account
    name = {"SE:BANKGIRO": "Bankgiro", "SE:PLUSGIRO": "Plusgiro"}.get(payment.scheme, "IBAN")
    return [
        ["Att betala", f"{_kronor(totals(invoice).inclusive)} kronor"], [name, number],
        ["Ange", payment.reference or invoice.number], ["Senast", swedish.day(invoice.due_on)],
    ]  # fmt: skip
