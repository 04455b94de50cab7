"""How invoices leave: the folder, the access point, what is tried again, and a key that nobody gets to see."""

import json
import uuid
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.config.commands import worker
from kollega.core import clock
from kollega.core.fetch import Unreachable, fetch
from kollega.core.log import Payload
from kollega.core.workflow import Refused
from kollega.invoicing import actions
from kollega.invoicing.models import Delivery, Invoice, Route
from kollega.invoicing.rules import kept_token, next_try, of_access_point, why_not_route
from kollega.invoicing.terms import TRY_AGAIN_AFTER
from kollega.people.queries import actor
from kollega.records import queries as records
from tests import builders
from tests.builders import anew, told, verbs_of
from tests.core.test_fetch import a_reach, a_server

ADDRESS = "https://ap.exempel.se/in"
KEY = "hemlig-nyckel-1"


@pytest.mark.parametrize(
    ("about", "why"),
    [(("download", "", ""), None), (("folder", "", ""), None), (("http", ADDRESS, ""), None),
     (("http", ADDRESS, KEY), None), (("http", "", ""), "Skriv accesspunktens adress"),
     (("http", "http://ap.exempel.se/", ""), "https"), (("http", "https://a:b@ap.exempel.se/", ""), "lösenord"),
     (("http", "https://ap.exempel.se:25/", ""), "port 25"), (("http", ADDRESS, "två ord"), "Nyckeln"),
     (("http", ADDRESS, "a\r\nHost: b"), "Nyckeln"), (("http", ADDRESS, "nyckel\u00e5"), "Nyckeln")],
)  # fmt: skip
def test_which_routes_can_be(about, why):
    said = why_not_route(*about)
    assert said is None if why is None else why in said


def test_a_key_goes_nowhere_but_where_it_was_meant():
    assert kept_token(before=KEY, given="", is_same_address=True) == KEY
    assert kept_token(before=KEY, given="", is_same_address=False) == ""
    assert kept_token(before=KEY, given="ny", is_same_address=False) == "ny"


def test_what_fails_is_tried_at_growing_intervals_and_then_waits_for_someone():
    now = clock.now()
    tried = [next_try(n, now) for n in range(1, len(TRY_AGAIN_AFTER) + 2)]
    assert [(at - now).total_seconds() / 60 for at in tried[:-1]] == list(TRY_AGAIN_AFTER)
    assert tried[-1] is None
    assert list(TRY_AGAIN_AFTER) == sorted(TRY_AGAIN_AFTER)


def test_an_access_point_is_never_called_a_source():
    said = of_access_point("Källan släpper inte in oss. Be den som driver källan att öppna den.")
    assert said == "Accesspunkten släpper inte in oss. Be den som driver accesspunkten att öppna den."


@pytest.fixture
def folder(tmp_path, settings):
    settings.INVOICE_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def bill(today, db):
    return builders.Bill(today)


def chosen(bill, way="folder", address="", token=""):
    return actions.keep_route(bill.loan.lender, by=bill.by, way=way, address=address, token=token)


def a_post(bill, token=KEY):
    chosen(bill, "http", ADDRESS, token)
    bill.exported()
    return Delivery.objects.get()


class Point:
    """An access point that remembers what it was handed, and answers as it is told."""

    def __init__(self, says=None):
        self.says, self.got = says, []

    def __call__(self, address, *, body, headers):
        self.got.append((address, body, headers))
        if self.says:
            raise Unreachable(self.says)
        return b""


def test_an_invoice_that_is_fetched_here_waits_for_nobody(bill):
    bill.exported()
    chosen(bill, "download")
    assert (Delivery.objects.count(), actions.deliver_next(ask=Point())) == (0, None)


def test_the_folder_gets_both_files_whole_and_nothing_else(bill, folder):
    chosen(bill)
    basis = bill.exported()
    done = actions.deliver_next()
    assert (done.delivered_at, done.next_at, done.tries) == (clock.now(), None, 1)
    own = folder / "2021005489"
    files = {p.name: p.read_bytes() for p in own.iterdir()}
    assert files == {
        "faktura-202700001.xml": basis.invoice.xml.encode(), "faktura-202700001.pdf": bytes(basis.invoice.paper.pdf)
    }  # fmt: skip
    assert actions.deliver_next() is None
    assert verbs_of(basis)[-1] == "invoice.delivered"


def test_another_file_in_the_folder_is_never_written_over(bill, folder):
    chosen(bill)
    bill.exported()
    taken = folder / "2021005489" / "faktura-202700001.xml"
    taken.parent.mkdir()
    taken.write_bytes(b"another")
    failed = actions.deliver_next()
    assert (failed.delivered_at, failed.note) == (
        None,
        "Mappen har redan en annan faktura-202700001.xml. Flytta den först.",
    )
    assert taken.read_bytes() == b"another"
    taken.unlink()
    assert actions.deliver_next() is None
    with clock.at(failed.next_at):
        assert actions.deliver_next().delivered_at == failed.next_at
    assert taken.read_bytes() == Invoice.objects.get().xml.encode()


