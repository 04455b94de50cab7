"""Which calls and answers a person may see."""

from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from kollega.assignments.models import Approval, Call, Cover, Interest, TalkTime
from kollega.assignments.rules import only_employee, only_receiver
from kollega.assignments.terms import CHOSEN, STILL_OPEN, TO_THE_RECEIVER, UNANSWERED, CallState, InterestState, Rung
from kollega.core import clock
from kollega.core.composed import ASKED, ASKER, Composed
from kollega.lending import queries as lending
from kollega.networks.terms import ManagerStep
from kollega.people.models import Employment, Person, Substitution
from kollega.people.queries import actor, holders, lasting, networks_of, one_for, with_substitutes
from kollega.people.rules import Actor
from kollega.people.terms import DutyKind

ANNOUNCED = (
    CallState.OPEN,
    CallState.SELECTING,
    CallState.STAFFED,
    CallState.RUNNING,
    CallState.COMPLETED,
    CallState.CANCELLED,
)
SET_ASIDE = Q(interests__state__in=STILL_OPEN) & ~Q(interests__not_selected_because="")
"""Answers to a call that the receiver has said no to without anyone having been told."""
TO_THE_LENDER = tuple(s for s in InterestState if s != InterestState.DRAFT)


def calls_for(person: Any, on: date) -> QuerySet[Call]:
    """Return the calls the person may see: announced ones in their networks and groups, own employer's by duty."""
    by = actor(person, on)
    shown = Q(group__isnull=True, network__in=networks_of(person, on)) | Q(group__in=by.groups)
    seen = (shown & Q(state__in=ANNOUNCED)) | Q(contact=person)
    seen |= Q(employer__in=by.at(DutyKind.CONTACT, DutyKind.HEAD_OF_HR))
    for person_id, employer_id in by.stands_in_for:
        seen |= Q(contact_id=person_id, employer_id=employer_id)
    joined = ("employer", "network", "group", "contact")
    return Call.objects.filter(seen).select_related(*joined).order_by("answer_by", "pk")


call_for = one_for(calls_for)


def own_calls_for(person: Any, on: date) -> QuerySet[Call]:
    """Return the calls the person announces, or handles for their employer, with how many answers have come to them."""
    by = actor(person, on)
    mine = Q(contact=person) | Q(employer__in=by.at(DutyKind.CONTACT))
    for person_id, employer_id in by.stands_in_for:
        mine |= Q(contact_id=person_id, employer_id=employer_id)
    undecided = Q(interests__state=InterestState.ENDORSED, interests__not_selected_because="")
    waiting = Count("interests", filter=undecided, distinct=True)
    pending = Count("interests", filter=SET_ASIDE, distinct=True)
    return (
        Call.objects.filter(mine)
        .annotate(waiting=waiting, pending=pending)
        .select_related("employer", "group", "contact")
        .order_by("-made_at")
    )


def interests_for(person: Any) -> QuerySet[Interest]:
    """Return the answers the person sent, decides about at home, or receives, as early as the network lets them."""
    by = actor(person)
    seen = Q(employment__person=person)
    # A draft that was taken back was never sent, so that nobody at home learns of it.
    to_the_lender = Q(state__in=TO_THE_LENDER, sent_on__isnull=False)
    seen |= to_the_lender & (Q(employment__manager=person) | Q(delegate=person))
    seen |= to_the_receiver() & Q(call__contact=person)
    for person_id, employer_id in by.stands_in_for:
        decides = Q(employment__manager_id=person_id) | Q(delegate_id=person_id)
        seen |= to_the_lender & decides & Q(employment__employer_id=employer_id)
        seen |= to_the_receiver() & Q(call__contact_id=person_id, call__employer_id=employer_id)
    if places := by.at(DutyKind.CONTACT):
        seen |= to_the_lender & Q(employment__employer__in=places)
        seen |= to_the_receiver() & Q(call__employer__in=places)
    if places := by.at(DutyKind.HEAD_OF_HR):
        seen |= to_the_lender & Q(employment__employer__in=places, rung__gte=Rung.HEAD)
    return whole(Interest.objects.filter(seen))


def to_the_receiver() -> Q:
    """Return the condition that the receiver sees an answer: `rules.is_shown`, asked of the database."""
    return Q(state__in=TO_THE_RECEIVER) | Q(state__in=UNANSWERED, manager_step=ManagerStep.BEFORE_OFFER)


def whole(interests: QuerySet[Interest]) -> QuerySet[Interest]:
    """Return the answers with all that a row or a page shows, in a fixed number of statements."""
    return interests.select_related(
        "call__employer", "call__contact", "call__network", "employment__person", "employment__employer",
        "employment__manager", "employment__unit", "delegate", "talk",
    ).prefetch_related("cover", Prefetch("approvals", Approval.objects.select_related("by", "to")))  # fmt: skip


def to_decide(person: Any, on: date) -> QuerySet[Interest]:
    """Return the answers that wait for the person's word: as manager or for one, handed over, or when called on."""
    by = actor(person, on)
    mine = Q(employment__manager=person, delegate__isnull=True) | Q(delegate=person)
    for person_id, employer_id in by.stands_in_for:
        theirs = Q(employment__manager_id=person_id, delegate__isnull=True) | Q(delegate_id=person_id)
        mine |= theirs & Q(employment__employer_id=employer_id)
    if places := by.at(DutyKind.CONTACT):
        called_on = Q(rung__gte=Rung.CONTACT) | Q(employment__manager__isnull=True, delegate__isnull=True)
        mine |= called_on & Q(employment__employer__in=places)
    if places := by.at(DutyKind.HEAD_OF_HR):
        mine |= Q(rung__gte=Rung.HEAD, employment__employer__in=places)
    return Interest.objects.filter(mine, state=InterestState.SENT).exclude(employment__person=person)


