"""People who do what their desk tells them, two mornings a week, and who sometimes leave a thing lying for a while."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zlib import crc32

from django.urls import resolve

from kollega.assignments import actions as assignments
from kollega.assignments.models import Call, Interest, TalkTime
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.invoicing import actions as invoicing
from kollega.invoicing import queries as bases
from kollega.invoicing.models import Basis, Hours
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.lending.rules.around import parties_preparing
from kollega.pages.desk import waiting_for
from kollega.people.queries import actor
from kollega.requesting import actions as requesting
from kollega.requesting.models import Offer, Request, Suggestion
from tests import builders

AT_THE_DESK = (1, 4)
"""Tuesday and Friday."""
SLOW_WORDS = {"Granska fakturan": 17, "Godkänn fakturan": 6, "Gör klart": 4, "Attestera": 9, "Säg hur": 20}
"""How many days at most things of some kinds are left lying; what binds two employers is done when it is seen."""


class Office:
    """All who work at the employers, and how they do what lies on their desks.

    :param terms: what the lender's contact writes in the terms of a loan, by the given name of who is lent.
    :param wanted: what the receiver's contact wants instead, once, by the same name.
    """

    def __init__(self, people: list, *, terms: dict, wanted: dict, waits_for: dict) -> None:
        self.people, self.terms, self.wanted, self.waits_for = people, terms, wanted, waits_for
        self.seen: dict[tuple, date] = {}
        self.done: Counter = Counter()
        self.tried: Counter = Counter()

    def desks(self, today: date) -> dict[str, list]:
        """Return the tasks of everyone that day, by the address where each is done."""
        found: dict[str, list] = {}
        for person in self.people:
            for task in waiting_for(person, today):
                found.setdefault(task.url, []).append((person, task))
        return found

    def work(self, desks: dict[str, list], today: date) -> None:
        """Let everyone do once what lies on their desk and is not left for later."""
        for rows in desks.values():
            for person, task in rows:
                first_seen = self.seen.setdefault((person.pk, task.url, task.title), today)
                if today >= first_seen + timedelta(days=self._patience(person, task)):
                    self._do(person, task, today)

    def _patience(self, person, task) -> int:
        for (who, words), days in self.waits_for.items():
            if words in task.title and who in {"", person.given_name}:
                return days
        for words, most in SLOW_WORDS.items():
            if task.title.startswith(words):
                return crc32(f"{task.title}{task.context}".encode()) % (most + 1)
        return 0

    def _do(self, person, task, today: date) -> None:
        found = resolve(task.url)
        does = getattr(self, "_at_" + found.view_name.replace(":", "_"))
        try:
            with clock.at(today):
                does(person, actor(person, today), today, **found.kwargs)
        except Refused as refused:  # a colleague may have done it the same morning; otherwise it cannot be done
            if any((left.url, left.title) == (task.url, task.title) for left in waiting_for(person, today)):
                self.tried[f"{person.given_name}: {task.title}: {refused}"] += 1
        else:
            self.done[found.view_name] += 1

    # One for each address that a task may lead to.

    def _at_assignments_interest(self, person, by, today, pk):
        interest = Interest.objects.get(pk=pk)
        if person.pk == interest.employment.manager_id:
            assignments.endorse(interest, rows=builders.PLAN, message="", by=by, today=today)
        else:  # HR, to whom the clock has turned, reminds and decides nothing
            assignments.remind(interest, by=by, today=today)

    def _at_assignments_call(self, person, by, today, pk):
        call = Call.objects.get(pk=pk)
        if call.state == "submitted":
            assignments.publish(call, by=by, today=today)
        elif call.state == "staffed":
            assignments.release(call, text="Tack för att ni ville.", by=by, today=today)
        elif call.state == "running":
            for interest in call.interests.filter(state="active"):
                assignments.finish(interest, outcome="done", note="", by=by, today=today)
        elif call.state in {"open", "selecting"}:
            self._choose(call, by, today)

    def _choose(self, call, by, today):
        """Meet the first who answered, and then choose; the others are set aside till all are told."""
        first, *others = call.interests.filter(state="endorsed", not_selected_because="").order_by("made_at")
        for other in others:
            assignments.pass_over(other, because="other_competence", text="", by=by)
        if first.shortlisted_on is None:
            assignments.shortlist(first, by=by, today=today)
            starts = [datetime.combine(today + timedelta(days=n), time(9), clock.STOCKHOLM) for n in (3, 4)]
            assignments.offer_times(call, starts=starts, minutes=45, place="Storgatan 1", by=by)
            person = builders.anew(first.employment.person)
            time_ = TalkTime.objects.filter(call=call).first()
            assignments.take_time(time_, interest=first, by=actor(person, today))
        elif builders.anew(first).meeting.starts_at < clock.now():
            assignments.select(first, by=by, today=today)

    def _at_requesting_request(self, person, by, today, pk):
        request = Request.objects.get(pk=pk)
        requesting.suggest(request, said=f"{request.title.split()[-1]} Exempel", by=by, today=today)

    def _at_requesting_offer(self, person, by, today, pk):
        requesting.consent(Offer.objects.get(pk=pk), by=by, today=today)

    def _at_requesting_suggestion(self, person, by, today, pk):
        suggestion = Suggestion.objects.get(pk=pk)
        step = {"asked": requesting.accept, "willing": requesting.support, "named": requesting.choose}
        step[suggestion.state](suggestion, by=by, today=today)

    def _at_lending_agreement(self, person, by, today, pk):
        agreement = builders.Loan.fresh(Agreement(pk=pk))
        if waiver := agreement.waivers.filter(state="asked").exclude(asked_by=person).first():
            lending.grant_waiver(waiver, by=by, today=today)
        elif agreement.open_change or agreement.state == "signing":
            self._answer_or_sign(agreement, person, by, today)
        elif agreement.state in {"draft", "offered", "countered"}:
            self._agree_on_terms(agreement, by, today)
        elif by.is_finance_at(agreement.lender_id) and agreement.vat is None:
            treatment = "O" if agreement.lender.kind == "agency" else "S"
            lending.decide_vat(agreement, treatment=treatment, reason="Enligt ekonomins beslut.", by=by)
        elif agreement.state == "returning":
            lending.confirm_return(agreement, by=by, today=today)

    def _agree_on_terms(self, agreement, by, today):
        name = agreement.person.given_name
        if agreement.state == "draft":
            lending.write_terms(agreement, by=by, **self.terms[name])
            lending.offer(agreement, by=by, today=today)
        elif agreement.state == "countered":
            lending.take_counter(agreement, by=by, today=today, read=agreement.version.number)
        elif name in self.wanted:
            wanted = self.wanted.pop(name)
            lending.counter(agreement, wanted=wanted, reason="Vi har en annan budget.", by=by, today=today)
        else:
            lending.accept(agreement, by=by, today=today, read=agreement.version.number)

    def _answer_or_sign(self, agreement, person, by, today):
        change = agreement.open_change
        if change and change.state == "asked":
            answer = lending.agree if change.kind == "extension" else lending.consent
            answer(change, by=by, today=today)
        else:
            lending.sign(agreement, by=by, method="kod", digest=agreement.to_sign.digest, today=today)

    def _at_lending_checklist(self, person, by, today, pk, moment):
        agreement = builders.Loan.fresh(Agreement(pk=pk))
        for party in parties_preparing(by, agreement):
            if agreement.sign_offs.filter(moment=moment, party=party).exists():
                continue
            ready = [p.pk for p in agreement.points.filter(moment=moment, party=party)]
            lending.prepare(agreement, moment=moment, party=party, ready=ready, unneeded=[], by=by)
            lending.sign_off(agreement, moment=moment, party=party, by=by, today=today)

    def _at_lending_evaluate(self, person, by, today, pk):
        lending.evaluate(Agreement.objects.get(pk=pk), marks=[4, 5, 3, 5], words="", by=by)

    def _at_invoicing_hours(self, person, by, today, pk):
        for hours in Hours.objects.filter(agreement=pk):
            if hours.state in {"open", "returned"} and hours.agreement.employment.person_id == person.pk:
                invoicing.report(hours, worked=worked_in(hours.from_on, hours.to_on), note="", by=by, today=today)
            elif hours.state == "reported" and hours.agreement.leader_id == person.pk:
                invoicing.attest(hours, by=by)

    def _at_invoicing_basis(self, person, by, today, pk):
        basis = Basis.objects.get(pk=pk)
        if basis.state == "disputed":
            invoicing.uphold(basis, by=by, reason="Vi har räknat om och det stämmer.", today=today)
        elif not invoicing.is_counted(bases.whole(Basis.objects.filter(pk=pk)).get()):
            invoicing.recount(basis, by=by, today=today)
        elif basis.state == "proposed":
            invoicing.check(basis, by=by, today=today)
        elif basis.state == "checked":
            invoicing.approve(basis, by=by)
        else:
            invoicing.export(basis, by=by, today=today)

    def _at_invoicing_loan(self, person, by, today, pk):
        invoicing.settle(Agreement.objects.get(pk=pk), by=by, today=today)


def worked_in(first: date, last: date) -> Decimal:
    """Return how many hours were worked in a week, so that no two weeks are alike."""
    days = sum((first + timedelta(days=n)).weekday() < 5 for n in range((last - first).days + 1))
    return Decimal(days * 6) + Decimal(first.day % 4) / 4
