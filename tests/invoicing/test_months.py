"""The month of one employer: run in batches, held up by what is named, taken many at once, fetched as one archive."""

import io
import re
import uuid
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.invoicing import actions
from kollega.invoicing.actions import runs
from kollega.invoicing.models import Basis, Run
from kollega.invoicing.terms import BasisState
from kollega.lending.models import VatDecision, Version
from kollega.outbox.models import Message
from kollega.people.models import Duty
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from tests import builders
from tests.builders import anew, verbs_of

pytestmark = pytest.mark.django_db
MARCH, APRIL_5 = date(2027, 3, 1), date(2027, 4, 5)


def three_of_one_lender(today):
    """Return three loans whose money one person handles, as bills."""
    bills = [builders.Bill(today) for _ in range(3)]
    first = bills[0]
    for number, bill in enumerate(bills[1:]):
        type(bill.agreement).objects.filter(pk=bill.agreement.pk).update(
            lender=first.loan.lender, number=f"X {number} {bill.agreement.number}"
        )
        bill.by, bill.other = first.by, first.other
    return bills


@pytest.fixture
def bills(today):
    return three_of_one_lender(today)


def start(bill):
    return actions.start_run(bill.loan.lender, month=MARCH, by=bill.by, today=APRIL_5)


def run_all():
    with clock.at(APRIL_5):
        while actions.run_next_batch():
            pass


def test_a_run_takes_every_loan_once_in_batches_and_again_changes_nothing(bills, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 2)
    run, other = start(bills[0]), builders.Bill(date(2026, 11, 23))
    assert start(bills[0]) == run
    assert (run.total, verbs_of(run)) == (3, ["run.started"])
    with clock.at(APRIL_5):
        assert actions.run_next_batch().done == 2
    assert (anew(run).words, anew(run).finished_at) == ("2 av 3 lån", None)
    run_all()
    assert (anew(run).done, Basis.objects.count()) == (3, 3)
    before = list(Basis.objects.order_by("pk").values_list("pk", "made_at"))
    again = start(bills[0])
    run_all()
    assert again != run
    assert list(Basis.objects.order_by("pk").values_list("pk", "made_at")) == before
    assert not Basis.objects.filter(agreement=other.agreement).exists()


def test_a_run_proposes_what_the_clock_would_and_tells_once(bills):
    run = start(bills[0])
    run_all()
    together = {b.agreement_id: _said(b) for b in Basis.objects.all()}
    assert len(together) == 3
    assert {verb for b in Basis.objects.all() for verb in verbs_of(b)} == {"basis.proposed"}
    assert builders.told("run.finished") == {bills[0].loan.finance, bills[0].second}
    assert builders.told("basis.proposed") == set()
    assert Message.objects.filter(about_id=run.pk, subject="Mars 2027 är körd").count() == 2
    Basis.objects.all().delete()
    actions.prepare(MARCH, today=APRIL_5)
    assert {b.agreement_id: _said(b) for b in Basis.objects.all()} == together


def _said(basis):
    lines = [(x.number, x.kind, x.text, x.amount) for x in basis.lines.order_by("number")]
    return basis.from_on, basis.to_on, basis.state, basis.month, lines


def test_a_run_asks_as_often_for_three_loans_as_for_one(bills):
    counts = []
    for which in (bills[:1], bills):
        Basis.objects.all().delete()
        Run.objects.all().delete()
        keep = [bill.agreement.pk for bill in which]
        type(bills[0].agreement).objects.exclude(pk__in=keep).update(state="withdrawn")
        type(bills[0].agreement).objects.filter(pk__in=keep).update(state="signed")
        start(bills[0])
        with clock.at(APRIL_5), CaptureQueriesContext(connection) as caught:
            assert actions.run_next_batch().done == len(which)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_only_the_employers_own_finance_runs_a_month_that_is_over(bills):
    theirs = actor(bills[0].loan.their_finance, APRIL_5)
    with pytest.raises(Refused, match="egen ekonomi"):
        actions.start_run(bills[0].loan.lender, month=MARCH, by=theirs, today=APRIL_5)
    with pytest.raises(Refused, match="inte slut"):
        actions.start_run(bills[0].loan.lender, month=MARCH, by=bills[0].by, today=date(2027, 3, 31))
    with pytest.raises(Refused, match="egen ekonomi"):
        actions.take_many("check", [], employer=bills[0].loan.lender, month=MARCH, by=theirs, today=APRIL_5)
    assert Run.objects.count() == 0


