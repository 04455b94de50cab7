"""An agreement under its lock, and what several actions do to it there."""

import hashlib
from datetime import date
from typing import Any

from kollega.clauses.queries import clauses_on
from kollega.clauses.terms import Language
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.lending import queries
from kollega.lending.files import agreement_paper
from kollega.lending.models import Agreement, Annex, Away, Paper, Version
from kollega.lending.rules import AGREEMENT, ruled_by
from kollega.lending.rules.parts import ONE_DAY, Part, parts_for
from kollega.lending.terms import TERMS
from kollega.people.models import Person
from kollega.people.rules import Actor


def locked(agreement: Agreement) -> Agreement:
    """Return the agreement as it stands, held until the transaction ends."""
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    return queries.whole(Agreement.objects.filter(pk=agreement.pk)).get()


def take(name: str, agreement: Agreement, *, by: Actor | None, reason: str = "") -> None:
    """Take a step of the agreement's table; its line is written in the lender's log."""
    AGREEMENT.take(name, obj=agreement, by=by, owner=agreement.lender, reason=reason)


def open_version(agreement: Agreement, *, by: Actor, **changed: Any) -> Version:
    """Open a new version of the terms, as the newest is but for what is changed; what was sent is kept as it was."""
    old = agreement.version
    terms = {name: getattr(old, name) for name in TERMS} | changed
    made = Version.objects.create(
        agreement=agreement, number=old.number + 1, made_by=by.person, made_at=clock.now(), **terms
    )
    kept = old.attachments.select_related("file")
    Annex.objects.bulk_create(Annex(version=made, file=one.file, made_at=one.made_at) for one in kept)
    agreement.__dict__.get("_prefetched_objects_cache", {}).pop("versions", None)
    return made


def freeze(agreement: Agreement, version: Version, today: date) -> None:
    """Keep the paper that is to be signed, in the words that the network's clauses have today."""
    said = clauses_on(agreement.network, form=agreement.legal_form, language=Language.SWEDISH, on=today)
    clauses = [(clause.heading, clause.text) for clause in said]
    pdf = agreement_paper(agreement, version, clauses=clauses, on=today, attachments=queries.attached(version))
    version.digest = hashlib.sha256(pdf).hexdigest()
    version.save(update_fields=["digest"])
    Paper.objects.create(version=version, pdf=pdf, digest=version.digest, clauses=clauses, made_at=clock.now())


def hold_days(agreement: Agreement) -> None:
    """Hold the person for the days and shares that the terms in force say, and for no others.

    The person's row is locked, so that of two who bind at the same moment the second sees what the first holds; the
    constraint stands behind it.

    :raises Refused: if other loans leave too little of the person's time on some day.
    """
    person = agreement.employment.person
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    Away.objects.filter(agreement=agreement).delete()
    ruling = agreement.versions.filter(in_force_from__isnull=False).values_list("in_force_from", "in_force_to", "share")
    taken = [
        Part(first=a.during.lower, last=a.during.upper - ONE_DAY, low=a.part.lower, high=a.part.upper)
        for a in Away.objects.filter(person=person, during__overlap=_range(*agreement.days))
    ]
    parts = parts_for(ruling, taken)
    if parts is None:
        raise Refused(
            f"{person} är redan utlånad under en del av tiden, och lånen blir tillsammans mer än hundra procent. "
            "Avtalet är inte bindande. HR-kontakten behöver ändra datumen eller omfattningen."
        )
    Away.objects.bulk_create(
        Away(agreement=agreement, person=person, during=_range(p.first, p.last), part=(p.low, p.high)) for p in parts
    )


def _range(first: date, last: date) -> tuple[date, date]:
    return first, last + ONE_DAY


def cut(agreement: Agreement, *, last: date) -> None:
    """Let the terms in force rule until `last` and no longer."""
    for version, first, to in ruled_by(agreement.in_force, last=last):
        version.in_force_from, version.in_force_to = first, to
        version.save(update_fields=["in_force_from", "in_force_to"])
