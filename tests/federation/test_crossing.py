"""Two networks see each other's lists: here both sides run in one installation and speak by the real addresses."""

import json
from datetime import date, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from kollega.assignments import actions as assignments
from kollega.assignments.terms import CallState
from kollega.catalogue.models import Listing
from kollega.catalogue.queries import listings_for
from kollega.core import clock
from kollega.core.fetch import Unreachable
from kollega.core.incoming import Unreadable
from kollega.core.workflow import Refused
from kollega.federation import actions, files, queries
from kollega.federation.models import Handover, Received, RemoteCall
from kollega.federation.terms import GIVE_UP, State
from kollega.outbox.models import Message
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _still():
    with clock.at(TODAY):
        yield


def ask(address, *, body=None):
    """Reach the other side as core.fetch does, by its own addresses and forms."""
    path, client = urlsplit(address).path, Client(enforce_csrf_checks=True)
    answer = client.get(path) if body is None else client.post(path, body, content_type="application/json")
    if answer.status_code != 200:
        raise Unreachable(f"svarar {answer.status_code}")
    return answer.content


def a_side(name):
    employer = builders.an_employer(f"Verket {name}")
    network = builders.a_network(employer)
    coordinator = builders.a_duty(DutyKind.COORDINATOR, network, builders.an_employment(at=employer).person)
    contact = builders.a_duty(DutyKind.CONTACT, employer)
    for person in (coordinator, contact):
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    manager = builders.an_employment(at=employer).person
    employee = builders.an_employment(at=employer, manager=manager).person
    return SimpleNamespace(employer=employer, network=network, coordinator=coordinator, contact=contact,
                           manager=manager, employee=employee)  # fmt: skip


@pytest.fixture
def ours():
    return a_side("här")


@pytest.fixture
def theirs():
    side = a_side("där")
    given = {"employer": side.employer, "network": side.network}
    side.call = builders.a_call(**given, contact=side.manager, state=CallState.SUBMITTED, title="Projektledare e-arkiv")
    assignments.publish(side.call, by=actor(side.contact), today=TODAY)
    side.job = builders.a_recruitment(**given, upto="published", reach="network", tasks="Ring Kim, 060-12 34 56.")
    builders.a_recruitment(**given, upto="published", reach="employer")
    side.link = actions.open_link(side.network, name="Vi", by=actor(side.coordinator))
    return side


def read_by(ours, theirs):
    made = actions.subscribe(ours.network, name="Dom", address=address_of(theirs), by=actor(ours.coordinator))
    actions.read_next(ask=ask)
    return builders.anew(made)


def address_of(theirs):
    return queries.address_of(theirs.link).replace("http://127.0.0.1:8000", "https://dom.exempel.se")


def test_their_calls_stand_on_our_list_marked_and_only_for_us(ours, theirs):
    assert read_by(ours, theirs).error == ""
    seen = {x.title: x for x in listings_for(ours.employee, TODAY) if x.url.startswith("/andra-natverk/")}
    assert set(seen) == {"Projektledare e-arkiv", "Handläggare"}
    assert seen["Projektledare e-arkiv"].employer_name == "Verket där (Dom)"
    assert "060-12 34 56" not in RemoteCall.objects.get(title="Handläggare").body
    stranger = builders.an_employment().person
    assert not [x for x in listings_for(stranger, TODAY) if x.url.startswith("/andra-natverk/")]
    assert builders.anew(theirs.link).last_read_at


def test_what_came_from_others_is_not_handed_on(ours, theirs):
    read_by(ours, theirs)
    link = actions.open_link(ours.network, name="Tredje", by=actor(ours.coordinator))
    assert queries.shared_by(link, TODAY) == []


def test_reading_again_changes_nothing_and_what_is_gone_goes(ours, theirs):
    read_by(ours, theirs)
    before = list(RemoteCall.objects.values())
    with clock.at(clock.now() + timedelta(hours=2)):
        actions.read_next(ask=ask)
    assert list(RemoteCall.objects.values()) == before
    Listing.objects.filter(pk=theirs.call.pk).update(is_open=False)
    with clock.at(clock.now() + timedelta(hours=4)):
        actions.read_next(ask=ask)
    gone = RemoteCall.objects.get(remote_id=theirs.call.pk)
    assert gone.removed_at
    assert not Listing.objects.get(pk=gone.pk).is_open


