"""What networks that see each other's lists can do."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kollega.catalogue import actions as catalogue
from kollega.catalogue.models import Listing
from kollega.catalogue.terms import Reach
from kollega.core import clock
from kollega.core.fetch import fetch, why_not_address
from kollega.core.incoming import Unreadable
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.federation import notices, queries
from kollega.federation.files import Row, rows_of
from kollega.federation.models import Handover, Link, Received, RemoteCall, Subscription
from kollega.federation.rules import HANDOVER, only_employee, why_not_answer, why_not_received
from kollega.federation.terms import EVERY, GIVE_UP, TRY_AGAIN
from kollega.people.rules import Actor
from kollega.people.terms import DutyKind

Ask = Callable[..., bytes]


@transaction.atomic
def open_link(network: Any, *, name: str, by: Actor) -> Link:
    """Let another network read what this one announces, by an address of its own.

    :raises Refused: for anyone but the network's coordinator.
    """
    _refuse_others(network, by)
    made = Link.objects.create(network=network, name=name.strip(), made_by=by.person, made_at=clock.now())
    Entry.write("link.opened", made, by=by.person, owner=None)
    return made


@transaction.atomic
def stop_link(link: Link, *, by: Actor) -> None:
    """Let the other network read no more, from this moment; stopping twice stops once.

    :raises Refused: for anyone but the network's coordinator.
    """
    _refuse_others(link.network, by)
    if Link.objects.filter(pk=link.pk, stopped_at=None).update(stopped_at=clock.now()):
        Entry.write("link.stopped", link, by=by.person, owner=None)


@transaction.atomic
def note_reading(link: Link) -> None:
    """Remember when the other network last read, so that a link that nobody uses is seen."""
    Link.objects.filter(pk=link.pk).update(last_read_at=clock.now())


@transaction.atomic
def subscribe(network: Any, *, name: str, address: str, by: Actor) -> Subscription:
    """Begin to read another network's list, within a minute; the same address again starts it again.

    :raises Refused: for anyone but the network's coordinator, or for an address that may not be fetched.
    """
    _refuse_others(network, by)
    if reason := why_not_address(address):
        raise Refused(reason)
    made, _ = Subscription.objects.update_or_create(
        network=network, address=address.strip(),
        defaults={"name": name.strip(), "made_by": by.person, "is_on": True, "next_at": clock.now()},
    )  # fmt: skip
    Entry.write("subscription.started", made, by=by.person, owner=None)
    return made


@transaction.atomic
def unsubscribe(subscription: Subscription, *, by: Actor) -> None:
    """Read the list no more, and take what came from it off ours. What has been answered stays.

    :raises Refused: for anyone but the network's coordinator.
    """
    _refuse_others(subscription.network, by)
    held = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    held.is_on = False
    held.save(update_fields=["is_on"])
    _take_down(RemoteCall.objects.filter(subscription=held, removed_at=None))
    Entry.write("subscription.stopped", held, by=by.person, owner=None)


@transaction.atomic
def read_next(*, ask: Ask = fetch) -> Subscription | None:
    """Read the list that has waited longest; None when none is due. One that cannot be read changes nothing."""
    found = queries.due(clock.now()).select_for_update(skip_locked=True, of=("self",)).select_related("network").first()
    if found is None:
        return None
    now = clock.now()
    try:
        with transaction.atomic():
            _take_in(found, rows_of(ask(found.address)))
    except Unreadable as wrong:
        is_news = not found.error
        found.error, found.next_at = " ".join(wrong.reasons)[:500], now + TRY_AGAIN
        found.failing_since = found.failing_since or now
        if is_news:
            notices.broken(found, clock.today())
    else:
        found.error, found.failing_since, found.last_ok_at, found.next_at = "", None, now, now + EVERY
    found.save(update_fields=["error", "failing_since", "last_ok_at", "next_at"])
    return found


def _take_in(subscription: Subscription, rows: list[Row]) -> None:
    """Keep the calls as the list has them, on our list too; what it no longer has goes."""
    held = {call.remote_id: call for call in subscription.calls.select_for_update(of=("self",)).order_by("pk")}
    for row in rows:
        call = held.pop(row.remote_id, None) or RemoteCall(subscription=subscription, remote_id=row.remote_id)
        said = {name: value for name, value in vars(row).items() if name != "remote_id"}
        if call.removed_at is None and all(getattr(call, name) == value for name, value in said.items()):
            continue
        for name, value in (said | {"removed_at": None}).items():
            setattr(call, name, value)
        call.save()
        _list(call)
    _take_down(RemoteCall.objects.filter(pk__in=[call.pk for call in held.values()], removed_at=None))


def _list(call: RemoteCall) -> None:
    subscription = call.subscription
    catalogue.put_up(
        call.pk, kind=call.kind, employer=None, employer_name=f"{call.employer_name} ({subscription.name})"[:160],
        network=subscription.network, reach=Reach.NETWORK, title=call.title, summary=call.summary, place=call.place,
        extent=call.extent, url=reverse("federation:call", args=[call.pk]), published_at=call.published_at,
        closes_on=call.closes_on, body=call.body, municipality=call.municipality, share=call.share,
    )  # fmt: skip


def _take_down(calls: Any) -> None:
    for pk in list(calls.values_list("pk", flat=True)):
        catalogue.take_down(pk)
    calls.update(removed_at=clock.now())


@transaction.atomic
def answer(call: RemoteCall, *, statement: str, phone: str, by: Actor, today: date) -> Handover:
    """Say that one is interested; the manager is asked. Again gives what was said before.

    :raises Refused: when it is over, or without a post and a manager in the network.
    """
    call = RemoteCall.objects.select_for_update(of=("self",)).select_related("subscription__network").get(pk=call.pk)
    employment = queries.own_employment(by.person, call.subscription.network, today)
    if employment is None or (refusal := why_not_answer(call, employment, today=today)):
        raise Refused(refusal if employment else why_not_answer(call, None, today=today))
    kept = Handover.objects.filter(call=call, employment=employment).exclude(state__in=["withdrawn", "declined"])
    if made := kept.first():
        return made
    made = Handover.objects.create(
        call=call, employment=employment, statement=statement.strip(), phone=phone.strip(), made_at=clock.now()
    )
    Entry.write("handover.sent", made, by=by.person, owner=employment.employer)
    notices.asked(made)
    return made


@transaction.atomic
def support(handover: Handover, *, by: Actor) -> None:
    """Say yes as the manager; the answer is handed over within a minute.

    :raises Refused: for anyone but the manager or their substitute.
    """
    handover = _held(handover)
    handover.supported_by, handover.next_at = by.person, clock.now()
    _take("support", handover, by=by, along=["supported_by", "next_at"])
    notices.supported(handover)


@transaction.atomic
def decline(handover: Handover, *, reason: str, by: Actor) -> None:
    """Say not now as the manager, with the reason; nothing leaves the network.

    :raises Refused: for anyone but the manager or their substitute, or without a reason.
    """
    handover = _held(handover)
    _take("decline", handover, by=by, reason=reason)
    notices.declined(handover, reason)


@transaction.atomic
def withdraw(handover: Handover, *, by: Actor) -> None:
    """Take one's answer back before it has been handed over.

    :raises Refused: once it has left, or for anyone else.
    """
    handover = _held(handover)
    if refusal := only_employee(by, handover):
        raise Refused(refusal)
    _take("withdraw", handover, by=by)


@transaction.atomic
def hand_over_next(*, ask: Ask = fetch) -> Handover | None:
    """Hand over the answer that has waited longest, with its row locked; None when none is due.

    The other side knows an answer by its id, so one that was received but not acknowledged is not received twice.
    """
    due = queries.to_hand_over(clock.now()).select_for_update(skip_locked=True, of=("self",)).first()
    if due is None:
        return None
    handover = queries.whole(Handover.objects.filter(pk=due.pk)).get()
    try:
        ask(_answer_address(handover), body=json.dumps(_said(handover)).encode())
    except Unreadable as wrong:
        handover.tries += 1
        handover.note, handover.next_at = " ".join(wrong.reasons)[:300], clock.now() + TRY_AGAIN
        handover.save(update_fields=["tries", "note", "next_at"])
        if handover.tries >= GIVE_UP:
            _take("give_up", handover, by=None)
            notices.refused(handover)
        return handover
    handover.handed_at, handover.note = clock.now(), ""
    _take("hand_over", handover, by=None, along=["handed_at", "note"])
    notices.handed_over(handover, clock.today())
    return handover


def _answer_address(handover: Handover) -> str:
    return handover.call.subscription.address.removesuffix("lista.json") + "svar/"


def _said(handover: Handover) -> dict[str, str]:
    employment = handover.employment
    return {
        "id": str(handover.pk), "call": str(handover.call.remote_id), "name": str(employment.person),
        "email": employment.person.email, "phone": handover.phone, "employer": employment.employer.name,
        "supported_by": str(handover.supported_by), "statement": handover.statement,
    }  # fmt: skip


@transaction.atomic
def receive(link: Link, *, said: Mapping[str, Any]) -> Received:
    """Take an answer that another network hands over to one of our employers; the same again is received once.

    :raises Refused: when it lacks something, or the call is not one that the network shares now.
    """
    held = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if held.stopped_at is not None:
        raise Refused("stopped")
    if reason := why_not_received(said):
        raise Refused(reason)
    try:
        sender_id, listing_id = UUID(str(said.get("id"))), UUID(str(said.get("call")))
    except ValueError as wrong:
        raise Refused("id and call: two ids") from wrong
    if kept := Received.objects.filter(link=held, sender_id=sender_id).first():
        return kept
    listing = Listing.objects.filter(pk=listing_id).first()
    if listing is None or listing_id not in {x.pk for x in queries.shared_by(held, clock.today())}:
        raise Refused("call: not open")
    made = Received.objects.create(
        link=held, listing=listing, sender_id=sender_id, received_at=clock.now(), employer_name=said["employer"],
        **{name: said.get(name, "") for name in ("name", "email", "phone", "supported_by", "statement")},
    )  # fmt: skip
    Entry.write("answer.received", made, by=None, owner=listing.employer)
    notices.received(made, clock.today())
    return made


@transaction.atomic
def note_contact(received: Received, *, by: Actor) -> None:
    """Note that the employer has been in touch; twice notes it once.

    :raises Refused: for anyone but the employer's HR contact.
    """
    if received.listing.employer_id not in by.at(DutyKind.CONTACT):
        raise Refused("Endast HR-kontakten hos arbetsgivaren kan göra det.")
    if Received.objects.filter(pk=received.pk, contacted_at=None).update(contacted_at=clock.now()):
        Entry.write("answer.contacted", received, by=by.person, owner=received.listing.employer)


def _refuse_others(network: Any, by: Actor) -> None:
    if network.pk not in by.at(DutyKind.COORDINATOR):
        raise Refused("Endast nätverkets samordnare kan göra det.")


def _held(handover: Handover) -> Handover:
    Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    return queries.whole(Handover.objects.filter(pk=handover.pk)).get()


def _take(name: str, handover: Handover, *, by: Actor | None, **more: Any) -> None:
    HANDOVER.take(name, obj=handover, by=by, owner=handover.employment.employer, **more)
