"""What is written passes the real rules, sums to its parts, and what cannot be written says why in Swedish."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kollega.peppol import check
from kollega.peppol.invoice import (
    OUTSIDE,
    STANDARD,
    Invoice,
    Line,
    Party,
    Payment,
    Period,
    Preceding,
    Vat,
    exempt,
    to_ore,
    totals,
)
from kollega.peppol.obstacles import why_not_identifier, why_not_write
from kollega.peppol.ubl import CannotWriteError, write
from tests.peppol.shared_data import PEPPOL, needs_rules

MARCH = Period(start=date(2026, 3, 1), end=date(2026, 3, 31))
SELLER = Party(
    name="Arbetsförmedlingen",
    legal_id="2021002114",
    vat_id="SE202100211401",
    endpoint_id="2021002114",
    street="Elektrogatan 4",
    city="Solna",
    postcode="171 54",
    contact_name="Ekonomi",
    contact_email="ekonomi@example.org",
    legal_form="Statlig myndighet",
)
BUYER = Party(
    name="Myndigheten & grannen <AB>",
    legal_id="2021005489",
    vat_id="SE202100548901",
    endpoint_id="7300010000001",
    endpoint_scheme="0088",
    city="Sundsvall",
    postcode="851 02",
)
EXEMPT = exempt("Undantagen från skatteplikt enligt 3 kap. mervärdesskattelagen")
REDUCED = Vat(category="S", percent=Decimal(6))


def line(number: int = 1, vat: Vat = STANDARD, quantity: str = "1", price: str = "52333.33", unit: str = "MON") -> Line:
    amount = to_ore(Decimal(quantity) * Decimal(price))
    return Line(
        id=str(number),
        name="Delad lön, 40 procent",
        quantity=Decimal(quantity),
        unit=unit,
        price=Decimal(price),
        amount=amount,
        vat=vat,
        period=MARCH,
        order_line="1",
        note="Avser mars.",
    )


def invoice(*lines: Line, kind: str = "380") -> Invoice:
    credit = kind == "381"
    return Invoice(
        kind="381" if credit else "380",
        number="2026-0007",
        issued_on=date(2026, 4, 1),
        due_on=date(2026, 5, 1),
        period=MARCH,
        note="Fördelad kostnad",
        buyer_reference="4711ABCD",
        order_reference="PO-17",
        contract_reference="Överenskommelse 2026:3",
        preceding=Preceding(number="2026-0003", issued_on=date(2026, 3, 1)) if credit else None,
        seller=SELLER,
        buyer=BUYER,
        payment=Payment(scheme="SE:BANKGIRO", account="5050-1055", reference="20260007"),
        payment_terms="30 dagar netto",
        lines=lines or (line(),),
    )


def findings(made: Invoice) -> list[str]:
    return [f"{finding.rule} {finding.message}" for finding in check.check(write(made), PEPPOL).findings]


PAYMENTS = {
    "bankgiro": Payment(scheme="SE:BANKGIRO", account="5050-1055", reference="123"),
    "plusgiro": Payment(scheme="SE:PLUSGIRO", account="48 48 22-6"),
    "iban": Payment(scheme="IBAN", account="SE45 5000 0000 0583 9825 7466", bic="ESSESESS"),
    "none": None,
}


@needs_rules
@pytest.mark.parametrize("payment", PAYMENTS)
@pytest.mark.parametrize("absence", [False, True], ids=["whole", "absence"])
@pytest.mark.parametrize("kind", ["380", "381"])
@pytest.mark.parametrize("vat", [STANDARD, OUTSIDE, EXEMPT, REDUCED], ids=["S25", "O", "E", "S6"])
def test_what_is_written_breaks_no_rule_and_raises_no_warning(vat: Vat, kind: str, absence: bool, payment: str) -> None:
    lines = [line(1, vat)]
    if absence:
        lines.append(line(2, vat, quantity="-3.5", price="1744.4443", unit="DAY"))
    made = invoice(*lines, kind=kind)
    made = replace(made, payment=PAYMENTS[payment], due_on=None if kind == "381" and payment == "none" else made.due_on)
    assert findings(made) == []


@needs_rules
def test_the_barest_invoice_breaks_no_rule() -> None:
    bare_line = Line(
        id="1", name="Lön", quantity=Decimal(1), unit="EA", price=Decimal(10), amount=Decimal(10), vat=OUTSIDE
    )
    party = Party(name="A", legal_id="2021005489", endpoint_id="2021005489", city="Ort", postcode="1")
    made = Invoice(
        kind="380",
        number="1",
        issued_on=date(2026, 1, 1),
        due_on=date(2026, 1, 31),
        order_reference="PO",
        seller=party,
        buyer=party,
        lines=(bare_line,),
    )
    assert findings(made) == []


@needs_rules
@pytest.mark.parametrize(
    ("scheme", "identifier", "country"),
    [
        ("0192", "987654325", "NO"),
        ("0184", "12345678", "DK"),
        ("0184", "DK12345678", "DK"),
        ("0216", "003712345671", "FI"),
        ("0212", "1234567-1", "FI"),
        ("0196", "5402696029", "IS"),
    ],
)
def test_a_buyer_may_be_anywhere_in_the_nordics(scheme: str, identifier: str, country: str) -> None:
    buyer = replace(
        BUYER,
        endpoint_scheme=scheme,
        endpoint_id=identifier,
        legal_scheme=scheme,
        legal_id=identifier,
        country=country,
        vat_id=None,
    )
    assert findings(replace(invoice(), buyer=buyer)) == []


@needs_rules
def test_a_seller_may_state_f_tax_and_mix_rates_and_exempt_lines() -> None:
    made = invoice(line(1), line(2, REDUCED), line(3, EXEMPT))
    assert findings(replace(made, seller=replace(SELLER, f_tax=True))) == []


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert write(invoice()) == write(invoice())
    assert write(invoice()).startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<Invoice ")


def test_outside_the_scope_no_vat_number_is_written() -> None:
    assert b"SE2021" not in write(invoice(line(vat=OUTSIDE)))
    assert b"SE2021" in write(invoice(line(vat=STANDARD)))


def test_an_absence_is_a_negative_quantity_at_a_positive_price() -> None:
    made = etree.fromstring(write(invoice(line(1), line(2, quantity="-2", price="100", unit="DAY"))))
    names = {"cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"}
    names["cbc"] = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    values = [
        made.xpath(f"string(cac:InvoiceLine[2]/{path})", namespaces=names)
        for path in ("cbc:InvoicedQuantity", "cbc:LineExtensionAmount", "cac:Price/cbc:PriceAmount")
    ]
    assert values == ["-2", "-200.00", "100.00"]


def test_vat_is_rounded_once_for_each_rate_and_halves_go_up() -> None:
    sums = totals(invoice(*(line(number, quantity="1", price="0.02") for number in (1, 2, 3))))
    assert (sums.lines, sums.tax, sums.inclusive) == (Decimal("0.06"), Decimal("0.02"), Decimal("0.08"))


MENDED = {
    "Referens saknas hos köparen.": {"buyer_reference": " ", "order_reference": None},
    "Fakturan saknar nummer.": {"number": ""},
    "Fakturan har inga rader.": {"lines": ()},
    "Förfallodag eller betalningsvillkor saknas.": {"due_on": None, "payment_terms": None},
    "Förfallodagen ligger före fakturadagen.": {"due_on": date(2026, 3, 31)},
    "Valutan ska skrivas med tre stora bokstäver, till exempel SEK.": {"currency": "kr"},
    "Momsregistreringsnummer saknas hos säljaren.": {"seller": replace(SELLER, vat_id=None)},
    "Ort saknas hos köparen.": {"buyer": replace(BUYER, city="")},
    "Organisationsnummer saknas hos köparen.": {"buyer": replace(BUYER, legal_id="")},
    "Organisationsnumret hos köparen är fel: organisationsnumret ska ha tio siffror och rätt kontrollsiffra.": {
        "buyer": replace(BUYER, legal_id="2021005488")
    },
    "E-fakturaadressen hos köparen är fel: GLN-numret ska ha rätt kontrollsiffra.": {
        "buyer": replace(BUYER, endpoint_id="7300010000002")
    },
    "E-fakturaadressen hos köparen har en kod som inte används i Norden: 0208.": {
        "buyer": replace(BUYER, endpoint_scheme="0208")
    },
    "Momsregistreringsnumret hos säljaren ska vara SE och tolv siffror.": {"seller": replace(SELLER, vat_id="SE1234")},
    "Bankgironumret ska ha sju eller åtta siffror.": {"payment": Payment(scheme="SE:BANKGIRO", account="123")},
    "Plusgironumret ska ha två till åtta siffror.": {"payment": Payment(scheme="SE:PLUSGIRO", account="x")},
    "IBAN-numret är fel.": {"payment": Payment(scheme="IBAN", account="SE4550000000058398257465")},
    "Priset på rad 1 är negativt; ange negativ mängd i stället.": {
        "lines": (replace(line(), quantity=Decimal(-1), price=Decimal("-52333.33")),)
    },
    "Beloppet på rad 1 är inte mängden gånger priset.": {"lines": (replace(line(), amount=Decimal(1)),)},
    "Beloppet på rad 1 har delar av ett öre.": {"lines": (replace(line(), amount=Decimal("52333.335")),)},
    "Perioden på rad 1 ligger utanför fakturans period.": {
        "lines": (replace(line(), period=Period(start=date(2026, 2, 28), end=date(2026, 3, 1))),)
    },
    "Två rader har samma nummer.": {"lines": (line(1), line(1))},
    "Rader utanför momsens område får inte blandas med andra rader; dela upp fakturan.": {
        "lines": (line(1), line(2, OUTSIDE))
    },
    "Alla momsfria rader ska ha samma skäl; dela upp fakturan.": {"lines": (line(1, EXEMPT), line(2, exempt("Annat")))},
    "Skäl saknas för momsfria rader.": {"lines": (line(1, exempt(" ")),)},
    "Momssatsen ska vara 25, 12 eller 6 procent.": {"lines": (line(1, Vat(category="S", percent=Decimal(20))),)},
    "Summan är negativ; skriv en kreditnota i stället.": {"lines": (line(quantity="-1"),)},
    "Ett tal på rad 1 är orimligt: NaN": {"lines": (replace(line(), price=Decimal("NaN")),)},
    "En text i fakturan har tecken som inte får stå i en e-faktura: a□": {"note": "a\x00"},
}


@pytest.mark.parametrize("sentence", MENDED)
def test_each_obstacle_is_one_sentence_and_stops_the_writing(sentence: str) -> None:
    hindered = replace(invoice(), **MENDED[sentence])
    assert why_not_write(hindered) == [sentence]
    with pytest.raises(CannotWriteError) as caught:
        write(hindered)
    assert caught.value.reasons == [sentence]


def test_a_credit_note_needs_the_invoice_it_credits() -> None:
    assert why_not_write(replace(invoice(kind="381"), preceding=None)) == [
        "Kreditnotan saknar numret på den faktura som krediteras."
    ]


amounts = st.decimals(min_value=0, max_value=10**7, places=4)
quantities = st.decimals(min_value=-500, max_value=500, places=3)
treatments = st.sampled_from([STANDARD, REDUCED, Vat(category="S", percent=Decimal(12)), EXEMPT])
wares = st.lists(st.tuples(quantities, amounts, treatments), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(wares)
def test_parts_add_up_to_wholes(chosen: list[tuple[Decimal, Decimal, Vat]]) -> None:
    lines = [line(n, vat, str(quantity), str(price)) for n, (quantity, price, vat) in enumerate(chosen)]
    sums = totals(invoice(*lines))
    assert sum(each.amount for each in lines) == sums.lines == sum(part.taxable for part in sums.vat)
    assert sum(part.tax for part in sums.vat) == sums.tax
    assert sums.lines + sums.tax == sums.inclusive
    for part in sums.vat:
        assert abs(part.taxable * part.vat.percent / 100 - part.tax) <= Decimal("0.005")


@needs_rules
@settings(max_examples=60, deadline=None)
@given(wares, st.sampled_from(["380", "381"]))
def test_whatever_may_be_written_breaks_no_rule(chosen: list[tuple[Decimal, Decimal, Vat]], kind: str) -> None:
    lines = [line(n, vat, str(quantity), str(price)) for n, (quantity, price, vat) in enumerate(chosen)]
    made = invoice(*lines, kind=kind)
    other = "faktura" if kind == "381" else "kreditnota"
    assert why_not_write(made) in ([], [f"Summan är negativ; skriv en {other} i stället."])
    if not why_not_write(made):
        assert findings(made) == []


texts = st.text(max_size=12)


@needs_rules
@settings(max_examples=100, deadline=None)
@given(texts, texts, texts, texts)
def test_any_text_is_either_refused_or_written_within_the_rules(
    name: str, note: str, city: str, reference: str
) -> None:
    made = replace(invoice(replace(line(), name=name, note=note)), buyer_reference=reference, note=note)
    made = replace(made, buyer=replace(BUYER, city=city, contact_name=name))
    if not why_not_write(made):
        assert findings(made) == []


@pytest.mark.parametrize(
    ("scheme", "identifier", "is_right"),
    [
        ("0007", "2021005489", True), ("0007", "2021005480", False), ("0088", "7300010000001", True),
        ("0088", "7300010000002", False), ("0192", "987654325", True), ("0192", "987654326", False),
        ("0184", "DK12345674", True), ("0184", "1234567", False), ("0216", "003712345671", True),
        ("0216", "003712345671ABC", True), ("0216", "003712345672", False), ("0216", "123412345671", False),
        ("0212", "1234567-1", True), ("0212", "1234567-2", False), ("9999", "1", False),
    ],
)  # fmt: skip
def test_an_identifier_is_held_to_the_check_digit_of_its_scheme(scheme: str, identifier: str, is_right: bool) -> None:
    assert (why_not_identifier(scheme, identifier) is None) == is_right
