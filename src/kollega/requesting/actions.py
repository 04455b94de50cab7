"""What can be done to requests, to those who are suggested, and to offers."""

from datetime import date
from typing import Any

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry, hold_all
from kollega.core.workflow import Refused
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.people.rules import Actor
from kollega.requesting import notices, queries
from kollega.requesting.models import Offer, Request, Suggestion
from kollega.requesting.rules import (
    OFFER,
    REQUEST,
    SUGGESTION,
    needs_the_manager,
    only_asked,
    only_asker,
    only_manager,
    why_not_ask,
    why_not_offer,
    why_not_suggest,
)
from kollega.requesting.terms import LIVE, OfferState, RequestState, SuggestionState


@transaction.atomic
def ask(*, asker: Any, asked: Any, by: Actor, today: date, offer: Offer | None = None, **about: Any) -> Request:
    """Ask another employer for someone, without announcing it; about an offer, its person is asked at once.

    :raises Refused: unless a contact asks another member of the same network, for days to come, where a loan fits.
    """
    membership = queries.shared_membership(asker, asked, today)
    if reason := why_not_ask(
        asker, asked, is_member=membership is not None, starts_on=about["starts_on"], ends_on=about["ends_on"],
        today=today,
    ):  # fmt: skip
        raise Refused(reason)
    if offer is not None and _held_offer(offer).state != OfferState.OPEN:
        raise Refused(str(OFFER.wrong_state))
    request = Request(asker=asker, asked=asked, by=by.person, offer=offer, made_at=clock.now(), **about)
    if refusal := only_asker(by, request):
        raise Refused(refusal)
    request.network = membership.network  # type: ignore[union-attr]  # the rule has said that there is one
    request.save()
    Entry.write("request.made", request, by=by.person, owner=asker, target=RequestState.ASKED)
    if offer is None:
        notices.asked(request, today)
    else:
        _suggest(request, offer.employment, by=by)
    return request


@transaction.atomic
def suggest(request: Request, *, said: str, by: Actor, today: date) -> Suggestion:
    """Suggest an employee, by name or address; they are asked before anyone else reads who it is. Twice is once.

    :raises Refused: unless the asked employer's contact names one of its own while the request waits.
    """
    request = _held(request)
    refusal = only_asked(by, request) or (REQUEST.wrong_state if request.state != RequestState.ASKED else None)
    if refusal:
        raise Refused(str(refusal))
    employment = queries.employee_called(said, request.asked_id, today)
    if reason := why_not_suggest(request, employment):
        raise Refused(reason)
    return request.suggestions.filter(employment=employment).first() or _suggest(request, employment, by=by)


def _suggest(request: Request, employment: Any, *, by: Actor) -> Suggestion:
    suggestion = Suggestion.objects.create(request=request, employment=employment, by=by.person, made_at=clock.now())
    Entry.write("suggestion.made", suggestion, by=by.person, owner=request.asked, target=SuggestionState.ASKED)
    notices.suggested(suggestion)
    return suggestion


@transaction.atomic
def accept(suggestion: Suggestion, *, by: Actor, today: date) -> None:
    """Say yes oneself; then the manager is asked, unless the manager has offered one already.

    :raises Refused: unless the person says it while they are asked.
    """
    suggestion = _held_suggestion(suggestion)
    _take("accept", suggestion, by=by)
    if needs_the_manager(suggestion):
        notices.accepted(suggestion, today)
    else:
        _take("name", suggestion, by=None)
        notices.named(suggestion, today)


@transaction.atomic
def refuse(suggestion: Suggestion, *, by: Actor, today: date) -> None:
    """Say no oneself, or take a yes back; no reason is needed.

    :raises Refused: unless the person says it before they are chosen.
    """
    suggestion = _held_suggestion(suggestion)
    was = suggestion.state
    _take("refuse", suggestion, by=by)
    notices.refused(suggestion, today, was=was)


@transaction.atomic
def support(suggestion: Suggestion, *, by: Actor, today: date) -> None:
    """Let the employee go; from now on the asker reads who it is.

    :raises Refused: unless the manager says it when the person has said yes.
    """
    suggestion = _held_suggestion(suggestion)
    _take("support", suggestion, by=by)
    notices.named(suggestion, today)


@transaction.atomic
def hold(suggestion: Suggestion, *, reason: str, by: Actor, today: date) -> None:
    """Keep the employee, and say why; the asker never learns who it was.

    :raises Refused: unless the manager says it with a reason.
    """
    suggestion = _held_suggestion(suggestion)
    _take("hold", suggestion, by=by, reason=reason)
    notices.held(suggestion, today, reason)


