"""An agreement under its lock, and what several actions do to it there."""

import hashlib
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from kollega.clauses.queries import clauses_on
from kollega.clauses.terms import Language
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.lending import queries
from kollega.lending.files import agreement_paper
from kollega.lending.models import Agreement, Away, Paper, Version
from kollega.lending.rules import AGREEMENT, ruled_by
from kollega.lending.rules.changes import ONE_DAY
from kollega.lending.terms import TERMS
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
    agreement.__dict__.get("_prefetched_objects_cache", {}).pop("versions", None)
    return made


def freeze(agreement: Agreement, version: Version, today: date) -> None:
    """Keep the paper that is to be signed, in the words that the network's clauses have today."""
    said = clauses_on(agreement.network, form=agreement.legal_form, language=Language.SWEDISH, on=today)
    clauses = [(clause.heading, clause.text) for clause in said]
    pdf = agreement_paper(agreement, version, clauses=clauses, on=today)
    version.digest = hashlib.sha256(pdf).hexdigest()
    version.save(update_fields=["digest"])
    Paper.objects.create(version=version, pdf=pdf, digest=version.digest, clauses=clauses, made_at=clock.now())


def hold_days(agreement: Agreement) -> None:
    """Hold the person for the days of the loan.

    :raises Refused: if another loan has them; the constraint decides, also between two who sign at the same moment.
    """
    first, last = agreement.days
    try:
        with transaction.atomic():
            Away.objects.update_or_create(
                agreement=agreement,
                defaults={"person": agreement.employment.person, "during": (first, last + ONE_DAY)},
            )
    except IntegrityError as taken:
        raise Refused(
            f"{agreement.employment.person} är redan utlånad under en del av tiden. Avtalet är inte bindande. "
            "HR-kontakten behöver ändra datumen."
        ) from taken


def cut(agreement: Agreement, *, last: date) -> None:
    """Let the terms in force rule until `last` and no longer."""
    for version, first, to in ruled_by(agreement.in_force, last=last):
        version.in_force_from, version.in_force_to = first, to
        version.save(update_fields=["in_force_from", "in_force_to"])