def test_the_same_files_already_there_are_taken_for_delivered(bill, folder):
    chosen(bill)
    bill.exported()
    actions.deliver_next()
    Delivery.objects.update(delivered_at=None, next_at=clock.now())
    assert actions.deliver_next().delivered_at is not None
    assert len(list((folder / "2021005489").iterdir())) == 2


@pytest.mark.parametrize("given", ["", "/dev/null/nowhere"])
def test_a_folder_that_is_not_there_is_the_operators_to_mend(bill, settings, given):
    settings.INVOICE_FOLDER = given
    chosen(bill)
    bill.exported()
    assert "Be driften" in actions.deliver_next().note


def test_the_access_point_gets_the_very_bytes_once_with_their_digest_as_key(bill):
    delivery, point = a_post(bill), Point()
    assert actions.deliver_next(ask=point).delivered_at == clock.now()
    assert actions.deliver_next(ask=point) is None
    invoice = Invoice.objects.get()
    ((address, body, headers),) = point.got
    assert (address, body) == (ADDRESS, invoice.xml.encode())
    assert headers == {
        "Content-Type": "application/xml", "Idempotency-Key": invoice.digest, "Authorization": f"Bearer {KEY}"
    }  # fmt: skip
    assert delivery.digest == invoice.digest


def test_without_a_key_nothing_is_said_of_who_we_are(bill):
    a_post(bill, token="")
    point = Point()
    actions.deliver_next(ask=point)
    assert "Authorization" not in point.got[0][2]


@pytest.mark.parametrize(("status", "is_taken"), [("200 OK", 1), ("201 C", 1), ("202 A", 1), ("204 N", 1), ("400 B", 0),
                                                  ("401 U", 0), ("409 C", 0), ("500 E", 0), ("302 F", 0)])  # fmt: skip
def test_what_a_real_server_answers(bill, status, is_taken):
    a_post(bill)
    with a_server(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()) as (port, asked):
        there = f"http://kalla.exempel.se:{port}/in"
        done = actions.deliver_next(ask=lambda address, **said: fetch(there, a_reach(), **said))
    assert (done.delivered_at is not None, "källan" in done.note.lower()) == (bool(is_taken), False)
    assert f"Idempotency-Key: {done.digest}\r\n".encode() in asked[0]
    assert f"Authorization: Bearer {KEY}\r\n".encode() in asked[0]
    assert b"Content-Type: application/xml\r\n" in asked[0]
    assert asked[0].count(b"Content-Type") == 1


def test_an_address_of_ours_is_not_reached(bill):
    chosen(bill, "http", "https://127.0.0.1/in", KEY)
    bill.exported()
    assert "öppna nätet" in actions.deliver_next().note


def all_tries(point):
    """Let every try fail in its time; return when each was made."""
    made = []
    while (row := Delivery.objects.get()).next_at is not None:
        with clock.at(row.next_at):
            actions.deliver_next(ask=point)
            made.append(clock.now())
    return made


def test_what_is_never_taken_is_tried_seven_times_then_finance_is_told_and_may_try_again(bill):
    delivery, point = a_post(bill), Point("Källan svarar med ett fel (500).")
    made = all_tries(point)
    assert len(made) == len(point.got) == 7
    assert made[-1] - made[0] == timedelta(minutes=sum(TRY_AGAIN_AFTER))
    delivery = anew(delivery)
    assert (delivery.tries, delivery.note) == (7, "Accesspunkten svarar med ett fel (500).")
    assert verbs_of(bill.basis)[-1] == "invoice.delivery_failed"
    assert told("invoice.not_delivered." + str(made[-1])) == {bill.loan.finance, bill.second}
    assert actions.deliver_next(ask=point) is None
    actions.try_again(delivery, by=bill.by)
    point.says = None
    assert actions.deliver_next(ask=point).delivered_at is not None
    assert {got[2]["Idempotency-Key"] for got in point.got} == {delivery.digest}
    with pytest.raises(Refused, match="redan lämnad"):
        actions.try_again(delivery, by=bill.by)


def test_a_new_way_is_followed_by_what_is_tried_again(bill, folder):
    delivery = a_post(bill)
    all_tries(Point("Källan svarar inte."))
    chosen(bill, "download")
    with pytest.raises(Refused, match="hämtar fakturorna själva"):
        actions.try_again(delivery, by=bill.by)
    chosen(bill, "folder")
    actions.try_again(delivery, by=bill.by)
    assert actions.deliver_next(ask=Point("nej")).delivered_at is not None
    assert (folder / "2021005489" / "faktura-202700001.xml").exists()


