from datetime import timedelta

import pytest

from kollega.people import queries
from kollega.people.models import Duty, Person, Substitution
from kollega.people.terms import DutyKind
from kollega.taxonomy.models import Concept
from tests import builders

pytestmark = pytest.mark.django_db


def again(person):
    """Return the person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def test_a_duty_that_is_taken_away_is_gone_at_the_next_request(today):
    employer = builders.an_employer()
    person = builders.a_duty("contact", employer)
    assert queries.actor(person, today).is_contact_at(employer.pk)
    Duty.objects.filter(person=person).update(to_on=today - timedelta(1))
    assert not queries.actor(again(person), today).is_contact_at(employer.pk)


def test_one_who_acts_is_read_anew_even_within_a_request(today):
    employer = builders.an_employer()
    person = builders.a_duty("contact", employer)
    queries.actor(person, today)
    Duty.objects.filter(person=person).delete()
    assert not queries.actor_held(person, today).is_contact_at(employer.pk)


@pytest.mark.parametrize(("days", "stands_in"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_substitute_carries_the_duties_at_that_employer_and_those_days(today, days, stands_in):
    employer, other = builders.an_employer(), builders.an_employer()
    away = builders.a_duty("head_of_hr", employer)
    Duty.objects.create(person=away, kind=DutyKind.FINANCE, employer=other, from_on=builders.LONG_AGO)
    person = builders.a_person()
    Substitution.objects.create(
        person=away, substitute=person, employer=employer, from_on=today, to_on=today + timedelta(3)
    )
    by = queries.actor(person, today + timedelta(days))
    assert by.is_head_of_hr_at(employer.pk) is stands_in
    assert by.does_the_tasks_of(away.pk, employer.pk) is stands_in
    assert not by.is_finance_at(other.pk)


def test_substitutes_are_told_too_but_not_those_whose_account_is_closed(today):
    employer = builders.an_employer()
    away, stands_in, closed = (
        builders.a_duty("contact", employer),
        builders.a_person(),
        builders.a_person(is_active=False),
    )
    for substitute in (stands_in, closed):
        Substitution.objects.create(person=away, substitute=substitute, employer=employer, from_on=today, to_on=today)
    assert set(queries.holders("contact", employer, today)) == {away, stands_in}


def test_one_sees_only_ones_own_substitutions_that_are_not_over(today):
    employer, me, other = builders.an_employer(), builders.a_person(), builders.a_person()
    fields = {"employer": employer, "from_on": today - timedelta(9)}
    mine = Substitution.objects.create(person=me, substitute=other, to_on=today, **fields)
    Substitution.objects.create(person=me, substitute=other, to_on=today - timedelta(1), **fields)
    Substitution.objects.create(person=other, substitute=me, to_on=today, **fields)
    assert list(queries.substitutions_of(me, today)) == [mine]


def test_colleagues_are_those_at_the_same_employer_now(today):
    employer = builders.an_employer()
    me, colleague = (builders.an_employment(at=employer).person for _ in range(2))
    builders.an_employment(at=employer, to_on=today - timedelta(1))
    builders.an_employment()
    builders.an_employment(builders.a_person(is_active=False), at=employer)
    assert list(queries.colleagues_of(me, today)) == [colleague]


def test_words_are_found_by_their_kind_and_those_that_begin_so_come_first():
    for pk, kind, label in (
        ("1", "skill", "Offentlig juridik"),
        ("2", "skill", "Juridik"),
        ("3", "language", "Jurtska"),
    ):
        Concept.objects.create(id=pk, kind=kind, label=label)
    assert [c.label for c in queries.concepts_like(("skill",), "jur")] == ["Juridik", "Offentlig juridik"]
    assert queries.concepts_like(("skill",), "j") == []
