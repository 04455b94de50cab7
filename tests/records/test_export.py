import json

import pytest
from django.apps import apps

from kollega.records import queries
from kollega.records.rules import worth_showing
from kollega.records.terms import NOTHING_OF_ANYONE
from tests import builders

pytestmark = pytest.mark.django_db
OTHERS = {"account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession"}


def test_every_model_of_ours_is_named_once():
    ours = {
        m._meta.label
        for c in apps.get_app_configs()
        if c.name.startswith("kollega.")
        for m in c.get_models()
    }  # fmt: skip
    named = [line.model for line in queries.kept()] + list(NOTHING_OF_ANYONE)
    assert sorted(named) == sorted(ours | OTHERS)


def test_every_line_is_whole():
    for line in queries.kept():
        assert all((line.document, line.owner, line.kind, line.clock, line.keep)), line


@pytest.fixture
def loan(today):
    loan = builders.Loan(today)
    loan.agreement = loan.decided()
    return loan


def test_a_person_takes_with_them_what_is_kept_about_them(loan, client):
    client.force_login(loan.employee)
    answer = client.get("/mitt/uppgifter.json")
    assert "attachment" in answer["Content-Disposition"]
    kept = json.loads(answer.content)
    assert kept["Intresseanmälningar"][0]["Varför"] == "Jag vill pröva att leda."
    assert kept["Utlåningsavtal om dig"][0]["Avtal"] == loan.agreement.number
    assert kept["Villkor i avtal om dig"][0]["Månadslön"] == "46000.00"
    assert kept["Underskrifter"][0]["För"] == "Medarbetaren"
    assert kept["Aviseringar"]
    assert kept["Det du har gjort, enligt loggen"]


def test_the_others_in_a_loan_never_get_the_salary_or_an_address(loan):
    theirs = (loan.their_contact, loan.their_head, loan.their_finance, loan.leader)
    everyone = (loan.manager, loan.contact, loan.head, loan.finance, *theirs)
    people = (*everyone, loan.employee)
    for person in everyone:
        text = json.dumps(queries.about(person), ensure_ascii=False)
        assert "46000" not in text, person
        for other in people:
            assert other.pk == person.pk or other.email not in text, (person, other)
    own = json.dumps(queries.about(loan.employee), ensure_ascii=False)
    assert not [p for p in everyone if p.email in own]


def test_a_stranger_gets_nothing_of_it(loan):
    text = json.dumps(queries.about(builders.a_person("Sten")), ensure_ascii=False)
    assert loan.agreement.number not in text


def test_the_pages_show_it(loan, client):
    client.force_login(loan.employee)
    page = client.get("/mitt/uppgifter/").content.decode()
    assert "Jag vill pröva att leda." in page
    assert "Så behandlar vi personuppgifter" in client.get("/personuppgifter/").content.decode()
    client.logout()
    assert "Utlåningsavtal" in client.get("/personuppgifter/").content.decode()
    assert client.get("/mitt/uppgifter.json").status_code == 302


def test_values_read_as_people_write_them():
    row = {"Ja": True, "Tomt": None, "Dag": "2026-11-23", "När": "2026-11-23T08:00:00+00:00", "Flera": ["a", "b"]}
    words = [("Ja", "Ja"), ("Dag", "23\xa0november 2026"), ("När", "23\xa0november 2026"), ("Flera", "a; b")]
    assert worth_showing(row) == words
