"""Many apply, choose, judge and answer at the same moment: each time has one, each number is had once, told is told."""

import time
from datetime import date, datetime
from functools import partial

import pytest
from django.db.models import Count as Number

from kollega.applications import actions
from kollega.applications.actions import applying, judging, showing
from kollega.applications.models import Application, Assessment, Letter
from kollega.applications.rules import APPLICATION
from kollega.applications.terms import State
from kollega.core import clock, meetings
from kollega.core.log import events_of, faults
from kollega.outbox.models import Message
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions as recruiting
from tests import builders
from tests.builders import anew
from tests.races.rounds import (
    ROUNDS,
    TWIN_ROUNDS,
    Count,
    slowly,
    winners,
    without_constraint,
    without_locks,
)

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 23)


def of(person):
    return actor(person, TODAY)


def invited(number):
    """Return one free time and as many who may choose it."""
    job = builders.a_round(apply_by=date(2099, 12, 14))
    by = of(job.contact)
    actions.add_times(job, starts=[datetime(2099, 12, 16, 9, tzinfo=clock.STOCKHOLM)], minutes=45, place="X", by=by)
    sent = [builders.an_application(job) for _ in range(number)]
    for application in sent:
        actions.invite(application, by=by, today=TODAY)
    return job.slots.get(), [anew(a) for a in sent]


def choosing(slot, sent):
    return [partial(actions.choose_time, slot, application=a, by=of(a.applicant)) for a in sent]


def test_a_time_is_had_by_whoever_comes_first():
    count = Count("one time, four who choose it")
    for _ in range(ROUNDS):
        slot, sent = invited(4)
        won, refused = count.race(*choosing(slot, sent))
        assert (len(won), len(refused)) == (1, 3)
        assert anew(slot).taken_by_id == won[0].taken_by_id
        assert Message.objects.filter(key__startswith=f"application.time.{slot.pk}").count() == 1
    assert list(faults()) == []
    count.show()


def test_twin_that_looks_before_it_writes_gives_one_time_to_several(monkeypatch):
    def look_and_write(free, application):
        is_free = free.filter(taken_by__isnull=True).exists()
        time.sleep(0.1)
        return is_free and free.update(taken_by=application) == 1

    slot, sent = invited(4)
    without_locks(monkeypatch)
    monkeypatch.setattr(meetings, "_is_first", look_and_write)
    assert winners(*choosing(slot, sent)) > 1


def drafts(number, job=None):
    job = job or builders.a_round()
    return job, [builders.an_application(job, is_sent=False) for _ in range(number)]


def sending(sent):
    return [partial(actions.submit, a, by=of(a.applicant), today=TODAY) for a in sent]


def test_all_who_send_at_once_get_a_number_of_their_own():
    count = Count("four send at once")
    for _ in range(ROUNDS):
        job, sent = drafts(4)
        won, _ = count.race(*sending(sent))
        assert len(won) == 4
        assert sorted(job.applications.values_list("number", flat=True)) == [1, 2, 3, 4]
    count.show()


def test_twin_without_locks_gives_a_number_twice(monkeypatch):
    with without_constraint(Application, "one_application_per_number"):
        job, sent = drafts(4)
        without_locks(monkeypatch)
        slowly(monkeypatch, applying.queries, "next_number")
        winners(*sending(sent))
        assert job.applications.values("number").annotate(n=Number("pk")).filter(n__gt=1).exists()
        job.applications.all().delete()


def closing(job):
    return partial(recruiting.close, anew(job), by=of(job.contact), reason="Klart.", today=TODAY)


def test_nothing_is_sent_once_it_has_closed():
    count = Count("send against close")
    for _ in range(ROUNDS):
        job, sent = drafts(1)
        _, refused = count.race(*sending(sent), closing(job))
        is_sent = anew(sent[0]).state == State.SUBMITTED
        assert is_sent is (not refused)
        if is_sent:
            [came], [closed] = (
                [e.number for e in events_of(of_what) if e.verb == verb]
                for of_what, verb in ((sent[0], "application.submitted"), (job, "recruitment.closed"))
            )
            assert came < closed
    count.show()


def test_twin_without_locks_takes_in_what_is_sent_after_the_close(monkeypatch):
    at: dict[str, float] = {}
    kept = applying.why_not_submit

    def slow(*args, **more):
        missing = kept(*args, **more)
        time.sleep(0.2)
        at["sent"] = time.monotonic()
        return missing

    def close(job):
        time.sleep(0.05)
        closing(job)()
        at["closed"] = time.monotonic()

    without_locks(monkeypatch)
    monkeypatch.setattr(applying, "why_not_submit", slow)
    job, sent = drafts(1)
    assert winners(*sending(sent), partial(close, job)) == 2
    assert anew(sent[0]).state == State.SUBMITTED
    assert at["sent"] > at["closed"]


def beginning(job, person, times):
    return [partial(actions.begin, job, by=of(person), today=TODAY)] * times


def test_two_windows_begin_one_application():
    count = Count("begin twice")
    for _ in range(ROUNDS):
        job, person = builders.a_round(), builders.a_person()
        won, _ = count.race(*beginning(job, person, 3))
        assert len({a.pk for a in won}) == 1
    count.show()


