"""The e-invoice of a basis: what it says, and whether it may leave."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kollega.core.periods import last_of
from kollega.invoicing.rules import month_name
from kollega.invoicing.terms import REGISTERS, Country, LineKind
from kollega.lending.terms import Vat
from kollega.peppol import check, ubl
from kollega.peppol import invoice as peppol


def invoice_file(basis: Any, *, number: str, issued_on: date, due_on: date) -> bytes:
    """Return the basis as a Peppol BIS Billing 3 invoice, or credit note, in UBL.

    :raises ubl.CannotWriteError: naming each field to mend, if the facts do not make a lawful invoice.
    """
    return ubl.write(facts_of(basis, number=number, issued_on=issued_on, due_on=due_on))


def why_not_leave(document: bytes, rules: str) -> list[str]:
    """Return the rules that a written file breaks, as sentences; empty when it may leave.

    Without the operator's rules the file is held to the schema alone, and the page says so.
    """
    try:
        verdict = check.check(document, Path(rules)) if rules else check.against_schema(document)
    except check.CannotCheckError as unsure:
        return [f"Filen kunde inte kontrolleras: {unsure}"]
    return [f"Regeln {f.rule}: {f.message}" for f in verdict.findings if f.severity == "error"]


def facts_of(basis: Any, *, number: str, issued_on: date, due_on: date) -> peppol.Invoice:
    """Return what the invoice says; both the file and the paper are written from it, so that they say the same."""
    agreement = basis.agreement
    seller, buyer = agreement.lender, agreement.receiver
    vat = _vat(basis.vat)
    first, last = _days(basis)
    return peppol.Invoice(
        kind="381" if basis.is_credit else "380",
        number=number,
        issued_on=issued_on,
        due_on=None if basis.is_credit else due_on,
        period=peppol.Period(start=first, end=last),
        note=f"Utlåning av {agreement.person}, {month_name(basis.month)}, avtal {agreement.number}",
        buyer_reference=basis.terms.buyer_reference,
        order_reference=basis.terms.order_reference or None,
        contract_reference=agreement.number,
        preceding=_preceding(basis),
        seller=_party(seller, is_seller=True),
        buyer=_party(buyer, is_seller=False),
        payment=_payment(seller.billing, number),
        payment_terms=f"Betalas inom {seller.billing.payment_days} dagar",
        lines=tuple(_line(line, vat) for line in basis.lines.all()),
    )


def _days(basis: Any) -> tuple[date, date]:
    """The days the lines stand for; the whole month where a basis was made before they were written down."""
    return basis.from_on or basis.month, basis.to_on or last_of(basis.month)


def _preceding(basis: Any) -> peppol.Preceding | None:
    if not basis.is_credit:
        return None
    return peppol.Preceding(number=basis.of.invoice.number, issued_on=basis.of.invoice.issued_on)


def _vat(decision: Any) -> peppol.Vat:
    if decision.treatment == Vat.STANDARD:
        return peppol.STANDARD
    return peppol.OUTSIDE if decision.treatment == Vat.OUTSIDE else peppol.exempt(decision.reason)


def _party(employer: Any, *, is_seller: bool) -> peppol.Party:
    details = employer.billing
    return peppol.Party(
        name=employer.name,
        legal_id=_legal_id(employer.org_number, details.country),
        legal_scheme=REGISTERS[Country(details.country)],
        country=details.country,
        vat_id=details.vat_number or None,
        endpoint_id=details.endpoint,
        endpoint_scheme=details.endpoint_scheme,
        street=employer.street or None,
        city=employer.city,
        postcode=employer.postcode,
        contact_name=details.contact_name or None,
        contact_email=details.contact_email or None,
        f_tax=is_seller,
    )


def _legal_id(number: str, country: str) -> str:
    """The organisation number as its register writes it: only Finland's has a hyphen."""
    return number if country == Country.FINLAND else number.replace("-", "").replace(" ", "")


def _payment(details: Any, number: str) -> peppol.Payment:
    if details.bankgiro:
        return peppol.Payment(scheme="SE:BANKGIRO", account=details.bankgiro.replace("-", ""), reference=number)
    return peppol.Payment(scheme="SE:PLUSGIRO", account=details.plusgiro.replace("-", ""), reference=number)


def _line(line: Any, vat: peppol.Vat) -> peppol.Line:
    quantity = Decimal(-1) if line.amount < 0 else Decimal(1)
    return peppol.Line(
        id=str(line.number),
        name=LineKind(line.kind).label,
        description=line.text,
        quantity=quantity,
        unit="MON" if line.kind != LineKind.ABSENCE else "EA",
        price=abs(line.amount),
        amount=line.amount,
        vat=vat,
    )
