"""What suits a person, why, and in which order; and that it never is what they may not see."""

import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kollega.catalogue import actions as catalogue
from kollega.catalogue.queries import listings_for
from kollega.core import clock
from kollega.people import actions as people
from kollega.recommending import actions, queries
from kollega.recommending.terms import MOST
from tests.builders import (
    LONG_AGO,
    Membership,
    a_duty,
    a_group,
    a_listing,
    a_network,
    a_person,
    a_word,
    an_employer,
    an_employment,
)

pytestmark = pytest.mark.django_db


LONG_SINCE = datetime(2000, 1, 1, tzinfo=clock.STOCKHOLM)
WORDS = (
    "Juridik",
    "Upphandling",
    "Arkiv och diarium",
    "Projektledning, erfarenhet",
    "Svenskt teckenspråk/Tolkning",
    "C#",
)
TITLES = (
    "Jurist inom upphandling",
    "Arkivarie",
    "Projektledare",
    "Teckenspråkstolk",
    "IT-arkitekt",
    "Registrator, arkiv",
)


def a_profile(person=None, *, skills=(), places=(), wishes=(), languages=(), occupation="", **more):
    """Return a person who has said this."""
    person = person or a_person()
    codes = {"Sundsvall": "2281", "Timrå": "2262", "Malmö": "1280", "Västernorrlands län": "22", "Engelska": "EN"}
    people.say(
        person, skills=[a_word("skill", label) for label in skills],
        places=[a_word("municipality", label, code=codes[label]) for label in places],
        languages=[a_word("language", label, code=codes[label]) for label in languages],
        wishes=[work(label) for label in wishes], occupation=work(occupation) if occupation else None, **more,
    )  # fmt: skip
    return person


def work(label):
    return a_word("occupation", label, parent=a_word("ssyk_4", f"Grupp {label[0]}", code="2422"))


def suits(person, today) -> list[tuple[str, list[str]]]:
    return [(one.listing.title, one.reasons) for one in queries.suggestions_for(person, today)]


def test_what_one_has_said_is_the_reason_and_nothing_else_is_shown(today):
    person = a_profile(skills=["Verksamhetsutveckling"], places=["Sundsvall"])
    a_listing("Verksamhetsutvecklare", municipality="2281")
    a_listing("Kock", municipality="2281")
    a_listing("Jurist", municipality="1280")
    assert suits(person, today) == [
        ("Verksamhetsutvecklare", ["Du har angett verksamhetsutveckling och Sundsvall"])
    ]  # fmt: skip


def test_the_best_comes_first_and_each_says_why(today):
    person = a_profile(
        skills=["Projektledning, erfarenhet"], places=["Timrå"], wishes=["Projektledare"], occupation="Registrator",
        languages=["Engelska"], looks_for="Gärna arkiv.", how_much="part",
    )  # fmt: skip
    a_listing("Registrator", municipality="1280")
    a_listing("Project manager, projektledning", municipality="2281", language="en", share=80)
    a_listing("Handläggare", occupation=work("Resurssamordnare"), municipality="2262")
    a_listing("Samordnare", body="Vana av projektledning krävs.", municipality="1280")
    a_listing("Arkivassistent", municipality="2262")
    assert suits(person, today) == [
        ("Project manager, projektledning", [
            "Du vill arbeta som projektledare", "Du har angett projektledning och engelska",
            "Det ligger nära Timrå, som du har angett", "Du vill arbeta deltid",
        ]),
        ("Handläggare", ["Yrket ligger nära ditt, registrator", "Du har angett Timrå"]),
        ("Arkivassistent", ["Du har angett Timrå", "Du har skrivit ”arkiv”"]),
        ("Registrator", ["Du har angett yrket registrator"]),
    ]  # fmt: skip


