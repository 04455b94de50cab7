"""A profile in three small pages: each keeps what it asked for, back works, and the last shows what suits."""

import re
import uuid

import pytest

from kollega.people.models import Profile
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy.models import Concept
from tests import builders

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (f"/mitt/profil/borja/{part}" for part in ("", "kompetenser/", "onskemal/"))


@pytest.fixture
def me(client):
    taxonomy.load_starter()
    employer = builders.an_employer("Bolagsverket", municipality_code="2281")
    me = builders.an_employment(at=employer).person
    client.force_login(me)
    return me


def word(label, kind="occupation"):
    return Concept.objects.get(label=label, kind=kind).pk


def send(client, path, **fields):
    return client.post(path, fields | {"once": uuid.uuid4()})


def ticked(page) -> list[str]:
    return re.findall(r'value="([^"]+)" id="id_(?:skills|places|wishes)_\d+" checked', page)


def test_three_pages_and_the_first_suggestions(client, me):
    builders.a_listing("Verksamhetsutvecklare", municipality="2281")
    said = client.get(FIRST).content.decode()
    assert "Utredare, offentlig förvaltning" in said  # found for the title of the employment
    answer = send(client, FIRST, save="1", occupation=word("Verksamhetsutvecklare"))
    assert answer["Location"] == SECOND
    said = client.get(SECOND).content.decode()
    assert "Det här är vanligt för Verksamhetsutvecklare" in said
    assert "Processutveckling" in said
    answer = send(client, SECOND, save="1", skills=[word("Verksamhetsutveckling", "skill")])
    assert answer["Location"] == THIRD
    said = client.get(THIRD).content.decode()
    assert all(place in said for place in ("Sundsvall", "Timrå", "Organisationsutvecklare"))
    answer = send(client, THIRD, save="1", places=[word("Sundsvall", "municipality")], wanted="both", how_much="full")
    assert answer["Location"] == "/passar-dig/"
    said = client.get("/passar-dig/").content.decode()
    assert "Du har angett verksamhetsutveckling och Sundsvall" in said
    profile = Profile.objects.get(person=me)
    assert (str(profile.occupation), profile.how_much, profile.visible_to) == (
        "Verksamhetsutvecklare",
        "full",
        "nobody",
    )


def test_each_page_is_kept_at_once_and_leaves_the_others_as_they_were(client, me):
    send(client, FIRST, save="1", occupation=word("Registrator"))
    send(client, SECOND, save="1", skills=[word("Diarieföringsvana", "skill")])
    send(client, THIRD, save="1", wanted="job", looks_for="Arkiv")
    send(client, FIRST, save="1", occupation=word("Arkivarie"))
    profile = Profile.objects.get(person=me)
    assert (str(profile.occupation), profile.looks_for, profile.wanted) == ("Arkivarie", "Arkiv", "job")
    assert [str(skill) for skill in profile.skills.all()] == ["Diarieföringsvana"]
    assert ticked(client.get(SECOND).content.decode()) == [word("Diarieföringsvana", "skill")]


def test_a_search_keeps_nothing_and_loses_no_tick(client, me):
    law = word("Arbetsrätt", "skill")
    said = send(client, SECOND, find_now="skills", find_skills="python", skills=[law]).content.decode()
    assert "Python, programmeringsspråk" in said
    assert ticked(said) == [law]
    assert not Profile.objects.exists()
    said = send(client, FIRST, find_now="1", find="jurist").content.decode()
    assert "Arbetsrättsjurist" in said
    assert "Inget yrke passade" in send(client, FIRST, find_now="1", find="qzx").content.decode()


def test_one_may_pass_over_everything(client, me):
    assert send(client, FIRST, save="1")["Location"] == SECOND
    assert "Sök på det du kan" in client.get(SECOND).content.decode()
    assert send(client, SECOND, save="1")["Location"] == THIRD
    assert send(client, THIRD, save="1", wanted="both")["Location"] == "/passar-dig/"


def test_what_is_unticked_is_gone_and_a_word_of_another_kind_is_not_kept(client, me):
    law, english = word("Arbetsrätt", "skill"), word("Engelska", "language")
    send(client, SECOND, save="1", skills=[law])
    assert "skills" in send(client, SECOND, save="1", skills=[law, english]).context["form"].errors
    send(client, SECOND, save="1")
    assert list(Profile.objects.get(person=me).skills.all()) == []


def test_a_text_that_is_too_long_is_given_back(client, me):
    answer = send(client, THIRD, save="1", wanted="both", looks_for="a" * 1001)
    assert "Korta texten" in answer.content.decode()
    assert "a" * 1001 in answer.content.decode()


@pytest.mark.parametrize("path", [FIRST, SECOND, THIRD])
def test_the_pages_are_ones_own(client, path):
    assert client.get(path)["Location"].startswith("/logga-in/")
