"""A CV as JSON Resume: what is recognised is shown, nothing is kept until it is ticked and sent, and never the file."""

import json
import os
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from kollega.core.incoming import Unreadable
from kollega.documents.models import File
from kollega.identity.files import LARGEST, resume_in
from kollega.people.models import Profile
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy.models import Concept
from tests import builders
from tests.shared_data import shared

pytestmark = pytest.mark.django_db
CV = {
    "basics": {"name": "Åsa", "label": "Registrator", "email": "asa@exempel.se",
               "location": {"city": "Sundsvall", "address": "Storgatan 1"}},
    "work": [{"name": "Hemliga verket", "position": "Arkivarie"}, {"position": "Jonglör"}],
    "skills": [{"name": "Juridik", "keywords": ["GDPR", "Arbetsrätt"]}, {"name": "SQL"}, {"name": "Sagoberättande"}],
    "languages": [{"language": "English", "fluency": "Fluent"}, {"language": "Finska"}, {"language": "Klingon"}],
}  # fmt: skip


@pytest.fixture
def me(client):
    taxonomy.load_starter()
    me = builders.an_employment().person
    client.force_login(me)
    return me


def read(client, said, name="cv.json"):
    raw = said if isinstance(said, bytes) else json.dumps(said).encode()
    return client.post(
        "/mitt/profil/hamta/", {"once": uuid.uuid4(), "read": "1", "file": SimpleUploadedFile(name, raw)}
    )


def test_what_is_recognised_is_shown_with_ticks_and_the_rest_is_named(client, me):
    said = read(client, CV).content.decode()
    for label in ("Arbetsrätt", "SQL, frågespråk", "Dataskyddsförordningen/GDPR, erfarenhet", "Engelska", "Finska",
                  "Sundsvall", "Registrator", "Arkivarie"):  # fmt: skip
        assert label in said, label
    assert "Juridik, Sagoberättande, Klingon, Jonglör" in said
    assert "Hemliga verket" not in said
    assert said.count("checked") == 7  # three skills, two languages, a place, and the first occupation
    assert not Profile.objects.exists()
    assert not File.objects.exists()


def test_only_what_is_ticked_is_added_and_what_was_there_stays(client, me):
    law, sql = (Concept.objects.get(label=label).pk for label in ("Arbetsrätt", "SQL, frågespråk"))
    registrar = Concept.objects.get(label="Registrator").pk
    client.post("/mitt/profil/hamta/", {"once": uuid.uuid4(), "keep": "1", "skills": [law], "occupations": registrar})
    answer = client.post("/mitt/profil/hamta/", {"once": uuid.uuid4(), "keep": "1", "skills": [sql]})
    assert answer["Location"] == "/passar-dig/"
    profile = Profile.objects.get(person=me)
    assert {skill.pk for skill in profile.skills.all()} == {law, sql}
    assert str(profile.occupation) == "Registrator"


def test_a_word_of_another_kind_or_of_no_kind_is_not_kept(client, me):
    for wrong in (Concept.objects.get(label="Engelska").pk, "finns-inte"):
        client.post("/mitt/profil/hamta/", {"once": uuid.uuid4(), "keep": "1", "skills": [wrong]})
    assert not Profile.objects.exists()


WRONG = {
    "nothing": (b"", "Filen är tom"),
    "no JSON": (b"Mitt CV", "inte giltig JSON"),
    "a page": (b"<html>", "inte giltig JSON"),
    "UTF-16": ("{}".encode("utf-16"), "UTF-16"),
    "too much": (b'{"skills": "' + b"a" * LARGEST + b'"}', "större än 1 MB"),
    "too deep": (b"[" * 100_000, "nästlad"),
    "a list": (b"[]", "inget CV"),
    "other JSON": (b'{"a": 1}', "inget CV"),
    "skills as a text": ({"skills": "juridik"}, "Under skills väntades en lista"),
    "a skill as a text": ({"skills": [{"name": "a"}, "juridik"]}, "Rad 2 under skills är inte ett objekt"),
    "keywords as a text": ({"skills": [{"keywords": "a"}]}, "Nyckelorden på rad 1 under skills"),
    "basics as a list": ({"basics": []}, "Under basics väntades ett objekt"),
    "a location as a text": ({"basics": {"location": "Sundsvall"}}, "Under basics.location"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_no_cv_is_refused_whole_with_what_is_wrong(client, me, name):
    said, reason = WRONG[name]
    answer = read(client, said).content.decode()
    assert reason in answer
    assert "Fel: " in answer
    assert not Profile.objects.exists()


def test_no_file_asks_for_one(client, me):
    said = client.post("/mitt/profil/hamta/", {"once": uuid.uuid4(), "read": "1"}).content.decode()
    assert "Välj en fil i formatet JSON Resume." in said


def test_a_cv_with_nothing_we_know_says_so_and_leads_on(client, me):
    said = read(client, {"skills": [{"name": "Sagoberättande"}]}).content.decode()
    assert "Inget i filen finns bland de ord" in said
    assert 'name="keep"' not in said


def test_what_cannot_be_stored_or_is_no_text_is_passed_over():
    found = resume_in(
        json.dumps({"skills": [{"name": "a\x00b"}, {"name": 7}, {"name": "\ud800"}, {"name": " x "}]}).encode()
    )
    assert found.skills == ["x"]


def test_the_formats_own_sample_is_read():
    found = resume_in(shared("resume/sample.resume.json").read_bytes())
    assert found.skills[:4] == ["Web Development", "HTML", "CSS", "Javascript"]
    assert (found.languages, found.places[0], found.occupations[0]) == (["English"], "San Francisco", "Programmer")


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
    st.sampled_from(["basics", "skills", "languages", "work", "name", "keywords", "location", "city", "position"]),
    inner, max_size=5), max_leaves=25)  # fmt: skip


@settings(max_examples=int(os.environ.get("KOLLEGA_EXAMPLES", "200")), deadline=None)
@given(ANYTHING)
def test_any_json_is_read_or_refused_with_a_sentence(said):
    try:
        found = resume_in(json.dumps(said).encode())
    except Unreadable as refused:
        found = refused
    assert getattr(found, "reasons", None) or isinstance(found.skills, list)
