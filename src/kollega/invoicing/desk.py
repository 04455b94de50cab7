"""What waits for finance."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core.desk import Pile, Task
from kollega.core.periods import add_months
from kollega.invoicing import queries
from kollega.invoicing.models import Basis
from kollega.invoicing.rules import month_name
from kollega.invoicing.terms import BasisState
from kollega.people.queries import actor
from kollega.people.terms import DutyKind

WORDS = {
    BasisState.PROPOSED: ("Granska", "coin"),
    BasisState.CHECKED: ("Godkänn", "check"),
    BasisState.APPROVED: ("Skapa e-fakturan för", "file"),
    BasisState.DISPUTED: ("Svara på bestridandet av", "warning"),
}


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return the bases that the person's employers have to check, approve, send or answer for; four eyes see each."""
    places = actor(person, today).at(DutyKind.FINANCE)
    if not places:
        return []
    rows = Basis.objects.filter(agreement__lender__in=places, state__in=list(WORDS)).exclude(
        state=BasisState.CHECKED, checked_by=person
    )
    return [Pile(rows=rows, whole=queries.whole, told=lambda basis: _task(basis, today))]


def _task(basis: Basis, today: date) -> Task:
    verb, icon = WORDS[BasisState(basis.state)]
    what = "krediteringen av" if basis.is_credit else "fakturan för"
    title = f"{verb} {month_name(basis.month)}" if verb.endswith("för") else f"{verb} {what} {month_name(basis.month)}"
    return Task(
        title=title,
        context=f"{basis.agreement.person} hos {basis.agreement.receiver}",
        url=reverse("invoicing:basis", args=[basis.pk]),
        button=verb.removesuffix(" för").removesuffix(" på bestridandet av"),
        due_on=basis.invoice.due_on if basis.has_left else add_months(basis.month, 1).replace(day=10),
        icon=icon,
        today=today,
    )
