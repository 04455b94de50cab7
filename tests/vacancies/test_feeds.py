"""Feeds on a schedule: who arranges them, what a run does, and who is told when one breaks."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.catalogue.models import Listing
from kollega.config.commands import worker
from kollega.core import clock
from kollega.core.fetch import Unreachable
from kollega.core.log import faults
from kollega.core.workflow import Refused
from kollega.outbox.models import Message
from kollega.people.queries import actor
from kollega.vacancies import actions, desk, queries
from kollega.vacancies.models import Feed, Vacancy
from tests.builders import a_duty, a_feed, an_employer, anew, tasks_in, told, verbs_of
from tests.vacancies.test_copies import ads, sheet

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _held_clock():
    with clock.at(TODAY):
        yield


@pytest.fixture
def own(db):
    return an_employer("Verket")


@pytest.fixture
def contact(own):
    return a_duty("contact", own)


@pytest.fixture
def once():
    """Return the one-time key of a form, as the page would give it."""
    return lambda: {"once": str(uuid4())}


def sign_in(client, person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.force_login(person)


def run(said="", *, days=0, hours=0):
    """Run what is due, some time on; the source answers with the text, or with what it raises."""
    with clock.at(clock.now() + timedelta(days=days, hours=hours)):
        return actions.run_next_feed(ask=lambda address: _answer(said))


def _answer(said):
    if isinstance(said, Exception):
        raise said
    return said.encode()


def test_a_feed_is_run_when_it_is_due_and_then_waits(own):
    feed = a_feed(own, kind="csv", every_hours=3)
    assert run(sheet(*ads(2))) == feed
    feed = anew(feed)
    assert (feed.result["created"], feed.state, feed.next_at - clock.now()) == (2, "works", timedelta(hours=3))
    assert run(sheet(*ads(2))) is None
    assert run(sheet(*ads(1)), hours=3) == feed
    assert anew(feed).result["removed"] == 1
    assert Listing.objects.filter(is_open=True).count() == 1


def test_a_stopped_feed_is_not_run(own):
    a_feed(own, is_on=False)
    assert run("<rss/>") is None


def test_a_feed_that_breaks_is_named_to_its_owner_at_once_and_the_list_keeps_what_it_had(own, contact):
    feed = a_feed(own, kind="csv")
    run(sheet(*ads(3)))
    stranger = a_duty("contact", an_employer())
    run(Unreachable("Källan finns inte på adressen."), hours=3)
    feed = anew(feed)
    assert (feed.state, feed.error) == ("broken", "Källan finns inte på adressen.")
    assert Listing.objects.filter(is_open=True).count() == 3
    run("<html>", hours=4)
    told_of = Message.objects.filter(key__startswith="feed.broken")
    assert [m.person for m in told_of] == [contact]
    assert "Källan finns inte på adressen." in told_of.get().text
    assert stranger not in told("feed.broken")
    assert [task.button for task in tasks_in(desk.piles_for(contact, TODAY))] == ["Rätta"]
    run(sheet(*ads(3)), hours=5)
    assert told("feed.works") == {contact} or Message.objects.filter(key__startswith="feed.works").count() == 1
    assert (anew(feed).state, anew(feed).failing_since, tasks_in(desk.piles_for(contact, TODAY))) == ("works", None, [])
    assert verbs_of(feed) == ["feed.failed", "feed.recovered"]
    run(Unreachable("Källan svarar inte."), hours=9)
    assert Message.objects.filter(key__startswith="feed.broken").count() == 2


def test_a_broken_feed_is_tried_again_within_a_quarter(own):
    feed = a_feed(own)
    run(Unreachable("Nej."))
    assert anew(feed).next_at - clock.now() == timedelta(minutes=15)


def test_a_fault_of_ours_stops_no_other_feed(own, contact, monkeypatch):
    first, second = a_feed(own), a_feed(own, kind="csv", next_at=clock.now() + timedelta(seconds=1))
    monkeypatch.setitem(actions.read.__globals__["KINDS"], "rss", lambda raw, page: 1 / 0)
    run("<rss/>")
    assert run(sheet(*ads(1)), hours=1) == second or anew(second).last_ok_at
    assert "Felet är vårt" in anew(first).error


def test_a_run_that_would_remove_too_much_asks_and_waits_for_a_yes(own, contact):
    feed = a_feed(own, kind="csv")
    run(sheet(*ads(10)))
    for hours in (3, 6):
        run(sheet(*ads(2)), hours=hours)
    assert (anew(feed).state, Listing.objects.filter(is_open=True).count()) == ("asks", 10)
    assert Message.objects.filter(key__startswith="feed.asks").count() == 1
    assert [task.button for task in tasks_in(desk.piles_for(contact, TODAY))] == ["Godkänn"]
    with clock.at(clock.now() + timedelta(hours=7)):
        actions.steer_feed(feed, "approve", by=actor(contact))
    run(sheet(*ads(2)), hours=8)
    feed = anew(feed)
    assert (feed.state, feed.may_remove_many, feed.result["removed"]) == ("works", False, 8)
    assert verbs_of(feed) == ["feed.asked", "feed.removal_approved"]
    with pytest.raises(Refused, match="Ingen borttagning väntar"):
        actions.steer_feed(feed, "approve", by=actor(contact))
    assert list(faults()) == []


def test_what_has_passed_by_itself_is_not_asked_any_more(own):
    feed = a_feed(own, kind="csv")
    run(sheet(*ads(10)))
    run(sheet(*ads(2)), hours=3)
    run(sheet(*ads(10)), hours=6)
    assert anew(feed).state == "works"


def test_only_the_contact_of_the_employer_arranges_its_feeds(own, contact):
    feed = a_feed(own)
    stranger = a_duty("contact", an_employer())
    assert list(queries.feeds_for(contact)) == [feed]
    assert list(queries.feeds_for(stranger)) == []
    for step in ("run", "stop", "start", "approve"):
        with pytest.raises(Refused, match="Bara HR-kontakten"):
            actions.steer_feed(feed, step, by=actor(stranger))
    with pytest.raises(Refused, match="Bara HR-kontakten"):
        actions.keep_feed(feed, by=actor(stranger))
    actions.steer_feed(feed, "stop", by=actor(contact))
    with pytest.raises(Refused, match="stoppad"):
        actions.steer_feed(feed, "run", by=actor(contact))
    actions.steer_feed(feed, "start", by=actor(contact))
    assert verbs_of(feed) == ["feed.stopped", "feed.started"]


@pytest.mark.parametrize("address", ["http://exempel.se/x", "file:///etc/passwd", "https://kim:x@exempel.se/"])
def test_an_address_that_may_not_be_asked_is_not_kept(own, contact, address):
    with pytest.raises(Refused):
        actions.keep_feed(Feed(employer=own, kind="rss", address=address), by=actor(contact))


def test_a_second_feed_of_a_kind_is_refused(own, contact):
    a_feed(own, kind="csv")
    with pytest.raises(Refused, match="redan en källa"):
        actions.keep_feed(Feed(employer=own, kind="csv", address="https://exempel.invalid/"), by=actor(contact))


def test_trying_a_feed_keeps_nothing(own):
    feed = Feed(employer=own, kind="csv", address="https://exempel.invalid/")
    read, done, asks = actions.try_out(feed, ask=lambda address: sheet(*ads(3)).encode())
    assert (len(read.ads), done["created"], asks) == (3, 3, "")
    assert not Vacancy.objects.exists()
    assert not Listing.objects.exists()


def test_the_worker_runs_feeds(own, monkeypatch):
    feed = a_feed(own, kind="csv")
    monkeypatch.setattr(actions, "fetch", lambda address: sheet(*ads(1)).encode())
    worker.work(is_new_look=False)
    assert anew(feed).last_ok_at


def answers(monkeypatch, said):
    monkeypatch.setattr(actions, "fetch", lambda address: _answer(said))


def test_a_contact_tries_a_source_sees_each_row_and_keeps_it(client, own, contact, monkeypatch, once):
    sign_in(client, contact)
    page = client.get("/annonskallor/").content.decode()
    assert "Inga annonskällor än" in page
    typed = {"kind": "csv", "address": "https://exempel.invalid/jobb.csv", "every_hours": 12, "is_whole": "on"}
    answers(monkeypatch, sheet((1, "Registrator", "2026-12-01"), (2, "", "2026-12-01")))
    shown = client.post("/annonskallor/ny/", typed | {"try": "1"} | once()).content.decode()
    assert "Vi hittade 1 annons, och 1 som inte kan tas in" in shown
    assert "Tas inte in: rubriken saknas" in shown
    assert 'value="https://exempel.invalid/jobb.csv"' in shown
    assert not Feed.objects.exists()
    assert client.post("/annonskallor/ny/", typed | {"save": "1"} | once()).status_code == 302
    feed = Feed.objects.get()
    assert (feed.employer, feed.every_hours, feed.is_whole) == (own, 12, True)
    run(sheet((1, "Registrator", "2026-12-01"), (2, "", "2026-12-01")))
    page = client.get(f"/annonskallor/{feed.pk}/").content.decode()
    assert "Annonser som inte kunde tas in" in page
    assert "Fungerar" in client.get("/annonskallor/").content.decode()
    assert "Våra annonskällor" in client.get(f"/arbetsgivare/{own.pk}/").content.decode()


def test_a_source_that_cannot_be_read_is_said_beside_its_address(client, own, contact, monkeypatch, once):
    sign_in(client, contact)
    typed = {"kind": "rss", "address": "https://exempel.invalid/jobb", "every_hours": 3, "try": "1"}
    answers(monkeypatch, "<html><body></body></html>")
    shown = client.post("/annonskallor/ny/", typed | once()).content.decode()
    assert "Leta efter länken till RSS" in shown
    shown = client.post("/annonskallor/ny/", typed | {"address": "http://exempel.se/"} | once()).content.decode()
    assert "behöver börja med https://" in shown


def test_a_stream_is_never_a_whole_list(client, own, contact, once):
    sign_in(client, contact)
    typed = {
        "kind": "jobstream",
        "address": "https://exempel.invalid/",
        "every_hours": 3,
        "is_whole": "on",
        "save": "1",
    }
    client.post("/annonskallor/ny/", typed | once())
    assert Feed.objects.get().is_whole is False


def test_the_page_of_a_feed_that_asks_has_one_button_for_yes(client, own, contact, once):
    feed = a_feed(own, kind="csv")
    run(sheet(*ads(10)))
    run(sheet(*ads(2)), hours=3)
    sign_in(client, contact)
    assert "Godkänn borttagningen" in client.get(f"/annonskallor/{feed.pk}/").content.decode()
    client.post(f"/annonskallor/{feed.pk}/steg/approve/", once())
    assert anew(feed).may_remove_many
    assert "Godkänn borttagningen" not in client.get(f"/annonskallor/{feed.pk}/").content.decode()


def test_another_employers_feed_does_not_exist(client, own):
    feed = a_feed(own)
    sign_in(client, a_duty("contact", an_employer()))
    assert client.get(f"/annonskallor/{feed.pk}/").status_code == 404


@pytest.mark.parametrize("kinds", [["rss"], ["rss", "csv", "reachmee"]])
def test_the_list_takes_as_many_statements_for_one_as_for_three(
    client, own, contact, kinds, django_assert_max_num_queries
):
    for kind in kinds:
        a_feed(own, kind=kind)
    sign_in(client, contact)
    with django_assert_max_num_queries(17):
        client.get("/annonskallor/")


def test_what_a_feed_leaves_in_its_result_can_be_kept_as_json(own):
    feed = a_feed(own, kind="csv")
    run(sheet(*[(n, "", "2026-12-01") for n in range(60)]))
    result = anew(feed).result
    assert (len(result["rejected"]), result["bad"], result["read"]) == (50, 60, 60)
    json.dumps(result)
