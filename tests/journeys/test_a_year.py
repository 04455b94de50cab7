"""A year of seven loans, day by day: every turn of the clock is the real one, people do what their desks tell them.

At the end the books balance with what was agreed, counted once more here; on no day did a step lie unseen.
"""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from types import SimpleNamespace

import pytest

from kollega.assignments import actions as assignments
from kollega.assignments.models import Call
from kollega.core import clock
from kollega.core.log import faults
from kollega.invoicing import actions as invoicing
from kollega.invoicing.models import Basis, Hours, Invoice
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.networks.terms import EmployerKind
from kollega.outbox.models import Message
from kollega.pages.tasks import let_the_day_come
from kollega.people.queries import actor
from kollega.requesting import actions as requesting
from kollega.requesting.models import Offer
from tests import builders
from tests.journeys.year.books import Agreed, billed, left_behind, needs_someone, owed, owed_by_the_hour
from tests.journeys.year.people import AT_THE_DESK, Office, worked_in

pytestmark = pytest.mark.django_db
FIRST, LAST, NEW_YEAR = date(2026, 11, 23), date(2027, 11, 30), date(2028, 1, 2)
PLACES = {"a": EmployerKind.AGENCY, "b": EmployerKind.AGENCY, "c": EmployerKind.MUNICIPALITY, "d": "municipality"}
LENT = {"Ada": "a", "Bea": "a", "Bo": "a", "Cy": "a", "Gil": "a", "Di": "c", "Ed": "c", "Hal": "c"}
ASKED = {
    "Bo": ("b", 60, date(2027, 3, 1), date(2027, 5, 14)),
    "Cy": ("b", 100, date(2027, 3, 1), date(2027, 6, 30)),
    "Gil": ("b", 50, date(2027, 3, 1), date(2027, 6, 30)),
    "Di": ("d", 100, date(2027, 3, 1), date(2027, 9, 14)),
    "Hal": ("d", 100, date(2027, 3, 1), date(2027, 4, 30)),
}
HOUR = Decimal("655.50")
USUAL = {
    "tasks": "Leda en grupp", "workplace": "Sundsvall", "union_informed_on": date(2026, 12, 1),
    "buyer_reference": "4410", "is_insurance_checked": True, "contribution_percent": Decimal("31.42"),
    "overhead_percent": Decimal(5),
}  # fmt: skip
TERMS = {
    "Ada": USUAL | {"monthly_salary": Decimal(47123)},
    "Bo": USUAL | {"cost_model": "hourly", "hourly_amount": HOUR, "monthly_hours": Decimal(95)},
    "Cy": USUAL | {"monthly_salary": Decimal(40000)},
    "Gil": USUAL | {"monthly_salary": Decimal(40000)},
    "Di": USUAL | {"monthly_salary": Decimal(39850), "follows_rates": True},
    "Ed": USUAL | {"cost_model": "fixed", "monthly_amount": Decimal("61235.55")},
    "Hal": USUAL | {"cost_model": "fixed", "monthly_amount": Decimal(30000)},
}
AGREED = {
    "Ada": [
        Agreed(date(2027, 2, 8), date(2027, 4, 9), 80, Decimal(47123), administration=Decimal(4)),
        Agreed(date(2027, 4, 10), date(2027, 5, 16), 80, Decimal(48400), administration=Decimal(4)),
        Agreed(date(2027, 5, 17), date(2027, 8, 20), 50, Decimal(48400), administration=Decimal(4)),
    ],
    "Di": [
        Agreed(date(2027, 3, 1), date(2027, 4, 15), 100, Decimal(39850)),
        Agreed(date(2027, 4, 16), date(2027, 9, 14), 100, Decimal(39850), Decimal("30.99"), Decimal("6.5")),
    ],
    "Ed": [Agreed(date(2027, 3, 15), date(2027, 7, 18), month=Decimal("61235.55"))],
    "Hal": [Agreed(date(2027, 3, 1), date(2027, 4, 30), month=Decimal(30000))],
}
AWAY = {
    "Ada": [(date(2027, 3, 8), date(2027, 3, 12)), (date(2027, 3, 22), date(2027, 3, 24))],
    "Di": [(date(2027, 6, 28), date(2027, 7, 9))],
}
LEFT_LYING = {
    ("Moa", "utlåning av Ada"): 28,
    ("", "Välj bland svaren"): 31,
    ("", "bestridandet av fakturan för april"): 10,
    ("", "Ta ställning till villkoren för Gil"): 400,
}


