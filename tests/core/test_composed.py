"""A query that is composed once gives what the query itself gives, to each who asks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from kollega.assignments import queries as assignments
from kollega.assignments.models import Interest
from kollega.catalogue.models import Listing
from kollega.catalogue.queries import listing_for, listings_for
from kollega.core import clock
from kollega.core.composed import ASKED, Composed
from kollega.following.models import Favourite
from kollega.following.queries import kept_by
from kollega.lending.models import Agreement
from kollega.lending.queries import agreements_for
from kollega.people.models import Employment
from kollega.people.queries import actor, composed_for, employments_of, one_for, post_of
from kollega.people.terms import DutyKind
from kollega.recruiting import queries as recruiting
from tests.builders import (
    Loan,
    a_call,
    a_duty,
    a_network,
    a_person,
    a_recruitment,
    a_substitute,
    an_answer,
    an_employer,
    an_employment,
    anew,
)
from tests.catalogue.test_queries import a_listing

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def plain(thing):
    """Return all that a row says of itself, and of the rows that came with it."""
    said = {f.attname: getattr(thing, f.attname) for f in thing._meta.concrete_fields}
    joined = {n: plain(o) for n, o in thing._state.fields_cache.items() if o is not None}
    return said | {"joined": joined, "more": sorted(getattr(thing, "_prefetched_objects_cache", {}))}


def test_a_row_comes_with_all_that_the_query_joins_and_fetches(today, django_assert_num_queries):
    loan = Loan(today)
    agreement = loan.signed()
    read = one_for(lambda person, on: agreements_for(person))
    for person in (loan.employee, loan.manager, loan.head, loan.their_contact):
        person = anew(person)
        found = read(person, today, agreement.pk)
        assert plain(found) == plain(agreements_for(person).get(pk=agreement.pk))
        assert plain(found.version) == plain(agreements_for(person).get(pk=agreement.pk).version)
        with django_assert_num_queries(0):
            assert found.employment.person.given_name
            assert list(found.version.signatures.all())
    assert read(anew(loan.finance), today, agreement.pk) == agreement
    assert read(a_person(), today, agreement.pk) is None
    assert read(anew(loan.employee), today, uuid4()) is None


def everyone(employer, network, call):
    return [
        VISITOR, a_person(), an_employment(at=employer).person, an_employment().person, call.contact,
        a_duty(DutyKind.CONTACT, employer), a_duty(DutyKind.HEAD_OF_HR, employer),
        a_duty(DutyKind.COORDINATOR, network), a_substitute(call.contact, call.employer),
        a_duty(DutyKind.CONTACT, an_employer()),
    ]  # fmt: skip


def test_who_may_read_one_is_who_may_read_it_in_the_list(today):
    """Twice over, and backwards, so that each is asked both first of their shape and after another."""
    employer = an_employer()
    network = a_network(employer)
    call = a_call(employer=employer, network=network)
    people = everyone(employer, network, call)
    reaches = [("public", {}), ("network", {"network": network}), ("employer", {})]
    listed = [a_listing(f"Jurist {reach}", reach=reach, employer=employer, **more) for reach, more in reaches]
    seen = 0
    for person in [*people, *reversed(people)]:
        person = person if person is VISITOR else anew(person)
        for listing in listed:
            may = listings_for(person, today).filter(pk=listing.pk).first()
            assert listing_for(person, today, listing.pk) == may
            seen += may is not None
        if person is not VISITOR:
            assert assignments.call_for(person, today, call.pk) == assignments.calls_for(person, today).first()
    assert 0 < seen < len(people) * 2 * len(listed)


def test_an_announced_vacancy_is_read_by_those_it_is_for(today):
    found = a_recruitment(upto="published", reach="network")
    for person in everyone(found.employer, found.network, a_call()):
        person = person if person is VISITOR else anew(person)
        assert recruiting.announced(person, today, found.pk) == recruiting.announced_for(person).first()


def test_a_change_is_seen_by_the_next_who_asks(today):
    listing, person = a_listing("Jurist"), a_person()
    assert (listing_for(person, today, listing.pk), kept_by(person, listing.pk)) == (listing, False)
    Favourite.objects.create(person=person, listing=listing, made_at=clock.now())
    assert kept_by(person, listing.pk)
    assert not kept_by(a_person(), listing.pk)
    Listing.objects.update(closes_on=today - timedelta(days=1))
    assert listing_for(person, today, listing.pk) is None
    Listing.objects.update(closes_on=today)
    assert listing_for(person, today, listing.pk) == listing
    assert listing_for(person, today + timedelta(days=1), listing.pk) is None


def test_a_duty_that_is_given_or_ends_is_another_shape(today):
    call, person = a_call(state="draft"), a_person()
    assert assignments.call_for(person, today, call.pk) is None
    a_duty(DutyKind.CONTACT, call.employer, person)
    person = anew(person)
    assert assignments.call_for(person, today, call.pk) == call
    person.duties.update(to_on=today - timedelta(days=1))
    assert assignments.call_for(anew(person), today, call.pk) is None


def test_ones_own_post_and_answer(today):
    call, employment = a_call(), an_employment()
    small = an_employment(employment.person, share=20)
    a_network(call.employer, employment.employer, small.employer)
    answer = an_answer(call, employment, today)
    post = post_of(employment.person, today)
    assert post == employments_of(employment.person, today).first() == employment
    assert assignments.answered_by(employment.person, call) == answer == Interest.objects.get()
    assert assignments.answered_by(a_person(), call) is None
    Employment.objects.update(to_on=today - timedelta(days=1))
    assert post_of(employment.person, today) is None


def test_composing_asks_nothing_and_is_done_once(today, django_assert_num_queries):
    composed, person = [], an_employment().person
    actor(person, today)

    def query(person, on):
        composed.append(on)
        return listings_for(person, on)

    read = composed_for(query)
    with django_assert_num_queries(2):
        read(person, today), read(person, today)
    assert composed == [today]


def test_what_nothing_can_meet_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Composed(lambda: Agreement.objects.filter(pk__in=[])).rows(ids={ASKED: uuid4()}) == []


def test_no_more_shapes_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("kollega.core.composed.MOST_SHAPES", 2)
    composed = Composed(lambda number: Agreement.objects.filter(title=str(number)))
    for number in range(5):
        assert composed.rows(number, ids={}) == []
    assert len(composed._kept) <= 2
