"""The log: who did what to which object, and why. Lines are added, never changed.

Each employer has a chain of its own: every line carries the digest of the line before it, so a line that is changed or
taken away shows. What was said (reasons, facts) lies in a row beside it with a salt; it may be erased for good, and the
chain still verifies, because the line holds only its digest.
"""

import hashlib
import json
import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import models

from kollega.core import clock
from kollega.core.many import add

INSTALLATION = "installation"
FIRST = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is to be written in the log about one object."""

    verb: str
    subject: models.Model
    owner: Any
    reason: str = ""
    source: str = ""
    target: str = ""
    facts: dict[str, str] = field(default_factory=dict)


class Chain(models.Model):
    """The end of one employer's chain: how many lines it has, and the digest of the last."""

    name = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=FIRST)

    class Meta:
        app_label = "core"


class Entry(models.Model):
    """One line in the log."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    object_id = models.UUIDField()
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30, blank=True)
    payload_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["kind", "object_id", "id"])]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_line_per_number_in_a_chain")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.verb}"

    @classmethod
    def write(
        cls, verb: str, subject: models.Model, *, by: Any, owner: Any, reason: str = "", source: str = "",
        target: str = "", **facts: str,
    ) -> "Entry":  # fmt: skip
        """Add a line to the owner's chain, in the caller's transaction.

        :param by: the person, or None for the clock.
        :param owner: the employer whose record this is, or None for the installation's own.
        """
        line = Line(verb=verb, subject=subject, owner=owner, reason=reason, source=source, target=target, facts=facts)
        return cls.write_all([line], by=by)[0]

    @classmethod
    def write_all(cls, lines: Sequence["Line"], *, by: Any) -> list["Entry"]:
        """Add many lines, each to its owner's chain in the order given, with a few statements for each chain."""
        of: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            of[name_of(line.owner)].append(line)
        written: list[Entry] = []
        for name in sorted(of):
            written += cls._add(hold(of[name][0].owner), of[name], by)
        return written

    @classmethod
    def _add(cls, chain: "Chain", lines: Sequence["Line"], by: Any) -> list["Entry"]:
        payloads, entries = [], []
        for line in lines:
            body = {"reason": line.reason, "facts": {k: str(v) for k, v in line.facts.items()}}
            salt = secrets.token_hex(16)
            entry = Entry(
                chain=chain.name, number=chain.number + 1, at=clock.now(), actor=by, verb=line.verb,
                kind=line.subject._meta.label_lower, object_id=line.subject.pk, source=line.source,
                target=line.target, payload_digest=_payload_digest(salt, body),
            )  # fmt: skip
            entry.digest = _digest(chain.digest, entry)
            chain.number, chain.digest = entry.number, entry.digest
            entries.append(entry)
            payloads.append(SimpleNamespace(salt=salt, body=body))
        add(Entry, entries)
        for payload, entry in zip(payloads, entries, strict=True):
            payload.entry_id = entry.pk
        add(Payload, payloads)
        Chain.objects.filter(pk=chain.pk).update(number=chain.number, digest=chain.digest)
        return entries

    @property
    def reason(self) -> str:
        """The reason given, or an empty text where there was none or it has been erased."""
        return self.said().get("reason", "")

    def said(self) -> dict:
        """Return what was said with the line; empty when it has been erased."""
        payload = getattr(self, "payload", None)
        return payload.body if payload else {}


class Payload(models.Model):
    """What was said with a line: erasable."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.CharField(max_length=32)
    body = models.JSONField()

    class Meta:
        app_label = "core"


def name_of(owner: Any) -> str:
    return str(owner.pk) if owner is not None else INSTALLATION


def hold(owner: Any) -> Chain:
    """Lock the end of the owner's chain until the transaction is over; the chain is made when it is first needed."""
    Chain.objects.bulk_create([Chain(name=name_of(owner))], ignore_conflicts=True)
    return Chain.objects.select_for_update().get(pk=name_of(owner))


def hold_all(owners: Iterable[Any]) -> None:
    """Lock several chains in one order, so that two transactions that write in both never wait for each other."""
    for owner in sorted(owners, key=name_of):
        hold(owner)


def events_of(*subjects: models.Model) -> "models.QuerySet[Entry]":
    """Return the lines about the objects in the order they were written, with what was said and by whom."""
    wanted = models.Q()
    for subject in subjects:
        wanted |= models.Q(kind=subject._meta.label_lower, object_id=subject.pk)
    return Entry.objects.filter(wanted).select_related("actor", "payload").order_by("at", "id")


def faults() -> Iterator[str]:
    """Yield one plain sentence for each place where the log does not hold together."""
    ends = {c.name: c for c in Chain.objects.all()}
    digest, number, name = FIRST, 0, ""
    for entry in Entry.objects.select_related("payload").order_by("chain", "number").iterator():
        if entry.chain != name:
            yield from _end_faults(ends.pop(name, None), name, number, digest)
            digest, number, name = FIRST, 0, entry.chain
        number += 1
        if entry.number != number:
            yield f"Kedjan {name}: rad {number} saknas."
            number = entry.number
        elif entry.digest != _digest(digest, entry):
            yield f"Kedjan {name}: rad {number} är ändrad."
        payload = getattr(entry, "payload", None)
        if payload and _payload_digest(payload.salt, payload.body) != entry.payload_digest:
            yield f"Kedjan {name}: det som sades på rad {number} är ändrat."
        digest = entry.digest
    yield from _end_faults(ends.pop(name, None), name, number, digest)
    for left in ends.values():
        yield from _end_faults(left, left.name, 0, FIRST)


def _end_faults(end: Chain | None, name: str, number: int, digest: str) -> Iterator[str]:
    if name and end is None:
        yield f"Kedjan {name}: slutet saknas."
    elif end is not None and (end.number, end.digest) != (number, digest):
        yield f"Kedjan {name}: slutet stämmer inte, {end.number} rader väntades och {number} finns."


def _payload_digest(salt: str, body: dict) -> str:
    return hashlib.sha256(f"{salt}{json.dumps(body, sort_keys=True, ensure_ascii=False)}".encode()).hexdigest()


def _digest(before: str, entry: Entry) -> str:
    actor = entry.actor_id or uuid.UUID(int=0)
    parts = [
        before, entry.chain, entry.number, entry.at.timestamp(), actor, entry.verb, entry.kind, entry.object_id,
        entry.source, entry.target, entry.payload_digest,
    ]  # fmt: skip
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
