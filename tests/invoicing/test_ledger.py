"""What the bookkeeping takes: SIE 4 and rows of fixed width, read back before they leave, each invoice in one file."""

import re
import uuid
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.core.workflow import Refused
from kollega.invoicing import actions, queries
from kollega.invoicing.files import fixed, fixed_file, sie, sie_file
from kollega.invoicing.models import Basis, Booked, Invoice, Ledger, LedgerFile, standard_columns
from kollega.invoicing.rules import amount_in, fitted, why_not_accounts, why_not_columns
from kollega.invoicing.terms import LedgerField
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew
from tests.shared_data import shared

APRIL, APRIL_5 = date(2027, 4, 1), date(2027, 4, 5)
REAL = ["Sie4.se", "Sie4.si", "typ4.se", "urval_ovnbolag.si"]


def a_column(field="gross_ore", width=12, side="right", fill="0"):
    return {"field": field, "width": width, "side": side, "fill": fill}


def an_invoice(number="202700001", net="1000.00", vat="250.00", *, buyer="Verket", credit=False):
    agreement = SimpleNamespace(receiver=_Named(buyer), number="A 1", person="Åsa Öberg")
    basis = SimpleNamespace(
        is_credit=credit, agreement=agreement, month=date(2027, 3, 1), terms=SimpleNamespace(buyer_reference="CSN-1"),
        get_kind_display=lambda: "Kreditfaktura" if credit else "Faktura",
    )  # fmt: skip
    net, vat = Decimal(net), Decimal(vat)
    return SimpleNamespace(
        number=number, net=net, vat=vat, gross=net + vat, issued_on=APRIL_5, due_on=date(2027, 5, 5), basis=basis
    )


class _Named:
    org_number = "202100-1819"

    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name


LEDGER = SimpleNamespace(series="KF", receivable="1510", income="3000", vat_account="2611")
SELLER = SimpleNamespace(name='Verket "Nord" 大', org_number="202100-5489")


def written(*invoices, ledger=LEDGER):
    return sie_file(invoices, seller=SELLER, ledger=ledger, made_on=APRIL_5)


def test_a_sie_file_is_one_balanced_verification_for_each_invoice():
    raw = written(an_invoice(), an_invoice("202700002", "0.01", "0.00", credit=True))
    assert raw.decode("cp437") == "\r\n".join([
        "#FLAGGA 0", '#PROGRAM "Kollega" 1', "#FORMAT PC8", "#GEN 20270405", "#SIETYP 4", '#ORGNR "202100-5489"',
        '#FNAMN "Verket \\"Nord\\" ?"', '#KONTO 1510 "Kundfordringar"', '#KONTO 2611 "Utgående moms"',
        '#KONTO 3000 "Ersättning för utlånad personal"',
        '#VER "KF" "202700001" 20270405 "Faktura 202700001 Verket"', "{", "#TRANS 1510 {} 1250.00",
        "#TRANS 3000 {} -1000.00", "#TRANS 2611 {} -250.00", "}",
        '#VER "KF" "202700002" 20270405 "Kreditfaktura 202700002 Verket"', "{", "#TRANS 1510 {} -0.01",
        "#TRANS 3000 {} 0.01", "}", "",
    ])  # fmt: skip
    assert written(an_invoice()) == written(an_invoice())
    assert raw.decode("cp437").encode("cp437") == raw
    assert bytes([0x84, 0x86]) not in raw
    assert b"Ers\x84ttning" in raw


@pytest.mark.parametrize("name", ["Ørsted–København", "Verket\n#VER", 'A"B\\C', "Łódź", "\u202eå\u2028{}", "é大😀"])
def test_no_name_breaks_a_row_or_the_character_set(name):
    accounts, found = sie.read_sie(written(an_invoice(buyer=name)))
    assert len(accounts) == 3
    assert [(v.number, sum(a for _, a in v.rows)) for v in found] == [("202700001", 0)]
    assert found[0].text.startswith("Faktura 202700001 ")


@pytest.mark.parametrize("name", REAL)
def test_the_reader_reads_what_other_programs_write(name):
    accounts, found = sie.read_sie(shared(f"sie/{name}").read_bytes())
    assert len(accounts) > 100
    assert len(found) > 10
    assert sum(len(v.rows) for v in found) > 30
    assert [v.number for v in found if sum(amount for _, amount in v.rows)] == []


@pytest.mark.parametrize("line", ["#VER A 1", "#VER A 1 2027-04-05", "#TRANS 1510 {} x", "#TRANS 1510", "#KONTO 1"])
def test_the_reader_names_the_row_that_it_cannot_read(line):
    with pytest.raises(ValueError, match=f"rad 2: {re.escape(line)}"):
        sie.read_sie(f"#VER A 1 20270405\r\n{line}\r\n".encode())