class Year:
    """Four employers, those who work there, and what they set about on which day."""

    def __init__(self, today: date) -> None:
        self.place = {name: builders.an_employer(name.upper(), kind) for name, kind in PLACES.items()}
        network = builders.a_network(*self.place.values())
        people = {}
        for name, employer in self.place.items():
            duties = ("contact", "head_of_hr", "finance", "finance")
            people[name] = [builders.a_duty(kind, employer) for kind in duties]
            builders.BillingDetails.objects.create(
                employer=employer, endpoint="2021005489", bankgiro="5050-1055", vat_number="SE202100548901",
                contact_name="Ekonomi", contact_email="ekonomi@exempel.invalid",
            )  # fmt: skip
            builders.Employer.objects.filter(pk=employer.pk).update(
                org_number="202100-5489", city="Sundsvall", postcode="851 81"
            )
        self.people, self.network, self.known = people, network, set()
        self.manager = {"a": builders.a_person("Moa"), "c": builders.a_person("Max")}
        self.post = {who: self._employ(who, where) for who, where in LENT.items()}
        self.leader = builders.a_person("Lo")
        by = actor(people["c"][2], today)
        lending.set_rates(builders.anew(self.place["c"]), from_on=date(2020, 1, 1), by=by,
                          contribution_percent=Decimal("31.42"), overhead_percent=Decimal(5))  # fmt: skip
        everyone = [*chain(*people.values()), *self.manager.values(), *(p.person for p in self.post.values())]
        self.office = Office(
            [*everyone, self.leader], terms=TERMS, wanted={"Ada": {"overhead_percent": Decimal(4)}},
            waits_for=LEFT_LYING,
        )  # fmt: skip

    def _employ(self, who: str, where: str):
        post = builders.an_employment(builders.a_person(who), at=self.place[where], manager=self.manager[where])
        if who in {"Ed", "Hal"}:  # two whose post has no manager: the contact does what a manager would
            post.manager = None
            post.save()
        return post

    def by(self, where: str, number: int = 0):
        """Return who acts: the contact, the head of HR, and the two of finance, in that order."""
        return actor(builders.anew(self.people[where][number]), clock.today())

    def loan(self, who: str) -> Agreement:
        return builders.Loan.fresh(Agreement.objects.get(employment=self.post[who]))

    def basis(self, who: str, month: date) -> Basis:
        return Basis.objects.get(agreement__employment=self.post[who], month=month, kind="invoice", state="exported")

    # What someone sets about of their own accord, by the day.

    def on_2026_11_24(self, today):
        employer, by = builders.anew(self.place["b"]), actor(self.leader, today)
        about = {"title": "Projektledare", "lead": "Led.", "tasks": "Leda", "needs": "Vana", "place": "Sundsvall",
                 "share": 80, "answer_by": date(2026, 12, 12), "starts_on": date(2027, 2, 1),
                 "ends_on": date(2027, 6, 11)}  # fmt: skip
        call = assignments.draft(by=by, employer=employer, network=self.network, **about)
        assignments.submit(call, by=by, today=today)
        for who, (asker, share, first, last) in ASKED.items():
            requesting.ask(
                asker=self.place[asker], asked=self.place[LENT[who]], by=self.by(asker), today=today,
                title=f"Utredare {who}", tasks="Utreda.", place="Sundsvall", share=share, starts_on=first, ends_on=last,
            )  # fmt: skip

    def on_2026_11_27(self, today):
        for who in ("Ada", "Bea"):
            builders.an_answer(Call.objects.get(), self.post[who], today, share=80, can_start_on=date(2027, 2, 1))

    def on_2026_12_01(self, today):
        requesting.offer(employment=self.post["Ed"], network=self.network, by=self.by("c"), today=today,
                         about="Van.", share=100, from_on=today, to_on=date(2027, 12, 31))  # fmt: skip

    def on_2026_12_08(self, today):
        requesting.ask(
            asker=self.place["d"], asked=self.place["c"], offer=Offer.objects.get(), by=self.by("d"), today=today,
            title="Utredare", tasks="Utreda.", place="Sundsvall", share=100, starts_on=date(2027, 3, 15),
            ends_on=date(2027, 10, 31),
        )  # fmt: skip

    def on_2027_01_26(self, today):
        manager = actor(self.manager["a"], today)
        lending.ask_waiver(self.loan("Ada"), first_day=date(2027, 2, 8), reason="Klart.", by=manager, today=today)

    def on_2027_02_02(self, today):
        lending.cancel(self.loan("Cy"), by=self.by("b"), reason="Projektet skjuts upp.", today=today)

    def on_2027_03_15(self, today):
        self.absent("Ada", *AWAY["Ada"][0])

    def absent(self, who, first, last, kind="sick"):
        by = self.by(LENT[who], 2)
        invoicing.record_absence(self.loan(who), kind=kind, from_on=first, to_on=last, by=by, today=clock.today())

    def on_2027_03_23(self, today):
        week = Hours.objects.filter(state__in=["reported", "attested"]).earliest("from_on")
        by = actor(week.agreement.leader, today)
        invoicing.return_hours(week, reason="Fredagen saknas.", by=by, today=today)

    def on_2027_04_06(self, today):
        lending.set_rates(self.place["c"], from_on=date(2027, 4, 16), by=self.by("c", 2),
                          contribution_percent=Decimal("30.99"), overhead_percent=Decimal("6.5"))  # fmt: skip

    def on_2027_04_20(self, today):
        lending.ask_to_extend(
            self.loan("Ada"), starts_on=date(2027, 5, 17), ends_on=date(2027, 9, 30), share=50, reason="Mer att göra.",
            assessment="Behovet är större än vi trodde.", by=self.by("b"), today=today,
        )  # fmt: skip

    def on_2027_04_27(self, today):
        lending.withdraw(self.loan("Gil"), by=self.by("a"), reason="Det blev för sent.", today=today)

    def on_2027_05_11(self, today):
        march = self.basis("Ada", date(2027, 3, 1))
        invoicing.credit(march, by=self.by("a", 2), reason="Frånvaro saknas.", today=today)
        self.absent("Ada", *AWAY["Ada"][1])
        invoicing.bill_again(march, by=self.by("a", 2), today=today)

    def on_2027_06_01(self, today):
        april = self.basis("Ada", date(2027, 4, 1))
        invoicing.dispute(april, by=self.by("b", 2), reason="Fel antal dagar.", today=today)

    def on_2027_06_04(self, today):
        april = Basis.objects.get(agreement=self.loan("Ada"), month=date(2027, 4, 1), state="disputed")
        invoicing.drop_dispute(april, by=self.by("b", 2), today=today)

    def on_2027_06_08(self, today):
        lending.revise_salary(
            self.loan("Ada"), from_on=date(2027, 4, 10), monthly_salary=Decimal(48400), reason="Lönerevision.",
            by=self.by("a", 2), today=today,
        )  # fmt: skip

    def on_2027_06_15(self, today):
        lending.ask_to_employ(
            self.loan("Ed"), last_day=date(2027, 7, 18), reason="Vi anställer.", by=self.by("d"), today=today
        )

    def on_2027_06_28(self, today):
        self.absent("Di", *AWAY["Di"][0], kind="unpaid")

    def on_2027_06_29(self, today):
        may = self.basis("Di", date(2027, 5, 1))
        invoicing.dispute(may, by=self.by("d", 2), reason="Vi har en annan siffra.", today=today)

    def on_2027_07_06(self, today):
        lending.ask_to_end(
            self.loan("Ada"), last_day=date(2027, 8, 20), reason="Klart.", by=actor(self.post["Ada"].person, today),
            today=today,
        )  # fmt: skip

    def pay(self, today):
        """Pay what is due, and note it at the seller as a pasted list; one invoice is paid three weeks late."""
        due = Invoice.objects.filter(basis__state="exported", basis__kind="invoice", due_on__lte=today)
        for where in ("a", "c"):
            rows = [
                f"{i.number}; {today}; {i.gross}"
                for i in due.filter(seller=self.place[where])
                if not self._is_late(i) or today >= i.due_on + timedelta(days=21)
            ]
            if rows:
                invoicing.record_payments(self.place[where], text="\n".join(rows), by=self.by(where, 2), today=today)

    def _is_late(self, invoice) -> bool:
        return invoice.basis.agreement_id == self.loan("Hal").pk and invoice.basis.month == date(2027, 3, 1)

    def turn(self, today: date) -> dict[str, str]:
        """Let the day come and people work; return what was left that nobody had on their desk."""
        let_the_day_come(today)
        getattr(self, f"on_{today:%Y_%m_%d}", lambda _: None)(today)
        is_at_the_desk, needed = today.weekday() in AT_THE_DESK, needs_someone(today)
        # A step that is new today is looked for today; the others on the days when people read their desks.
        looked_for = set(needed) if is_at_the_desk else set(needed) - self.known
        desks = self.office.desks(today) if is_at_the_desk or looked_for else {}
        self.known = set(needed)
        if is_at_the_desk:
            self.pay(today)
            self.office.work(desks, today)
        return {url: needed[url] for url in looked_for if url not in desks}


