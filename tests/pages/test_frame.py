"""The menu's number is the number of the tasks page, also where the desks were not asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kollega.assignments import actions as assignments
from kollega.pages import desk
from kollega.pages.queries import around
from kollega.people.queries import actor
from tests.builders import Loan, a_call, a_network, an_employer, an_employment

pytestmark = pytest.mark.django_db


def nothing(today):
    return an_employment().person


def a_draft(today):
    employment = an_employment()
    call = a_call(network=a_network(employment.employer))
    by = actor(employment.person, today)
    assignments.save_answer(call, employment=employment, by=by, today=today, statement="Ja.")
    return employment.person


def an_own_draft_of_a_call(today):
    person = an_employment().person
    a_call(contact=person, state="draft")
    return person


def an_answer_to_an_own_call(today):
    loan = Loan(today)
    loan.selected()
    return loan.leader


def a_signature(today):
    return Loan(today).to_sign().person


def a_manager(today):
    return Loan(today).manager


def someone_who_was_asked_and_is_done(today):
    return Loan(today).signed().person


WHO = (nothing, a_draft, an_own_draft_of_a_call, an_answer_to_an_own_call, a_signature, a_manager,
       someone_who_was_asked_and_is_done)  # fmt: skip


@pytest.mark.parametrize("who", WHO, ids=lambda who: who.__name__)
def test_the_number_in_the_menu_is_the_number_of_tasks(client, today, who):
    person = who(today)
    client.force_login(person)
    menu = client.get("/jobb-och-uppdrag/").context["nav"]
    number = next(item["count"] for item in menu if item["text"] == "Att göra")
    person.__dict__.pop("_actor", None)
    waiting = desk.waiting_for(person, today)
    assert number == len(waiting)
    assert (
        around(person, today).may_have_tasks or not waiting or actor(person, today).duties or actor(person).manages_at
    )


def test_a_page_of_an_employee_takes_few_statements(client, today):
    employment = an_employment()
    a_network(employment.employer)
    client.force_login(employment.person)
    client.get("/jobb-och-uppdrag/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/jobb-och-uppdrag/")
    assert len(caught) <= 6


def test_the_frame_tells_what_is_unread_and_where_one_works(today):
    person = an_employment(at=an_employer("Bolagsverket")).person
    assert (around(person, today).unread, around(person, today).post) == (0, "Utredare, Bolagsverket")
