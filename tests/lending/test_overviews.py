"""Loans beside each other: a team's year, a network's figures, the list that is searched and taken away."""

import csv
from datetime import date, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kollega.core import clock
from kollega.lending import queries
from kollega.lending.models import Agreement
from kollega.lending.rules import overviews
from kollega.lending.terms import AgreementState
from kollega.people.terms import DutyKind
from tests import builders

SECRET = "JBSWY3DPEHPK3PXP"
MARCH, APRIL, MAY = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)


def test_a_month_is_covered_by_the_days_of_every_loan_in_it():
    loans = [(date(2027, 3, 10), date(2027, 4, 9), 80), (date(2027, 4, 10), date(2027, 4, 30), 50)]
    cells = overviews.cells_of(loans, [MARCH, APRIL, MAY])
    assert [(c.share, c.covered, c.is_whole) for c in cells] == [(80, 22, False), (80, 30, True), (0, 0, False)]


def test_two_halves_are_a_whole_in_the_days_they_share():
    (cell,) = overviews.cells_of([(MARCH, APRIL, 50), (date(2027, 3, 20), date(2027, 3, 25), 50)], [MARCH])
    assert (cell.share, cell.covered, cell.is_whole) == (100, 31, True)


def test_the_year_ahead_begins_with_this_month():
    months = overviews.months_from(date(2026, 11, 23))
    assert (months[0], months[-1], len(months)) == (date(2026, 11, 1), date(2027, 10, 1), 12)


def test_days_are_those_signed_and_before_that_those_wished():
    wish = SimpleNamespace(starts_on=MARCH, ends_on=APRIL, share=50)
    assert overviews.days_of(SimpleNamespace(in_force=[], version=wish)) == [(MARCH, APRIL, 50)]
    signed = SimpleNamespace(in_force_from=APRIL, in_force_to=MAY, share=60)
    assert overviews.days_of(SimpleNamespace(in_force=[signed], version=wish)) == [(APRIL, MAY, 60)]


@pytest.mark.parametrize("state", AgreementState)
def test_what_waits_is_late_after_its_own_days(state, today):
    most = overviews.LATE_AFTER.get(state)
    for days in (13, 14, 15, 45, 46):
        assert overviews.is_late(state, today - timedelta(days=days), today) == (most is not None and days > most)


def test_no_median_is_told_of_fewer_than_five():
    found = {"draft": (5, 2.5), "signing": (4, 9.0), "active": (50, 90.0)}
    told = {label: (count, days) for label, count, days in overviews.medians(found)}
    assert told["Villkoren skrivs"] == (5, 2.5)
    assert told["Skrivs under"] == (4, None)
    assert "Pågår" not in told


@pytest.fixture
def loan(today, db):
    loan = builders.Loan(today, seats=3)
    loan.signed()
    return loan


def reads(client, person, path):
    TOTP.activate(person, SECRET)
    client.force_login(person)
    return client.get(path)


def test_the_network_reads_numbers_and_nobody_s_name(loan, client):
    coordinator = builders.a_duty(DutyKind.COORDINATOR, loan.network)
    Agreement.objects.update(state="offered", made_at=clock.now() - timedelta(days=40))
    later = clock.today() + timedelta(days=20)
    with clock.at(later):
        page = reads(client, coordinator, f"/natverk/{loan.network.slug}/utlaning/").content.decode()
    assert "Villkoren är skickade" in page
    assert "20 dagar" in page
    assert str(loan.lender) in page
    for person in (loan.employee, loan.manager, loan.leader):
        assert str(person) not in page
    assert Agreement.objects.get().number not in page


def test_how_long_steps_take_is_read_from_the_log(loan):
    found = queries.days_in_steps(loan.network)
    assert found["draft"][0] == found["offered"][0] == found["signing"][0] == 1
    assert queries.days_in_steps(builders.a_network()) == {}


def test_only_what_waits_stands_still(loan):
    assert queries.standing_in(loan.network) == []
    Agreement.objects.update(state="signing")
    ((agreement, since),) = queries.standing_in(loan.network)
    assert (agreement.state, since) == ("signing", clock.today())


def more_loans(loan, today, count):
    for _ in range(count):
        interest = builders.an_endorsed_answer(
            loan.call, builders.an_employment(at=loan.lender, manager=loan.manager), today
        )
        builders.assignments.select(interest, by=loan.by(loan.leader), today=today)


@pytest.mark.parametrize("who", ["coordinator", "manager", "contact"])
def test_pages_ask_equally_often_for_one_loan_and_three(loan, today, client, who):
    person, path = {
        "coordinator": (builders.a_duty(DutyKind.COORDINATOR, loan.network), f"/natverk/{loan.network.slug}/utlaning/"),
        "manager": (loan.manager, "/medarbetare/"), "contact": (loan.contact, "/utlaning/"),
    }[who]  # fmt: skip
    asked = []
    reads(client, person, path)
    for count in (0, 2):
        more_loans(loan, today, count)
        with CaptureQueriesContext(connection) as written:
            assert client.get(path).status_code == 200
        asked.append(len(written))
    assert asked[0] == asked[1]


def test_the_list_is_searched_by_words_and_by_state(loan, today, client):
    more_loans(loan, today, 2)
    TOTP.activate(loan.contact, SECRET)
    client.force_login(loan.contact)

    number = Agreement.objects.get(state="notice").number

    def found(**asked):
        answer = client.get("/utlaning/export.csv", asked).content.decode("utf-8-sig")
        return len(list(csv.reader(StringIO(answer), delimiter=";"))) - 1

    assert found() == found(q=str(loan.employee)) == found(q=str(loan.receiver)) == 3
    assert found(q=number) == 1
    assert found(q=f"{number} finns-inte") == 0
    assert found(state="draft") == 2
    assert found(state="draft", q=number) == 0
    page = client.get("/utlaning/", {"q": "finns-inte"}).content.decode()
    assert "finns-inte" in page


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_list_is_taken_away_as_a_file(loan, client, kind, begins):
    answer = reads(client, loan.contact, f"/utlaning/export.{kind}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f"utlaning.{kind}" in answer["Content-Disposition"]
