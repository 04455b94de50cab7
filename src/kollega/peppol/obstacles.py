"""Why can an invoice not be written: each obstacle as a Swedish sentence that names the field to mend."""

import dataclasses
import re
from collections.abc import Iterator
from decimal import Decimal

from kollega.peppol.invoice import Invoice, Line, Party, Payment, to_ore, totals

LARGEST = Decimal("1e12")
SMALLEST = Decimal("1e-12")
SLACK = Decimal("0.02")
CODE_LENGTH = 3
"""BR-CL-08: three characters between number signs in a note are taken for a code of UNCL 4451; we write none."""
SWEDISH_RATES = {Decimal(25), Decimal(12), Decimal(6)}
UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SCHEMES = {
    "0007": "organisationsnumret ska ha tio siffror och rätt kontrollsiffra",
    "0088": "GLN-numret ska ha rätt kontrollsiffra",
    "0192": "det norska organisationsnumret ska ha nio siffror och rätt kontrollsiffra",
    "0184": "det danska CVR-numret ska ha åtta siffror",
    "0196": "den isländska kennitalan ska ha tio siffror",
    "0212": "det finska företags- och organisationsnumret ska ha formen 1234567-8 och rätt kontrollsiffra",
    "0216": "den finska OVT-koden ska ha 0037, det finska numrets åtta siffror och högst fem tecken till",
}
FORMS = {
    "0007": "[0-9]{10}",
    "0088": "[0-9]{13}",
    "0192": "[0-9]{9}",
    "0184": "(DK)?[0-9]{8}",
    "0196": "[0-9]{10}",
    "0212": "[0-9]{7}-[0-9]",
    "0216": "0037[0-9]{8}[0-9A-Z]{0,5}",
}


def why_not_write(invoice: Invoice) -> list[str]:
    """Everything that must be mended first, in Swedish; an empty list promises that `ubl.write` will succeed.

    Follows EN 16931 and Peppol BIS Billing 3 with its Swedish rules (SE-R), so that what is written for a Swedish
    seller also passes `check.check`. Code lists of units, currencies, countries and exemption codes, and the national
    rules of other sellers, are held by the downloaded rules alone: only the form of such codes is looked at here.
    """
    found = [*_unwritable_text(invoice), *_unusable_numbers(invoice)]
    if found:
        return found
    return [
        *_head(invoice),
        *_party(invoice.seller, "säljaren"),
        *_party(invoice.buyer, "köparen"),
        *_swedish_seller(invoice.seller),
        *(sentence for line in invoice.lines for sentence in _line(line, invoice)),
        *_vat(invoice),
        *_sums(invoice),
        *(_payment(invoice.payment) if invoice.payment else ()),
    ]


def _head(invoice: Invoice) -> Iterator[str]:
    kind = "Fakturan" if invoice.kind == "380" else "Kreditnotan"
    if _empty(invoice.number):
        yield f"{kind} saknar nummer."
    if _empty(invoice.buyer_reference) and _empty(invoice.order_reference):
        yield "Referens saknas hos köparen."
    if (
        invoice.note
        and len(invoice.note.partition("#")[2].partition("#")[0]) == CODE_LENGTH
        and invoice.note.count("#") > 1
    ):
        yield f"{kind}s text har tre tecken mellan två nummertecken (#), och det läses som en kod."
    if not re.fullmatch("[A-Z]{3}", invoice.currency):
        yield "Valutan ska skrivas med tre stora bokstäver, till exempel SEK."
    if invoice.kind == "380" and invoice.due_on is None and _empty(invoice.payment_terms):
        yield "Förfallodag eller betalningsvillkor saknas."
    if invoice.due_on and invoice.due_on < invoice.issued_on:
        yield "Förfallodagen ligger före fakturadagen."
    if invoice.kind == "381" and invoice.preceding is None:
        yield "Kreditnotan saknar numret på den faktura som krediteras."
    if invoice.kind == "381" and invoice.due_on and invoice.payment is None:
        yield "En kreditnota kan bara ha förfallodag om den också har betalningsuppgifter."
    if invoice.preceding and _empty(invoice.preceding.number):
        yield "Den krediterade fakturan saknar nummer."
    if invoice.period and invoice.period.end < invoice.period.start:
        yield f"{kind}s period slutar innan den börjar."
    if not invoice.lines:
        yield f"{kind} har inga rader."
    ids = [line.id for line in invoice.lines]
    if len(set(ids)) != len(ids):
        yield "Två rader har samma nummer."


