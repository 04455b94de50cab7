"""Several handle one vacancy at the same moment: it opens once, one decision ends it, and each file has its number."""

from datetime import date
from functools import partial

import pytest

from kollega.catalogue.models import Listing
from kollega.core.log import faults
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions, files
from kollega.recruiting.models import Decision, Filing
from kollega.recruiting.rules import RECRUITMENT
from kollega.recruiting.terms import State
from tests import builders
from tests.builders import anew, verbs_of
from tests.races.rounds import ROUNDS, Count, slowly, winners, without_constraint, without_locks, without_one_to_one

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 23)


def contacts(made, number=2):
    return [actor(builders.a_duty(DutyKind.CONTACT, made.employer), TODAY) for _ in range(number)]


def closed():
    made = builders.a_recruitment(upto="published")
    actions.close(made, by=actor(made.contact, TODAY), reason="Klart.", today=TODAY)
    return anew(made)


def decisions(made):
    given = {"hired_from": "external", "decided_on": TODAY, "decided_by": "Chefen", "posted_on": TODAY, "today": TODAY}
    return [partial(actions.fill, anew(made), by=by, **given) for by in contacts(made)]


def test_a_vacancy_is_published_or_withdrawn_and_the_list_says_the_same():
    count = Count("publish against withdraw")
    for _ in range(ROUNDS):
        made = builders.a_recruitment(upto="approved")
        one, other = contacts(made)
        won, refused = count.race(
            partial(actions.publish, anew(made), by=one, today=TODAY),
            partial(actions.withdraw, anew(made), by=other, reason="Nej.", today=TODAY),
        )
        made = anew(made)
        assert made.state == State.WITHDRAWN  # withdrawing is allowed before and after
        assert len(won) + len(refused) == 2
        assert not Listing.objects.filter(pk=made.pk, is_open=True).exists()
    assert list(faults()) == []
    count.show()


def test_two_contacts_publish_once():
    count = Count("publish twice")
    for _ in range(ROUNDS):
        made = builders.a_recruitment(upto="approved")
        won, _ = count.race(*[partial(actions.publish, anew(made), by=by, today=TODAY) for by in contacts(made, 3)])
        assert len(won) == 1
        assert verbs_of(made).count("recruitment.published") == 1
    count.show()


def test_twin_without_locks_a_vacancy_is_published_several_times(monkeypatch):
    made = builders.a_recruitment(upto="approved")
    without_locks(monkeypatch)
    slowly(monkeypatch, actions, "_refuse_unready")
    slowly(monkeypatch, RECRUITMENT, "refusal")
    assert winners(*[partial(actions.publish, anew(made), by=by, today=TODAY) for by in contacts(made, 3)]) > 1


def test_one_decision_ends_a_vacancy():
    count = Count("decide twice")
    for _ in range(ROUNDS):
        made = closed()
        won, refused = count.race(*decisions(made))
        assert (len(won), len(refused)) == (1, 1)
        assert Decision.objects.filter(recruitment=made).count() == 1
    count.show()


def test_twin_without_locks_and_one_to_one_two_decisions_are_made(monkeypatch):
    made = closed()
    jobs = decisions(made)
    without_locks(monkeypatch)
    slowly(monkeypatch, RECRUITMENT, "refusal")
    with without_one_to_one(Decision, "recruitment"):
        winners(*jobs)
        assert Decision.objects.filter(recruitment=made).count() > 1


def test_files_of_one_vacancy_are_numbered_without_a_gap():
    count = Count("file")
    for _ in range(ROUNDS):
        made = builders.a_recruitment(upto="published")
        count.race(*[partial(actions.file, anew(made), by=by) for by in contacts(made, 3)])
        assert list(Filing.objects.filter(recruitment=made).values_list("number", flat=True)) == [1, 2, 3]
    count.show()


def test_twin_without_locks_two_files_have_one_number(monkeypatch):
    made = builders.a_recruitment(upto="published")
    jobs = [partial(actions.file, anew(made), by=by) for by in contacts(made, 3)]
    without_locks(monkeypatch)
    slowly(monkeypatch, files, "ledigt_arbete")
    with without_constraint(Filing, "one_filing_per_number"):
        winners(*jobs)
        numbers = list(Filing.objects.filter(recruitment=made).values_list("number", flat=True))
        assert len(set(numbers)) < len(numbers)
