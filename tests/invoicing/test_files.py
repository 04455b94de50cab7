"""The files that leave break no rule of EN 16931 or Peppol BIS Billing 3, neither fatal nor warning."""

from datetime import date

import pytest

from kollega.invoicing import actions
from kollega.invoicing.models import Invoice
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


@pytest.mark.django_db
def test_a_month_away_from_the_first_day_to_the_last_can_still_be_written(today, rules, settings):
    settings.PEPPOL_RULES = str(rules)
    bill = builders.Bill(today)
    bill.proposed()
    bill.absent(date(2027, 3, 1), date(2027, 3, 31))
    bill.exported()
    assert (Invoice.objects.get().net, check.check(Invoice.objects.get().xml.encode(), rules).findings) == (0, [])