@transaction.atomic
def choose(suggestion: Suggestion, *, by: Actor, today: date) -> Agreement:
    """Choose the one suggested, and draw up the lending; the others who were suggested are told that it is over.

    :raises Refused: unless the asker's contact chooses someone who is named, while nobody else is chosen.
    """
    request = _held(suggestion.request)
    offer = _held_offer(request.offer) if request.offer else None
    suggestion = _held_suggestion(suggestion)
    hold_all([request.asker, request.asked])
    _take("choose", suggestion, by=by)
    _take_request("agree", request, by=by)
    post = suggestion.employment
    agreement = lending.propose(
        origin=suggestion.pk, employment=post, receiver=request.asker, network=request.network, leader=request.by,
        title=request.title, tasks=request.tasks, workplace=request.place, share=request.share,
        starts_on=request.starts_on, ends_on=request.ends_on, by=by, today=today,
    )  # fmt: skip
    others = Suggestion.objects.filter(request=request)
    if offer is not None:
        OFFER.take("match", obj=offer, by=None, owner=request.asked)
        others = Suggestion.objects.filter(request__offer=offer)
    _drop(others, today)
    notices.chosen(suggestion, today)
    return agreement


@transaction.atomic
def withdraw(request: Request, *, by: Actor, today: date) -> None:
    """Take the request back; those who were asked are told.

    :raises Refused: unless the asker's contact does it before an agreement.
    """
    request = _held(request)
    _take_request("withdraw", request, by=by)
    _drop(request.suggestions, today)
    notices.withdrawn(request, today)


@transaction.atomic
def decline(request: Request, *, reason: str, by: Actor, today: date) -> None:
    """Say no to the request, with a reason.

    :raises Refused: unless the asked employer's contact does it before an agreement.
    """
    request = _held(request)
    _take_request("decline", request, by=by, reason=reason)
    _drop(request.suggestions, today)
    notices.declined(request, today, reason)


@transaction.atomic
def offer(*, employment: Any, network: Any, by: Actor, today: date, **about: Any) -> Offer:
    """Offer a colleague who wants to try something new; it is shown to nobody before they say yes.

    :raises Refused: unless the nearest manager offers someone for days to come, once at a time.
    """
    made = Offer(employment=employment, network=network, by=by.person, made_at=clock.now(), **about)
    refusal = only_manager(by, made) or why_not_offer(employment, from_on=made.from_on, to_on=made.to_on, today=today)
    if refusal:
        raise Refused(refusal)
    if Offer.objects.filter(employment=employment, state__in=[OfferState.PROPOSED, OfferState.OPEN]).exists():
        raise Refused("Du har redan ett erbjudande om den medarbetaren. Avsluta det först.")
    made.save()
    Entry.write("offer.made", made, by=by.person, owner=employment.employer, target=OfferState.PROPOSED)
    notices.offered(made)
    return made


@transaction.atomic
def consent(offer: Offer, *, by: Actor, today: date) -> None:
    """Agree to be offered without a name; each who asks is answered for themselves.

    :raises Refused: unless the person says it.
    """
    offer = _held_offer(offer)
    OFFER.take("consent", obj=offer, by=by, owner=offer.employment.employer)
    notices.consented(offer, today)


@transaction.atomic
def end(offer: Offer, *, by: Actor, today: date) -> None:
    """Stop offering: the person or the manager does, at any time and without a reason.

    :raises Refused: for anyone else, or when it has led to an agreement.
    """
    offer = _held_offer(offer)
    step = "refuse" if by.pk == offer.employment.person_id else "close"
    OFFER.take(step, obj=offer, by=by, owner=offer.employment.employer)
    _drop(Suggestion.objects.filter(request__offer=offer), today)
    notices.ended(offer, today, by=by.person)


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Close the offers whose period has passed. Again does nothing more.

    :returns: how many were closed.
    """
    over = Offer.objects.filter(state__in=[OfferState.PROPOSED, OfferState.OPEN], to_on__lt=today)
    found = list(over.select_for_update(skip_locked=True, of=("self",)).select_related("employment__employer"))
    hold_all({made.employment.employer for made in found})
    for made in found:
        OFFER.take("lapse", obj=made, by=None, owner=made.employment.employer)
        _drop(Suggestion.objects.filter(request__offer=made), today)
    return len(found)


def _drop(suggestions: Any, today: date) -> None:
    """Say to those who were still asked that it is over."""
    for suggestion in queries.whole(suggestions.filter(state__in=LIVE).select_for_update(of=("self",)).order_by("pk")):
        was = suggestion.state
        _take("drop", suggestion, by=None)
        notices.dropped(suggestion, today, was=was)


def _held(request: Request) -> Request:
    rows = Request.objects.select_for_update(of=("self",))
    return rows.select_related("asker", "asked", "network", "by", "offer").get(pk=request.pk)


def _held_suggestion(suggestion: Suggestion) -> Suggestion:
    Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    return queries.whole(Suggestion.objects.filter(pk=suggestion.pk)).get()


def _held_offer(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",))
    return rows.select_related("employment__employer", "employment__person", "employment__manager").get(pk=offer.pk)


def _take(name: str, suggestion: Suggestion, *, by: Actor | None, reason: str = "") -> None:
    """Who is suggested is the record of the employer that is asked."""
    SUGGESTION.take(name, obj=suggestion, by=by, owner=suggestion.request.asked, reason=reason)


def _take_request(name: str, request: Request, *, by: Actor | None, reason: str = "") -> None:
    REQUEST.take(name, obj=request, by=by, owner=request.asker, reason=reason)
