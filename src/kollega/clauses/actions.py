"""Wording a clause."""

from datetime import date

from django.db import transaction

from kollega.clauses.models import Clause
from kollega.clauses.rules import why_not_word
from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.networks.models import Network
from kollega.people.rules import Actor
from kollega.people.terms import DutyKind


@transaction.atomic
def word(
    network: Network, *, form: str, language: str, key: str, heading: str, text: str, is_left_out: bool, from_on: date,
    by: Actor, today: date,
) -> Clause:  # fmt: skip
    """Say a clause in the network's own words from a day on, or leave it out; agreements frozen before keep theirs.

    :raises Refused: for anyone but the network's coordinator, or for a day that has passed.
    """
    if (DutyKind.COORDINATOR, network.pk) not in by.duties:
        raise Refused("Endast nätverkets samordnare kan ändra villkoren.")
    if refusal := why_not_word(from_on, today=today):
        raise Refused(refusal)
    made = Clause.objects.create(
        network=network, form=form, language=language, key=key, heading=heading.strip(), text=text.strip(),
        is_left_out=is_left_out, from_on=from_on, by=by.person, made_at=clock.now(),
    )  # fmt: skip
    Entry.write("clause.worded", made, by=by.person, owner=None, key=key, form=form)
    return made
