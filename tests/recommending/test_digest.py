"""The weekly letter: to those who asked, once a week at most, never the same twice, and of nothing hidden."""

from datetime import datetime, timedelta

import pytest

from kollega.core import clock
from kollega.core.log import Entry
from kollega.outbox.models import Message
from kollega.people import actions as people
from kollega.people.models import Consent
from kollega.people.terms import CONSENT_TEXTS, ConsentKind
from kollega.recommending import actions, queries, records
from kollega.recommending.models import Digest, Told
from tests.builders import a_listing, a_person, an_employer, an_employment
from tests.recommending.test_queries import a_profile

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)
WEEK = timedelta(days=7)


def agreed(person=None, at=MONDAY - WEEK, **said):
    person = a_profile(person, **({"skills": ["Juridik"]} | said))
    with clock.at(at):
        people.consent(person, kind=ConsentKind.DIGEST, text=CONSENT_TEXTS[ConsentKind.DIGEST])
    return person


def listed(title="Expert i juridik", at=MONDAY - timedelta(days=2), **more):
    with clock.at(at):
        return a_listing(title, **more)


def letters(person):
    return list(Message.objects.filter(person=person, key__startswith="suits.").order_by("created_at"))


def tell(at=MONDAY):
    with clock.at(at):
        return actions.tell_what_suits()


def test_what_came_during_the_week_comes_in_one_letter_and_never_again():
    person = agreed()
    first, second = listed(), listed("Jurist med juridik")
    assert [tell(), tell(), tell(MONDAY + WEEK)] == [1, 0, 0]
    (letter,) = letters(person)
    assert letter.subject == "2 nya som passar dig"
    assert all(one.title in letter.text for one in (first, second))
    assert "Du har angett juridik." in letter.text
    assert letter.stop_url == letter.text.rpartition("http://127.0.0.1:8000")[2]
    assert set(Told.objects.values_list("listing", flat=True)) == {first.pk, second.pk}


@pytest.mark.parametrize("day", range(7))
def test_at_most_one_letter_a_week_however_often_the_clock_looks(day):
    person = agreed()
    for number in range(3):
        listed(at=MONDAY - timedelta(days=1, hours=number))
    tell()
    listed(at=MONDAY + timedelta(hours=1))
    assert tell(MONDAY + timedelta(days=day, hours=4)) == 0
    assert tell(MONDAY + WEEK) == 1
    assert len(letters(person)) == 2


def test_what_closes_and_opens_again_is_not_told_twice():
    person = agreed()
    listing = listed()
    tell()
    with clock.at(MONDAY + timedelta(days=1)):
        type(listing).objects.filter(pk=listing.pk).update(listed_at=clock.now())
    assert tell(MONDAY + WEEK) == 0
    assert len(letters(person)) == 1


def test_only_those_who_agreed_in_todays_words_and_have_not_changed_their_mind_are_written_to():
    agreed_ = agreed()
    a_profile(skills=["Juridik"])
    regrets, older, closed, off = agreed(), agreed(), agreed(), agreed()
    people.withdraw_consent(regrets, kind=ConsentKind.DIGEST)
    Consent.objects.filter(person=older).update(text="Andra ord.")
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    people.switch_suggestions(off, on=False)
    agreed(at=MONDAY)  # this morning at nine: next Monday
    listed()
    assert tell() == 1
    assert set(Message.objects.filter(key__startswith="suits.").values_list("person", flat=True)) == {agreed_.pk}


def test_nothing_new_is_no_letter_and_what_was_there_before_is_not_new():
    person = agreed()
    listed(at=MONDAY - timedelta(days=9))
    assert tell() == 0
    assert letters(person) == []
    assert Digest.objects.get().told_at == MONDAY


def test_what_one_has_hidden_or_may_not_see_is_not_told():
    person, stranger = agreed(), agreed()
    employer = an_employer()
    an_employment(person, at=employer)
    listing, own = listed(), listed(employer=employer, reach="employer")
    actions.hide(listing, by=person)
    assert tell() == 2
    assert {t.listing_id for t in Told.objects.filter(person=person)} == {own.pk}
    assert {t.listing_id for t in Told.objects.filter(person=stranger)} == {listing.pk}


@pytest.mark.parametrize("many", [1, 30])
def test_matching_takes_as_many_statements_for_one_person_as_for_many(many, django_assert_num_queries):
    for _ in range(many):
        agreed(at=MONDAY - 2 * WEEK)
    tell(MONDAY - WEEK)  # so that each has a row of when they were told
    listed()
    with clock.at(MONDAY):
        digests = list(Digest.objects.all())
        with django_assert_num_queries(3):  # what they said, what fits them, the listings
            found = queries.new_for(digests, clock.now(), clock.today(), 20)
    assert len(found) == many


def test_which_listings_were_suggested_stands_in_no_log():
    person = agreed()
    listing = listed()
    before = Entry.objects.count()
    tell()
    actions.hide(listing, by=person)
    actions.show_again(by=person)
    with clock.at(MONDAY):
        assert queries.suggestions_for(person, clock.today())
    assert Entry.objects.count() == before


def test_a_person_takes_with_them_what_they_hid_and_were_told_and_nobody_else_has_it():
    person = agreed()
    listing = listed()
    tell()
    actions.hide(listing, by=person)
    own = records.about(person)
    assert own["Förslag som du har dolt"][0]["Vad"] == listing.title
    assert own["Annonser du har fått mejl om"][0]["Vad"] == listing.title
    assert own["Mejl om det som passar dig"]
    assert not any(records.about(a_person()).values())


def test_the_button_of_the_mail_takes_the_consent_back_and_twice_is_no_harm():
    person = agreed()
    for _ in range(2):
        actions.stop_mail(person)
    assert not queries.wants_mail(person)
    listed()
    assert tell() == 0