def may_be_asked(interest: Interest, on: date) -> QuerySet[Person]:
    """Return the colleagues to whom the question may be handed: managers there, and who stands in for the manager."""
    employment = interest.employment
    managers = Employment.objects.filter(lasting(on), employer=employment.employer, manager__isnull=False)
    standing_in = Substitution.objects.filter(
        lasting(on), person=employment.manager, employer_id=employment.employer_id
    )
    possible = Q(pk__in=managers.values("manager_id")) | Q(pk__in=standing_in.values("substitute_id"))
    taken = [employment.person_id, *filter(None, [interest.delegate_id or employment.manager_id])]
    return Person.objects.filter(possible, is_active=True).exclude(pk__in=taken).order_by("family_name", "given_name")


def answered_by(person: Any, call: Call) -> Interest | None:
    """Return the person's own answer to the call, if there is one."""
    return ANSWER.first(ids={ASKED: call.pk, ASKER: person.pk})


ANSWER = Composed(lambda: whole(Interest.objects.filter(call=ASKED, employment__person=ASKER)).order_by("pk"))


def sent_by(person: Any) -> QuerySet[Interest]:
    """Return the answers that the person has sent, newest first."""
    sent = Interest.objects.filter(employment__person=person).exclude(state=InterestState.DRAFT)
    return whole(sent).order_by("-made_at")


def answers_to(call: Call) -> QuerySet[Interest]:
    """Return the answers to a call that its announcer may see."""
    return whole(call.interests.filter(to_the_receiver())).order_by("sent_on", "pk")


def set_aside(call: Call) -> QuerySet[Interest]:
    """Return the answers whose no is kept until all are told together."""
    return call.interests.filter(state__in=STILL_OPEN).exclude(not_selected_because="")


def left_over(call: Call) -> QuerySet[Interest]:
    """Return the answers that the receiver sees and has not decided about."""
    return call.interests.filter(to_the_receiver(), state__in=STILL_OPEN, not_selected_because="")


def on_the_shortlist(call: Call) -> list[Interest]:
    """Return the answers on the shortlist that are still open and whose employees have not taken a time."""
    met = Q(talk__isnull=True) | Q(talk__is_cancelled=True)
    return list(whole(call.interests.filter(met, shortlisted_on__isnull=False, state__in=STILL_OPEN)))


def plan_of(origin: Any) -> list[Cover]:
    """Return how the tasks of the one who is lent are done meanwhile, by the answer that the loan came from."""
    return list(Cover.objects.filter(interest=origin))


def calls_filling(agreement: Any) -> QuerySet[Call]:
    return Call.objects.filter(fills=agreement).order_by("made_at")


def times_of(call: Call) -> QuerySet[TalkTime]:
    return call.times.select_related("taken_by__employment__person").order_by("starts_at", "pk")


def free_times(call: Call) -> QuerySet[TalkTime]:
    """Return the times that are left to take, from now on."""
    return times_of(call).filter(taken_by__isnull=True, starts_at__gt=clock.now())


def times_for(person: Any, on: date) -> QuerySet[TalkTime]:
    """Return the times for talks about the calls that the person announces or handles."""
    return TalkTime.objects.filter(call__in=own_calls_for(person, on).order_by().values("pk")).select_related("call")


def own_times_for(person: Any) -> QuerySet[TalkTime]:
    """Return the times for talks that the person is invited to take one of."""
    invited = Interest.objects.filter(
        employment__person=person, shortlisted_on__isnull=False, state__in=STILL_OPEN
    ).values("call_id")
    return TalkTime.objects.filter(call__in=invited).select_related("call")


def takes_part(interest: Interest, by: Actor) -> bool:
    """Return whether the person is one of the two who meet: the talk is nothing to those at home."""
    return not (only_employee(by, interest) and only_receiver(by, interest))


def seats_left(call: Call) -> int:
    """Return how many seats nobody has been selected for; an agreement that came to nothing frees its seat."""
    selected = list(call.interests.filter(state__in=CHOSEN).values_list("pk", flat=True))
    return call.seats - len(selected) + len(lending.fallen(selected))


def managers(interest: Interest, on: date) -> list[Person]:
    """Return who is asked now: the delegate or the manager and whoever stands in, or the contact where nobody is."""
    employment = interest.employment
    if asked := interest.delegate_id or employment.manager_id:
        found = with_substitutes({asked}, employment.employer, on)
        return [person for person in found if person.pk != employment.person_id]
    return holders(DutyKind.CONTACT, employment.employer, on)


def receivers(call: Call, on: date) -> list[Person]:
    """Return who receives answers: the one who announces and whoever stands in."""
    return with_substitutes({call.contact_id}, call.employer, on)


def contacts(employer: Any, on: date) -> list[Person]:
    return holders(DutyKind.CONTACT, employer, on)


def heads(employer: Any, on: date) -> list[Person]:
    return holders(DutyKind.HEAD_OF_HR, employer, on)
