import uuid

import pytest

from kollega.people.models import Consent, Profile, Substitution
from kollega.taxonomy.models import Concept
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    me = builders.an_employment(at=builders.an_employer("Kustmyndigheten")).person
    client.force_login(me)
    return me


def send(client, path, **fields):
    return client.post(path, fields | {"once": uuid.uuid4()}, follow=True)


def test_my_account_shows_employment_and_duties(client, me):
    page = client.get("/mitt/").content.decode()
    assert "Kustmyndigheten" in page
    assert me.email in page


def test_words_are_searched_for_ticked_and_kept(client, me):
    law, sami = (
        Concept.objects.create(id="1", kind="skill", label="Juridik"),
        Concept.objects.create(id="2", kind="language", label="Nordsamiska"),
    )
    found = send(client, "/mitt/profil/", find="skills", find_skills="jur", visible_to="nobody").content.decode()
    assert "Juridik" in found
    assert not Profile.objects.exists()
    again = send(
        client, "/mitt/profil/", find="languages", skills="1", find_languages="nord", visible_to="nobody"
    ).content.decode()
    assert 'value="1" id="id_skills_0" checked' in again
    send(client, "/mitt/profil/", save="1", skills="1", languages="2", looks_for="Leda", visible_to="contacts")
    profile = Profile.objects.get(person=me)
    assert (list(profile.skills.all()), list(profile.languages.all())) == ([law], [sami])
    assert "checked" in client.get("/mitt/profil/").content.decode()


def test_a_word_of_another_kind_is_not_kept(client, me):
    Concept.objects.create(id="1", kind="skill", label="Juridik")
    send(client, "/mitt/profil/", save="1", languages="1", visible_to="contacts")
    assert not Profile.objects.exists()


def test_a_colleague_takes_the_tasks_and_they_are_taken_back(client, me, today):
    employer = me.employments.get().employer
    colleague = builders.an_employment(at=employer).person
    fields = {"substitute": colleague.pk, "employer": employer.pk, "from_on": "2026-12-01", "to_on": "2026-12-05"}
    assert str(colleague) in send(client, "/mitt/ersattare/", **fields).content.decode()
    made = Substitution.objects.get()
    send(client, f"/mitt/ersattare/{made.pk}/ta-tillbaka/")
    assert not Substitution.objects.exists()


def test_nobody_takes_back_anothers_substitution(client, me, today):
    employer, away = builders.an_employer(), builders.a_person()
    made = Substitution.objects.create(person=away, substitute=me, employer=employer, from_on=today, to_on=today)
    assert send(client, f"/mitt/ersattare/{made.pk}/ta-tillbaka/").status_code == 404
    assert Substitution.objects.exists()


def test_only_colleagues_at_ones_own_employer_can_be_chosen(client, me):
    stranger = builders.an_employment()
    days = {"from_on": "2026-12-01", "to_on": "2026-12-05"}
    send(client, "/mitt/ersattare/", substitute=stranger.person_id, employer=stranger.employer_id, **days)
    assert not Substitution.objects.exists()


def test_consents_are_given_and_taken_back(client, me):
    assert "Du har sagt ja" in send(client, "/mitt/samtycken/", kind="digest", answer="yes").content.decode()
    send(client, "/mitt/samtycken/", kind="digest", answer="no")
    assert Consent.objects.get().withdrawn_at
    assert send(client, "/mitt/samtycken/", kind="nonsense", answer="yes").status_code == 200


def test_colours_and_mail_are_kept(client, me):
    send(client, "/mitt/installningar/", colour_scheme="dark")
    me.refresh_from_db()
    assert (me.colour_scheme, me.wants_mail) == ("dark", False)


PAGES = ("", "profil/", "ersattare/", "samtycken/", "installningar/", "sakerhet/", "sessioner/", "uppgifter/")


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_mine_alone(client, me, page):
    assert client.get(f"/mitt/{page}").status_code == 200
    client.logout()
    assert client.get(f"/mitt/{page}")["Location"].startswith("/logga-in/")
