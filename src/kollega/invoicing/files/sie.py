"""SIE 4 for import (type 4I, edition 4B): verifications in the character set PC8, which is code page 437.

A written file is read back before it leaves: each verification is the invoice's, balances to the öre, and stands on
declared accounts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from kollega.core.workflow import Refused
from kollega.invoicing.rules import sum_of

CHARSET, NEWLINE = "cp437", "\r\n"
PART = re.compile(r'"((?:\\.|[^"\\])*)"|\{([^}]*)\}|(\S+)')
PLAINER = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "”": '"', "“": '"', "…": ".", "Ø": "O", "ø": "o"}
)


@dataclass
class Verification:
    """One verification as it stands in a file: number, day, and what is booked on each account."""

    series: str
    number: str
    day: date
    text: str = ""
    rows: list[tuple[str, Decimal]] = field(default_factory=list)


def sie_file(invoices: Sequence, *, seller: Any, ledger: Any, made_on: date) -> bytes:
    """Return the invoices as a SIE file, one verification each, read back and found whole.

    :raises Refused: naming the invoice and what to mend where a verification is not what was invoiced.
    """
    lines = [*_head(seller, ledger, made_on), *(row for invoice in invoices for row in _verification(invoice, ledger))]
    written = NEWLINE.join([*lines, ""]).encode(CHARSET)
    if faults := list(why_not_booked(written, invoices, ledger)):
        raise Refused(" ".join(faults[:3]))
    return written


def _head(seller: Any, ledger: Any, made_on: date) -> Iterator[str]:
    yield from ("#FLAGGA 0", '#PROGRAM "Kollega" 1', "#FORMAT PC8", f"#GEN {made_on:%Y%m%d}", "#SIETYP 4")
    if seller.org_number:
        yield f"#ORGNR {quoted(seller.org_number)}"
    yield f"#FNAMN {quoted(seller.name)}"
    names = {ledger.receivable: "Kundfordringar", ledger.income: "Ersättning för utlånad personal",
             ledger.vat_account: "Utgående moms"}  # fmt: skip
    yield from (f"#KONTO {account} {quoted(name)}" for account, name in sorted(names.items()))


def _verification(invoice: Any, ledger: Any) -> Iterator[str]:
    text = f"{invoice.basis.get_kind_display()} {invoice.number} {invoice.basis.agreement.receiver}"
    yield f"#VER {quoted(ledger.series)} {quoted(invoice.number)} {invoice.issued_on:%Y%m%d} {quoted(text)}"
    yield "{"
    yield from (f"#TRANS {account} {{}} {amount:.2f}" for account, amount in _rows(invoice, ledger))
    yield "}"


def _rows(invoice: Any, ledger: Any) -> list[tuple[str, Decimal]]:
    sign = -1 if invoice.basis.is_credit else 1
    rows = [(ledger.receivable, sign * invoice.gross), (ledger.income, -sign * invoice.net)]
    return [*rows, (ledger.vat_account, -sign * invoice.vat)] if invoice.vat else rows


def quoted(text: str) -> str:
    """Return a text as SIE writes it: on one line, within quotes, in letters that code page 437 has."""
    one_line = " ".join("".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text).split())
    plain = "".join(_plain(sign) for sign in one_line.translate(PLAINER))
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(sign: str) -> str:
    for tried in (sign, unicodedata.normalize("NFKD", sign)[0]):
        try:
            tried.encode(CHARSET)
        except UnicodeEncodeError:
            continue
        return tried
    return "?"


def read_sie(raw: bytes) -> tuple[dict[str, str], list[Verification]]:
    """Read a SIE 4 file: the accounts by their names, and the verifications.

    :raises ValueError: naming the row that cannot be read.
    """
    accounts: dict[str, str] = {}
    found: list[Verification] = []
    for number, line in enumerate(raw.decode(CHARSET).splitlines(), 1):
        label, *parts = _parts(line) or [""]
        try:
            if label == "#KONTO":
                accounts[parts[0]] = parts[1]
            elif label == "#VER":
                found.append(Verification(parts[0], parts[1], _day(parts[2]), *parts[3:4]))
            elif label == "#TRANS":
                found[-1].rows.append((parts[0], Decimal(parts[2])))
        except (IndexError, ValueError, InvalidOperation) as wrong:
            raise ValueError(f"rad {number}: {line[:80]}") from wrong
    return accounts, found


def _parts(line: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", text) or list_ or bare for text, list_, bare in PART.findall(line)]


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  a day has no zone


def why_not_booked(written: bytes, invoices: Sequence, ledger: Any) -> Iterable[str]:
    """Yield what a written file says otherwise than the invoices, with what to mend."""
    accounts, found = read_sie(written)
    if [v.number for v in found] != [i.number for i in invoices]:
        yield "SIE-filen har inte en verifikation för varje faktura. Kontrollera fakturornas nummer."
        return
    for verification, invoice in zip(found, invoices, strict=True):
        if sum((amount for _, amount in verification.rows), Decimal(0)):
            yield f"Faktura {invoice.number} går inte jämnt upp i bokföringen (#VER). Kontrollera netto och moms."
        elif verification.rows != _rows(invoice, ledger) or verification.day != invoice.issued_on:
            yield f"Faktura {invoice.number} står inte som den är fakturerad (#TRANS). Kontrollera kontona."
    if undeclared := {account for v in found for account, _ in v.rows} - set(accounts):
        yield f"Kontona {', '.join(sorted(undeclared))} saknar namn (#KONTO). Kontrollera kontona."
    owed = sum((a for v in found for account, a in v.rows if account == ledger.receivable), Decimal(0))
    if owed != sum_of(invoices, "gross"):
        yield "Summan på kontot för kundfordringar är inte fakturornas. Kontrollera kontona."