def test_a_link_that_is_stopped_or_not_signed_does_not_exist(client, ours, theirs):
    path = urlsplit(queries.address_of(theirs.link)).path
    assert client.get(path).status_code == 200
    assert client.get(path.replace("lista", "fel")).status_code == 404
    other = actions.open_link(theirs.network, name="Andra", by=actor(theirs.coordinator))
    assert client.get(path.replace(str(theirs.link.pk), str(other.pk))).status_code == 404
    actions.stop_link(theirs.link, by=actor(theirs.coordinator))
    assert client.get(path).status_code == 404
    made = actions.subscribe(ours.network, name="Dom", address=address_of(theirs), by=actor(ours.coordinator))
    actions.read_next(ask=ask)
    assert builders.anew(made).error == "svarar 404"
    with clock.at(clock.now() + timedelta(minutes=20)):
        actions.read_next(ask=ask)
    assert Message.objects.filter(person=ours.coordinator, subject__contains="går inte att läsa").count() == 1


@pytest.mark.parametrize("raw", [
    b"<html>", b"[]", b'{"kollega": 2, "calls": []}', b'{"kollega": 1, "calls": [1]}',
    json.dumps({"kollega": 1, "calls": [{"id": "x"}]}).encode(),
])  # fmt: skip
def test_another_list_is_refused_whole_and_ours_keeps_what_it_had(ours, theirs, raw):
    read_by(ours, theirs)
    before = RemoteCall.objects.filter(removed_at=None).count()
    with clock.at(clock.now() + timedelta(hours=2)):
        found = actions.read_next(ask=lambda address: raw)
    assert found.error
    assert RemoteCall.objects.filter(removed_at=None).count() == before == 2


def test_a_bad_row_is_named():
    good = {"id": "6a1f9c9e-0000-4000-8000-000000000000", "kind": "job", "title": "Jurist", "employer_name": "Verket",
            "published_at": "2026-11-23T09:00:00+01:00"}  # fmt: skip
    assert files.rows_of(json.dumps({"kollega": 1, "calls": [good]}).encode())[0].title == "Jurist"
    for wrong in ({"kind": "drake"}, {"share": 200}, {"title": "x" * 251}, {"published_at": "2026-11-23T09:00"},
                  {"closes_on": "i går"}, {"title": ""}, {"id": 7}):  # fmt: skip
        with pytest.raises(Unreadable, match="Rad 2"):
            files.rows_of(json.dumps({"kollega": 1, "calls": [good, good | wrong]}).encode())
    with pytest.raises(Unreadable, match="samma rad två gånger"):
        files.rows_of(json.dumps({"kollega": 1, "calls": [good, good]}).encode())


def an_answer(ours, theirs):
    read_by(ours, theirs)
    call = RemoteCall.objects.get(remote_id=theirs.call.pk)
    return actions.answer(call, statement="Jag kan.", phone="060", by=actor(ours.employee), today=TODAY)


def test_an_answer_waits_for_the_manager_and_is_then_handed_over_once(ours, theirs):
    made = an_answer(ours, theirs)
    assert actions.hand_over_next(ask=ask) is None
    assert not Received.objects.exists()
    actions.support(made, by=actor(ours.manager))
    actions.hand_over_next(ask=ask)
    assert builders.anew(made).state == State.HANDED
    got = Received.objects.get()
    assert (got.name, got.employer_name, got.listing_id) == (str(ours.employee), "Verket här", theirs.call.pk)
    assert got.supported_by == str(ours.manager)
    assert Message.objects.filter(person=theirs.contact, subject__startswith="Svar från Vi").exists()
    said = actions._said(queries.whole(Handover.objects.all()).get())
    assert actions.receive(theirs.link, said=said) == got


