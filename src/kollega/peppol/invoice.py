"""What does an invoice say, and what does it sum to."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

ORE = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Vat:
    """A VAT treatment (UNCL 5305): S taxed, O outside the scope of VAT, E exempt; O and E say why."""

    category: Literal["S", "O", "E"]
    percent: Decimal = Decimal(0)
    reason: str | None = None
    reason_code: str | None = None


STANDARD = Vat(category="S", percent=Decimal(25))
OUTSIDE = Vat(category="O", reason="Omfattas inte av mervärdesskatt", reason_code="VATEX-EU-O")


def exempt(reason: str, reason_code: str | None = None) -> Vat:
    """Exempt from VAT for the stated reason, with a code of the VATEX list where one applies (BR-E-10)."""
    return Vat(category="E", reason=reason, reason_code=reason_code)


@dataclass(frozen=True, kw_only=True)
class Period:
    """First and last day, both included."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Party:
    """A seller or buyer.

    `f_tax` states "Godkänd för F-skatt" (SE-R-005) and `legal_form` is free legal text such as "Säte: Eslöv";
    both are written for sellers only. `vat_id` is left out of an invoice outside the scope of VAT (BR-O-02).
    """

    name: str
    legal_id: str
    legal_scheme: str = "0007"
    vat_id: str | None = None
    endpoint_id: str
    endpoint_scheme: str = "0007"
    street: str | None = None
    city: str
    postcode: str
    country: str = "SE"
    contact_name: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    legal_form: str | None = None
    f_tax: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One priced thing. What is taken off, such as an absence, has a negative quantity, never a negative price."""

    id: str
    name: str
    description: str | None = None
    quantity: Decimal
    unit: str
    price: Decimal
    amount: Decimal
    vat: Vat
    period: Period | None = None
    order_line: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Where to pay: a bankgiro or plusgiro number, or an IBAN with its BIC, and what reference to state."""

    scheme: Literal["SE:BANKGIRO", "SE:PLUSGIRO", "IBAN"]
    account: str
    bic: str | None = None
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class Preceding:
    """The invoice that a credit note credits."""

    number: str
    issued_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """An invoice (380) or a credit note (381, whose amounts are positive)."""

    kind: Literal["380", "381"]
    number: str
    issued_on: date
    due_on: date | None = None
    period: Period | None = None
    currency: str = "SEK"
    note: str | None = None
    buyer_reference: str | None = None
    order_reference: str | None = None
    contract_reference: str | None = None
    preceding: Preceding | None = None
    seller: Party
    buyer: Party
    payment: Payment | None = None
    payment_terms: str | None = None
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class VatPart:
    """One VAT treatment's share of an invoice."""

    vat: Vat
    taxable: Decimal
    tax: Decimal


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What an invoice sums to, each amount in whole öre."""

    lines: Decimal
    vat: tuple[VatPart, ...]
    tax: Decimal
    inclusive: Decimal


def to_ore(amount: Decimal) -> Decimal:
    """The amount in whole öre, halves away from zero."""
    return amount.quantize(ORE, rounding=ROUND_HALF_UP)


def totals(invoice: Invoice) -> Totals:
    """The sums of the lines, with VAT rounded once for each treatment (EN 16931 BR-CO-10, -14, -15, -17).

    The parts of `vat` add up to `lines` and `tax`, and those two to `inclusive`, exactly.
    """
    taxable: dict[Vat, Decimal] = {}
    for line in invoice.lines:
        taxable[line.vat] = taxable.get(line.vat, Decimal(0)) + line.amount
    parts = tuple(
        VatPart(vat=vat, taxable=to_ore(amount), tax=to_ore(amount * vat.percent / 100))
        for vat, amount in sorted(taxable.items(), key=lambda item: (item[0].category, item[0].percent))
    )
    lines = to_ore(sum((line.amount for line in invoice.lines), Decimal(0)))
    tax = sum((part.tax for part in parts), Decimal("0.00"))
    if sum(part.taxable for part in parts) != lines:
        raise ArithmeticError("The VAT parts do not add up to the lines.")
    return Totals(lines=lines, vat=parts, tax=tax, inclusive=lines + tax)
