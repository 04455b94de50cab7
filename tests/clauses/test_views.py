"""A coordinator words the clauses; agreements that are frozen keep theirs."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kollega.clauses import actions
from kollega.clauses.models import Clause
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from tests import builders

pytestmark = pytest.mark.django_db
OWN = {"heading": "Anställningen", "text": "Medarbetaren är kvar hos oss.", "from_on": "2026-11-23"}


@pytest.fixture
def network():
    return builders.a_network(builders.an_employer())


@pytest.fixture
def coordinator(client, network):
    person = builders.a_duty(DutyKind.COORDINATOR, network)
    builders.TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.force_login(person)
    return person


def post(client, path, **said):
    return client.post(path, said | {"once": uuid4()})


def word(network, by, **changes):
    said = {"form": "staff_loan", "language": "sv", "key": "post", "heading": "A", "text": "B", "is_left_out": False,
            "from_on": clock.today(), "today": clock.today()}  # fmt: skip
    return actions.word(network, by=actor(by), **said | changes)


def test_the_coordinator_words_a_clause_and_it_stands_from_the_day(client, network, coordinator, today):
    page = f"/natverk/{network.slug}/villkor/"
    assert "Standard" in client.get(page).text
    there = f"{page}staff_loan/sv/post/"
    assert "Skriv vad som gäller" in post(client, there, **OWN | {"text": ""}).text
    assert "tidigast från i dag" in post(client, there, **OWN | {"from_on": "2026-11-22"}).text
    assert post(client, there, **OWN).status_code == 302
    shown = client.get(page).text
    assert "Medarbetaren är kvar hos oss." in shown
    assert "Nätverkets egna ord" in shown
    post(client, there, **OWN | {"text": "Sedan.", "from_on": "2026-12-01"})
    assert "Sedan." not in client.get(page).text
    assert "Börjar gälla" in client.get(page).text
    post(client, f"{page}staff_loan/sv/nytt/", heading="Parkering", text="Ingår.", from_on="2026-11-23")
    assert "Parkering" in client.get(page).text
    assert client.get(f"{page}staff_loan/sv/finns-inte/").status_code == 404
    assert client.get(f"{page}annan/sv/").status_code == 404


def test_only_the_networks_coordinator_words_its_clauses(network):
    elsewhere = builders.a_duty(DutyKind.COORDINATOR, builders.a_network())
    with pytest.raises(Refused, match="samordnare"):
        word(network, elsewhere)
    assert not Clause.objects.exists()


def test_what_is_frozen_keeps_its_words(today):
    loan = builders.Loan(today)
    by = builders.a_duty(DutyKind.COORDINATOR, loan.network)
    frozen = loan.to_sign()
    said = [heading for heading, _ in frozen.version.paper.clauses]
    word(loan.network, by, heading="Nytt")
    assert "Anställningen" in said
    assert [heading for heading, _ in builders.anew(frozen).version.paper.clauses] == said
    later = builders.Loan(today)
    word(later.network, builders.a_duty(DutyKind.COORDINATOR, later.network), heading="Nytt")
    assert "Nytt" in [heading for heading, _ in later.to_sign().version.paper.clauses]


def test_the_page_asks_as_much_for_many_wordings_as_for_one(client, network, coordinator):
    page = f"/natverk/{network.slug}/villkor/"
    word(network, coordinator)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for day in range(3):
        word(network, coordinator, key=f"k{day}", from_on=date(2026, 12, 1) + timedelta(days=day))
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(one)
