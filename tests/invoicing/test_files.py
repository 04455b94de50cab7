"""The files that leave break no rule of EN 16931 or Peppol BIS Billing 3, neither fatal nor warning."""

from datetime import date

import pytest

from kollega.invoicing import actions
from kollega.invoicing.models import BillingDetails, Invoice
from kollega.networks.terms import EmployerKind
from kollega.peppol import check
from tests import builders
from tests.shared_data import shared

APRIL_5 = date(2027, 4, 5)


@pytest.fixture(scope="module")
def rules():
    return shared("peppol/schematron")


@pytest.mark.django_db
@pytest.mark.parametrize("treatment", ["S", "O", "E"])
@pytest.mark.parametrize("starts_on", [date(2027, 3, 1), date(2027, 3, 15)], ids=["whole month", "part month"])
@pytest.mark.parametrize("is_absent", [False, True], ids=["present", "absent"])
def test_an_invoice_and_its_credit_note_have_no_finding(today, rules, settings, treatment, starts_on, is_absent):
    settings.PEPPOL_RULES = str(rules)
    bill = builders.Bill(today, treatment=treatment, starts_on=starts_on)
    bill.proposed()
    if is_absent:
        bill.absent(date(2027, 3, 20), date(2027, 3, 22))
    basis = bill.exported()
    credit = actions.credit(basis, by=bill.by, reason="Fel månad.", today=APRIL_5)
    actions.check(credit, by=bill.by, today=APRIL_5)
    actions.approve(credit, by=bill.other)
    actions.export(credit, by=bill.by, today=APRIL_5)
    invoices = list(Invoice.objects.order_by("number"))
    verdicts = [check.check(invoice.xml.encode(), rules) for invoice in invoices]
    assert [[(f.rule, f.message) for f in verdict.findings] for verdict in verdicts] == [[], []]
    assert ["<CreditNote" in invoice.xml for invoice in invoices] == [False, True]
    assert f"<cbc:ID>{invoices[0].number}</cbc:ID>" in invoices[1].xml
    assert (invoices[0].net, invoices[0].vat) == (invoices[1].net, invoices[1].vat)


BUYERS = {
    "SE": ("202100-1819", "0007", "2021001819", "SE202100181901"),
    "SE with a GLN": ("202100-1819", "0088", "7300010000001", "SE202100181901"),
    "DK": ("12345674", "0184", "DK12345674", "DK12345674"),
    "FI": ("1234567-1", "0216", "003712345671", "FI12345671"),
    "NO": ("987654325", "0192", "987654325", "NO987654325MVA"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [EmployerKind.AGENCY, EmployerKind.MUNICIPALITY], ids=["staff loan", "municipal"])
@pytest.mark.parametrize("treatment", ["S", "O", "E"])
@pytest.mark.parametrize("buyer", BUYERS)
def test_every_form_vat_country_and_credit_has_no_finding(today, rules, settings, kind, treatment, buyer):
    settings.PEPPOL_RULES = str(rules)
    bill = builders.Bill(today, treatment=treatment, kind=kind)
    receiver, (number, scheme, endpoint, vat) = bill.loan.receiver, BUYERS[buyer]
    receiver.org_number = number
    receiver.save()
    BillingDetails.objects.filter(employer=receiver).update(
        country=buyer[:2], endpoint_scheme=scheme, endpoint=endpoint, vat_number=vat
    )
    wrong = bill.exported()
    credit = actions.credit(wrong, by=bill.by, reason="Fel antal dagar.", today=APRIL_5)
    bill.agreement.versions.update(share=50)
    again = actions.bill_again(wrong, by=bill.by, today=APRIL_5)
    for basis in (credit, again):
        actions.check(basis, by=bill.by, today=APRIL_5)
        actions.approve(basis, by=bill.other)
        actions.export(basis, by=bill.by, today=APRIL_5)
    files = [invoice.xml for invoice in Invoice.objects.order_by("number")]
    assert len(files) == 3
    assert [[(f.rule, f.message) for f in check.check(xml.encode(), rules).findings] for xml in files] == [[], [], []]
    assert all(f'schemeID="{scheme}">{endpoint}<' in xml for xml in files)


@pytest.mark.django_db
def test_a_month_away_from_the_first_day_to_the_last_can_still_be_written(today, rules, settings):
    settings.PEPPOL_RULES = str(rules)
    bill = builders.Bill(today)
    bill.proposed()
    bill.absent(date(2027, 3, 1), date(2027, 3, 31))
    bill.exported()
    assert (Invoice.objects.get().net, check.check(Invoice.objects.get().xml.encode(), rules).findings) == (0, [])
