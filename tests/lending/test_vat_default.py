"""VAT is suggested by the kinds of the two employers, and decided for each loan."""

import uuid
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.core.workflow import Refused
from kollega.lending import actions, queries
from kollega.lending.models import VatDecision, VatDefault
from tests import builders
from tests.builders import verbs_of

pytestmark = pytest.mark.django_db
MARCH_1 = date(2027, 3, 1)


def set_default(loan, treatment="O", kind="agency", reason="Staten.", by=None):
    by = loan.by(by or loan.finance)
    return actions.set_vat_default(loan.lender, receiver_kind=kind, treatment=treatment, reason=reason, by=by)


def test_only_the_employers_own_finance_sets_it_with_a_reason(today):
    loan = builders.Loan(today)
    with pytest.raises(Refused, match="egen ekonomi"):
        set_default(loan, by=loan.their_finance)
    with pytest.raises(Refused, match="Skriv varför"):
        set_default(loan, reason=" ")
    set_default(loan)
    default = set_default(loan, treatment="S")
    assert (VatDefault.objects.count(), default.treatment, verbs_of(default)) == (1, "S", ["vat.suggested"] * 2)


def test_it_stands_in_the_form_and_decides_nothing(today, client):
    loan = builders.Loan(today)
    agreement = loan.signed()
    set_default(loan, kind="region")
    assert queries.vat_default(agreement) is None
    set_default(loan, treatment="E", reason="Undantagen omsättning.")
    TOTP.activate(loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(loan.finance)
    page = client.get(f"/utlaning/{agreement.pk}/moms/").content.decode()
    assert "Undantagen omsättning." in page
    assert 'value="E" id="id_treatment_2" checked' in page
    assert VatDecision.objects.count() == 0


def test_the_page_keeps_what_has_a_reason_and_nothing_else(today, client):
    loan = builders.Loan(today)
    TOTP.activate(loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(loan.finance)
    path = f"/fakturor/moms/{loan.lender.pk}/"

    def post(**said):
        return client.post(path, said | {"once": uuid.uuid4()})

    assert "Skriv varför" in post(agency_treatment="O").content.decode()
    assert VatDefault.objects.count() == 0
    assert post(agency_treatment="O", agency_reason="Staten.").status_code == 302
    assert [(d.receiver_kind, d.treatment, d.by) for d in VatDefault.objects.all()] == [("agency", "O", loan.finance)]
    before = VatDefault.objects.get().at
    post(agency_treatment="O", agency_reason="Staten.")
    assert VatDefault.objects.get().at == before


def test_what_the_loan_is_thought_to_cost_stands_beside_the_terms(today, client):
    loan = builders.Loan(today)
    agreement = loan.selected()
    TOTP.activate(loan.contact, "JBSWY3DPEHPK3PXP")
    client.force_login(loan.contact)
    path = f"/utlaning/{agreement.pk}/villkor/"
    assert "Beräknad kostnad" not in client.get(path).content.decode()
    actions.write_terms(agreement, by=loan.by(loan.contact), cost_model="fixed", monthly_amount=52000)
    page = client.get(path).content.decode()
    assert "Beräknad kostnad" in page
    assert "104\u00a0000\u00a0kronor" in page
