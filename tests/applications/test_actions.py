"""What applying, judging and choosing do, and what they refuse."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress

from kollega.applications import actions, queries
from kollega.applications.models import Application, Mark, Slot
from kollega.applications.terms import INFORMED, State
from kollega.core import clock
from kollega.core.log import events_of
from kollega.core.workflow import Refused
from kollega.documents.models import File
from kollega.identity import actions as identity
from kollega.outbox.models import Message
from kollega.people.models import Person
from kollega.people.queries import actor
from kollega.recruiting import actions as recruiting
from kollega.recruiting.models import Recruitment
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _still():
    with clock.at(TODAY):
        yield


def of(person):
    return actor(person, clock.today())


def an_ended(job, *, outcome="leave"):
    contact = of(job.contact)
    recruiting.close(builders.anew(job), by=contact, reason="Klart.", today=TODAY)
    if outcome == "fill":
        recruiting.fill(builders.anew(job), hired_from="external", decided_on=TODAY, decided_by="Chefen",
                        posted_on=TODAY, by=contact, today=TODAY)  # fmt: skip
    else:
        recruiting.leave(builders.anew(job), by=contact, reason="Ingen passade.")
    return builders.anew(job)


def test_beginning_again_gives_what_was_begun():
    job, person = builders.a_round(), builders.a_person()
    first = actions.begin(job, by=of(person), today=TODAY)
    assert actions.begin(job, by=of(person), today=TODAY) == first
    assert Application.objects.count() == 1


def test_numbers_follow_the_order_of_arrival_and_what_was_read_is_kept():
    job = builders.a_round()
    sent = [builders.an_application(job) for _ in range(3)]
    assert [a.number for a in sent] == [1, 2, 3]
    assert sent[0].informed_by == INFORMED
    assert not sent[0].is_late
    assert builders.an_application().number == 1


def test_nothing_is_sent_after_the_last_day_but_it_is_kept_and_hr_may_let_it_in():
    job, person = builders.a_round(), builders.a_person("Sen")
    draft = builders.an_application(job, by=person, is_sent=False)
    late = job.apply_by + timedelta(days=1)
    with clock.at(late):
        with pytest.raises(Refused, match="Sista dagen har passerat"):
            actions.submit(draft, by=of(person), today=late)
        assert builders.anew(draft).letter == "Jag vill."
        actions.let_in_late(job, email=person.email.upper(), reason="Postens fel.", by=of(job.contact))
        actions.submit(builders.anew(draft), by=of(person), today=late)
    assert builders.anew(draft).is_late
    [entry] = [e for e in events_of(job.late_entries.get()) if e.verb == "application.let_in_late"]
    assert entry.reason == "Postens fel."


def test_only_hr_lets_someone_in_and_only_while_it_is_open():
    job = builders.a_round()
    with pytest.raises(Refused, match="HR-kontakten"):
        actions.let_in_late(job, email="x@y.se", reason="Nej.", by=of(builders.a_person()))
    ended = an_ended(job)
    with pytest.raises(Refused, match="avslutad"):
        actions.let_in_late(ended, email="x@y.se", reason="Nej.", by=of(job.contact))


def test_files_belong_to_the_employer_and_go_with_the_draft():
    job, person = builders.a_round(), builders.a_person()
    draft = builders.an_application(job, by=person, is_sent=False)
    kept = [builders.a_paper(draft) for _ in range(5)]
    assert kept[0].file.owner == job.employer
    with pytest.raises(Refused, match="rymmer 5 filer"):
        builders.a_paper(draft)
    actions.detach(kept[0], by=of(person))
    actions.detach(kept[0], by=of(person))
    assert File.objects.count() == 4
    actions.discard(draft, by=of(person))
    assert not File.objects.exists()
    assert not Application.objects.exists()


def test_nobody_else_writes_sends_or_erases():
    draft, other = builders.an_application(is_sent=False), builders.a_person()
    for act in (
        lambda: actions.write(draft, by=of(other), answers={}, letter="Nej"),
        lambda: actions.attach(draft, examined=None, by=of(other)),
        lambda: actions.submit(draft, by=of(other), today=TODAY),
        lambda: actions.discard(draft, by=of(other)),
    ):
        with pytest.raises(Refused, match="Endast den som söker"):
            act()
    assert builders.anew(draft).letter == "Jag vill."


def test_what_is_sent_is_not_erased_by_the_applicant():
    sent = builders.an_application()
    with pytest.raises(Refused, match="är skickad"):
        actions.discard(sent, by=of(sent.applicant))


def test_whoever_takes_it_back_frees_their_time_and_may_apply_again():
    job = builders.a_round()
    sent = an_invited(job)
    [slot] = job.slots.all()
    actions.choose_time(slot, application=sent, by=of(sent.applicant))
    actions.withdraw(builders.anew(sent), by=of(sent.applicant), today=TODAY)
    assert builders.anew(slot).taken_by is None
    again = actions.begin(job, by=of(sent.applicant), today=TODAY)
    assert again != sent


def an_invited(job, hours=(9,)):
    sent = builders.an_application(job)
    starts = [datetime(2026, 12, 16, hour, tzinfo=clock.STOCKHOLM) for hour in hours]
    actions.add_times(job, starts=starts, minutes=45, place="Storgatan 1", by=of(job.contact))
    actions.invite(sent, by=of(job.contact), today=TODAY)
    return builders.anew(sent)


def test_nobody_is_invited_without_a_time_to_choose():
    sent = builders.an_application()
    with pytest.raises(Refused, match="Lägg till tider"):
        actions.invite(sent, by=of(sent.recruitment.contact), today=TODAY)


def test_a_time_is_had_by_one_and_changing_frees_the_one_before():
    job = builders.a_round()
    one, other = an_invited(job, hours=(9, 10)), an_invited(job, hours=(9, 10))
    nine, ten = job.slots.all()
    actions.choose_time(nine, application=one, by=of(one.applicant))
    with pytest.raises(Refused, match="inte längre ledig"):
        actions.choose_time(nine, application=other, by=of(other.applicant))
    actions.choose_time(nine, application=one, by=of(one.applicant))
    actions.choose_time(ten, application=one, by=of(one.applicant))
    actions.choose_time(nine, application=other, by=of(other.applicant))
    assert dict(Slot.objects.values_list("starts_at__hour", "taken_by")) == {9: other.pk, 10: one.pk}


def test_a_time_of_another_vacancy_or_one_that_has_passed_is_not_had():
    job, elsewhere = builders.a_round(), builders.a_round()
    one = an_invited(job)
    an_invited(elsewhere)
    for slot, now in ((elsewhere.slots.get(), TODAY), (job.slots.get(), date(2026, 12, 17))):
        with clock.at(now), pytest.raises(Refused, match="inte längre ledig"):
            actions.choose_time(slot, application=one, by=of(one.applicant))
    with pytest.raises(Refused, match="Endast den som söker"):
        actions.choose_time(job.slots.get(), application=one, by=of(builders.a_person()))


def test_times_are_added_once_and_not_in_the_past_and_not_taken_away_under_someone():
    job = builders.a_round()
    one = an_invited(job)
    slot = job.slots.get()
    again = {"starts": [slot.starts_at], "minutes": 45, "place": "Storgatan 1", "by": of(job.contact)}
    assert actions.add_times(job, **again) == 0
    with pytest.raises(Refused, match="har redan passerat"):
        actions.add_times(job, **again | {"starts": [clock.now()]})
    actions.choose_time(slot, application=one, by=of(one.applicant))
    with pytest.raises(Refused, match="Någon har valt"):
        actions.remove_time(slot, by=of(job.contact))
    with pytest.raises(Refused):
        actions.remove_time(slot, by=of(one.applicant))


def test_only_published_requirements_are_judged_and_a_locked_judgement_stays():
    sent, elsewhere = builders.an_application(), builders.an_application()
    contact = sent.recruitment.contact
    strange = elsewhere.recruitment.criteria.first().pk
    with pytest.raises(Refused, match="Bedöm bara efter"):
        actions.judge(sent, points={strange: 3}, note="", lock=False, by=of(contact))
    first = sent.recruitment.criteria.first().pk
    with pytest.raises(Refused, match="Bedöm bara efter"):
        actions.judge(sent, points={first: 4}, note="", lock=False, by=of(contact))
    actions.judge(sent, points={first: 1}, note="", lock=False, by=of(contact))
    with pytest.raises(Refused, match="innan du låser"):
        actions.judge(sent, points={first: 1}, note="", lock=True, by=of(contact))
    builders.a_judgement(sent, by=contact, points=2)
    with pytest.raises(Refused, match="låst din bedömning"):
        builders.a_judgement(sent, by=contact, points=3)
    assert set(Mark.objects.values_list("points", flat=True)) == {2}


def test_those_who_are_not_asked_do_not_judge_and_those_who_have_left_no_more():
    job = builders.a_round()
    sent, colleague = builders.an_application(job), builders.an_employment(at=job.employer).person
    with pytest.raises(Refused, match="Endast de som är utsedda"):
        builders.a_judgement(sent, by=colleague)
    asked = actions.ask_to_judge(job, person=colleague, by=of(job.contact), today=TODAY)
    assert actions.ask_to_judge(job, person=colleague, by=of(job.contact), today=TODAY) == asked
    assert list(queries.received_for(colleague)) == [sent]
    with clock.at(date(2027, 1, 1)):
        colleague.employments.update(to_on=date(2026, 12, 31))
        gone = Person.objects.get(pk=colleague.pk)
        assert not queries.received_for(gone).exists()
        with pytest.raises(Refused, match="Endast de som är utsedda"):
            builders.a_judgement(sent, by=gone)
    actions.excuse(asked, by=of(job.contact))
    assert not queries.received_for(Person.objects.get(pk=colleague.pk)).exists()


def test_an_applicant_is_not_asked_to_judge():
    job = builders.a_round()
    sent = builders.an_application(job)
    with pytest.raises(Refused, match="kan inte bedöma"):
        actions.ask_to_judge(job, person=sent.applicant, by=of(job.contact), today=TODAY)


def test_an_offer_needs_a_judgement_and_is_answered_in_time():
    job = builders.a_round()
    sent = builders.an_application(job)
    actions.move(sent, step="shortlist", by=of(job.contact))
    given = {"text": "36 000", "until": date(2026, 11, 30), "by": of(job.contact), "today": TODAY}
    with pytest.raises(Refused, match="Lås minst en bedömning"):
        actions.offer(sent, **given)
    builders.a_judgement(sent, by=job.contact)
    actions.offer(sent, **given)
    with pytest.raises(Refused, match="Tiden att svara har gått ut"):
        actions.accept(sent, by=of(sent.applicant), today=date(2026, 12, 1))
    actions.offer(sent, **given | {"until": date(2026, 12, 5)})
    actions.accept(sent, by=of(sent.applicant), today=date(2026, 12, 1))
    assert builders.anew(sent).state == State.ACCEPTED


def test_what_was_decided_and_not_told_is_taken_up_again_but_not_after_the_letter():
    job = builders.a_round()
    sent = builders.an_application(job)
    actions.pass_over(sent, reason="Visar inte utbildning.", by=of(job.contact))
    actions.move(sent, step="take_up_again", by=of(job.contact))
    actions.pass_over(sent, reason="Visar inte utbildning.", by=of(job.contact))
    assert not Message.objects.filter(person=sent.applicant, key__contains="letter").exists()
    assert actions.send_letter(job, text="Tack.", by=of(job.contact), today=TODAY) == 1
    with pytest.raises(Refused, match="har fått besked"):
        actions.move(sent, step="take_up_again", by=of(job.contact))
    with pytest.raises(Refused, match="ingen att lämna besked"):
        actions.send_letter(job, text="Tack.", by=of(job.contact), today=TODAY)


@pytest.mark.parametrize(("outcome", "told", "hired"), [("fill", 2, 1), ("leave", 3, 0)])
def test_when_it_is_over_everyone_who_is_left_is_told_at_once(outcome, told, hired):
    job = builders.a_round()
    chosen, left, passed, gone = (builders.an_application(job) for _ in range(4))
    builders.a_judgement(chosen, by=job.contact)
    actions.move(chosen, step="shortlist", by=of(job.contact))
    actions.offer(chosen, text="Ja", until=date(2026, 12, 1), by=of(job.contact), today=TODAY)
    actions.accept(chosen, by=of(chosen.applicant), today=TODAY)
    actions.pass_over(passed, reason="Nej.", by=of(job.contact))
    actions.withdraw(gone, by=of(gone.applicant), today=TODAY)
    ended = an_ended(job, outcome=outcome)
    assert actions.send_letter(ended, text="Tack för att du sökte.", by=of(job.contact), today=TODAY) == told
    assert Application.objects.filter(state=State.HIRED).count() == hired
    letters = Message.objects.filter(key__contains="application.letter")
    assert letters.count() == told
    assert set(letters.values_list("text", flat=True)) == {"Tack för att du sökte."}
    assert builders.anew(left).state == State.NOT_PROCEEDING
    assert builders.anew(gone).letter_back is None


def test_the_day_reminds_of_drafts_counts_what_came_and_erases_what_is_forgotten():
    job = builders.a_round(apply_by=date(2026, 12, 14))
    draft = builders.an_application(job, is_sent=False)
    builders.an_application(job)
    for day in (date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 25)):
        with clock.at(day):
            actions.let_the_day_come(day)
    assert Message.objects.filter(person=job.contact, key__contains="came_in").count() == 1
    for _ in range(2):
        with clock.at(date(2026, 12, 11)):
            actions.let_the_day_come(date(2026, 12, 11))
    assert Message.objects.filter(person=draft.applicant, key__contains="remembered").count() == 1
    with clock.at(date(2026, 12, 23)):
        assert actions.let_the_day_come(date(2026, 12, 23)) == 0
    with clock.at(date(2026, 12, 24)):
        assert actions.let_the_day_come(date(2026, 12, 24)) == 1
    assert Application.objects.filter(state=State.DRAFT).count() == 0
    assert Application.objects.count() == 1


def test_an_account_that_nobody_proved_is_erased_and_no_other():
    unproved = identity.join(given_name="A", family_name="B", email="a@exempel.se")
    proved = identity.join(given_name="C", family_name="D", email="c@exempel.se")
    Person.objects.filter(pk=proved.pk).update(last_login=clock.now())
    employed = builders.an_employment().person
    Person.objects.update(joined_at=clock.now() - timedelta(days=3))
    assert identity.let_the_day_come(TODAY) == 1
    assert set(Person.objects.filter(pk__in=[unproved.pk, proved.pk, employed.pk])) == {proved, employed}
    assert not EmailAddress.objects.filter(email="a@exempel.se").exists()


def test_a_closed_account_gets_no_code_by_joining_anew():
    closed = builders.a_person(is_active=False)
    assert identity.join(given_name="X", family_name="Y", email=closed.email.upper()) is None


def test_withdrawing_the_ad_leaves_the_applicants_to_be_told():
    job = builders.a_round()
    sent = builders.an_application(job)
    recruiting.withdraw(builders.anew(job), by=of(job.contact), reason="Pengarna tog slut.", today=TODAY)
    assert list(queries.to_be_told(Recruitment.objects.get(pk=job.pk))) == [sent]


def test_a_stranger_moves_nothing():
    sent = builders.an_application()
    stranger = of(builders.a_person())
    for act in (
        lambda: actions.move(sent, step="shortlist", by=stranger),
        lambda: actions.pass_over(sent, reason="Nej.", by=stranger),
        lambda: actions.send_letter(sent.recruitment, text="Nej.", by=stranger, today=TODAY),
        lambda: actions.add_times(sent.recruitment, starts=[], minutes=45, place="X", by=stranger),
        lambda: actions.ask_to_judge(sent.recruitment, person=SimpleNamespace(pk=1), by=stranger, today=TODAY),
    ):
        with pytest.raises(Refused):
            act()
    assert builders.anew(sent).state == State.SUBMITTED
