"""Every address has a rule, and a form that is sent twice is received once."""

from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from kollega.core.models import OneTimeKey
from kollega.core.policy import rules
from kollega.networks.models import Employer
from tests import builders
from tests.core.addresses import ROLE
from tests.together import together

pytestmark = pytest.mark.urls("tests.core.addresses")
OLD_PAGE = "Sidan hade blivit gammal. Läs igenom och skicka igen."


@pytest.fixture
def person(db):
    return builders.a_person("Kim")


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def post(client, path="/create/", *, name="Myndigheten", once=None, **more):
    return client.post(path, {"name": name, "once": str(once or uuid4())}, **more)


@pytest.mark.urls("tests.core.forgotten_addresses")
def test_the_house_refuses_to_open_while_an_address_has_no_rule():
    with pytest.raises(ImproperlyConfigured, match=r"no policy for: down/, forgotten$"):
        WSGIHandler()


def test_the_house_opens_when_every_address_has_a_rule():
    WSGIHandler()
    assert {"open", "mine", "inner:x"} <= {name for name, rule in rules() if rule}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/mine/", "/role/", "/create/"])
def test_a_visitor_is_led_to_sign_in_and_back(client, path):
    response = client.get(path + "?a=1")
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={path}%3Fa%3D1")


@pytest.mark.django_db
def test_a_visitor_who_posts_is_led_to_sign_in_and_nothing_happens(client):
    assert post(client).status_code == 302
    assert not Employer.objects.exists()
    assert not OneTimeKey.objects.exists()


def test_the_wrong_role_is_told_so(signed_in):
    response = signed_in.get("/role/")
    assert (response.status_code, response.content.decode()) == (403, ROLE)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/open/"), ("put", "/create/"), ("delete", "/create/"), ("patch", "/mine/"), ("get", "/only-post/"),
        ("head", "/only-post/"), ("options", "/only-post/"), ("options", "/open/"), ("trace", "/open/"),
    ],
)  # fmt: skip
def test_a_method_without_meaning_is_405_and_does_nothing(signed_in, method, path):
    response = getattr(signed_in, method)(path)
    assert response.status_code == 405
    assert not Employer.objects.exists()


@pytest.mark.django_db
def test_a_method_without_meaning_is_405_for_a_visitor_too(client):
    assert client.get("/only-post/")["Allow"] == "POST"


def test_head_is_a_get_without_its_body(signed_in):
    assert (signed_in.head("/mine/").status_code, signed_in.head("/mine/").content) == (200, b"")


def test_the_same_form_twice_creates_once_and_leads_to_the_same_place(signed_in):
    key = uuid4()
    first, second = post(signed_in, once=key), post(signed_in, once=key)
    assert Employer.objects.count() == 1
    assert first["Location"] == second["Location"] == f"/made/{Employer.objects.get().pk}/"


def test_two_forms_create_two(signed_in):
    post(signed_in, name="Ett")
    post(signed_in, name="Två")
    assert Employer.objects.count() == 2


def test_a_page_that_asks_for_more_keeps_what_it_has_and_may_be_sent_again_with_its_key(signed_in):
    key = uuid4()
    assert post(signed_in, name="fel", once=key).status_code == 200
    assert Employer.objects.get().name == "fel"
    assert not OneTimeKey.objects.exists()
    assert post(signed_in, name="rätt", once=key).status_code == 302
    assert set(Employer.objects.values_list("name", flat=True)) == {"fel", "rätt"}


def test_a_refusal_is_shown_and_nothing_is_kept(signed_in):
    key = uuid4()
    response = post(signed_in, name="nej", once=key, headers={"Referer": "http://testserver/mine/?a=1"})
    assert response["Location"] == "/mine/?a=1"
    assert not Employer.objects.exists()
    assert not OneTimeKey.objects.exists()
    assert "Det går inte nu." in signed_in.get("/mine/").content.decode()


@pytest.mark.parametrize("came_from", ["https://exempel.invalid/mine/", "//exempel.invalid", "", "nonsense"])
def test_a_refusal_never_leads_to_another_house(signed_in, came_from):
    assert post(signed_in, name="nej", headers={"Referer": came_from})["Location"] == "/"


@pytest.mark.parametrize("key", ["", "x", "0", "' or 1=1", None])
def test_a_missing_key_is_explained_and_nothing_happens(signed_in, key):
    data = {"name": "Myndigheten"} | ({"once": key} if key is not None else {})
    assert signed_in.post("/create/", data)["Location"] == "/create/"
    assert OLD_PAGE in signed_in.get("/mine/").content.decode()
    assert not Employer.objects.exists()


def test_a_missing_key_leads_back_where_the_address_itself_cannot_be_shown(signed_in):
    response = signed_in.post("/only-post/", {"name": "x"}, headers={"Referer": "http://testserver/mine/"})
    assert response["Location"] == "/mine/"


def test_the_key_of_another_person_is_refused(signed_in):
    key = uuid4()
    post(signed_in, once=key)
    other = Client()
    other.force_login(builders.a_person("Robin"))
    assert post(other, once=key).status_code == 403
    assert Employer.objects.count() == 1


def test_the_key_of_another_form_is_refused(signed_in):
    key = uuid4()
    post(signed_in, once=key)
    assert post(signed_in, "/only-post/", once=key).status_code == 403
    assert Employer.objects.count() == 1


def test_an_address_may_say_that_it_needs_no_key(signed_in):
    for _ in range(2):
        signed_in.post("/again/", {"name": str(uuid4())})
    assert Employer.objects.count() == 2


def clients_of(person, count):
    """Return several windows of one person's one session."""
    first = Client()
    first.force_login(person)
    windows = [Client() for _ in range(count)]
    for window in windows:
        window.cookies = first.cookies.copy()
    return windows


def posted_together(path, *, name):
    person = builders.a_person()
    key = uuid4()
    windows = clients_of(person, 4)
    return together(*[lambda w=w: post(w, path, name=name or str(uuid4()), once=key) for w in windows])


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_four_windows_at_once_creates_once():
    for number in range(5):
        outcomes = posted_together("/create/", name="")
        assert Employer.objects.count() == number + 1
        assert len({o["Location"] for o in outcomes}) == 1


@pytest.mark.django_db(transaction=True)
def test_twin_without_the_key_creates_four():
    posted_together("/again/", name="")
    assert Employer.objects.count() == 4
