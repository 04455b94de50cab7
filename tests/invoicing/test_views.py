"""What the pages of an invoice that has left show, to whom, and where nothing typed is lost."""

import uuid
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kollega.core import clock
from kollega.invoicing import actions
from kollega.invoicing.models import Basis
from kollega.people.queries import actor
from tests import builders
from tests.builders import anew

pytestmark = pytest.mark.django_db
JUNE_1 = date(2027, 6, 1)


@pytest.fixture(autouse=True)
def in_june():
    with clock.at(JUNE_1):
        yield


@pytest.fixture
def bill(today):
    bill = builders.Bill(today)
    for person in (bill.loan.finance, bill.loan.their_finance):
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    return bill


def post(client, path, **said):
    return client.post(path, said | {"once": uuid.uuid4()})


def page(client, person, path):
    client.force_login(person)
    return " ".join(client.get(path).content.decode().split())


def test_each_side_is_offered_its_own_answers(client, bill):
    basis = bill.exported()
    path = f"/fakturor/{basis.pk}/"
    seller, buyer = page(client, bill.loan.finance, path), page(client, bill.loan.their_finance, path)
    assert ("Rätta fakturan" in seller, "För in betalningen" in seller, "Bestrid fakturan" in seller) == (1, 1, 0)
    assert ("Rätta fakturan" in buyer, "För in betalningen" in buyer, "Bestrid fakturan" in buyer) == (0, 0, 1)
    assert "Fakturan skulle ha betalats 5 maj 2027" in buyer
    assert post(client, f"{path}steg/dispute/", reason="Fel antal dagar.")["Location"] == path
    seller = page(client, bill.loan.finance, path)
    assert "”Fel antal dagar.”" in seller
    assert "Håll fast vid fakturan" in seller
    assert "skulle ha betalats" not in seller


def test_a_correction_proposes_both_and_the_month_shows_all_three(client, bill):
    basis = bill.exported()
    client.force_login(bill.loan.finance)
    kept = post(client, f"/fakturor/{basis.pk}/kreditera/", reason="Sjukdagar saknas.")
    assert "Välj om månaden ska faktureras på nytt" in kept.content.decode()
    assert "Sjukdagar saknas." in kept.content.decode()
    answer = post(client, f"/fakturor/{basis.pk}/kreditera/", reason="Sjukdagar saknas.", again="yes")
    credit = Basis.objects.get(kind="credit")
    assert answer["Location"] == f"/fakturor/{credit.pk}/"
    right = Basis.objects.get(kind="invoice", state="proposed")
    shown = client.get(f"/fakturor/{credit.pk}/").content.decode()
    assert all(f"/fakturor/{b.pk}/" in shown for b in (basis, right))
    assert "Fakturera månaden på nytt" not in client.get(f"/fakturor/{basis.pk}/").content.decode()


def test_a_month_that_was_only_credited_can_be_billed_again_from_its_page(client, bill):
    basis = bill.exported()
    client.force_login(bill.loan.finance)
    post(client, f"/fakturor/{basis.pk}/kreditera/", reason="Fel.", again="no")
    assert "Fakturera månaden på nytt" in client.get(f"/fakturor/{basis.pk}/").content.decode()
    answer = post(client, f"/fakturor/{basis.pk}/fakturera-igen/")
    assert answer["Location"] == f"/fakturor/{Basis.objects.get(kind='invoice', state='proposed').pk}/"


def test_a_list_that_is_refused_keeps_what_was_pasted_and_names_each_row(client, bill):
    bill.exported()
    client.force_login(bill.loan.finance)
    path = f"/fakturor/betalningar/{bill.loan.lender.pk}/"
    shown = post(client, path, rows="202700001; 2027-05-04; 1\n7; 2027-05-04; 1").content.decode()
    assert "Rad 1: faktura 202700001 är på 50 780,69 kronor, inte 1,00 kronor." in " ".join(shown.split())
    assert "Rad 2: ni har ingen faktura 7." in shown
    assert "202700001; 2027-05-04; 1" in shown
    assert post(client, path, rows="202700001; 2027-05-04; 50780,69")["Location"] == "/fakturor/"
    assert Basis.objects.get().state == "paid"


def test_a_day_that_cannot_be_is_said_beside_the_question(client, bill):
    basis = bill.exported()
    client.force_login(bill.loan.finance)
    shown = post(client, f"/fakturor/{basis.pk}/betald/", paid_on="2027-06-02").content.decode()
    assert "Betalningsdagen har inte varit än." in shown
    assert anew(basis).state == "exported"


@pytest.mark.parametrize("path", ["/fakturor/", "/fakturor/{basis}/"])
def test_pages_take_as_many_statements_for_two_bases_as_for_three(client, bill, today, path):
    basis = bill.exported()

    def statements():
        client.get(path.format(basis=basis.pk))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(path.format(basis=basis.pk))
        return len(asked)

    client.force_login(bill.loan.finance)
    actions.credit(basis, by=actor(bill.loan.finance, JUNE_1), reason="Fel.", today=JUNE_1)
    with_two = statements()
    actions.bill_again(basis, by=actor(bill.loan.finance, JUNE_1), today=JUNE_1)
    assert statements() == with_two