def test_twin_without_locks_and_constraint_begins_several(monkeypatch):
    with without_constraint(Application, "one_application_per_person_and_vacancy"):
        job, person = builders.a_round(), builders.a_person()
        without_locks(monkeypatch)
        slowly(monkeypatch, applying.queries, "begun_by")
        assert winners(*beginning(job, person, 3)) == 3
        assert job.applications.count() > 1


def judgements(sent):
    by = of(sent.recruitment.contact)
    criteria = [c.pk for c in sent.recruitment.criteria.all()]
    given = {lock: {"points": dict.fromkeys(criteria, 3 if lock else 1), "note": "", "lock": lock} for lock in (1, 0)}
    return [partial(actions.judge, sent, by=by, **said) for said in given.values()]


def test_a_locked_judgement_stays_as_it_was_locked():
    count = Count("lock against change")
    for _ in range(ROUNDS):
        sent = builders.an_application()
        count.race(*judgements(sent))
        made = Assessment.objects.get(application=sent)
        assert made.locked_at is not None
        assert set(made.marks.values_list("points", flat=True)) == {3}
    count.show()


def test_twin_without_locks_changes_what_is_locked(monkeypatch):
    def a_little_later(change):
        time.sleep(0.1)
        return change()

    sent = builders.an_application()
    kept = Assessment.objects.create(application=sent, person=sent.recruitment.contact, saved_at=clock.now())
    without_locks(monkeypatch)
    slowly(monkeypatch, judging, "why_not_judge", seconds=0.3)
    lock, change = judgements(sent)
    assert winners(lock, partial(a_little_later, change)) == 2
    assert anew(kept).locked_at is None


def letters(job):
    other = builders.a_duty(DutyKind.CONTACT, job.employer)
    return [partial(actions.send_letter, job, text="Tack.", by=of(by), today=TODAY) for by in (job.contact, other)]


def passed_over():
    job = builders.a_round()
    sent = [builders.an_application(job) for _ in range(3)]
    for application in sent:
        actions.pass_over(application, reason="Nej.", by=of(job.contact))
    return job


def test_everyone_is_told_once_by_one_letter():
    count = Count("two letters")
    for _ in range(ROUNDS):
        job = passed_over()
        won, refused = count.race(*letters(job))
        assert (won, len(refused)) == ([3], 1)
        assert Letter.objects.filter(recruitment=job).count() == 1
        told = Message.objects.filter(about_id__in=job.applications.values("pk"), key__contains=".letter.")
        assert told.count() == 3
    assert list(faults()) == []
    count.show()


def test_twin_without_locks_tells_twice(monkeypatch):
    job = passed_over()
    without_locks(monkeypatch)
    slowly(monkeypatch, Letter.objects, "create")
    assert winners(*letters(job)) > 1


def offered():
    sent = builders.an_application()
    by = of(sent.recruitment.contact)
    builders.a_judgement(sent, by=sent.recruitment.contact)
    actions.move(sent, step="shortlist", by=by)
    actions.offer(sent, text="Ja.", until=date(2099, 1, 1), by=by, today=TODAY)
    return anew(sent)


def answers(sent):
    return [
        partial(actions.accept, sent, by=of(sent.applicant), today=TODAY),
        partial(actions.pass_over, anew(sent), reason="Nej.", by=of(sent.recruitment.contact)),
    ]


def test_an_offer_is_accepted_or_taken_back_and_never_both():
    count = Count("accept against pass over")
    for _ in range(ROUNDS):
        sent = offered()
        won, refused = count.race(*answers(sent))
        assert (len(won), len(refused)) == (1, 1)
    count.show()


def test_twin_without_locks_accepts_and_takes_back(monkeypatch):
    sent = offered()
    without_locks(monkeypatch)
    slowly(monkeypatch, APPLICATION, "refusal")
    assert winners(*answers(sent)) == 2


def to_show():
    """Return an application that HR at another member may read, with who would, where, and who shows it."""
    job = builders.a_round()
    neighbour = builders.an_employer()
    builders.Membership.objects.create(network=job.network, employer=neighbour, from_on=builders.LONG_AGO)
    sent = builders.an_application(job)
    actions.let_be_shown(sent, may=True, by=of(sent.applicant))
    return sent, builders.a_duty(DutyKind.CONTACT, neighbour), neighbour, of(job.contact)


def shown_against_no(sent, reader, employer, by):
    return (
        partial(actions.show, anew(sent), to=reader, at=employer, reason="Passar er.", by=by),
        partial(actions.let_be_shown, anew(sent), may=False, by=of(sent.applicant)),
    )


def test_nobody_elsewhere_reads_what_the_applicant_has_said_no_to():
    count = Count("show against the applicant's no")
    for _ in range(ROUNDS):
        sent, *rest = to_show()
        count.race(*shown_against_no(sent, *rest))
        assert not sent.showings.filter(ended_at__isnull=True).exists()
        assert not anew(sent).may_be_shown
    count.show()


def test_twin_without_locks_it_is_shown_after_a_no(monkeypatch):
    left = 0
    for _ in range(TWIN_ROUNDS):
        sent, *rest = to_show()
        with monkeypatch.context() as patched:
            without_locks(patched)
            slowly(patched, showing, "why_not_show")
            winners(*shown_against_no(sent, *rest))
        left += sent.showings.filter(ended_at__isnull=True).exists()
    assert left