def test_what_a_sie_file_says_otherwise_is_named():
    invoice = an_invoice()
    raw = written(invoice).decode("cp437")

    def faults(was, becomes):
        assert was in raw
        return " ".join(sie.why_not_booked(raw.replace(was, becomes).encode("cp437"), [invoice], LEDGER))

    assert "inte jämnt upp" in faults("-250.00", "-250.01")
    assert "inte som den är fakturerad" in faults("#TRANS 3000", "#TRANS 2611")
    assert "saknar namn" in faults("#KONTO 2611", "#KONTO 2612")
    assert "inte en verifikation för varje" in faults('"202700001" 2', '"202700009" 2')
    assert "kundfordringar är inte" in faults("#TRANS 1510", "#TRANS 1511")
    assert faults("#GEN", "#GEN") == ""


def test_an_invoice_whose_sums_do_not_add_up_stops_the_file_by_its_number():
    wrong = an_invoice()
    wrong.gross += Decimal("0.01")
    with pytest.raises(Refused, match=r"Faktura 202700001 går inte jämnt upp i bokföringen \(#VER\)"):
        written(wrong)


@pytest.mark.parametrize(
    ("accounts", "why"),
    [(("1510", "3000", "2611"), None), (("1510", "1510", "2611"), "olika"), (("15x", "3000", "2611"), "siffror"),
     (("١٥١٠", "3000", "2611"), "siffror"), (("", "3000", "2611"), "siffror")],
)  # fmt: skip
def test_accounts(accounts, why):
    said = why_not_accounts(*accounts)
    assert (why in said) if why else said is None


@pytest.mark.parametrize(
    ("column", "why"),
    [({}, None), ({"width": 0}, "bredden"), ({"width": 201}, "bredden"), ({"fill": ""}, "ett enda tecken"),
     ({"fill": "\n"}, "ett enda tecken"), ({"fill": "å"}, "ett enda tecken"), ({"side": "left"}, "siffror fyller"),
     ({"fill": "-"}, "blanksteg, nollor"), ({"fill": "7"}, "blanksteg, nollor"),
     ({"field": "empty"}, "siffror fyller"), ({"field": "buyer", "fill": "."}, None)],
)  # fmt: skip
def test_a_column_that_would_be_read_wrong_is_refused_by_its_number(column, why):
    faults = why_not_columns([a_column("number"), a_column() | column])
    assert (len(faults), faults[0].startswith("Kolumn 2: ")) == (1, True) if why else faults == []
    assert why is None or why in faults[0]


def test_rows_without_a_number_are_refused():
    assert why_not_columns([]) == ["Beskriv minst en kolumn."]
    assert why_not_columns([a_column()]) == ["Ta med fakturanumret, så att raden går att känna igen."]
    assert why_not_columns(standard_columns()) == []


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [("125", a_column(width=6), "000125"), ("-125", a_column(width=6), "-00125"), ("125", a_column(width=3), "125"),
     ("125", a_column(width=2), None), ("-12,50", a_column("gross", 8, "right", " "), "  -12,50"),
     ("A", a_column("buyer", 3, "left", "."), "A..")],
)  # fmt: skip
def test_a_value_is_as_wide_as_its_column(value, column, text):
    assert fitted(value, column) == text


@pytest.mark.parametrize("field", ["net", "net_ore", "vat", "gross_ore"])
@pytest.mark.parametrize(
    ("side", "fill"), [("right", " "), ("right", "0"), ("right", "*"), ("left", " "), ("left", "*")]
)
@pytest.mark.parametrize("credit", [False, True])
def test_a_written_amount_reads_as_itself(field, fill, side, credit):
    invoice, column = an_invoice(net="1200.10", vat="300.03", credit=credit), a_column(field, 12, side, fill)
    row = fixed_file([invoice], columns=[column]).decode().rstrip("\r\n")
    amount = {"net": "1200.10", "vat": "300.03", "gross": "1500.13"}[field.partition("_")[0]]
    assert amount_in(row, column) == Decimal(amount) * (-1 if credit else 1)


def test_the_rows_are_the_columns_in_order():
    columns = [
        a_column("number", 10, "left", " "), a_column("kind", 1, "left", " "), a_column("person", 12, "left", "."),
        a_column("reference", 8, "right", " "), a_column("gross", 10, "right", " "), a_column(),
    ]  # fmt: skip
    raw = fixed_file([an_invoice(), an_invoice("202700002", credit=True)], columns=columns)
    assert raw.decode("iso-8859-1") == (
        "202700001 DÅsa Öberg...   CSN-1   1250,00000000125000\r\n"
        "202700002 KÅsa Öberg...   CSN-1  -1250,00-00000125000\r\n"
    )


