"""What waits for a person among agreements."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from kollega.core.desk import Task
from kollega.lending.models import Agreement, VatDecision
from kollega.lending.queries import whole
from kollega.lending.rules import parties_of
from kollega.lending.terms import BOUND, AgreementState
from kollega.people.queries import actor
from kollega.people.terms import DutyKind

S = AgreementState


def waiting_for(person: Any, today: date) -> list[Task]:
    """Return what the person has to do: write, accept and sign terms, decide VAT, confirm returns."""
    by = actor(person, today)
    agreements = whole(Agreement.objects.filter(_mine(by, today)))
    return [task for agreement in agreements for task in _tasks(by, agreement, today)]


def _mine(by: Any, today: date) -> Q:
    """Return the condition of the agreements that may wait for the person; only what their duties reach is asked."""
    contact, head, finance = by.at(DutyKind.CONTACT), by.at(DutyKind.HEAD_OF_HR), by.at(DutyKind.FINANCE)
    mine = Q(state=S.SIGNING, employment__person=by.person)
    if contact:
        mine |= Q(state=S.DRAFT, lender__in=contact) | Q(state=S.OFFERED, receiver__in=contact)
    if head:
        mine |= Q(state=S.SIGNING) & (Q(lender__in=head) | Q(receiver__in=head))
    if by.manages_at:
        mine |= Q(state=S.RETURNING, last_day__lte=today) & _managed_by(by)
    if finance:
        decided = VatDecision.objects.filter(agreement=OuterRef("pk"))
        mine |= Q(state__in=BOUND, lender__in=finance) & ~Exists(decided)
    return mine


def _managed_by(by: Any) -> Q:
    managed = Q(employment__manager=by.person)
    for person_id, employer_id in by.stands_in_for:
        managed |= Q(employment__manager_id=person_id, lender_id=employer_id)
    return managed


def _tasks(by: Any, agreement: Agreement, today: date) -> list[Task]:
    url = reverse("lending:agreement", args=[agreement.pk])
    between = f"{agreement.lender} lånar ut till {agreement.receiver}"
    who = str(agreement.person)
    starts = agreement.version.starts_on

    def task(title: str, button: str, icon: str, due_on: date | None, context: str = between) -> Task:
        return Task(title=title, context=context, url=url, button=button, due_on=due_on, icon=icon, today=today)

    if agreement.state == S.DRAFT:
        return [task(f"Skriv villkoren för lånet av {who}", "Skriv villkor", "edit", starts)]
    if agreement.state == S.OFFERED:
        return [task(f"Ta ställning till villkoren för {who}", "Läs villkoren", "file", starts)]
    if agreement.state == S.SIGNING:
        signed = {s.party for s in agreement.version.signatures.all()}
        left = set(parties_of(by, agreement)) - signed
        return [task(f"Skriv under avtalet om {who}", "Skriv under", "edit", starts)] if left else []
    tasks = []
    if agreement.state == S.RETURNING and agreement.last_day <= today:
        tasks.append(task(f"Bekräfta att {who} är tillbaka", "Bekräfta", "check", agreement.last_day))
    if by.is_finance_at(agreement.lender_id) and agreement.vat is None:
        tasks.append(task(f"Besluta om moms för lånet av {who}", "Besluta", "coin", agreement.first_day))
    return tasks