def test_what_the_manager_does_not_support_never_leaves(ours, theirs):
    made = an_answer(ours, theirs)
    for other in (ours.employee, theirs.manager):
        with pytest.raises(Refused, match="chef"):
            actions.support(made, by=actor(other))
    actions.decline(made, reason="Vi är få.", by=actor(ours.manager))
    assert actions.hand_over_next(ask=ask) is None
    again = actions.answer(made.call, statement="Igen.", phone="", by=actor(ours.employee), today=TODAY)
    actions.support(again, by=actor(ours.manager))
    actions.withdraw(again, by=actor(ours.employee))
    assert actions.hand_over_next(ask=ask) is None


def test_a_side_that_does_not_answer_is_tried_for_a_day(ours, theirs):
    made = an_answer(ours, theirs)
    actions.support(made, by=actor(ours.manager))

    def silent(address, *, body=None):
        raise Unreachable("Källan svarar inte.")

    now = clock.now()
    for number in range(GIVE_UP):
        with clock.at(now + timedelta(minutes=16 * number)):
            actions.hand_over_next(ask=silent)
    assert builders.anew(made).state == State.REFUSED
    assert Message.objects.filter(person=ours.employee, subject__startswith="Gick inte").count() == 1


@pytest.mark.parametrize(("wrong", "says"), [
    ({"statement": ""}, "statement"), ({"statement": "x" * 1501}, "statement"), ({"email": "nej"}, "email"),
    ({"name": 7}, "name"), ({"id": "x"}, "two ids"), ({"call": "6a1f9c9e-0000-4000-8000-000000000000"}, "not open"),
])  # fmt: skip
def test_an_answer_that_cannot_be_taken_is_refused_with_why(theirs, wrong, says):
    good = {"id": "6a1f9c9e-0000-4000-8000-000000000001", "call": str(theirs.call.pk), "name": "A", "email": "a@b.se",
            "employer": "Verket", "supported_by": "Chef", "statement": "Ja."}  # fmt: skip
    path = urlsplit(queries.address_of(theirs.link)).path.replace("lista.json", "svar/")
    answer = Client(enforce_csrf_checks=True).post(path, json.dumps(good | wrong), content_type="application/json")
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    for body in (b"nej", b"[]", b" " * 60_000):
        assert Client().post(path, body, content_type="application/json").status_code == 422
    assert not Received.objects.exists()


def test_the_pages_lead_from_the_link_to_the_contact(client, ours, theirs):
    client.force_login(ours.coordinator)
    at = f"/natverk/{ours.network.slug}/andra-natverk/"
    said = {"in-name": "Dom", "in-address": "http://127.0.0.1/lista.json", "read": "1"}
    page = post(client, at, **said).content.decode()
    assert "https://" in page
    assert 'value="Dom"' in page
    post(client, at, **said | {"in-address": address_of(theirs)})
    actions.read_next(ask=ask)
    assert "Fungerar" in client.get(at).content.decode()
    call = RemoteCall.objects.get(remote_id=theirs.call.pk)
    client.force_login(ours.employee)
    assert "Från ett annat nätverk" in client.get(f"/andra-natverk/{call.pk}/").content.decode()
    page = post(client, f"/andra-natverk/{call.pk}/", statement="", phone="060").content.decode()
    assert "Skriv varför du är intresserad." in page
    answer = post(client, f"/andra-natverk/{call.pk}/", statement="Jag kan.")
    client.force_login(ours.manager)
    assert "Ta ställning till" in client.get("/att-gora/").content.decode()
    post(client, f"{answer['Location']}steg/support/")
    actions.hand_over_next(ask=ask)
    assert "Överlämnad" in client.get(answer["Location"]).content.decode()
    client.force_login(theirs.contact)
    assert "Kontakta" in client.get("/att-gora/").content.decode()
    got = Received.objects.get()
    assert "Jag kan." in client.get(f"/andra-natverk/svar/{got.pk}/").content.decode()
    post(client, f"/andra-natverk/svar/{got.pk}/")
    assert builders.anew(got).contacted_at
    client.force_login(ours.coordinator)
    subscription = ours.network.subscriptions.get()
    post(client, f"/andra-natverk/lista/{subscription.pk}/sluta/")
    assert not Listing.objects.filter(url__startswith="/andra-natverk/", is_open=True).exists()


def post(client, path, **said):
    import uuid

    return client.post(path, said | {"once": uuid.uuid4()})
