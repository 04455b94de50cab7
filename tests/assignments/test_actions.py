"""What can be done to calls and answers: result, refusal, and the lines in the log."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kollega.assignments import actions, desk, queries
from kollega.assignments.models import Approval, Call, Interest
from kollega.assignments.terms import CallState, InterestState
from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.core.log import Entry, faults
from kollega.core.workflow import Refused
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.networks.terms import EmployerKind
from kollega.outbox.models import Message
from kollega.pages.queries import around
from kollega.people.queries import actor
from tests import builders
from tests.builders import PLAN, anew, tasks_in, told, verbs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan(today):
    return builders.Loan(today)


@pytest.fixture
def sent(loan, today):
    return builders.an_answer(loan.call, loan.employment, today)


@pytest.fixture
def endorsed(loan, today):
    return builders.an_endorsed_answer(loan.call, loan.employment, today)


@pytest.fixture
def drafted(loan):
    return actions.draft(
        by=loan.by(loan.leader),
        network=loan.network,
        employer=loan.receiver,
        title="Utredare",
        lead="Led.",
        tasks="Utreda",
        needs="Kunna utreda",
        place="Sundsvall",
        share=100,
        answer_by=date(2026, 12, 12),
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 5, 31),
    )


def test_a_call_goes_from_draft_by_review_to_the_joint_list(loan, drafted, today):
    actions.submit(drafted, by=loan.by(loan.leader), today=today)
    assert told("call.submitted") == {loan.their_contact}
    actions.publish(drafted, by=loan.by(loan.their_contact), today=today)
    listing = Listing.objects.get(pk=drafted.pk)
    assert (listing.title, listing.reach, listing.is_open, listing.closes_on) == (
        "Utredare", "network", True, date(2026, 12, 12),
    )  # fmt: skip
    assert verbs_of(drafted) == ["call.drafted", "call.submitted", "call.published"]
    assert {e.chain for e in Entry.objects.all()} == {str(loan.receiver.pk)}
    assert told("call.published") == {loan.leader}


def test_a_call_that_was_sent_back_is_rewritten_and_submitted_again(loan, drafted, today):
    by, contact = loan.by(loan.leader), loan.by(loan.their_contact)
    actions.submit(drafted, by=by, today=today)
    actions.send_back(drafted, by=contact, reason="Skriv mer.", today=today)
    actions.rewrite(drafted, by=by, tasks="Utreda mer")
    actions.submit(drafted, by=by, today=today)
    assert anew(drafted).tasks == "Utreda mer"
    assert verbs_of(drafted)[-3:] == ["call.sent_back", "call.rewritten", "call.submitted"]


def test_a_call_seen_before_it_was_sent_back_keeps_its_state_when_rewritten(loan, drafted, today):
    by = loan.by(loan.leader)
    actions.submit(drafted, by=by, today=today)
    seen_before = anew(drafted)
    actions.send_back(drafted, by=loan.by(loan.their_contact), reason="Skriv mer.", today=today)
    actions.rewrite(seen_before, by=by, tasks="Utreda mer")
    assert anew(drafted).state == CallState.DRAFT


def test_an_open_call_is_not_rewritten(loan):
    with pytest.raises(Refused, match="gått vidare"):
        actions.rewrite(loan.call, by=loan.by(loan.leader), title="Något annat")
    assert anew(loan.call).title == loan.call.title


def test_a_call_whose_last_day_has_passed_is_not_published(loan, drafted):
    with pytest.raises(Refused, match="Sista dagen att svara har passerat"):
        actions.publish(drafted, by=loan.by(loan.their_contact), today=date(2026, 12, 13))
    assert not Listing.objects.exists()


@pytest.mark.parametrize("who", ["leader", "contact", "their_head", "manager", "employee", "their_finance"])
def test_only_the_employers_own_contact_publishes(loan, drafted, today, who):
    with pytest.raises(Refused, match="Endast HR-kontakten hos arbetsgivaren kan publicera"):
        actions.publish(drafted, by=loan.by(getattr(loan, who)), today=today)


def test_a_closed_call_leaves_the_list_and_takes_no_answers(loan, drafted, today):
    actions.publish(drafted, by=loan.by(loan.their_contact), today=today)
    actions.close(drafted, by=loan.by(loan.leader), today=today)
    assert not Listing.objects.get(pk=drafted.pk).is_open
    with pytest.raises(Refused, match="tar inte emot fler"):
        builders.an_answer(drafted, loan.employment, today)


def test_a_cancelled_call_tells_all_who_answered_and_not_those_who_withdrew(loan, sent, today):
    other = builders.an_employment(at=loan.lender)
    withdrawn = builders.an_answer(loan.call, other, today)
    actions.withdraw(withdrawn, by=actor(other.person, today), today=today)
    actions.cancel(loan.call, by=loan.by(loan.leader), reason="Pengarna är slut.")
    assert told("call.cancelled") == {loan.employee}
    assert Message.objects.get(key__startswith="call.cancelled").text == "Skäl: Pengarna är slut."
    assert verbs_of(loan.call) == ["call.cancelled"]


def test_a_draft_answer_needs_nothing_and_is_kept_once(loan, today):
    by = loan.by(loan.employee)
    first = actions.save_answer(loan.call, employment=loan.employment, by=by, today=today)
    again = actions.save_answer(loan.call, employment=loan.employment, by=by, today=today, statement="Jag vill.")
    assert (first.pk, again.statement) == (again.pk, "Jag vill.")
    assert verbs_of(again) == []
    assert not Message.objects.exists()


def test_nobody_answers_for_another(loan, today):
    with pytest.raises(Refused, match="Endast den som har skrivit anmälan"):
        actions.save_answer(loan.call, employment=loan.employment, by=loan.by(loan.manager), today=today)
    assert not Interest.objects.exists()


def test_nobody_answers_their_own_employer(loan, today):
    own = builders.an_employment(at=loan.receiver)
    with pytest.raises(Refused, match="din egen arbetsgivare"):
        builders.an_answer(loan.call, own, today)


def test_an_unfinished_answer_is_not_sent(loan, today):
    by = loan.by(loan.employee)
    interest = actions.save_answer(loan.call, employment=loan.employment, by=by, today=today)
    with pytest.raises(Refused, match=r"Välj hur mycket.*Skriv när.*Skriv varför.*Svara på om"):
        actions.send(interest, by=by, today=today)
    assert anew(interest).state == InterestState.DRAFT


def test_an_answer_is_not_sent_after_the_last_day(loan, today):
    by = loan.by(loan.employee)
    interest = actions.save_answer(
        loan.call, employment=loan.employment, by=by, today=today, share=80, can_start_on=date(2027, 3, 1),
        statement="Jag vill.", has_talked=True,
    )  # fmt: skip
    with pytest.raises(Refused, match="tar inte emot fler"):
        actions.send(interest, by=by, today=date(2026, 12, 13))


def test_a_sent_answer_waits_for_the_manager_and_is_written_at_the_employees_employer(loan, sent, today):
    assert (sent.state, sent.sent_on) == (InterestState.SENT, today)
    assert told("interest.sent") == {loan.manager}
    assert Entry.objects.get(verb="interest.sent").chain == str(loan.lender.pk)


def test_the_managers_substitute_and_only_those_days_is_told(loan, today):
    now = builders.a_substitute(loan.manager, loan.lender, to_on=today)
    builders.a_substitute(loan.manager, loan.lender, to_on=today - timedelta(days=1))
    builders.a_substitute(loan.manager, loan.receiver)
    builders.an_answer(loan.call, loan.employment, today)
    assert told("interest.sent") == {loan.manager, now}


def test_a_sent_answer_is_not_changed(loan, sent, today):
    with pytest.raises(Refused, match="redan hanterats"):
        actions.save_answer(loan.call, employment=loan.employment, by=loan.by(loan.employee), today=today, share=20)


def test_withdrawn_within_the_minute_nobody_is_told(loan, sent, today):
    actions.withdraw(sent, by=loan.by(loan.employee), today=today)
    assert anew(sent).state == InterestState.WITHDRAWN
    assert Message.objects.filter(recalled_at__isnull=True).count() == 0
    assert verbs_of(sent) == ["interest.sent", "interest.withdrawn"]


def test_withdrawn_later_those_who_were_told_are_told(loan, sent, today):
    Message.objects.update(sent_at=clock.now())
    actions.withdraw(sent, by=loan.by(loan.employee), today=today)
    assert told("interest.withdrawn") == {loan.manager}


def test_withdrawn_after_the_yes_the_receiver_is_told_too(loan, endorsed, today):
    actions.withdraw(endorsed, by=loan.by(loan.employee), today=today)
    assert told("interest.withdrawn") == {loan.manager, loan.leader}


def test_the_managers_yes_carries_the_plan_and_reaches_the_receiver(loan, sent, today):
    actions.endorse(sent, rows=PLAN, message=" Lycka till ", by=loan.by(loan.manager), today=today)
    interest = anew(sent)
    assert interest.state == InterestState.ENDORSED
    assert [(c.number, c.task) for c in interest.cover.all()] == [(1, "Remissvar")]
    assert [(a.word, a.by, a.message) for a in interest.approvals.all()] == [("yes", loan.manager, "Lycka till")]
    assert told("interest.arrived") == {loan.leader}
    assert told("interest.endorsed") == {loan.employee, loan.contact}


def test_a_yes_without_a_plan_is_refused_and_nothing_is_kept(loan, sent, today):
    with pytest.raises(Refused, match="Skriv minst en uppgift"):
        actions.endorse(sent, rows=[], message="", by=loan.by(loan.manager), today=today)
    assert not Approval.objects.exists()


@pytest.mark.parametrize("who", ["employee", "contact", "head", "leader", "their_contact", "finance"])
def test_only_the_nearest_manager_decides(loan, sent, today, who):
    by = loan.by(getattr(loan, who))
    for attempt in (
        lambda: actions.endorse(sent, rows=PLAN, message="", by=by, today=today),
        lambda: actions.decline(sent, reason="Nej", by=by, today=today),
        lambda: actions.plan(sent, rows=PLAN, by=by),
    ):
        with pytest.raises(Refused, match=r"närmaste chef|din egen anmälan"):
            attempt()
    assert anew(sent).state == InterestState.SENT


def test_the_employee_does_not_decide_for_the_manager_they_stand_in_for(loan, sent, today):
    builders.Substitution.objects.create(
        person=loan.manager, substitute=loan.employee, employer=loan.lender, from_on=today, to_on=today
    )
    with pytest.raises(Refused, match="din egen anmälan"):
        actions.endorse(sent, rows=PLAN, message="", by=actor(anew(loan.employee), today), today=today)


def test_the_manager_decides_once(loan, endorsed, today):
    with pytest.raises(Refused, match="redan hanterats"):
        actions.decline(endorsed, reason="Ångrade mig.", by=loan.by(loan.manager), today=today)
    assert anew(endorsed).state == InterestState.ENDORSED


def test_a_no_tells_home_why_and_the_receiver_nothing(loan, sent, today):
    actions.decline(sent, reason="Vi är för få.", by=loan.by(loan.manager), today=today)
    assert told("interest.declined") == {loan.employee, loan.contact}
    assert not Message.objects.filter(person__in=[loan.leader, loan.their_contact]).exists()
    assert Entry.objects.get(verb="interest.declined").reason == "Vi är för få."


def test_a_no_without_a_reason_is_refused(loan, sent, today):
    with pytest.raises(Refused, match="Skriv varför"):
        actions.decline(sent, reason=" ", by=loan.by(loan.manager), today=today)


def test_the_chosen_one_fills_the_seat_and_an_agreement_is_drawn_up(loan, endorsed, today):
    agreement = actions.select(endorsed, by=loan.by(loan.leader), today=today)
    call = anew(loan.call)
    assert (anew(endorsed).state, call.state) == (InterestState.SELECTED, CallState.STAFFED)
    assert (agreement.lender, agreement.receiver, agreement.origin) == (loan.lender, loan.receiver, endorsed.pk)
    assert (agreement.version.starts_on, agreement.version.ends_on) == (call.starts_on, call.ends_on)
    assert verbs_of(call) == ["call.staffed"]
    assert told("interest.selected") == {loan.employee, loan.manager, loan.contact, loan.their_contact}
    assert list(faults()) == []


def test_the_agreement_begins_when_the_employee_can(loan, today):
    interest = builders.an_answer(loan.call, loan.employment, today, can_start_on=date(2027, 3, 15))
    actions.endorse(interest, rows=PLAN, message="", by=loan.by(loan.manager), today=today)
    agreement = actions.select(interest, by=loan.by(loan.leader), today=today)
    assert agreement.version.starts_on == date(2027, 3, 15)


def test_where_no_lending_fits_the_choice_is_made_without_an_agreement(today):
    loan = builders.Loan(today)
    loan.lender.kind = EmployerKind.MUNICIPALITY
    loan.lender.save()
    interest = builders.an_endorsed_answer(loan.call, loan.employment, today)
    assert actions.select(interest, by=loan.by(loan.leader), today=today) is None
    assert not Agreement.objects.exists()
    assert "tjänstledighet" in Message.objects.filter(key__startswith="interest.selected").first().text


def test_the_last_seat_is_given_once(loan, endorsed, today):
    second = builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
    actions.select(endorsed, by=loan.by(loan.leader), today=today)
    with pytest.raises(Refused, match="Alla platser är tillsatta"):
        actions.select(second, by=loan.by(loan.leader), today=today)
    assert anew(second).state == InterestState.ENDORSED


def test_two_seats_are_given_twice(today):
    loan = builders.Loan(today, seats=2)
    for left in (1, 0):
        interest = builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today)
        actions.select(interest, by=loan.by(loan.leader), today=today)
        assert queries.seats_left(loan.call) == left
    assert anew(loan.call).state == CallState.STAFFED


def test_an_agreement_that_fell_frees_its_seat(loan, endorsed, today):
    agreement = actions.select(endorsed, by=loan.by(loan.leader), today=today)
    with pytest.raises(Refused, match="Alla platser är fortfarande tillsatta"):
        actions.choose_again(loan.call, by=loan.by(loan.leader), reason="Vill byta")
    lending.withdraw(agreement, by=loan.by(loan.employee), reason="Jag kan inte.", today=today)
    actions.choose_again(loan.call, by=loan.by(loan.leader), reason="Kim kunde inte")
    assert anew(loan.call).state == CallState.SELECTING
    second = builders.an_employment(at=loan.lender)
    interest = Interest.objects.create(
        call=loan.call, employment=second, share=80, can_start_on=loan.call.starts_on, statement="Jag", has_talked=True,
        state=InterestState.ENDORSED, sent_on=today, made_at=clock.now(),
    )  # fmt: skip
    assert actions.select(interest, by=loan.by(loan.leader), today=today)


def test_an_unsupported_answer_is_not_selected(loan, sent, today):
    with pytest.raises(Refused, match="redan hanterats"):
        actions.select(sent, by=loan.by(loan.leader), today=today)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("who", ["employee", "manager", "contact", "their_head", "their_finance"])
def test_only_the_receiver_selects(loan, endorsed, today, who):
    with pytest.raises(Refused, match="Endast den som annonserar"):
        actions.select(endorsed, by=loan.by(getattr(loan, who)), today=today)


def test_a_passed_over_answer_says_why(loan, endorsed):
    actions.pass_over(endorsed, because="other_time", text="Tack ändå!", by=loan.by(loan.leader))
    assert told("interest.passed_over") == set()
    actions.release(loan.call, text="", by=loan.by(loan.leader), today=clock.today())
    assert anew(endorsed).not_selected_because == "other_time"
    assert told("interest.passed_over") == {loan.employee}
    assert Message.objects.get(key__startswith="interest.passed_over").text == "Tiden passade inte. Tack ändå!"


def test_the_day_closes_calls_and_reminds_managers_once(loan, sent, today):
    assert actions.let_the_day_come(date(2026, 11, 30)) == 0
    assert actions.let_the_day_come(date(2026, 12, 1)) == 1
    assert told("interest.reminded.1.2026-12-01") == {loan.manager}
    assert told("interest.waits.1.2026-12-01") == {loan.employee}
    assert actions.let_the_day_come(date(2026, 12, 7)) == 0
    actions.decline(sent, reason="Nej.", by=loan.by(loan.manager), today=date(2026, 12, 8))
    assert actions.let_the_day_come(date(2026, 12, 12)) == 0
    assert actions.let_the_day_come(date(2026, 12, 13)) == 1
    assert actions.let_the_day_come(date(2026, 12, 13)) == 0
    assert anew(loan.call).state == CallState.SELECTING
    assert (Entry.objects.get(verb="call.closed_by_its_day").actor, told("call.closed")) == (None, {loan.leader})


def test_a_call_runs_and_ends_with_its_loan(today):
    loan = builders.Loan(today)
    agreement = loan.signed()
    for day, state in [
        (date(2027, 2, 28), CallState.STAFFED),
        (date(2027, 3, 1), CallState.RUNNING),
        (date(2027, 4, 30), CallState.RUNNING),
    ]:
        with clock.at(day):
            lending.let_the_day_come(day)
            actions.let_the_day_come(day)
            assert Call.objects.get().state == state
    by = actor(loan.leader, date(2027, 4, 30))
    interest = Interest.objects.get()
    with pytest.raises(Refused, match="pågår fortfarande"):
        actions.finish(interest, outcome="done", note="", by=by, today=date(2027, 4, 30))
    lending.confirm_return(agreement, by=loan.by(loan.manager), today=date(2027, 4, 30))
    assert [t.button for t in tasks_in(desk.piles_for(anew(loan.leader), date(2027, 4, 30)))] == ["Avsluta"]
    actions.let_the_day_come(date(2027, 5, 30))
    assert Call.objects.get().state == CallState.RUNNING, "the clock does not say how it went"
    with pytest.raises(Refused, match="inte blev gjort"):
        actions.finish(interest, outcome="not_done", note="", by=by, today=date(2027, 4, 30))
    with clock.at(date(2027, 5, 30)):
        actions.finish(interest, outcome="done", note="", by=by, today=date(2027, 4, 30))
    assert (Call.objects.get().state, anew(interest).state) == (CallState.COMPLETED, InterestState.DONE)
    assert told("interest.finished") == {loan.employee, loan.manager, loan.contact}
    assert verbs_of(interest)[-3:] == ["interest.bound", "interest.begun", "interest.finished"]


def test_a_call_is_over_when_all_its_people_are_done(today):
    loan = builders.Loan(today, seats=2, starts_on=date(2026, 12, 14), answer_by=date(2026, 12, 12))
    loan.lender.kind = EmployerKind.MUNICIPALITY  # leave and a temporary post: no agreement to follow
    loan.lender.save()
    chosen = [builders.an_endorsed_answer(loan.call, builders.an_employment(at=loan.lender), today) for _ in range(2)]
    for interest in chosen:
        actions.select(interest, by=loan.by(loan.leader), today=today)
        employee = anew(interest.employment.person)
        assert around(employee, today).may_have_tasks
        assert [t.button for t in tasks_in(desk.piles_for(employee, today))] == ["Svara"]
        with pytest.raises(Refused, match="Endast den som har skrivit"):
            actions.confirm(interest, by=loan.by(loan.leader), today=today)
        actions.confirm(interest, by=actor(employee, today), today=today)
    with clock.at(date(2026, 12, 14)):
        assert actions.let_the_day_come(date(2026, 12, 14)) == 3
    over = loan.call.ends_on
    by = actor(anew(loan.leader), over)
    for interest, state in zip(chosen, (CallState.RUNNING, CallState.COMPLETED), strict=True):
        actions.finish(interest, outcome="done", note="", by=by, today=over)
        assert anew(loan.call).state == state
    assert list(faults()) == []


def test_with_a_loan_the_signature_says_yes(loan, endorsed, today):
    actions.select(endorsed, by=loan.by(loan.leader), today=today)
    with pytest.raises(Refused, match="skriva under avtalet"):
        actions.confirm(endorsed, by=loan.by(loan.employee), today=today)


def test_an_agreement_that_fell_is_said_on_the_answer_and_its_seat_is_still_free(loan, endorsed, today):
    agreement = actions.select(endorsed, by=loan.by(loan.leader), today=today)
    lending.withdraw(agreement, by=loan.by(loan.employee), reason="Jag kan inte.", today=today)
    assert queries.seats_left(loan.call) == 1
    actions.let_the_day_come(today)
    assert anew(endorsed).state == InterestState.FELL
    assert queries.seats_left(loan.call) == 1


def test_every_mail_waits_a_minute(loan, sent):
    nine = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert {m.send_after for m in Message.objects.all()} == {nine + timedelta(seconds=60)}