def many(name, bill, by=None):
    """Take all, and return how many were taken, and why others were not."""
    which = Basis.objects.values_list("pk", flat=True)
    with clock.at(APRIL_5):
        about = {"employer": bill.loan.lender, "month": MARCH, "by": by or bill.by, "today": APRIL_5}
        run = anew(actions.take_many(name, which, **about))
    return run.done - len(run.refused), {Basis.objects.get(pk=pk).agreement: why for pk, why in run.refused}


def test_many_are_taken_at_once_with_four_eyes_and_those_that_cannot_are_named(bills):
    first = bills[0]
    start(first)
    run_all()
    VatDecision.objects.filter(agreement=bills[1].agreement).delete()
    assert many("check", first) == (2, {bills[1].agreement: "Besluta först om moms på avtalet."})
    Basis.objects.filter(agreement=first.agreement).update(checked_by=first.second)
    taken, refused = many("approve", first)
    assert (taken, len(refused)) == (1, 2)
    assert any("någon annan" in why for why in refused.values())
    assert many("approve", first, by=first.other)[0] == 1
    assert many("export", first)[0] == 2
    assert Basis.objects.filter(state=BasisState.EXPORTED).count() == 2
    assert builders.told("run.finished") == {first.loan.finance, first.second}  # of the month's run alone


def test_what_is_many_is_begun_at_once_and_finished_by_the_worker(bills, page, monkeypatch):
    monkeypatch.setattr(runs, "STEP_BATCH", 1)
    start(bills[0])
    run_all()
    assert many("check", bills[0])[0] == 1
    shown = words(page()[0])
    assert "Underlagen kontrolleras" in shown
    assert "1 av 3 underlag" in shown
    assert "Kontrollera markerade" not in shown
    with pytest.raises(Refused, match="körs redan"):
        many("check", bills[0])
    with pytest.raises(Refused, match="körs redan"):
        start(bills[0])
    VatDecision.objects.filter(agreement__bases__state=BasisState.PROPOSED).delete()
    run_all()
    assert Basis.objects.filter(state=BasisState.CHECKED).count() == 1
    told = Message.objects.get(about_id=Run.objects.get(step="check").pk)
    assert (told.person, "1 är kontrollerade. 2 kunde inte tas" in told.text) == (bills[0].by.person, True)
    left = words(page()[0]).partition("Kunde inte tas")[2].partition("</section>")[0]
    assert left.count("Besluta först om moms på avtalet.") == 2


def test_whoever_lost_the_duty_while_many_are_taken_takes_no_more(bills, monkeypatch):
    monkeypatch.setattr(runs, "STEP_BATCH", 1)
    start(bills[0])
    run_all()
    assert many("check", bills[0])[0] == 1
    Duty.objects.filter(person=bills[0].by.person, kind=DutyKind.FINANCE).update(to_on=date(2027, 4, 1))
    run_all()
    assert Basis.objects.filter(state=BasisState.CHECKED).count() == 1
    assert len(Run.objects.get(step="check").refused) == 2


def test_many_leave_another_employers_alone(bills):
    other = builders.Bill(date(2026, 11, 23))
    other.proposed()
    assert many("check", other)[0] == 1
    assert Basis.objects.filter(state=BasisState.CHECKED).get().agreement == other.agreement


