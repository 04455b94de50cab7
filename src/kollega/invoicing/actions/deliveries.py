"""Handing invoices over, to a folder on the server or to an access point, until they are taken."""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from kollega.core import clock
from kollega.core.fetch import fetch
from kollega.core.incoming import Unreadable
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.invoicing import notices
from kollega.invoicing.models import Delivery, Invoice, InvoicePaper, Route
from kollega.invoicing.rules import kept_token, next_try, of_access_point, why_not_route
from kollega.invoicing.terms import Way
from kollega.people.rules import Actor

Ask = Callable[..., bytes]
MOST_SAID = 300


class NotTakenError(Exception):
    """A hand-over that did not come through, with what to do."""


@transaction.atomic
def keep_route(employer: Any, *, by: Actor, way: str, address: str, token: str) -> Route:
    """Keep how the employer's invoices leave from now on. The key follows its address: a new one needs its own.

    :raises Refused: unless the employer's own finance says so, of a way that can be.
    """
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan göra det.")
    Route.objects.bulk_create([Route(employer=employer)], ignore_conflicts=True)
    route = Route.objects.select_for_update().get(employer=employer)
    token = kept_token(before=route.token, given=token, is_same_address=address == route.address)
    if reason := why_not_route(way, address, token):
        raise Refused(reason)
    is_new_key = bool(token) and token != route.token
    route.way, route.address, route.token = way, address, token
    route.save(update_fields=["way", "address", "token"])
    parts = [Way(way).label, address if way == Way.HTTP else "", "ny nyckel" if is_new_key else ""]
    Entry.write("route.chosen", route, by=by.person, owner=employer, reason=", ".join(filter(None, parts)))
    return route


def send_out(invoice: Invoice) -> None:
    """Put the invoice on its way in the caller's transaction, where its seller has said that it leaves by itself."""
    way = Route.objects.filter(employer=invoice.seller).values_list("way", flat=True).first() or Way.DOWNLOAD
    if way != Way.DOWNLOAD:
        Delivery.objects.create(invoice=invoice, digest=invoice.digest, way=way, next_at=clock.now())


@transaction.atomic
def deliver_next(*, ask: Ask = fetch) -> Delivery | None:
    """Hand over the invoice that has waited longest, with its row locked; None when none is due.

    Exactly the bytes that were checked leave. One that is not taken is tried again, and at last waits for finance.
    """
    due = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=clock.now())
    delivery = due.select_related("invoice__seller", "invoice__basis").order_by("next_at", "pk").first()
    if delivery is None:
        return None
    delivery.tries += 1
    try:
        _hand_over(delivery, ask)
    except NotTakenError as wrong:
        _put_off(delivery, str(wrong))
    else:
        delivery.delivered_at, delivery.next_at, delivery.note = clock.now(), None, ""
        _log("invoice.delivered", delivery)
    delivery.save(update_fields=["tries", "next_at", "delivered_at", "note"])
    return delivery


def _put_off(delivery: Delivery, why: str) -> None:
    delivery.note, delivery.next_at = why[:MOST_SAID], next_try(delivery.tries, clock.now())
    if delivery.next_at is None:
        _log("invoice.delivery_failed", delivery, reason=delivery.note)
        notices.not_delivered(delivery, clock.today())


def _log(verb: str, delivery: Delivery, *, by: Any = None, reason: str = "") -> None:
    invoice = delivery.invoice
    Entry.write(verb, invoice.basis, by=by, owner=invoice.seller, reason=reason, way=delivery.way)


def _hand_over(delivery: Delivery, ask: Ask) -> None:
    invoice = delivery.invoice
    xml = invoice.xml.encode()
    if hashlib.sha256(xml).hexdigest() != delivery.digest:
        raise NotTakenError("Filen är inte den som kontrollerades. Be driften kontrollera databasen.")
    if delivery.way == Way.FOLDER:
        _put_in_folder(invoice, xml)
    else:
        _post(delivery, xml, ask)


