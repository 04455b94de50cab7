"""The accessibility statement: eleven facts, in the network's own words where it has written them."""

import uuid

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.networks.terms import COMPLAINTS_URL
from kollega.people.terms import DutyKind
from tests import builders
from tests.matrix.expected import STATED

pytestmark = pytest.mark.django_db


def test_a_network_that_has_written_nothing_says_what_the_product_is(client):
    network = builders.a_network(builders.an_employer())
    page = client.get(f"/natverk/{network.slug}/tillganglighet/").content.decode()
    for fact in (network.name, "Kollega", "delvis förenlig", "skärmläsare", "oskäligt betungande", "inte omfattas",
                 "HR-kontakten", COMPLAINTS_URL, "WCAG 2.2", "Bedömningen gjordes", "uppdaterades senast"):  # fmt: skip
        assert fact in page, fact


def test_the_coordinator_writes_it_and_everyone_reads_it(client, today):
    network = builders.a_network(builders.an_employer())
    coordinator = builders.a_duty(DutyKind.COORDINATOR, network)
    TOTP.activate(coordinator, "JBSWY3DPEHPK3PXP")
    client.force_login(coordinator)
    there = f"/natverk/{network.slug}/redogorelse/"
    refused = client.post(there, STATED | {"flaws": "", "once": uuid.uuid4()})
    assert "Skriv vilka brister" in refused.content.decode()
    assert client.post(there, STATED | {"once": uuid.uuid4()}).status_code == 302
    client.logout()
    page = client.get(f"/natverk/{network.slug}/tillganglighet/").content.decode()
    assert all(said in page for said in ("Inget teckenspråk.", "hinder@exempel.se", "23\xa0november 2026"))