def _party(party: Party, who: str) -> Iterator[str]:
    required = {
        "Namn": party.name,
        "Postnummer": party.postcode,
        "Ort": party.city,
        "E-fakturaadress": party.endpoint_id,
    }
    for word, text in required.items():
        if _empty(text):
            yield f"{word} saknas hos {who}."
    if _empty(party.legal_id):
        yield f"Organisationsnummer saknas hos {who}."
    elif party.legal_scheme not in SCHEMES:
        yield f"Organisationsnumret hos {who} har en kod som inte används i Norden: {party.legal_scheme}."
    elif not _identifier_holds(party.legal_scheme, party.legal_id):
        yield f"Organisationsnumret hos {who} är fel: {SCHEMES[party.legal_scheme]}."
    if party.endpoint_scheme not in SCHEMES:
        yield f"E-fakturaadressen hos {who} har en kod som inte används i Norden: {party.endpoint_scheme}."
    elif not _empty(party.endpoint_id) and not _identifier_holds(party.endpoint_scheme, party.endpoint_id):
        yield f"E-fakturaadressen hos {who} är fel: {SCHEMES[party.endpoint_scheme]}."
    if not re.fullmatch("[A-Z]{2}", party.country):
        yield f"Landet hos {who} ska skrivas med två stora bokstäver, till exempel SE."
    if party.vat_id is not None and not re.fullmatch("[A-Z]{2}[0-9A-Z+*]{2,13}", party.vat_id):
        yield f"Momsregistreringsnumret hos {who} ska börja med landets två bokstäver."


def _swedish_seller(seller: Party) -> Iterator[str]:
    if seller.country != "SE":
        return
    if seller.vat_id and seller.vat_id.startswith("SE") and not re.fullmatch("SE[0-9]{12}", seller.vat_id):
        yield "Momsregistreringsnumret hos säljaren ska vara SE och tolv siffror."
    if not _empty(seller.legal_id) and not _identifier_holds("0007", seller.legal_id):
        yield f"Organisationsnumret hos säljaren är fel: {SCHEMES['0007']}."


def _line(line: Line, invoice: Invoice) -> Iterator[str]:
    where = f"rad {line.id}"
    if _empty(line.id):
        yield "En rad saknar nummer."
    if _empty(line.name):
        yield f"Benämning saknas på {where}."
    if not re.fullmatch("[A-Z0-9]{1,3}", line.unit):
        yield f"Enheten på {where} ska vara en kod enligt UN/ECE Recommendation 20, till exempel MON."
    if line.price < 0:
        yield f"Priset på {where} är negativt; ange negativ mängd i stället."
    if line.amount != to_ore(line.amount):
        yield f"Beloppet på {where} har delar av ett öre."
    if abs(line.quantity * line.price - line.amount) > SLACK:
        yield f"Beloppet på {where} är inte mängden gånger priset."
    if line.period and line.period.end < line.period.start:
        yield f"Perioden på {where} slutar innan den börjar."
    whole = invoice.period
    if line.period and whole and (line.period.start < whole.start or line.period.end > whole.end):
        yield f"Perioden på {where} ligger utanför fakturans period."


def _vat(invoice: Invoice) -> Iterator[str]:
    treatments = {line.vat for line in invoice.lines}
    categories = {vat.category for vat in treatments}
    if "O" in categories and len(categories) > 1:
        yield "Rader utanför momsens område får inte blandas med andra rader; dela upp fakturan."
    for category, word in (("E", "momsfria rader"), ("O", "rader utanför momsens område")):
        chosen = [vat for vat in treatments if vat.category == category]
        if len(chosen) > 1:
            yield f"Alla {word} ska ha samma skäl; dela upp fakturan."
        if any(_empty(vat.reason) for vat in chosen):
            yield f"Skäl saknas för {word}."
        if any(vat.percent != 0 for vat in chosen):
            yield f"Momssatsen för {word} ska vara noll."
    taxed = [vat for vat in treatments if vat.category == "S"]
    swedish = invoice.seller.country == "SE"
    if any(vat.percent <= 0 or (swedish and vat.percent not in SWEDISH_RATES) for vat in taxed):
        yield "Momssatsen ska vara 25, 12 eller 6 procent." if swedish else "Momssatsen ska vara större än noll."
    if any(vat.reason or vat.reason_code for vat in taxed):
        yield "Rader med moms ska inte ha något skäl till momsfrihet."
    if categories & {"S", "E"} and not invoice.seller.vat_id:
        yield "Momsregistreringsnummer saknas hos säljaren."


