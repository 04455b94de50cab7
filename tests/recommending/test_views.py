"""The page, its switches and the way out of the mail, as a person meets them."""

import uuid

import pytest
from django.conf import settings
from django.test import Client

from kollega.core import clock
from kollega.outbox import actions as outbox
from kollega.people.models import Profile
from kollega.recommending import actions, queries
from kollega.recommending.models import Hidden
from tests.builders import a_listing, an_employer, an_employment
from tests.recommending.test_digest import MONDAY, agreed, listed, tell
from tests.recommending.test_queries import a_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    me = an_employment(at=an_employer()).person
    client.force_login(me)
    return me


def post(client, path, **said):
    return client.post(path, said | {"once": uuid.uuid4()}, follow=True)


def page(client, path="/passar-dig/"):
    return client.get(path).content.decode()


def test_the_page_shows_what_suits_why_and_how_it_is_chosen(client, me):
    a_profile(me, skills=["Juridik"], places=["Sundsvall"])
    a_listing("Expert i juridik", municipality="2281")
    said = page(client)
    assert "Du har angett juridik och Sundsvall" in said
    assert "Samma profil ger samma förslag" in said
    assert "Varken din chef, HR eller någon arbetsgivare får veta" in said
    assert "Därför visas det här" in page(client, "/start/")


def test_who_has_said_nothing_is_led_to_the_profile(client, me):
    assert 'href="/mitt/profil/borja/"' in page(client)
    assert 'href="/mitt/profil/borja/"' in page(client, "/start/")
    a_profile(me, places=["Sundsvall"])
    assert "Inget som är öppet passar just nu" in page(client)


def test_one_press_turns_it_off_everywhere_and_one_turns_it_on(client, me):
    a_profile(me, skills=["Juridik"])
    a_listing("Expert i juridik")
    assert "Förslagen är avstängda" in post(client, "/passar-dig/av-och-pa/", on="0").content.decode()
    assert "Expert i juridik" not in page(client)
    assert "Därför visas det här" not in page(client, "/start/")
    assert "Expert i juridik" in post(client, "/passar-dig/av-och-pa/", on="1").content.decode()


def test_it_can_be_turned_off_before_there_is_a_profile(client, me):
    post(client, "/passar-dig/av-och-pa/", on="0")
    assert not Profile.objects.get(person=me).has_suggestions


def test_one_is_hidden_and_shown_again(client, me):
    a_profile(me, skills=["Juridik"])
    listing = a_listing("Expert i juridik")
    said = post(client, f"/passar-dig/{listing.pk}/dolj/").content.decode()
    assert "Expert i juridik visas inte mer" in said
    assert "Du har dolt 1." in said
    assert "Expert i juridik" in post(client, "/passar-dig/visa-igen/").content.decode()
    assert not Hidden.objects.exists()


def test_what_one_may_not_see_cannot_be_hidden_either(client, me):
    secret = a_listing("Hemligt", reach="employer")
    assert post(client, f"/passar-dig/{secret.pk}/dolj/").status_code == 404
    assert not Hidden.objects.exists()


def test_neither_the_manager_nor_hr_finds_anything_of_it(client, me, today):
    manager = an_employment().person
    a_profile(me, skills=["Juridik"])
    listing = a_listing("Expert i juridik")
    actions.hide(listing, by=me)
    client.force_login(manager)
    assert queries.hidden_by(manager).count() == 0
    assert "Expert i juridik" not in page(client)


def test_the_mail_stops_by_its_own_button_without_signing_in(client, mailoutbox):
    person = agreed()
    listed()
    tell()
    with clock.at(MONDAY.replace(hour=10)):
        outbox.send_due()
    (letter,) = mailoutbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(settings.ADDRESS)
    assert "Sluta mejla om det som passar dig?" in client.get(path).content.decode()
    assert queries.wants_mail(person)
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert "Inga fler mejl" in answer.content.decode()
    assert not queries.wants_mail(person)
    assert client.get(path[:-3] + "xx/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_statements_for_one_as_for_three(client, me, rows, django_assert_max_num_queries):
    a_profile(me, skills=["Juridik"])
    for _ in range(rows):
        a_listing("Expert i juridik", employer=an_employer())
    page(client)
    with django_assert_max_num_queries(13):
        assert page(client).count("Därför visas det här") == rows
