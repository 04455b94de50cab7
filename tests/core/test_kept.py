"""What visitors share is a second old at most, holds nobody's own, and is never given to anyone with a cookie."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from kollega.catalogue.models import Listing
from kollega.core import kept
from kollega.core.policy import Policy, everyone, rules
from tests.builders import a_network, a_person, an_employer, an_employment
from tests.catalogue.test_queries import a_listing

LIST = "/jobb-och-uppdrag/"
PUBLIC = {
    "catalogue:list", "pages:employer", "pages:front", "pages:network", "recruiting:ad", "recruiting:board",
    "recruiting:boards", "vacancies:vacancy",
}  # fmt: skip


@pytest.fixture
def at(settings, monkeypatch):
    """Let visitors share, and give a hand on the second."""
    settings.KEPT_SECONDS = 1.0
    hand = SimpleNamespace(now=100.0)
    monkeypatch.setattr(kept, "monotonic", lambda: hand.now)
    return hand


def test_the_pages_that_visitors_share():
    assert {name for name, rule in rules() if rule and rule.kept} == PUBLIC
    assert all(rule.who is everyone and rule.methods == ("GET",) for _, rule in rules() if rule and rule.kept)


@pytest.mark.django_db
def test_the_second_visitor_costs_no_statement_and_what_is_published_is_seen_a_second_later(
    at, client, django_assert_num_queries
):
    a_listing("Arkivarie")
    first = client.get(LIST)
    assert "Arkivarie" in first.content.decode()
    a_listing("Brandingenjör")
    at.now += 0.9
    with django_assert_num_queries(0):
        assert client.get(LIST).content == first.content
    at.now += 0.2
    later = client.get(LIST)
    assert "Brandingenjör" in later.content.decode()
    assert later["ETag"] != first["ETag"]


@pytest.mark.django_db
def test_who_has_the_page_is_told_that_nothing_has_changed(at, client, django_assert_num_queries):
    a_listing("Arkivarie")
    first = client.get(LIST)
    assert (first["Cache-Control"], first["Vary"]) == ("no-cache", "Cookie")
    for known in (first["ETag"], f'"other", W/{first["ETag"]}'):
        with django_assert_num_queries(0):
            again = client.get(LIST, headers={"if-none-match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert client.get(LIST, headers={"if-none-match": '"other"'}).status_code == 200
    at.now += 2  # made anew, and the same
    assert client.get(LIST, headers={"if-none-match": first["ETag"]}).status_code == 304
    Listing.objects.update(is_open=False)
    a_listing("Brandingenjör")
    at.now += 2
    assert client.get(LIST, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.django_db
def test_persons_and_visitors_never_get_each_others_page(at):
    employer = an_employer("Bolagsverket")
    a_network(employer, accent="#123456")
    people = [
        a_person("Amina", colour_scheme="dark"),
        an_employment(at=employer, manager=a_person("Birgitta")).manager,
        a_person("Gudrun"),
    ]
    clients = [Client() for _ in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    visitor = Client()
    before = visitor.get(LIST).content.decode()
    for client, person in [*zip(clients, people, strict=True)] * 2:
        page = client.get(LIST)
        said = page.content.decode()
        assert "ETag" not in page
        assert person.given_name in said
        assert ("Medarbetare" in said) is (person == people[1])
        assert ('data-color-scheme="dark"' in said) is (person == people[0])
        assert not any(other.given_name in said for other in people if other != person)
        assert visitor.get(LIST).content.decode() == before
    assert "Logga in" in before
    assert not any(person.given_name in before for person in people)


@pytest.mark.django_db
def test_any_cookie_at_all_gets_a_page_of_its_own(at, client):
    first = client.get(LIST)
    assert "ETag" in first
    client.cookies["csrftoken"] = "x" * 32
    assert "ETag" not in client.get(LIST)


@pytest.mark.django_db
def test_another_address_or_question_is_another_page(at, client):
    a_listing("Arkivarie")
    a_listing("Brandingenjör")
    pages = [client.get(LIST), client.get(f"{LIST}?q=arkivarie"), client.get(reverse("recruiting:boards")),
             client.get(f"{LIST}?q=brandingenj%C3%B6r")]  # fmt: skip
    assert len({page["ETag"] for page in pages}) == 4


def test_two_hosts_never_share(at):
    def view(request):
        request.resolver_match = SimpleNamespace(func=SimpleNamespace(policy=SHARED))
        return HttpResponse(request.get_host())

    middleware = kept.Kept(view)
    for host in ("a.invalid", "b.invalid") * 2:
        assert middleware(RequestFactory().get("/", headers={"host": host})).content == host.encode()


def answered(*, rule, **changes):
    """Return what the middleware makes of a view's answer."""

    def view(request):
        request.resolver_match = SimpleNamespace(func=SimpleNamespace(policy=rule))
        answer = HttpResponse(changes.get("body", b"hej"), status=changes.get("status", 200))
        for name, value in changes.get("headers", {}).items():
            answer[name] = value
        if "cookie" in changes:
            answer.set_cookie(changes["cookie"], "1")
        return answer

    return kept.Kept(view)(getattr(RequestFactory(), changes.get("method", "get"))("/", **changes.get("meta", {})))


SHARED = Policy(who=everyone, kept=True)


@pytest.mark.parametrize("changes", [
    {"cookie": "csrftoken"}, {"status": 404}, {"status": 410}, {"status": 302}, {"method": "post"},
    {"headers": {"Cache-Control": "no-store"}}, {"method": "head"}, {"meta": {"HTTP_COOKIE": "a=b"}},
    {"body": b"x" * (kept.MOST_BYTES + 1)},
    {"rule": Policy(who=everyone)},
])  # fmt: skip
def test_what_is_not_to_be_shared_is_not_kept(at, changes):
    assert "ETag" in answered(rule=SHARED)
    assert "ETag" not in answered(**{"rule": SHARED} | changes)


def test_no_more_pages_are_kept_than_there_is_room_for(at):
    def view(request):
        request.resolver_match = SimpleNamespace(func=SimpleNamespace(policy=SHARED))
        return HttpResponse(request.path)

    middleware = kept.Kept(view)
    for number in range(kept.MOST_PAGES + 5):
        assert middleware(RequestFactory().get(f"/{number}/")).content == f"/{number}/".encode()
    assert len(middleware.pages) <= kept.MOST_PAGES
