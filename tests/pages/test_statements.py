"""How many statements a page takes, exactly: a figure that no busy machine changes."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kollega.people.terms import DutyKind
from tests.builders import a_call, a_duty, a_network, a_recruitment, an_employment
from tests.catalogue.test_queries import a_listing

pytestmark = pytest.mark.django_db
LIST = "/jobb-och-uppdrag/"


def signed_in(client, person):
    """Sign in as the sign-in pages do: the device is on the person's list."""
    client.force_login(person)
    UserSession.objects.create(user=person, session_key=client.session.session_key, ip="127.0.0.1", user_agent="Prov")


def statements(client, path):
    """Return the statements of a page that has been shown before: the first time composes and asks the clock."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as caught:
        client.get(path)
    return [query["sql"] for query in caught]


@pytest.fixture
def house():
    """Return an open call, an announced vacancy of the same employer, and a listing."""
    employment = an_employment()
    network = a_network(employment.employer)
    call = a_call(network=network, employer=employment.employer)
    a_listing("Arkivarie")
    return employment, call, a_recruitment(employer=employment.employer, network=network, upto="published")


READERS = ("visitor", "employee", "contact")
PAGES = {
    # the session with the person and their duties; what is found, and the rows; the frame; the counter of the desks
    LIST: (3, 4, 5),
    "/lediga-jobb/{vacancy}/": (3, 5, 6),  # the vacancy and its requirements; whether it is put aside
    "/uppdrag/{call}/": (None, 5, 9),  # the call, one's post, one's answer; for its contact the answers too
    "/anslagstavla/": (2, 3, 4),
    "/att-gora/": (None, 3, 3),
    "/start/": (None, 9, 9),
}


CELLS = [(path, reader, n) for path, most in PAGES.items() for reader, n in zip(READERS, most, strict=True) if n]


@pytest.mark.parametrize(("path", "reader", "wanted"), CELLS)
def test_a_page_takes_so_many_statements_and_no_more(client, house, path, reader, wanted):
    employment, call, vacancy = house
    if reader != "visitor":
        person = employment.person
        if reader == "contact":
            a_duty(DutyKind.CONTACT, employment.employer, person)
            Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        signed_in(client, person)
    asked = statements(client, path.format(vacancy=vacancy.pk, call=call.pk))
    assert len(asked) == wanted, asked
