"""Measures pages against their floors, interleaved in one run: CPU of this process, and statements a page.

./kollega bench                         the pages, with 2,000 listings
./kollega bench catalogue --size 10x    the joint list with 2,000, 20,000 or 200,000 listings, after the smaller sizes
./kollega bench recommend               what suits a person, for one and for a thousand
./kollega bench letters                 a letter as mail, ours beside Django's own
./kollega bench invoices                a month's run of 1,000 and 10,000 loans, and their files beside the libraries
./kollega bench search                  what the search finds, by the golden set
"""

import argparse
import io
import os
import platform
from collections.abc import Callable
from typing import Any

PAIRS, CALLS = 9, 20


SIZES = {"1x": 2_000, "10x": 20_000, "100x": 200_000}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega bench", description="Mäter mot golv i samma körning.")
    parser.add_argument(
        "what",
        nargs="?",
        choices=("pages", "catalogue", "search", "recommend", "letters", "invoices"),
        default="pages",
        help="vad",
    )
    parser.add_argument("--size", choices=tuple(SIZES), default="1x", help="hur många öppna annonser (1x är 2 000)")
    options = parser.parse_args(arguments)
    from tests import throwaway

    os.environ["DJANGO_SETTINGS_MODULE"] = "kollega.config.demo_settings"
    os.environ["KOLLEGA_POOL"] = "4"  # connections are kept, as the web server keeps them
    try:
        jobs = {
            "pages": _measure, "catalogue": _catalogue, "search": _search, "recommend": _recommend,
            "letters": _letters, "invoices": _invoices,
        }  # fmt: skip
        jobs[options.what](SIZES[options.size])
    finally:
        throwaway.pytest_unconfigure()
    return 0


def _begin() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _search(size: int) -> None:
    _begin()
    from bench import golden, quality

    judged = quality.load()
    print(f"{machine()}, {len(judged)} judged listings\n")
    print(quality.table(judged))
    print("", *quality.missed(judged), sep="\n")
    print("\nHeld out: questions written when the search was done, and never used to change it\n")
    print(quality.table(judged, golden.HELD_OUT))
    print("", *quality.missed(judged, golden.HELD_OUT), sep="\n")


def _catalogue(size: int) -> None:
    _begin()
    from bench import catalogue

    catalogue.measure([one for one in SIZES.values() if one <= size])


def _letters(size: int) -> None:
    _begin()
    from bench import letters

    letters.measure(size)


def _invoices(size: int) -> None:
    _begin()
    from bench import invoices

    invoices.measure(size)


def _recommend(size: int) -> None:
    _begin()
    from bench import recommend

    recommend.measure(size)


def machine() -> str:
    """Return where and under which load it was measured."""
    return f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


def _measure(size: int) -> None:
    _begin()
    from django.db import connection

    from bench import corpus, pages
    from kollega.core import clock
    from kollega.demo import seed

    seed.build(clock.now())
    corpus.listings(size)
    connection.cursor().execute("analyze")
    print(f"{machine()}, {size} listings, {PAIRS} pairs of {CALLS} calls\n")
    pages.measure()


class Site:
    """One address of one handler, called as the web server calls it."""

    def __init__(self, handler: Callable, path: str, cookie: str = "", *, known: str = "") -> None:
        self.handler, self.path, self.cookie, self.known = handler, path, cookie, known
        self.seal = ""
        self.body = self()

    def __call__(self) -> bytes:
        path, _, query = self.path.partition("?")
        answer: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "HTTP_COOKIE": self.cookie,
            "HTTP_HOST": "127.0.0.1",
        }
        environ |= {"HTTP_IF_NONE_MATCH": self.known} if self.known else {}
        response = self.handler(environ, lambda status, headers: answer.append(status))
        body = b"".join(response)
        response.close()
        self.seal = response.get("ETag", "")
        if not answer[0].startswith("304" if self.known else "200"):
            raise RuntimeError(f"{self.path}: {answer[0]}")
        return body


def employee_cookie() -> str:
    """Return the cookie of an employee who is signed in."""
    from kollega.demo.cast import AMINA
    from kollega.people.models import Person

    return cookie_of(Person.objects.get(email=AMINA.email))


def cookie_of(person: Any) -> str:
    """Return the cookie of a person who is signed in, as the sign-in pages leave it."""
    from allauth.usersessions.models import UserSession
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session.save()
    UserSession.objects.create(user=person, session_key=session.session_key, ip="127.0.0.1", user_agent="bench")
    return f"sessionid={session.session_key}"


def statements(page: Callable) -> int:
    """Return how many statements one call takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        page()
    return len(caught)
