"""Which agreements a person may see, and lending as other apps need to see it."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Prefetch, Q, QuerySet

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.periods import add_months
from kollega.lending.models import Agreement, Annex, Change, Evaluation, Paper, Signature, VatDefault, Version
from kollega.lending.rules.overviews import LATE_AFTER
from kollega.lending.terms import BOUND, CONSENTS, ENDED, FALLEN, ONCE_BOUND, AgreementState, ChangeKind, Party
from kollega.people.models import Person
from kollega.people.queries import actor, holders, with_substitutes
from kollega.people.terms import DutyKind

AT_THE_EMPLOYER = (DutyKind.CONTACT, DutyKind.HEAD_OF_HR)


def agreements_for(person: Any) -> QuerySet[Agreement]:
    """Return the agreements the person takes part in: as the lent, as manager or leader, or by duty at either employer.

    Finance and auditors see those that are bound; the network and its coordinator see none.
    """
    by = actor(person)
    seen = Q(employment__person=person) | Q(employment__manager=person) | Q(leader=person)
    for person_id, employer_id in by.stands_in_for:
        seen |= Q(employment__manager_id=person_id, lender_id=employer_id)
        seen |= Q(leader_id=person_id, receiver_id=employer_id)
    if places := by.at(*AT_THE_EMPLOYER):
        seen |= Q(lender__in=places) | Q(receiver__in=places)
    if places := by.at(DutyKind.FINANCE, DutyKind.AUDITOR):
        seen |= Q(state__in=ONCE_BOUND) & (Q(lender__in=places) | Q(receiver__in=places))
    return whole(Agreement.objects.filter(seen))


def whole(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return the agreements with all that a row or a page shows, in a fixed number of statements."""
    signatures = Prefetch("signatures", Signature.objects.select_related("person"))
    asked = Change.objects.select_related("asked_by").prefetch_related("consents__person")
    return agreements.select_related(
        "lender", "receiver", "leader", "network", "employment__person", "employment__manager", "employment__unit"
    ).prefetch_related(
        Prefetch("versions", Version.objects.prefetch_related(signatures)),
        "vat_decisions__by",
        Prefetch("changes", asked),
    )


