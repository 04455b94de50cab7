"""Who is signed in is read by one statement, and judged as Django judges it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.contrib.sessions.models import Session

from kollega.core import clock
from kollega.identity.sessions import Reader, SessionStore
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from tests.builders import LONG_AGO, a_duty, a_network, a_person, a_substitute, an_employer, an_employment, anew

pytestmark = pytest.mark.django_db
WAY = "allauth.account.auth_backends.AuthenticationBackend"


def a_session(person, **data):
    """Return the key of a session as sign-in makes it."""
    session = SessionStore()
    session.update({
        auth.SESSION_KEY: str(person.pk), auth.BACKEND_SESSION_KEY: WAY,
        auth.HASH_SESSION_KEY: person.get_session_auth_hash(),
    } | data)  # fmt: skip
    session.save()
    UserSession.objects.create(user=person, session_key=session.session_key, ip="127.0.0.1", user_agent="Prov")
    return session.session_key


def a_request(key):
    request = SimpleNamespace(session=SessionStore(key))
    Reader(lambda request: None).process_request(request)
    return request


def test_the_person_and_their_duties_come_with_the_session(today, django_assert_num_queries):
    person = a_duty(DutyKind.CONTACT, an_employer())
    employment = an_employment(person)
    network = a_network(employment.employer)
    a_substitute(a_duty(DutyKind.FINANCE, employment.employer), employment.employer)
    request = a_request(a_session(person))
    with django_assert_num_queries(1):
        assert request.user.is_authenticated
        by = actor(request.user, today)
        assert (by.pk, by.networks, request.user.has_second_factor) == (person.pk, {network.pk}, False)
    assert by == actor(anew(person), today)
    assert request.user == person
    assert {f: getattr(request.user, f) for f in ("email", "given_name", "colour_scheme", "joined_at")} == {
        f: getattr(anew(person), f) for f in ("email", "given_name", "colour_scheme", "joined_at")
    }


def test_a_substitutes_facts_are_the_same_either_way(today):
    employer = an_employer()
    substitute = a_substitute(a_duty(DutyKind.HEAD_OF_HR, employer), employer)
    by = actor(a_request(a_session(substitute)).user, today)
    assert by.is_head_of_hr_at(employer.pk)
    assert by == actor(anew(substitute), today)


@pytest.mark.parametrize("spoilt", [
    {auth.HASH_SESSION_KEY: "another"}, {auth.HASH_SESSION_KEY: ""}, {auth.BACKEND_SESSION_KEY: "some.Backend"},
])  # fmt: skip
def test_what_is_not_plainly_good_signs_nobody_in(spoilt):
    assert not a_request(a_session(a_person(), **spoilt)).user.is_authenticated


def test_someone_who_was_shut_out_is_no_longer_signed_in():
    person = a_person()
    key = a_session(person)
    person.is_active = False
    person.save()
    assert not a_request(key).user.is_authenticated


def test_an_ended_session_is_nobodys():
    key = a_session(a_person())
    Session.objects.update(expire_date=clock.now() - timedelta(days=3650))
    request = a_request(key)
    assert not request.user.is_authenticated
    assert request.session.session_key is None


def test_a_session_is_whose_it_says_whatever_the_list_of_devices_says():
    """The list of devices only makes it quicker: the sealed session decides."""
    person, other = a_person(), a_person()
    key = a_session(person)
    UserSession.objects.update(user=other)
    assert a_request(key).user == person
    UserSession.objects.all().delete()
    assert a_request(key).user == person


def test_two_after_each_other_are_each_themselves(today):
    first, second = a_duty(DutyKind.FINANCE, an_employer()), a_person()
    keys = [a_session(person) for person in (first, second)]
    users = [a_request(key).user for key in (*keys, *keys)]
    assert [user.pk for user in users] == [first.pk, second.pk] * 2
    assert [bool(actor(user, today).duties) for user in users] == [True, False] * 2


def test_a_duty_that_ended_is_gone_at_the_next_request(today):
    person = a_duty(DutyKind.FINANCE, an_employer())
    key = a_session(person)
    assert actor(a_request(key).user, today).duties
    person.duties.update(from_on=LONG_AGO, to_on=today - timedelta(days=1))
    assert not actor(a_request(key).user, today).duties


def test_signing_out_forgets_the_person():
    request = a_request(a_session(a_person()))
    assert request.user.is_authenticated
    request.session.flush()
    assert request.session.person is None
