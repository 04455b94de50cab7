"""One mail once: held a minute, the same name on every try, and never in the way of the next."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from kollega.core import clock
from kollega.outbox import actions, rules
from kollega.outbox.models import Message
from kollega.outbox.queries import messages_for, unread_count
from kollega.outbox.terms import GIVE_UP_AFTER
from tests import builders
from tests.together import together

ROUNDS = 5
ATTEMPTS: list[str] = []


class Failing(EmailBackend):
    """A mail server that takes everything but what goes to one address."""

    def send_messages(self, messages):
        ATTEMPTS.extend(m.message()["Message-ID"] for m in messages)
        if any("robin" in address for m in messages for address in m.to):
            raise ConnectionError("mail server said 451\nlater")
        return super().send_messages(messages)


@pytest.fixture
def about(db):
    return builders.an_employer()


@pytest.fixture
def failing(settings):
    settings.EMAIL_BACKEND = "tests.outbox.test_actions.Failing"
    ATTEMPTS.clear()


def tell(people, about, event="call.published", subject="Uppdraget är publicerat", **more):
    actions.tell(people, about=about, event=event, subject=subject, text="Läs det.", url="/uppdrag/1/", **more)


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


def test_telling_twice_tells_once_and_each_person_once(about):
    kim, robin = builders.a_person("Kim"), builders.a_person("Robin")
    tell([kim, kim, None, robin], about)
    tell([kim], about, subject="Något annat")
    tell([kim], about, event="call.closed")
    assert Counter(Message.objects.values_list("person__given_name", flat=True)) == {"Kim": 2, "Robin": 1}


def test_what_is_told_is_taken_back_with_the_transaction(about):
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        tell([builders.a_person()], about)
        raise ZeroDivisionError
    assert not Message.objects.exists()


def test_a_mail_waits_a_minute_and_leaves_once(about, mailoutbox):
    tell([builders.a_person()], about)
    for seconds, sent in [(0, 0), (59, 0), (60, 1), (61, 0), (3600, 0)]:
        with later(seconds=seconds):
            assert actions.send_due() == sent
    assert len(mailoutbox) == 1


def test_a_mail_says_what_it_is_about_where_it_stands_and_how_to_stop_them(about, mailoutbox, settings):
    settings.ADDRESS = "https://kollega.exempel.invalid"
    settings.DEFAULT_FROM_EMAIL = "Kollega <kollega@exempel.invalid>"
    person = builders.a_person()
    tell([person], about)
    with later(minutes=2):
        actions.send_due()
    (sent,) = mailoutbox
    assert (sent.to, sent.cc, sent.bcc, sent.subject) == ([person.email], [], [], "Uppdraget är publicerat")
    assert sent.body.startswith("Läs det.\n\nhttps://kollega.exempel.invalid/uppdrag/1/\n")
    assert sent.extra_headers["Message-ID"] == f"<{Message.objects.get().pk}@exempel.invalid>"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b"], ids=ascii)
def test_a_subject_never_adds_a_header(about, mailoutbox, line_break):
    tell([builders.a_person()], about, subject=f"Hej{line_break}Bcc: x@exempel.invalid{line_break}{line_break}Text")
    with later(minutes=2):
        assert actions.send_due() == 1
    written = mailoutbox[0].message()
    assert written["Bcc"] is None
    assert mailoutbox[0].subject == "Hej Bcc: x@exempel.invalid Text"
    assert mailoutbox[0].recipients() == mailoutbox[0].to


@pytest.mark.parametrize(
    "address", ["kim@exempel.invalid, x@exempel.invalid", "Kim <kim@exempel.invalid>", "kim\n@exempel.invalid"]
)
def test_an_address_that_is_more_than_an_address_gets_no_mail(about, mailoutbox, address):
    person = builders.a_person()
    builders.Person.objects.filter(pk=person.pk).update(email=address)
    tell([person], about)
    with later(minutes=2):
        assert actions.send_due() == 0
    assert (mailoutbox, Message.objects.get().last_error) == ([], "ValueError: address")


def test_one_who_wants_no_mail_is_told_in_the_product_only(about, mailoutbox):
    person = builders.a_person(wants_mail=False)
    tell([person], about)
    with later(minutes=2):
        assert actions.send_due() == 0
    assert unread_count(person) == 1


def test_recalled_within_the_minute_it_was_never_told(about, mailoutbox):
    kim, robin = builders.a_person("Kim"), builders.a_person("Robin", wants_mail=False)
    tell([kim, robin], about)
    tell([kim], about, event="call.published_again")
    with later(seconds=59):
        assert actions.recall(about, event="call.published") == 2
        assert actions.recall(about, event="call.published") == 0
        assert (unread_count(kim), unread_count(robin)) == (1, 0)
    with later(minutes=2):
        assert actions.send_due() == 1


def test_what_has_left_or_been_read_or_shown_its_minute_is_not_recalled(about):
    mailed, reader, shown = (builders.a_person(name, wants_mail=name == "Kim") for name in ("Kim", "Robin", "Alex"))
    tell([mailed, reader, shown], about)
    actions.read(reader)
    with later(seconds=60):
        actions.send_due()
        assert actions.recall(about, event="call.published") == 0
    assert Message.objects.filter(recalled_at__isnull=True).count() == 3


def test_another_objects_mail_is_not_recalled(about):
    tell([builders.a_person()], about)
    assert actions.recall(builders.an_employer(), event="call.published") == 0


def test_a_failing_mail_is_put_off_and_the_others_leave(about, failing, mailoutbox):
    robin, kim = builders.a_person("Robin"), builders.a_person("Kim")
    tell([robin], about)
    tell([kim], about)
    with later(minutes=2):
        assert actions.send_due() == 1
        waiting = Message.objects.get(person=robin)
        assert (waiting.attempts, waiting.sent_at) == (1, None)
        assert waiting.last_error.startswith("ConnectionError: mail server said 451")
        assert waiting.send_after == clock.now() + timedelta(minutes=2)
    assert [m.to for m in mailoutbox] == [[kim.email]]


def test_every_try_has_the_same_name_and_it_is_given_up_at_last(about, failing):
    tell([builders.a_person("Robin")], about)
    for hour in range(1, GIVE_UP_AFTER + 5):
        with later(hours=hour * 2):
            assert actions.send_due() == 0
    assert (len(ATTEMPTS), len(set(ATTEMPTS))) == (GIVE_UP_AFTER, 1)
    assert Message.objects.get().attempts == GIVE_UP_AFTER


def test_a_mail_leaves_when_the_server_is_back(about, failing, settings, mailoutbox):
    tell([builders.a_person("Robin")], about)
    with later(minutes=2):
        actions.send_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with later(minutes=5):
        assert actions.send_due() == 1
    assert (mailoutbox[0].extra_headers["Message-ID"], Message.objects.get().last_error) == (ATTEMPTS[0], "")


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 2), (2, 4), (5, 32), (6, 60), (19, 60)])
def test_the_waits_double_up_to_an_hour(attempts, minutes):
    assert rules.try_again_at(clock.now(), attempts) - clock.now() == timedelta(minutes=minutes)


def test_people_see_and_mark_only_what_they_were_told(about):
    kim, robin = builders.a_person("Kim"), builders.a_person("Robin")
    tell([kim, robin], about)
    tell([kim], about, event="call.closed")
    actions.read(robin, message=Message.objects.filter(person=kim).first())
    assert (unread_count(kim), unread_count(robin)) == (2, 1)
    actions.read(kim, message=messages_for(kim).first())
    assert (unread_count(kim), unread_count(robin)) == (1, 1)
    actions.read(kim)
    assert (unread_count(kim), unread_count(robin)) == (0, 1)


def many_told(count):
    about = builders.an_employer()
    tell([builders.a_person() for _ in range(count)], about)


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work_and_no_mail_leaves_twice():
    for _ in range(ROUNDS):
        mail.outbox = []
        many_told(12)
        with later(minutes=2):
            shares = together(actions.send_due, actions.send_due, actions.send_due)
        assert sum(shares) == 12
        assert Counter(Counter(m.to[0] for m in mail.outbox).values()) == {1: 12}
    print(f"outbox: rounds={ROUNDS}, workers=3, mails={12 * ROUNDS}, twice=0")


@pytest.mark.django_db(transaction=True)
def test_twin_without_the_lock_a_mail_leaves_twice(monkeypatch):
    monkeypatch.setattr("django.db.models.QuerySet.select_for_update", lambda rows, **_: rows)
    mail.outbox = []
    for _ in range(ROUNDS):
        many_told(12)
        with later(minutes=2):
            together(actions.send_due, actions.send_due, actions.send_due)
    assert max(Counter(m.to[0] for m in mail.outbox).values()) > 1


@pytest.mark.django_db(transaction=True)
def test_a_recall_and_a_worker_at_once_either_stop_it_or_send_it():
    for _ in range(ROUNDS):
        mail.outbox = []
        about, person = builders.an_employer(), builders.a_person()
        tell([person], about)
        with later(minutes=2):
            stopped, sent = together(lambda a=about: actions.recall(a, event="call.published"), actions.send_due)
        assert (stopped, sent, len(mail.outbox)) in {(1, 0, 0), (0, 1, 1)}