def _sums(invoice: Invoice) -> Iterator[str]:
    if totals(invoice).inclusive < 0:
        other = "kreditnota" if invoice.kind == "380" else "faktura"
        yield f"Summan är negativ; skriv en {other} i stället."


def _payment(payment: Payment) -> Iterator[str]:
    account = bare(payment.account)
    if payment.scheme == "SE:BANKGIRO" and not re.fullmatch("[0-9]{7,8}", account):
        yield "Bankgironumret ska ha sju eller åtta siffror."
    if payment.scheme == "SE:PLUSGIRO" and not re.fullmatch("[0-9]{2,8}", account):
        yield "Plusgironumret ska ha två till åtta siffror."
    if payment.scheme == "IBAN" and not _iban_holds(account):
        yield "IBAN-numret är fel."
    if payment.bic is not None and not re.fullmatch("[A-Z0-9]{8}([A-Z0-9]{3})?", payment.bic):
        yield "BIC-koden ska ha åtta eller elva tecken."


def why_not_identifier(scheme: str, text: str) -> str | None:
    """Why a number cannot stand as an identifier of the scheme, as a sentence, or None if it can."""
    if scheme not in SCHEMES:
        return "Koden används inte i Norden."
    sentence = SCHEMES[scheme]
    return None if _identifier_holds(scheme, text) else f"{sentence[0].upper()}{sentence[1:]}."


def bare(account: str) -> str:
    """An account number without the spaces and hyphens that people write it with (SE-R-007, SE-R-008)."""
    return re.sub(r"[\s-]", "", account)


def _empty(text: str | None) -> bool:
    return text is None or not text.strip()


def _identifier_holds(scheme: str, text: str) -> bool:
    """Whether PEPPOL-COMMON-R040 (GLN), R041 (Norway), R042 (Denmark) or R049 (Sweden) accepts the identifier.

    Finland's numbers, which no rule of Peppol judges, are held to their own check digit.
    """
    if not re.fullmatch(FORMS[scheme], text):
        return False
    digits = [int(digit) for digit in text] if scheme in ("0007", "0088", "0192") else []
    if scheme == "0007":
        return sum(sum(divmod(digit * (2 - place % 2), 10)) for place, digit in enumerate(digits)) % 10 == 0
    if scheme == "0088":
        return sum(digit * (1 + 2 * (place % 2)) for place, digit in enumerate(digits)) % 10 == 0
    if scheme == "0192":
        weighed = sum(d * weight for d, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True))
        return weighed % 11 == 0 and any(digits)
    if scheme in ("0212", "0216"):
        return _finnish_holds(text.replace("-", "") if scheme == "0212" else text[4:12])
    return True


def _finnish_holds(text: str) -> bool:
    """Whether the eight digits of a Finnish business id end in their check digit; a rest of one is never given out."""
    weighed = sum(int(digit) * weight for digit, weight in zip(text, (7, 9, 10, 5, 8, 4, 2, 1), strict=True))
    return weighed % 11 == 0


def _iban_holds(account: str) -> bool:
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", account):
        return False
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def _unwritable_text(thing: object, where: str = "fakturan") -> Iterator[str]:
    """XML 1.0 section 2.2 has no place for most control characters."""
    if isinstance(thing, str) and UNWRITABLE.search(thing):
        yield f"En text i {where} har tecken som inte får stå i en e-faktura: {UNWRITABLE.sub('□', thing)[:60]}"
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _unwritable_text(part, where)
    elif dataclasses.is_dataclass(thing):
        for part in dataclasses.fields(thing):
            yield from _unwritable_text(getattr(thing, part.name), where)


def _unusable_numbers(invoice: Invoice) -> Iterator[str]:
    for line in invoice.lines:
        for number in (line.quantity, line.price, line.amount, line.vat.percent):
            if not number.is_finite() or abs(number) >= LARGEST or number != number.quantize(SMALLEST):
                yield f"Ett tal på rad {line.id} är orimligt: {number}"