def lived():
    """Return the year when it is over, and everything that went unseen or was left behind on the way."""
    year, unseen, behind, day = None, [], [], FIRST
    while day <= LAST:
        with clock.at(day):
            year = year or Year(day)
            unseen += [(str(day), why, url) for url, why in year.turn(day).items()]
            behind += left_behind(day)
        day += timedelta(days=1)
    with clock.at(NEW_YEAR):
        let_the_day_come(NEW_YEAR)
    return SimpleNamespace(year=year, unseen=unseen, behind=behind)


def test_a_year_of_seven_loans_ends_as_agreed():
    """One test, so that the year is lived once however many share the work; each thing it shows is a function below."""
    year = lived()
    with clock.at(NEW_YEAR):
        for shown in SHOWN:
            shown(year)


def no_step_lay_unseen_on_any_day(lived):
    assert Counter((why, url) for _, why, url in lived.unseen) == {}
    assert lived.behind == []


def every_task_on_a_desk_could_be_done(lived):
    """Finance alone may have to wait for someone: for the hours that lie on the colleague's or the leader's desk."""
    assert [words for words in lived.year.office.tried if "Attesterad tidrapport saknas" not in words] == []


def every_loan_came_to_its_end(lived):
    ends = {who: lived.year.loan(who).state for who in ("Ada", "Bo", "Cy", "Gil", "Di", "Ed", "Hal")}
    assert ends == {"Ada": "closed", "Bo": "closed", "Di": "closed", "Hal": "closed", "Ed": "closed",
                    "Cy": "cancelled", "Gil": "withdrawn"}  # fmt: skip
    assert Call.objects.get().state == "completed"