@pytest.fixture
def page(client, bills):
    """Return how the lender's finance reads the month, and how many statements it took."""
    TOTP.activate(bills[0].loan.finance, "JBSWY3DPEHPK3PXP")
    client.force_login(bills[0].loan.finance)
    of_lender = f"/fakturor/manad/{bills[0].loan.lender.pk}/"
    path = f"{of_lender}2027-03/"

    def read(more="", month="2027-03"):
        with clock.at(APRIL_5), CaptureQueriesContext(connection) as asked:
            answer = client.get(f"{of_lender}{month}/{more}")
        return answer, len(asked)

    def send(more, on=APRIL_5, **said):
        with clock.at(on):
            return client.post(path + more, said | {"once": uuid.uuid4()})

    read.send = send
    return read


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_page_shows_what_holds_the_month_up_and_where_it_is_mended(bills, page):
    assert 'Lån utan underlag för månaden <span class="muted">(3)' in words(page()[0])
    assert page.send("").status_code == 302
    assert "0 av 3 lån" in words(page()[0])
    run_all()
    VatDecision.objects.filter(agreement=bills[1].agreement).delete()
    Version.objects.filter(agreement=bills[2].agreement).update(in_force_to=date(2027, 3, 10))
    shown = words(page()[0])
    for said in ("Momsen är inte beslutad", "Behöver räknas om", "Kontrollera markerade"):
        assert said in shown
    assert f"/utlaning/{bills[1].agreement.pk}/moms/" in shown
    assert shown.count('name="basis"') == 1
    which = [str(pk) for pk in Basis.objects.values_list("pk", flat=True)]
    page.send("check/", on=date(2027, 4, 6), basis=which)
    shown = words(page()[0])
    assert "1 är kontrollerade." in shown
    assert "Räkna om det först" in shown


def test_it_takes_equally_many_statements_for_one_and_for_three(bills, page):
    start(bills[0])
    run_all()
    three = page()[1]
    Basis.objects.exclude(agreement=bills[0].agreement).delete()
    assert three <= 45
    for bill in bills[1:]:
        type(bill.agreement).objects.filter(pk=bill.agreement.pk).update(state="cancelled")
    assert page()[1] == three


def test_nothing_marked_and_nonsense_are_told_and_change_nothing(bills, page):
    start(bills[0])
    run_all()
    page.send("check/")
    assert "Markera minst en rad" in words(page()[0])
    page.send("check/", basis="inte-ett-id")
    assert Basis.objects.filter(state=BasisState.PROPOSED).count() == 3
    assert page.send("credit/").status_code == 404
    assert page("alla.zip")[0].status_code == 404


def test_the_archive_holds_exactly_what_left_and_a_list_that_sums_to_it(bills, page):
    left = [bill.exported() for bill in bills]
    archive = zipfile.ZipFile(io.BytesIO(page("alla.zip")[0].content))
    for basis in left:
        invoice = anew(basis).invoice
        assert archive.read(f"faktura-{invoice.number}.xml") == invoice.xml.encode()
        assert archive.read(f"faktura-{invoice.number}.pdf") == bytes(invoice.paper.pdf)
    assert len(archive.namelist()) == 7
    sheet = zipfile.ZipFile(io.BytesIO(archive.read("kontrollista.xlsx"))).read("xl/worksheets/sheet1.xml").decode()
    nets = [Decimal(said) for said in re.findall(r'<c r="I\d+"[^>]*><v>([\d.]+)</v>', sheet)[-3:]]
    assert sum(nets) == sum(anew(b).invoice.net for b in left)


def test_each_manager_is_told_once_what_the_month_came_to(bills):
    left = [bill.exported() for bill in bills[:2]]
    for day in (date(2027, 4, 14), date(2027, 4, 15), date(2027, 4, 20)):
        with clock.at(day):
            actions.let_the_day_come(day)
        sums = Message.objects.filter(key__startswith="month.sum.2027-03:")
        assert sums.count() == (0 if day.day < 15 else 2)
    assert {m.person for m in sums} == {b.agreement.employment.manager for b in left}
    assert all("kronor" in m.subject for m in sums)


def test_every_month_that_a_year_does_not_have_is_not_found(bills, page):
    assert page(month="2027-13")[0].status_code == 404


def test_a_month_that_still_runs_says_so_and_a_month_without_loans_says_that(bills, page):
    assert "Månaden är inte slut än" in words(page(month="2027-04")[0])
    assert "Inget lån hade dagar i månaden." in words(page(month="2027-01")[0])
