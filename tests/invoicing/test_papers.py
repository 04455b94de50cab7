"""The invoice as a paper for people: what it says, that it is the same each time, and that nothing is lost in it."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from lxml import etree
from pypdf import PdfReader

from kollega.core.paper import paper
from kollega.core.workflow import Refused
from kollega.invoicing import actions
from kollega.invoicing.files import invoice_paper, readable
from kollega.invoicing.models import Basis, Invoice, InvoicePaper, InvoiceSeries
from kollega.lending.models import Version
from kollega.networks.models import Employer
from kollega.peppol.invoice import STANDARD, totals
from tests import builders
from tests.builders import anew

APRIL_5, APRIL_6 = date(2027, 4, 5), date(2027, 4, 6)
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


def words(pdf):
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(bytes(pdf))).pages)
    return " ".join(read.split())


def amounts_of(xml):
    root = etree.fromstring(xml.encode())
    return {
        Decimal(e.text) for name in ("LineExtensionAmount", "TaxAmount", "PayableAmount") for e in root.iter(CBC + name)
    }


def credited(bill, basis):
    credit = actions.credit(basis, by=bill.by, reason="Fel antal dagar.", today=APRIL_5)
    actions.check(credit, by=bill.by, today=APRIL_5)
    actions.approve(credit, by=bill.other)
    return actions.export(credit, by=bill.by, today=APRIL_6)


@pytest.mark.django_db
@pytest.mark.parametrize("treatment", ["S", "O", "E"])
def test_the_paper_and_the_file_say_the_same_sums(today, treatment):
    bill = builders.Bill(today, treatment=treatment)
    basis = bill.exported()
    credit = credited(bill, basis)
    for invoice in (basis.invoice, credit):
        said = words(invoice.paper.pdf).replace(" ", "")
        written = {f"{abs(a):.2f}".replace(".", ",") for a in amounts_of(invoice.xml)}
        assert len(written) >= 5
        assert [a for a in written if a not in said] == []
        assert invoice.paper.digest == sha256(bytes(invoice.paper.pdf)).hexdigest()


@pytest.mark.django_db
def test_an_invoice_says_who_owes_whom_for_what_and_how_it_is_paid(today):
    bill = builders.Bill(today, treatment="S")
    basis = bill.exported()
    said = words(basis.invoice.paper.pdf)
    wanted = ["Faktura 202700001", str(bill.loan.lender), "202100-5489", "SE202100548901", str(bill.loan.receiver),
              "202100-1819", str(bill.loan.employee), "1–31 mars 2027", "CSN-4410", "5050-1055", "5 maj 2027",
              "Moms 25 procent av", "Godkänd för F-skatt"]  # fmt: skip
    assert [text for text in wanted if text not in said] == []


@pytest.mark.django_db
def test_a_credit_says_what_it_credits_and_why_and_asks_for_no_payment(today):
    bill = builders.Bill(today)
    credit = credited(bill, bill.exported())
    said = words(credit.paper.pdf)
    assert "Kreditfaktura 202700002" in said
    assert "Faktura 202700001 från 5 april 2027" in said
    assert "Fel antal dagar." in said
    assert "Att kreditera" in said
    assert "Bankgiro" not in said
    assert "Ingen moms. Omfattas inte av mervärdesskatt" in said


@pytest.mark.django_db
def test_the_same_invoice_is_the_same_bytes_and_an_ore_more_is_others(today):
    bill = builders.Bill(today)
    basis = bill.approved()
    about = {"number": "202700001", "issued_on": APRIL_5, "due_on": date(2027, 5, 5)}
    first = invoice_paper(anew(basis), **about)
    assert invoice_paper(anew(basis), **about) == first
    line = basis.lines.first()
    line.amount += Decimal("0.01")
    line.save()
    assert invoice_paper(anew(basis), **about) != first
    assert invoice_paper(anew(basis), **about | {"number": "202700002"}) != first


@pytest.mark.django_db
def test_it_is_written_for_screen_readers_and_archives(today):
    reader = PdfReader(BytesIO(bytes(builders.Bill(today).exported().invoice.paper.pdf)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("sv")
    about = reader.trailer["/Root"]["/Metadata"].get_data().decode().replace(" ", "")
    assert "pdfuaid:part>1" in about
    assert "pdfaid:part>2" in about


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Verket 大", "Verket 😀"])
def test_a_sign_that_no_paper_shows_stops_it_with_the_text_to_mend(today, name):
    bill = builders.Bill(today)
    basis = bill.approved()
    Employer.objects.filter(pk=bill.loan.receiver.pk).update(name=name)
    with pytest.raises(Refused, match=f"Tecknet {name[-1]} går inte att skriva.*{name}"):
        actions.export(anew(basis), by=bill.by, today=APRIL_5)
    assert (anew(basis).state, Invoice.objects.count(), InvoicePaper.objects.count()) == ("approved", 0, 0)
    assert not InvoiceSeries.objects.filter(last__gt=0).exists()


@pytest.mark.django_db
def test_what_someone_writes_is_words_and_never_markup(today):
    bill = builders.Bill(today)
    Version.objects.filter(agreement=bill.agreement).update(buyer_reference='#panic("x") *a* $b$ <c>')
    assert '#panic("x") *a* $b$ <c>' in words(bill.exported().invoice.paper.pdf)


def an_invoice(amount):
    line = SimpleNamespace(amount=Decimal(amount), vat=STANDARD)
    return SimpleNamespace(kind="380", number="7", lines=(line,))


@pytest.mark.django_db
def test_a_paper_that_lost_a_sum_does_not_leave(today):
    pdf = bytes(builders.Bill(today).exported().invoice.paper.pdf)
    other = an_invoice("12.34")
    assert readable.why_not_readable(pdf, other, totals(other)) == (
        "Faktura 7 gick inte att läsa som PDF. Det här saknas: Faktura 7, 12,34, 12,34, 3,09, 15,43."
    )


@pytest.mark.django_db
def test_a_lost_sum_stops_the_export_whole(today, monkeypatch):
    bill = builders.Bill(today)
    basis = bill.approved()
    monkeypatch.setattr(readable, "paper", lambda *_: bytes(_of_another(today)))
    with pytest.raises(Refused, match="gick inte att läsa som PDF"):
        actions.export(anew(basis), by=bill.by, today=APRIL_5)
    assert Basis.objects.get(pk=basis.pk).state == "approved"


def _of_another(today):
    said = {"title": "Lista", "author": "K", "lang": "sv", "on": [2027, 1, 1], "foot": "f", "header": ["a"],
            "none": "x", "rows": [["b"]]}  # fmt: skip
    return paper("lending/papers/list.typ", said)


@pytest.mark.django_db
def test_both_sides_read_it_once_it_has_left_and_nobody_else(client, today):
    bill = builders.Bill(today)
    basis, loan = bill.exported(), bill.loan
    for person in (loan.finance, loan.their_finance, builders.a_duty("finance", builders.an_employer())):
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
        client.force_login(person)
        answer = client.get(f"/fakturor/{basis.pk}/faktura.pdf")
        if person in (loan.finance, loan.their_finance):
            assert answer.content == bytes(basis.invoice.paper.pdf)
            assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
        else:
            assert answer.status_code == 404


@pytest.mark.django_db
def test_an_invoice_from_before_there_were_papers_has_none_and_its_page_offers_none(client, today):
    bill = builders.Bill(today)
    basis = bill.exported()
    TOTP.activate(bill.loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(bill.loan.finance)
    page = f"/fakturor/{basis.pk}/"
    assert "Läs som PDF" in client.get(page).content.decode()
    InvoicePaper.objects.all().delete()
    assert "Läs som PDF" not in client.get(page).content.decode()
    assert client.get(f"{page}faktura.pdf").status_code == 404
