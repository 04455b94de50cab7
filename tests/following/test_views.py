"""Following from the list, stopping from the mail without signing in, and a calendar with a secret address."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from kollega.core import clock
from kollega.following import actions
from kollega.following.models import Favourite, SavedSearch
from kollega.outbox import actions as outbox
from kollega.people.queries import actor
from kollega.recruiting import actions as recruiting
from tests import builders

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)


@pytest.fixture
def me(client):
    person = builders.a_person()
    client.force_login(person)
    return person


def post(client, path, **said):
    return client.post(path, said | {"once": uuid.uuid4()})


def test_a_search_is_followed_from_its_own_address(client, me):
    page = client.get("/foljer/ny/?q=handl%C3%A4ggare&ort=Sundsvall").content.decode()
    assert 'value="handläggare, Sundsvall"' in page
    refused = post(client, "/foljer/ny/?q=handl%C3%A4ggare&ort=Sundsvall", name=" ", rhythm="daily")
    assert "Skriv ett namn" in refused.content.decode()
    post(client, "/foljer/ny/?q=handl%C3%A4ggare&ort=Sundsvall", name="Mitt", rhythm="weekly")
    search = SavedSearch.objects.get()
    assert (search.municipalities, search.rhythm) == (["2281"], "weekly")
    assert search.address.replace("&amp;", "&") in client.get("/foljer/").content.decode().replace("&amp;", "&")


def test_one_press_in_the_mail_stops_it_without_signing_in_and_twice_is_no_harm(client, me):
    search = actions.follow(by=me, name="Mitt", said="q=jurist", network=None, rhythm="daily")
    client.logout()
    path = f"/foljer/av/{search.token}/"
    assert "Sluta mejla om Mitt?" in client.get(path).content.decode()
    assert builders.anew(search).rhythm == "daily"
    outside = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert outside.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (builders.anew(search).rhythm, builders.anew(search).tell_at) == ("never", None)
    assert client.get(f"/foljer/av/{uuid.uuid4()}/").status_code == 404


def test_the_mail_programs_own_button_stops_all(client, me, mailoutbox):
    with clock.at(MONDAY):
        actions.follow(by=me, name="Mitt", said="", network=None, rhythm="at_once")
        builders.a_recruitment(upto="published")
    with clock.at(MONDAY + timedelta(minutes=6)):
        builders.a_recruitment(upto="published")
        actions.tell_what_is_new()
    with clock.at(MONDAY + timedelta(minutes=8)):
        outbox.send_due()
    (letter,) = [m for m in mailoutbox if m.to == [me.email]]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(settings.ADDRESS)
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert "Inga fler mejl" in answer.content.decode()
    assert SavedSearch.objects.get().rhythm == "never"
    assert client.get(path[:-3] + "xx/").status_code == 404


def test_the_calendar_shows_what_is_kept_and_open_to_whoever_has_its_address(client, me):
    made, closed = builders.a_recruitment(upto="published"), builders.a_recruitment(upto="published")
    for one in (made, closed):
        post(client, f"/sparat/{one.pk}/")
    recruiting.close(closed, by=actor(closed.contact), reason="Klart.", today=closed.apply_by)
    post(client, "/sparat/kalender/")
    first = me.calendar_key.token
    client.logout()
    calendar = Calendar.from_ical(client.get(f"/sparat/kalender/{first}.ics").content)
    assert [str(e["summary"]) for e in calendar.walk("VEVENT")] == ["Sista dag: Handläggare"]
    client.force_login(me)
    post(client, "/sparat/kalender/")
    assert client.get(f"/sparat/kalender/{first}.ics").status_code == 404


def test_what_one_may_not_see_cannot_be_kept_and_nobody_is_sent_elsewhere(client, me):
    hidden = builders.a_recruitment(upto="published", reach="employer")
    assert post(client, f"/sparat/{hidden.pk}/").status_code == 404
    shown = builders.a_recruitment(upto="published")
    answer = post(client, f"/sparat/{shown.pk}/", tillbaka="https://ond.exempel/")
    assert answer["Location"] == f"/lediga-jobb/{shown.pk}/"
    assert Favourite.objects.count() == 1
    assert "Ta bort ur Sparat" in client.get(f"/lediga-jobb/{shown.pk}/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_favourites_takes_as_many_statements(client, me, rows, django_assert_max_num_queries):
    for _ in range(rows):
        Favourite.objects.create(
            person=me, listing_id=builders.a_recruitment(upto="published").pk, made_at=me.joined_at
        )
    with django_assert_max_num_queries(13):
        client.get("/sparat/")


def test_two_are_shown_side_by_side_with_what_differs_marked(client):
    one = builders.a_recruitment(upto="published", share=80)
    other = builders.a_recruitment(upto="published", share=100)
    secret = builders.a_recruitment(upto="published", reach="employer")
    page = client.get(f"/sparat/jamfor/?id={one.pk}&id=x&id={secret.pk}&id={other.pk}&id={one.pk}").content.decode()
    rows = {name: row for row in page.split("<tr>") for name in ("Omfattning", "Yrke") if name in row}
    assert "80 procent" in rows["Omfattning"]
    assert "Skiljer" in rows["Omfattning"]
    assert "Skiljer" not in rows["Yrke"]
    assert "Välj två att jämföra" in client.get(f"/sparat/jamfor/?id={one.pk}&id={secret.pk}").content.decode()