def test_the_same_profile_and_list_give_the_same_order_with_ties_by_date_then_id(today):
    person = a_profile(skills=["Juridik"])
    now = clock.now()
    rows = [a_listing("Expert i juridik", published_at=now - timedelta(days=n // 2)) for n in range(6)]
    wanted = [row.pk for row in sorted(rows, key=lambda row: (-row.published_at.timestamp(), row.pk))]
    assert [one.listing.pk for one in queries.suggestions_for(person, today)] == wanted
    assert [one.listing.pk for one in queries.suggestions_for(person, today, 2)] == wanted[:2]


def test_nobody_elses_words_change_what_suits(today):
    person = a_profile(skills=["Juridik"])
    a_listing("Expert i juridik")
    before = suits(person, today)
    for _ in range(3):
        other = a_profile(skills=["Juridik"])
        actions.hide(queries.suggestions_for(other, today)[0].listing, by=other)
    assert suits(person, today) == before


def test_no_more_than_a_page_is_shown(today):
    person = a_profile(skills=["Juridik"])
    for _ in range(MOST + 2):
        a_listing("Expert i juridik")
    assert len(suits(person, today)) == MOST


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [("both", {"Jurist", "Jurist på uppdrag"}), ("job", {"Jurist"}), ("assignment", {"Jurist på uppdrag"})],
)
def test_only_what_one_wants_is_shown(wanted, titles, today):
    person = a_profile(wishes=["Jurist"], wanted=wanted)
    a_listing("Jurist")
    a_listing("Jurist på uppdrag", kind="assignment")
    assert {title for title, _ in suits(person, today)} == titles


def test_an_assignment_at_ones_own_employer_is_left_out_but_not_a_job(today):
    employment = an_employment()
    person = a_profile(employment.person, wishes=["Jurist"])
    a_listing("Jurist", employer=employment.employer)
    a_listing("Jurist på uppdrag", employer=employment.employer, kind="assignment")
    assert [title for title, _ in suits(person, today)] == ["Jurist"]


def test_what_is_hidden_is_gone_until_it_is_shown_again(today):
    person, other = a_profile(skills=["Juridik"]), a_profile(skills=["Juridik"])
    listing = a_listing("Expert i juridik")
    for _ in range(2):
        actions.hide(listing, by=person)
    assert (suits(person, today), len(suits(other, today))) == ([], 1)
    for _ in range(2):
        actions.show_again(by=person)
    assert len(suits(person, today)) == 1


def test_turned_off_there_is_nothing_and_on_again_all_is_as_before(today):
    person = a_profile(skills=["Juridik"])
    a_listing("Expert i juridik")
    people.switch_suggestions(person, on=False)
    assert (suits(person, today), queries.has_turned_off(person)) == ([], True)
    people.switch_suggestions(person, on=True)
    assert len(suits(person, today)) == 1


def test_who_has_said_nothing_gets_nothing_and_is_asked_two_statements_at_most(django_assert_max_num_queries, today):
    person = a_person()
    a_listing("Jurist")
    with django_assert_max_num_queries(1):
        assert suits(person, today) == []
    assert not queries.has_said_anything(person)
    assert queries.has_said_anything(a_profile(places=["Sundsvall"]))


@pytest.mark.parametrize("rows", [1, 3])
def test_suggestions_take_as_many_statements_for_one_as_for_three(rows, django_assert_num_queries, today):
    person = a_profile(skills=["Juridik"], places=["Sundsvall"], wishes=["Jurist"])
    for _ in range(rows):
        a_listing("Expert i juridik")
    with django_assert_num_queries(5):  # what was said, how much titles say, what fits, who the person is, the listings
        assert len(suits(person, today)) == rows


def readers(employer, network):
    elsewhere, neighbour = an_employer(), an_employer()
    a_network(elsewhere)
    Membership.objects.create(network=network, employer=neighbour, from_on=LONG_AGO)
    gone = an_employment(at=employer)
    gone.to_on = date(2026, 11, 22)
    gone.save()
    return {
        "own": an_employment(at=employer).person, "neighbour": an_employment(at=neighbour).person,
        "stranger": an_employment(at=elsewhere).person, "unemployed": a_person(), "left yesterday": gone.person,
        "coordinator": a_duty("coordinator", network),
    }  # fmt: skip


@pytest.mark.parametrize("closes_on", [None, date(2026, 11, 22), date(2026, 11, 23)])
@pytest.mark.parametrize("reach", ["public", "network", "group", "employer"])
def test_the_statement_shows_exactly_what_the_list_shows(reach, closes_on, today):
    employer = an_employer()
    network = a_network(employer)
    people_ = readers(employer, network)
    group = a_group(network, employer) if reach == "group" else None
    listing = a_listing("Jurist", employer=employer, network=network, group=group, reach=reach, closes_on=closes_on)
    shown = set()
    for name, person in people_.items():
        a_profile(person, wishes=["Jurist"])
        said = queries.said_by([person.pk])[person.pk]
        alone = queries.fits({person.pk: queries.Asker(*said)}, today, MOST)
        assert alone == queries.fits({person.pk: queries.Asker(*said, LONG_SINCE)}, today, MOST)
        assert alone == queries.fits({person.pk: queries.Asker(*said)}, today, MOST, person)
        if alone:
            shown.add(name)
    seen = {name for name, person in people_.items() if listings_for(person, today).filter(pk=listing.pk)}
    assert shown == seen
    assert bool(shown) == (closes_on != date(2026, 11, 22))


def test_what_was_taken_down_is_not_suggested(today):
    person = a_profile(wishes=["Jurist"])
    catalogue.take_down(a_listing("Jurist").pk)
    assert suits(person, today) == []


@settings(
    max_examples=int(os.environ.get("KOLLEGA_EXAMPLES", "25")), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
def test_whatever_one_writes_the_statement_can_be_asked(words):
    label = words.strip()[:30] or "x"
    person = a_person()
    people.say(person, skills=[a_word("skill", label)], looks_for=words)
    assert queries.suggestions_for(person, clock.today()) == []
    said = queries.said_by([person.pk])[person.pk]
    assert queries.fits({person.pk: queries.Asker(*said, LONG_SINCE)}, clock.today(), MOST) == {}


@pytest.mark.parametrize("seed", range(5))
def test_what_is_told_of_what_is_new_is_what_each_would_be_shown(seed, today):
    """One path looks for a person's words in the list, the other holds what is new to many persons' words."""
    random, towns = Random(seed), ("Sundsvall", "Timrå", "Malmö")
    askers = {}
    for _ in range(8):
        person = a_profile(
            skills=random.sample(WORDS, 3), places=random.sample(towns, 1), looks_for=random.choice(("", "arkiv")),
            occupation=random.choice(("Jurist", "Arkivarie", "")), wishes=random.sample(("Tolk", "Projektledare"), 1),
        )  # fmt: skip
        askers[person.pk] = queries.Asker(*queries.said_by([person.pk])[person.pk])
    for _ in range(30):
        a_listing(
            random.choice(TITLES), body=f"Vi arbetar med {random.choice(WORDS)}.",
            municipality=random.choice(("2281", "1280")), occupation=random.choice((work("Jurist"), None)),
        )  # fmt: skip
    alone = queries.fits(askers, today, MOST)
    since = {pk: replace(asker, since=LONG_SINCE) for pk, asker in askers.items()}
    assert queries.fits(since, today, MOST) == alone
    assert sum(map(len, alone.values())) > 20


def test_where_titles_say_much_the_newest_are_weighed_by_the_days_that_hold_them(today, monkeypatch):
    person = a_profile(wishes=["Jurist"])
    about = {"kind": "job", "reach": "public", "employer": an_employer(), "employer_name": "Verket", "title": "Jurist",
             "url": "/jobb/1/", "closes_on": None}  # fmt: skip
    catalogue.put_up_many({
        UUID(int=number + 1): about | {"published_at": clock.now() - timedelta(hours=number)} for number in range(240)
    })  # fmt: skip
    said = {person.pk: queries.Asker(*queries.said_by([person.pk])[person.pk])}
    whole = queries.fits(said, today, MOST)
    assert [pk.int for pk, _ in whole[person.pk]] == list(range(1, MOST + 1))
    monkeypatch.setattr(queries, "SAMPLE", 4)
    for name, value in (("ENOUGH", 12), ("WEIGHED", 30)):
        monkeypatch.setattr(queries, name, value)
    with CaptureQueriesContext(connection) as caught:
        assert queries.fits(said, today, MOST) == whole
    assert 2 <= caught[-1]["sql"].count("§day") <= 4
    monkeypatch.setattr(queries, "MOST_DAYS", 1)  # more days than signs find quickly
    with CaptureQueriesContext(connection) as caught:
        assert queries.fits(said, today, MOST) == whole
    assert "§day" not in caught[-1]["sql"]
    assert "1970" not in caught[-1]["sql"]


@pytest.mark.parametrize(("titles", "expected"), [(1, ["Jurist"]), (0, ["Kock"])])
def test_texts_are_looked_in_only_where_titles_say_little(titles, expected, today, monkeypatch):
    monkeypatch.setattr(queries, "FEW_TITLES", 1)
    person = a_profile(skills=["Juridik"], places=["Sundsvall"], wishes=["Jurist"])
    a_listing("Kock", body="Här behövs juridik.", municipality="2281")
    for _ in range(titles):
        a_listing("Jurist")
    assert [title for title, _ in suits(person, today)] == expected