def _post(delivery: Delivery, xml: bytes, ask: Ask) -> None:
    route = Route.objects.get(employer=delivery.invoice.seller)
    if reason := why_not_route(Way.HTTP, route.address, route.token):
        raise NotTakenError(of_access_point(reason))
    headers = {"Content-Type": "application/xml", "Idempotency-Key": delivery.digest}
    if route.token:
        headers["Authorization"] = f"Bearer {route.token}"
    try:
        ask(route.address, body=xml, headers=headers)
    except Unreadable as wrong:
        raise NotTakenError(of_access_point(" ".join(wrong.reasons))) from wrong


def _put_in_folder(invoice: Invoice, xml: bytes) -> None:
    """Put the paper and then the file in the seller's folder, each whole or not at all and never over another."""
    own = re.sub(r"\D", "", invoice.seller.org_number)
    if not settings.INVOICE_FOLDER or not own:
        raise NotTakenError("Det finns ingen mapp för era fakturor på servern. Be driften att lägga till den.")
    folder = Path(settings.INVOICE_FOLDER) / own
    paper = InvoicePaper.objects.filter(invoice=invoice).first()
    try:
        folder.mkdir(exist_ok=True)
        if paper is not None:
            _write(folder / f"faktura-{invoice.number}.pdf", bytes(paper.pdf))
        _write(folder / f"faktura-{invoice.number}.xml", xml)
    except OSError as wrong:
        raise NotTakenError("Mappen på servern går inte att skriva i. Be driften att öppna den.") from wrong


def _write(place: Path, content: bytes) -> None:
    if place.exists():
        if place.read_bytes() != content:
            raise NotTakenError(f"Mappen har redan en annan {place.name}. Flytta den först.")
        return
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as held:
        try:
            held.write(content)
            held.flush()
            os.fsync(held.fileno())
            os.chmod(held.name, 0o640)
            os.replace(held.name, place)
        except OSError:
            os.unlink(held.name)
            raise


@transaction.atomic
def try_again(delivery: Delivery, *, by: Actor) -> None:
    """Try a delivery again as soon as the worker comes to it, by the way that the seller has today.

    :raises Refused: unless the seller's finance asks, of an invoice that is not delivered and leaves by itself.
    """
    delivery = _held(delivery, by)
    way = Route.objects.get(employer=delivery.invoice.seller).way
    if way == Way.DOWNLOAD:
        raise Refused("Ni hämtar fakturorna själva nu. Välj en mapp eller en accesspunkt först.")
    delivery.way, delivery.tries, delivery.next_at = way, 0, clock.now()
    delivery.save(update_fields=["way", "tries", "next_at"])
    _log("invoice.delivery_hurried", delivery, by=by.person)


@transaction.atomic
def leave_by_hand(delivery: Delivery, *, by: Actor) -> None:
    """Say that finance has fetched the file and left it to the receiver; it is not tried again.

    :raises Refused: unless the seller's finance says so, of an invoice that is not delivered.
    """
    delivery = _held(delivery, by)
    delivery.way, delivery.delivered_at, delivery.next_at, delivery.note = Way.DOWNLOAD, clock.now(), None, ""
    delivery.save(update_fields=["way", "delivered_at", "next_at", "note"])
    _log("invoice.delivered_by_hand", delivery, by=by.person)


def _held(delivery: Delivery, by: Actor) -> Delivery:
    """Return the delivery locked. While a worker hands it over nobody waits for the access point's answer here."""
    if not by.is_finance_at(delivery.invoice.seller_id):
        raise Refused("Endast säljarens egen ekonomi kan göra det.")
    free = Delivery.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=delivery.pk)
    held = free.select_related("invoice__seller", "invoice__basis").first()
    if held is None:
        raise Refused("Fakturan lämnas just nu. Ladda om sidan om en stund.")
    if held.delivered_at is not None:
        raise Refused("Fakturan är redan lämnad.")
    return held
