"""Several handle one vacancy at the same moment: it opens once, one decision ends it, and each file has its number."""

from datetime import date
from functools import partial
from threading import Event
from time import sleep

import pytest

from kollega.catalogue.models import Listing
from kollega.core.log import faults
from kollega.networks.actions import end_group
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions, files
from kollega.recruiting.models import Decision, Filing
from kollega.recruiting.rules import RECRUITMENT
from kollega.recruiting.terms import State
from tests import builders
from tests.builders import anew, verbs_of
from tests.races.rounds import ROUNDS, Count, slowly, winners, without_constraint, without_locks, without_one_to_one
from tests.together import together

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


def ending(group):
    """End the group, and say whether the vacancy stood on the list when that was done."""
    end_group(group, today=TODAY, by=None)
    return Listing.objects.filter(group=group, is_open=True).exists()


def test_nothing_comes_up_for_a_group_after_it_has_ended():
    count = Count("publish to a group against its end")
    for _ in range(ROUNDS):
        made, group = to_a_group()
        by = contacts(made, 1)[0]
        won, _ = count.race(partial(actions.publish, anew(made), by=by, today=TODAY), partial(ending, group))
        stood_then = next(said for said in won if said is not None)
        assert Listing.objects.filter(pk=made.pk, is_open=True).exists() == stood_then
    count.show()


def test_twin_without_locks_a_vacancy_comes_up_for_a_group_that_has_ended(monkeypatch):
    made, group = to_a_group()
    by = contacts(made, 1)[0]
    without_locks(monkeypatch)
    has_asked, hold_group = Event(), actions.hold_group

    def hold_and_wait(group):
        hold_group(group)
        has_asked.set()
        sleep(0.3)

    monkeypatch.setattr(actions, "hold_group", hold_and_wait)
    publish = partial(actions.publish, anew(made), by=by, today=TODAY)
    outcomes = together(publish, lambda: has_asked.wait(5) and ending(group))
    assert False in outcomes
    assert Listing.objects.filter(pk=made.pk, is_open=True).exists()


def to_a_group():
    employer = builders.an_employer()
    network = builders.a_network(employer)
    group = builders.a_group(network, employer)
    made = builders.a_recruitment(upto="approved", employer=employer, network=network, reach="group", group=group)
    return made, group
