"""Who sees which requests, suggestions and offers: nobody reads a name before the person and the manager say yes."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kollega.networks.models import Employer, Membership
from kollega.networks.queries import in_swedish_order
from kollega.people.models import Employment, Person
from kollega.people.queries import actor, holders, lasting, with_substitutes
from kollega.people.terms import DutyKind
from kollega.requesting.models import Offer, Request, Suggestion
from kollega.requesting.terms import LIVE, TO_THE_ASKER, TO_THE_MANAGER, OfferState, RequestState, SuggestionState


def requests_for(person: Any) -> QuerySet[Request]:
    """Return the requests that the person's employers have made or received, to their HR contacts."""
    places = actor(person).at(DutyKind.CONTACT)
    mine = Q(asker__in=places) | Q(asked__in=places)
    return Request.objects.filter(mine).select_related("asker", "asked", "network", "by", "offer")


def suggestions_for(person: Any) -> QuerySet[Suggestion]:
    """Return the suggestions the person may read the name in.

    The one it is about; the contacts who suggested; the manager from the person's yes on; the asker from both on.
    Where the manager has offered someone, their own contacts read no more than the asker.
    """
    by = actor(person)
    seen = Q(employment__person=person) | Q(state__in=TO_THE_MANAGER, employment__manager=person)
    for person_id, employer_id in by.stands_in_for:
        theirs = Q(employment__manager_id=person_id, employment__employer_id=employer_id)
        seen |= theirs & Q(state__in=TO_THE_MANAGER)
    if places := by.at(DutyKind.CONTACT):
        seen |= Q(request__asked__in=places, request__offer__isnull=True)
        seen |= Q(state__in=TO_THE_ASKER) & (Q(request__asked__in=places) | Q(request__asker__in=places))
    return whole(Suggestion.objects.filter(seen))


def whole(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    return suggestions.select_related(
        "request__asker", "request__asked", "request__network", "request__by", "request__offer",
        "employment__person", "employment__employer", "employment__manager",
    )  # fmt: skip


def offers_for(person: Any) -> QuerySet[Offer]:
    """Return the offers that the person takes part in by name: it is about them, or they manage whom it is about."""
    by = actor(person)
    seen = Q(employment__person=person) | Q(employment__manager=person)
    for person_id, employer_id in by.stands_in_for:
        seen |= Q(employment__manager_id=person_id, employment__employer_id=employer_id)
    if places := by.at(DutyKind.CONTACT):
        seen |= Q(employment__manager__isnull=True, employment__employer__in=places)
    return Offer.objects.filter(seen).select_related(
        "employment__person", "employment__employer", "employment__manager", "network"
    )


def open_offers_for(person: Any, on: date) -> QuerySet[Offer]:
    """Return the offers that the person may ask about as HR contact in the network. Who they are about is not read."""
    places = actor(person, on).at(DutyKind.CONTACT)
    networks = Membership.objects.filter(lasting(on), employer__in=places).values("network_id")
    hidden = ("employment__person_id", "employment__manager_id", "employment__title", "employment__unit_id", "by_id")
    return (
        Offer.objects.filter(state=OfferState.OPEN, network__in=networks, to_on__gte=on)
        .exclude(employment__employer__in=places)
        .select_related("employment__employer", "network")
        .defer(*hidden)
    )


def members_to_ask(person: Any, on: date) -> QuerySet[Employer]:
    """Return the employers that the person may ask: the other members of the networks where they are HR contact."""
    places = actor(person, on).at(DutyKind.CONTACT)
    networks = Membership.objects.filter(lasting(on), employer__in=places).values("network_id")
    members = Membership.objects.filter(lasting(on), network__in=networks).values("employer_id")
    return Employer.objects.filter(pk__in=members).exclude(pk__in=places).order_by(in_swedish_order("name"))


def shared_membership(asker: Employer, asked: Employer, on: date) -> Membership | None:
    """Return the asked employer's membership of a network where the asker is a member too, or None."""
    common = Membership.objects.filter(lasting(on), employer=asker).values("network_id")
    found = Membership.objects.filter(lasting(on), employer=asked, network__in=common)
    return found.select_related("network").order_by("network__name").first()


def membership_of(employer: Employer, on: date) -> Membership | None:
    """Return the employer's membership of a network that day, the first by name, or None."""
    found = Membership.objects.filter(lasting(on), employer=employer)
    return found.select_related("network").order_by("network__name").first()


def employee_called(said: str, employer_id: Any, on: date) -> Employment | None:
    """Return the one employee there whose whole name or address it is; several of a name are nobody."""
    first, _, last = said.strip().partition(" ")
    named = Q(person__email__iexact=said.strip()) | Q(
        person__given_name__iexact=first, person__family_name__iexact=last
    )
    found = list(
        Employment.objects.filter(lasting(on), named, employer=employer_id, person__is_active=True)
        .select_related("person", "employer", "manager")
        .order_by("-share", "pk")[:2]
    )
    return found[0] if len({post.person_id for post in found}) == 1 else None


def waiting_requests(person: Any) -> QuerySet[Request]:
    """Return the requests that wait for the person's employer to suggest someone or say no."""
    places = actor(person).at(DutyKind.CONTACT)
    alive = Suggestion.objects.filter(request=OuterRef("pk"), state__in=LIVE)
    return Request.objects.filter(
        ~Exists(alive), asked__in=places, state=RequestState.ASKED, offer__isnull=True
    ).select_related("asker")


def waiting_suggestions(person: Any) -> QuerySet[Suggestion]:
    """Return the suggestions that wait for the person's own yes, for theirs as manager, or for their choice."""
    by = actor(person)
    mine = Q(employment__person=person, state=SuggestionState.ASKED)
    managed = Q(employment__manager=person)
    for person_id, employer_id in by.stands_in_for:
        managed |= Q(employment__manager_id=person_id, employment__employer_id=employer_id)
    if places := by.at(DutyKind.CONTACT):
        managed |= Q(employment__manager__isnull=True, employment__employer__in=places)
        mine |= Q(request__asker__in=places, state=SuggestionState.NAMED)
    managed &= Q(state=SuggestionState.WILLING) & ~Q(employment__person=person)
    return Suggestion.objects.filter(mine | managed)


def contacts(employer: Any, on: date) -> list[Person]:
    return holders(DutyKind.CONTACT, employer, on)


def managers(employment: Employment, on: date) -> list[Person]:
    """Return the manager and whoever stands in, or the contacts where there is no manager; never the person."""
    if not employment.manager_id:
        return [p for p in contacts(employment.employer, on) if p.pk != employment.person_id]
    found = with_substitutes({employment.manager_id}, employment.employer, on)
    return [p for p in found if p.pk != employment.person_id]