def with_what_is_around(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return the agreements with the lists, the talk, the words afterwards and who asked for a shorter notice."""
    return agreements.select_related("talk").prefetch_related(
        "waivers__asked_by", "points__ready_by", "sign_offs__person", "evaluations__person"
    )


def answering(agreements: QuerySet[Agreement], *, q: str = "", state: str = "") -> QuerySet[Agreement]:
    """Return those of the agreements that answer to a question, the open ones first.

    :param q: words that each stand in the number, the person's name, the title or an employer's name.
    :param state: one of the states, or empty for all.
    """
    for word in q.split()[:6]:
        agreements = agreements.filter(
            Q(number__icontains=word) | Q(title__icontains=word) | Q(employment__person__given_name__icontains=word)
            | Q(employment__person__family_name__icontains=word) | Q(lender__name__icontains=word)
            | Q(receiver__name__icontains=word)
        )  # fmt: skip
    if state:
        agreements = agreements.filter(state=state)
    return agreements.annotate(is_over=Q(state__in=ENDED)).order_by("is_over", "-made_at", "pk")


def led_by(person: Any, on: date) -> QuerySet[Agreement]:
    """Return the loans that run or will run where the person leads the work, by when they begin."""
    return whole(Agreement.objects.filter(leader=person, state__in=BOUND, last_day__gte=on)).order_by("first_day", "pk")


def counted_in(network: Any) -> list[tuple[str, int]]:
    """Return how many of the network's agreements there are in each state, in the order of the states."""
    found = dict(Agreement.objects.filter(network=network).order_by().values_list("state").annotate(n=Count("pk")))
    return [(state.label, found[state]) for state in AgreementState if state in found]


STEPS = """
select state, count(*), percentile_cont(0.5) within group (order by days) from (
    select e.source as state, extract(epoch from e.at - lag(e.at) over (partition by e.object_id order by e.id)) / 86400
        as days
    from core_entry e join lending_agreement a on a.id = e.object_id
    where e.kind = 'lending.agreement' and e.target <> '' and a.network_id = %s
) steps where state <> '' and days is not null group by state
"""


def days_in_steps(network: Any) -> dict[str, tuple[int, float]]:
    """Return, for each state that agreements have left, how many times and the median of days they stood in it."""
    with connection.cursor() as cursor:
        cursor.execute(STEPS, [network.pk])
        return {state: (count, float(days)) for state, count, days in cursor.fetchall()}


def standing_in(network: Any) -> list[tuple[Agreement, date]]:
    """Return the network's agreements that wait for someone, with the day since when, the longest first."""
    waiting = Agreement.objects.filter(network=network, state__in=LATE_AFTER).select_related("lender", "receiver")
    lines = Entry.objects.filter(kind=Agreement._meta.label_lower, object_id__in=waiting.values("pk")).exclude(
        target=""
    )
    moved = dict(lines.values("object_id").annotate(last=Max("at")).values_list("object_id", "last"))
    found = [(a, moved.get(a.pk, a.made_at).astimezone(clock.STOCKHOLM).date()) for a in waiting]
    return sorted(found, key=lambda row: row[1])


def marks_in(network: Any) -> list[tuple[str, list[int]]]:
    """Return role and marks of everyone who has said how a loan in the network went, and nothing of who they are."""
    return list(Evaluation.objects.filter(agreement__network=network).order_by().values_list("role", "marks"))


def priced(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return the agreements with all that they cost by too, for what counts the money of many."""
    return whole(agreements).prefetch_related("revisions", "lender__rates")


def vat_default(agreement: Any) -> VatDefault | None:
    """Return how the lender's finance suggests VAT for lending to the receiver's kind, or None."""
    of_kind = VatDefault.objects.filter(employer=agreement.lender_id, receiver_kind=agreement.receiver.kind)
    return of_kind.select_related("by").first()


def attachments_for(person: Any) -> QuerySet[Annex]:
    """Return the files that belong to the terms of the agreements that the person takes part in."""
    agreements = agreements_for(person).order_by().values("pk")
    return Annex.objects.filter(version__agreement__in=agreements).select_related("file", "version__agreement")


def attached(version: Version) -> list[tuple[str, str]]:
    """Return name and digest of each file that belongs to the version, in the order they were added."""
    return list(version.attachments.values_list("file__name", "file__digest"))


def signed_by(version: Version) -> list[Signature]:
    """Return the signatures of a version, the lender's first, as papers show them."""
    return sorted(version.signatures.select_related("person"), key=lambda s: Party.values.index(s.party))


def papers_for(person: Any) -> QuerySet[Paper]:
    """Return the papers of the agreements that the person takes part in, with all that they speak of."""
    agreements = agreements_for(person).order_by().values("pk")
    return Paper.objects.filter(version__agreement__in=agreements).select_related(
        "version__agreement__lender", "version__agreement__receiver", "version__agreement__leader",
        "version__agreement__network", "version__agreement__employment__person",
    )  # fmt: skip


def paper_with(digest: str) -> Paper | None:
    """Return the paper whose bytes have the digest, as it was frozen or as the signed copy."""
    either = Paper.objects.filter(Q(digest=digest) | Q(signed_digest=digest))
    return either.select_related("version__agreement__lender", "version__agreement__receiver").first()


def running_in(month: date) -> QuerySet[Agreement]:
    """Return the bound agreements that cover some day of the month and have begun by its end, and their costs."""
    return priced(of_month(month).order_by("lender__name", "receiver__name", "number"))


def of_month(month: date) -> QuerySet[Agreement]:
    """Return the same agreements as `running_in`, for what only asks which they are."""
    return Agreement.objects.filter(state__in=BOUND, first_day__lt=add_months(month, 1), last_day__gte=month)


def fallen(origins: list) -> set:
    """Return which of the answers have an agreement that came to nothing."""
    return set(Agreement.objects.filter(origin__in=origins, state__in=FALLEN).values_list("origin", flat=True))


def of_origins(origins: list) -> dict:
    """Return the agreements by the answer they came from."""
    return {a.origin: a for a in whole(Agreement.objects.filter(origin__in=origins))} if origins else {}


def contacts(employer: Any, on: date) -> list[Person]:
    return holders(DutyKind.CONTACT, employer, on)


def heads_of_hr(employer: Any, on: date) -> list[Person]:
    return holders(DutyKind.HEAD_OF_HR, employer, on)


def coordinators(network: Any, on: date) -> list[Person]:
    return holders(DutyKind.COORDINATOR, network, on)


def managers(agreement: Agreement, on: date) -> list[Person]:
    """Return the lent person's manager and whoever stands in; the contacts where there is no manager."""
    manager_id = agreement.employment.manager_id
    return with_substitutes({manager_id}, agreement.lender, on) if manager_id else contacts(agreement.lender, on)


def signers_left(agreement: Agreement, on: date) -> list[tuple[str, list[Person]]]:
    """Return the parties that have not signed the open version, with the persons who may sign for each."""
    signed = {s.party for s in agreement.to_sign.signatures.all()}
    waiting: list[tuple[str, list[Person]]] = []
    if Party.EMPLOYEE not in signed:
        waiting.append((Party.EMPLOYEE, [agreement.employment.person]))
    for party, employer in ((Party.LENDER, agreement.lender), (Party.RECEIVER, agreement.receiver)):
        if party not in signed:
            waiting.append((party, heads_of_hr(employer, on)))
    return waiting


def holders_now(agreement: Agreement, on: date) -> list[Person]:
    """Return the persons the matter waits for: who holds it now."""
    state = agreement.state
    if state in {AgreementState.DRAFT, AgreementState.COUNTERED}:
        return contacts(agreement.lender, on)
    if state == AgreementState.OFFERED:
        return contacts(agreement.receiver, on)
    if state == AgreementState.SIGNING:
        return [p for _, people in signers_left(agreement, on) for p in people]
    if state == AgreementState.ACTIVE:
        return [agreement.leader]
    if state in {AgreementState.RETURNED, AgreementState.CONVERTED}:
        return finance(agreement.lender, on)
    if state in {AgreementState.SIGNED, AgreementState.NOTICE, AgreementState.RETURNING}:
        return managers(agreement, on)
    return []


def answerers(agreement: Agreement, change: Change, on: date) -> list[Person]:
    """Return the persons whose yes the change waits for."""
    if change.kind == ChangeKind.EXTENSION:
        return [*managers(agreement, on), *contacts(agreement.lender, on)]
    said = {c.party for c in change.consents.all()}
    whose = {
        Party.LENDER: contacts(agreement.lender, on),
        Party.RECEIVER: contacts(agreement.receiver, on),
        Party.EMPLOYEE: [agreement.employment.person],
    }
    return [p for party in CONSENTS[ChangeKind(change.kind)] if party not in said for p in whose[party]]


def touched(agreements: list) -> dict[Any, datetime]:
    """Return when the log last says something of each agreement."""
    lines = Entry.objects.filter(kind=Agreement._meta.label_lower, object_id__in=agreements)
    return dict(lines.values("object_id").annotate(last=Max("at")).values_list("object_id", "last"))


def preparing(agreement: Agreement, party: str, on: date) -> list[Person]:
    """Return the persons who get things ready for one of the employers: its contacts, and the manager or the leader."""
    if party == Party.LENDER:
        return [*managers(agreement, on), *contacts(agreement.lender, on)]
    leaders = with_substitutes({agreement.leader_id}, agreement.receiver, on)
    return [*leaders, *contacts(agreement.receiver, on)]


def finance(employer: Any, on: date) -> list[Person]:
    return holders(DutyKind.FINANCE, employer, on)


def heads_at(agreement: Agreement, party: str, on: date) -> list[Person]:
    """Return the heads of HR of one of the two employers in the agreement."""
    return heads_of_hr(agreement.lender if party == Party.LENDER else agreement.receiver, on)


def loans_of(employments: list) -> dict[Any, list[Agreement]]:
    """Return the agreements of each employment that have not come to nothing, newest first."""
    found: dict[Any, list[Agreement]] = {}
    wanted = Agreement.objects.filter(employment__in=employments).exclude(state__in=FALLEN).order_by("-made_at")
    for agreement in whole(wanted):
        found.setdefault(agreement.employment_id, []).append(agreement)
    return found