def test_a_value_that_does_not_fit_is_refused_by_invoice_and_column():
    with pytest.raises(Refused, match="Faktura 202700001: Köparens namn är Verket, 6 tecken, och kolumnen rymmer 5"):
        fixed_file([an_invoice()], columns=[a_column("buyer", 5, "left", " ")])


@pytest.mark.parametrize("name", ["Łódź – 大", "A\r\nB", "\u2028x"])
def test_every_row_is_one_row_as_wide_as_described(name):
    raw = fixed_file([an_invoice(buyer=name)], columns=[a_column("buyer", 20, "left", " ")])
    assert len(raw) == 22
    assert raw.count(b"\n") == 1


def test_what_the_rows_say_otherwise_is_named():
    invoice, columns = an_invoice(), [a_column("number", 10, "left", " "), a_column()]
    raw = fixed_file([invoice], columns=columns)
    assert list(fixed.why_not_rows(raw, [invoice], columns)) == []
    assert "inte en rad på 22 tecken" in next(fixed.why_not_rows(raw[1:], [invoice], columns))
    assert "inte en rad" in next(fixed.why_not_rows(raw * 2, [invoice], columns))
    assert "Kolumn 2, att betala" in next(fixed.why_not_rows(raw.replace(b"125000", b"125001"), [invoice], columns))
    assert "Kolumn 2, att betala" in next(fixed.why_not_rows(raw.replace(b"125000", b"12x000"), [invoice], columns))


def test_every_content_has_a_value():
    assert set(fixed.values_of(an_invoice())) == set(LedgerField)


@pytest.fixture
def bill(today):
    bill = builders.Bill(today, treatment="S")
    bill.exported()
    return bill


def booked(bill, kind="si", by=None):
    return actions.book(bill.loan.lender, month=APRIL, kind=kind, by=by or bill.by, today=APRIL_5)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["si", "txt"])
def test_an_invoice_is_in_one_file_and_the_next_file_has_what_came_since(bill, kind):
    first, invoice = booked(bill, kind), Invoice.objects.get()
    assert (first.count, first.gross, first.name) == (1, invoice.gross, f"bokforing-2027-04-1.{kind}")
    assert invoice.number.encode() in bytes(first.content)
    with pytest.raises(Refused, match="redan i en fil"):
        booked(bill, kind)
    credit = actions.credit(Basis.objects.get(kind="invoice"), by=bill.by, reason="Fel.", today=APRIL_5)
    actions.check(credit, by=bill.by, today=APRIL_5)
    actions.approve(credit, by=bill.other)
    actions.export(credit, by=bill.by, today=APRIL_5)
    second = booked(bill, kind)
    assert (second.count, second.gross, second.number) == (1, -invoice.gross, 2)
    assert Booked.objects.count() == 2
    said = builders.verbs_of(Ledger.objects.get())
    assert said == ["ledger.file_made", "ledger.file_made"]


@pytest.mark.django_db
def test_only_what_was_issued_in_the_month_goes_along(bill):
    with pytest.raises(Refused, match="redan i en fil"):
        actions.book(bill.loan.lender, month=date(2027, 3, 1), kind="si", by=bill.by, today=APRIL_5)
    assert list(queries.to_book(bill.loan.receiver, APRIL)) == []
    assert len(queries.to_book(bill.loan.lender, APRIL)) == 1


@pytest.mark.django_db
def test_a_file_that_was_never_booked_is_taken_back_once_and_its_invoices_go_in_another(bill):
    first = booked(bill)
    actions.take_back_file(first, by=bill.by, reason="Fel konto.")
    with pytest.raises(Refused, match="redan återtagen"):
        actions.take_back_file(first, by=bill.by, reason="Igen.")
    second = booked(bill, "txt")
    assert (second.number, second.count) == (2, 1)
    assert bytes(anew(first).content).startswith(b"#FLAGGA")
    assert Booked.objects.get().file == second


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_leaves_nothing_behind(bill):
    Ledger.objects.create(employer=bill.loan.lender, columns=[a_column("number", 4, "left", " ")])
    with pytest.raises(Refused, match="Gör kolumnen bredare"):
        booked(bill, "txt")
    assert (LedgerFile.objects.count(), Booked.objects.count()) == (0, 0)
    assert booked(bill, "si").count == 1