def test_what_finance_leaves_by_hand_is_a_task_until_they_say_so(bill, client):
    delivery = a_post(bill)
    all_tries(Point("Källan svarar inte."))
    TOTP.activate(bill.loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(bill.loan.finance)
    task = f"Lämna faktura {delivery.invoice}"
    assert task in client.get("/att-gora/").content.decode()
    answer = client.post(f"/fakturor/leverans/{delivery.pk}/sjalv/", {"once": uuid.uuid4()}, follow=True)
    assert "är noterad som lämnad av er" in answer.content.decode()
    assert task not in client.get("/att-gora/").content.decode()
    assert "invoice.delivered_by_hand" in verbs_of(bill.basis)
    assert actions.deliver_next(ask=Point()) is None
    with pytest.raises(Refused, match="redan lämnad"):
        actions.leave_by_hand(delivery, by=bill.by)


def test_a_file_that_is_not_the_one_that_was_checked_does_not_leave(bill):
    a_post(bill)
    Invoice.objects.update(xml="<Invoice/>")
    point = Point()
    assert "inte den som kontrollerades" in actions.deliver_next(ask=point).note
    assert point.got == []


def test_only_the_sellers_own_finance_chooses_and_tries_again(bill):
    delivery = a_post(bill)
    for person in (bill.loan.their_finance, bill.loan.contact):
        by = actor(person, bill.TODAY)
        with pytest.raises(Refused, match="egen ekonomi"):
            actions.keep_route(bill.loan.lender, by=by, way="download", address="", token="")
        with pytest.raises(Refused, match="egen ekonomi"):
            actions.try_again(delivery, by=by)
        with pytest.raises(Refused, match="egen ekonomi"):
            actions.leave_by_hand(delivery, by=by)


def test_the_key_is_kept_by_its_address_and_said_nowhere(bill, client):
    a_post(bill)
    all_tries(Point("Källan svarar inte."))
    chosen(bill, "http", ADDRESS, "")
    assert Route.objects.get().token == KEY
    loan = bill.loan
    TOTP.activate(loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(loan.finance)
    page = client.get(f"/fakturor/leverans/{loan.lender.pk}/").content.decode()
    assert "Det finns en nyckel." in page
    said = page + json.dumps([p.body for p in Payload.objects.all()]) + json.dumps(records.about(loan.finance))
    assert KEY not in said
    with pytest.raises(Refused, match="Nyckeln"):
        chosen(bill, "http", ADDRESS, "med blank")
    chosen(bill, "http", "https://annan.exempel.se/in", "")
    assert Route.objects.get().token == ""


def test_the_page_shows_what_waits_and_what_failed_with_another_try(bill, client):
    delivery = a_post(bill)
    loan = bill.loan
    TOTP.activate(loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(loan.finance)
    path = f"/fakturor/leverans/{loan.lender.pk}/"
    assert "Lämnas om en stund." in client.get(path).content.decode()
    all_tries(Point("Källan svarar inte."))
    page = client.get(path).content.decode()
    assert "Gick inte att lämna" in page
    assert "Accesspunkten svarar inte. 7 försök." in page
    assert "Gick inte att lämna" in client.get(f"/fakturor/{bill.basis.pk}/").content.decode()
    once = {"once": uuid.uuid4()}
    assert client.post(f"/fakturor/leverans/{delivery.pk}/igen/", once)["Location"] == path
    assert anew(delivery).next_at is not None
    wrong = client.post(path, {"once": uuid.uuid4(), "way": "http", "address": "http://ap.exempel.se/", "token": KEY})
    assert "behöver börja med https://" in wrong.content.decode()
    assert "http://ap.exempel.se/" in wrong.content.decode()
    assert KEY not in wrong.content.decode()
    assert client.post(path, {"once": uuid.uuid4(), "way": "download"})["Location"] == path
    assert Route.objects.get().way == "download"


def test_a_worker_hands_over_several_a_round_and_stops_where_one_is_not_taken(bill, folder, today):
    bills = [bill, builders.Bill(today), builders.Bill(today)]
    for one in bills:
        chosen(one)
        one.exported()
    for one, org_number in zip(bills, ("202100-0001", "202100-0002", "202100-0003"), strict=True):
        type(one.loan.lender).objects.filter(pk=one.loan.lender.pk).update(org_number=org_number)
    worker.work(is_new_look=False)
    assert Delivery.objects.filter(delivered_at__isnull=False).count() == 3
    Delivery.objects.update(delivered_at=None, next_at=clock.now())
    Invoice.objects.update(xml="<other/>")
    worker.work(is_new_look=False)
    assert list(Delivery.objects.order_by("-tries").values_list("tries", flat=True)) == [2, 1, 1]