def the_invoices_come_to_what_was_agreed(lived):
    for who, agreed in AGREED.items():
        assert billed(lived.year.loan(who)) == owed(agreed, AWAY.get(who, ())) > 0, who


def the_hours_billed_are_the_hours_worked(lived):
    loan = lived.year.loan("Bo")
    weeks = [(h.from_on, worked_in(h.from_on, h.to_on)) for h in loan.hours.all()]
    assert (len(weeks), {h.state for h in loan.hours.all()}) == (13, {"billed"})
    assert billed(loan) == owed_by_the_hour(weeks, HOUR) > 0


def what_never_began_costs_nothing(lived):
    assert [billed(lived.year.loan(who)) for who in ("Cy", "Gil")] == [0, 0]
    assert not Basis.objects.filter(agreement__in=[lived.year.loan("Cy"), lived.year.loan("Gil")]).exists()


def the_books_balance(lived):
    ended = {("invoice", "paid"), ("invoice", "credited"), ("credit", "exported")}
    assert set(Basis.objects.values_list("kind", "state")) == ended
    paid = sum(i.gross for i in Invoice.objects.filter(paid_on__isnull=False))
    left = sum(i.gross if i.basis.kind == "invoice" else -i.gross for i in Invoice.objects.select_related("basis"))
    assert paid == left > 0
    for where in ("a", "c"):
        numbers = sorted(Invoice.objects.filter(seller=lived.year.place[where]).values_list("number", flat=True))
        assert numbers == [f"2027{n:05}" for n in range(1, len(numbers) + 1)]


def the_clock_reminded_of_what_was_slow(lived):
    keys = {key.split(":")[0] for key in Message.objects.values_list("key", flat=True)}
    for event in ("agreement.idle.", "basis.late.1", "interest.reminded", "interest.nudged", "hours.due."):
        assert any(key.startswith(event) for key in keys), (event, sorted(keys))


def the_log_holds_together(lived):
    assert list(faults()) == []


SHOWN = (
    no_step_lay_unseen_on_any_day,
    every_task_on_a_desk_could_be_done,
    every_loan_came_to_its_end,
    the_invoices_come_to_what_was_agreed,
    the_hours_billed_are_the_hours_worked,
    what_never_began_costs_nothing,
    the_books_balance,
    the_clock_reminded_of_what_was_slow,
    the_log_holds_together,
)