@pytest.mark.django_db
def test_only_the_employers_own_finance_books_describes_and_takes_back(bill):
    made = booked(bill)
    for person in (bill.loan.their_finance, bill.loan.contact, bill.loan.head):
        by = actor(person, APRIL_5)
        for job in (
            lambda by=by: booked(bill, by=by),
            lambda by=by: actions.take_back_file(made, by=by, reason="Fel."),
            lambda by=by: actions.keep_ledger(bill.loan.lender, by=by, columns=standard_columns(), **ACCOUNTS),
        ):
            with pytest.raises(Refused, match="egen ekonomi"):
                job()


ACCOUNTS = {"series": "A", "receivable": "1511", "income": "3010", "vat_account": "2611"}


@pytest.mark.django_db
def test_the_log_says_what_the_accounts_were_and_the_same_again_says_nothing(bill):
    for _ in range(2):
        ledger = actions.keep_ledger(bill.loan.lender, by=bill.by, columns=standard_columns(), **ACCOUNTS)
    (entry,) = builders.events_of(ledger)
    assert entry.reason == "Serie KF blev A, kundfordringar 1510 blev 1511, ersättning 3000 blev 3010"
    actions.keep_ledger(bill.loan.lender, by=bill.by, columns=[a_column("number", 9)], **ACCOUNTS)
    assert [e.reason for e in builders.events_of(ledger)][1] == "Raderna blev Fakturanummer 9 höger"
    assert b'#VER "A"' in bytes(booked(bill).content)
    assert b"#TRANS 1511" in bytes(booked_content(bill))


def booked_content(bill):
    return LedgerFile.objects.get(employer=bill.loan.lender).content


@pytest.mark.django_db
def test_what_cannot_be_booked_by_is_not_kept(bill):
    with pytest.raises(Refused, match="olika"):
        actions.keep_ledger(bill.loan.lender, by=bill.by, columns=standard_columns(), **ACCOUNTS | {"income": "1511"})
    with pytest.raises(Refused, match="Beskriv minst en kolumn"):
        actions.keep_ledger(bill.loan.lender, by=bill.by, columns=[], **ACCOUNTS)
    assert not Ledger.objects.exists()


@pytest.fixture
def finance(bill, client):
    TOTP.activate(bill.loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(bill.loan.finance)
    return client


def sent(client, path, **said):
    return client.post(path, said | {"once": uuid.uuid4()})


def rows_said(*columns):
    said = {"kolumn-TOTAL_FORMS": len(columns), "kolumn-INITIAL_FORMS": 0}
    for n, column in enumerate(columns):
        said |= {f"kolumn-{n}-{name}": value for name, value in column.items()}
    return said


@pytest.mark.django_db
def test_rows_are_shown_before_they_are_kept_and_nothing_typed_is_lost(bill, finance):
    path = f"/fakturor/bokforing/{bill.loan.lender.pk}/"
    said = ACCOUNTS | rows_said(a_column("number", 12, "left", "."), a_column("gross_ore", 14))
    shown = sent(finance, path, preview="1", **said).content.decode()
    invoice = Invoice.objects.get()
    assert f"{invoice.number}...{int(invoice.gross * 100):014}" in shown
    assert 'value="1511"' in shown
    assert not Ledger.objects.exists()
    narrow = sent(
        finance, path, preview="1", **ACCOUNTS | rows_said(a_column("number", 4, "left", " "))
    ).content.decode()
    assert "Gör kolumnen bredare" in narrow
    wrong = sent(finance, path, **ACCOUNTS | rows_said(a_column("number", "", "left", " "))).content.decode()
    assert "Skriv hur många tecken kolumnen är." in wrong
    assert sent(finance, path, **said)["Location"] == path
    assert [c["width"] for c in Ledger.objects.get().columns] == [12, 14]
    assert "Serie KF blev A" in finance.get(path).content.decode()


@pytest.mark.django_db
def test_the_month_offers_what_is_left_and_gives_exactly_the_bytes(bill, finance):
    month = f"/fakturor/manad/{bill.loan.lender.pk}/2027-4/"
    assert "1 faktura finns inte i någon fil än" in " ".join(finance.get(month).content.decode().split())
    assert sent(finance, f"{month}bokfor/si/").status_code == 302
    assert sent(finance, f"{month}bokfor/xml/").status_code == 404
    file = LedgerFile.objects.get()
    answer = finance.get(f"/fakturor/bokforing/fil/{file.pk}/")
    assert (answer.content, file.name in answer["Content-Disposition"]) == (bytes(file.content), True)
    page = " ".join(finance.get(month).content.decode().split())
    assert "finns inte i någon fil" not in page
    assert file.name in page
    assert sent(finance, f"/fakturor/bokforing/fil/{file.pk}/ta-tillbaka/", reason="Fel.").status_code == 302
    assert "Återtagen" in finance.get(month).content.decode()
