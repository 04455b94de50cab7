"""Own vacancies from draft to a decision with legal force, what they refuse, and what the log says."""

from datetime import date

import pytest

from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions, queries
from kollega.recruiting.terms import State
from tests import builders
from tests.builders import anew, told, verbs_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def by(recruitment):
    return actor(recruitment.contact, clock.today())


def test_a_vacancy_is_written_reviewed_published_closed_and_decided():
    made = builders.a_recruitment(upto="published")
    listing = Listing.objects.get(pk=made.pk)
    assert (listing.title, listing.place, listing.closes_on) == ("Handläggare", "Sundsvall", date(2026, 12, 14))
    with clock.at(date(2026, 12, 15)):
        assert [actions.let_the_day_come(date(2026, 12, 15)) for _ in range(2)] == [1, 0]
        assert not Listing.objects.get(pk=made.pk).is_open
        actions.fill(
            made, hired_from="network", decided_on=date(2026, 12, 15), decided_by="HR-chefen",
            posted_on=date(2026, 12, 15), by=by(made), today=date(2026, 12, 15),
        )  # fmt: skip
    made = anew(made)
    assert (made.state, made.decision.appeal_by) == (State.FILLED, date(2027, 1, 5))
    assert verbs_of(made) == [
        f"recruitment.{verb}"
        for verb in ("drafted", "submitted", "approved", "published", "closed_on_its_day", "filled")
    ]
    assert told("recruitment.published.2026-11-23") == {made.contact}


def test_the_calendar_opens_what_is_scheduled_on_its_day_and_once():
    made = builders.a_recruitment(upto="approved", publish_on=date(2026, 11, 30))
    actions.schedule(made, by=by(made), today=TODAY)
    opened = [actions.let_the_day_come(date(2026, 11, day)) for day in (29, 30, 30)]
    assert opened == [0, 1, 0]
    assert Listing.objects.get(pk=made.pk).is_open


def test_nothing_is_scheduled_without_a_day_ahead():
    made = builders.a_recruitment(upto="approved")
    with pytest.raises(Refused, match="Ingen dag längre fram"):
        actions.schedule(made, by=by(made), today=TODAY)


def test_what_is_missing_stops_the_submission_with_every_sentence():
    made = builders.a_recruitment(musts=[], lead="")
    with pytest.raises(Refused, match=r"ingress.*krav"):
        actions.submit(made, by=by(made), today=TODAY)


def test_the_profile_is_fixed_once_hr_has_approved():
    made = builders.a_recruitment(upto="approved")
    with pytest.raises(Refused, match="kan inte ändras"):
        actions.write(made, by=by(made), musts=["Något annat"])
    assert queries.by_weight(queries.criteria_of(made), "must") == ["Högskoleutbildning", "Vana att skriva beslut"]


def test_writing_one_part_leaves_the_others():
    made = builders.a_recruitment()
    actions.write(made, by=by(made), merits=["Körkort"])
    assert [c.text for c in made.criteria.all()] == ["Högskoleutbildning", "Vana att skriva beslut", "Körkort"]


def test_a_manager_begins_and_only_the_contact_approves_and_publishes():
    employer = builders.an_employer(org_number="202100-5489")
    manager = builders.a_person("Chef")
    builders.an_employment(at=employer, manager=manager)
    contact = builders.a_duty(DutyKind.CONTACT, employer)
    made = builders.a_recruitment(employer=employer, contact=manager, upto="in_review")
    with pytest.raises(Refused, match="Endast HR-kontakten"):
        actions.approve(made, by=by(made), today=TODAY)
    actions.send_back(made, by=actor(contact, TODAY), reason="Kortare rubrik.", today=TODAY)
    assert told(f"recruitment.sent_back.{TODAY}") == {manager}
    with pytest.raises(Refused, match="Endast chefer och HR-kontakter"):
        actions.draft(title="X", employer=employer, network=made.network, by=actor(builders.a_person(), TODAY))


def test_a_longer_time_opens_a_closed_vacancy_again_and_keeps_the_reason():
    made = builders.a_recruitment(upto="published")
    actions.close(made, by=by(made), reason="Många har sökt.", today=TODAY)
    actions.extend(anew(made), until=date(2027, 1, 11), by=by(made), reason="För få sökande.", today=TODAY)
    made = anew(made)
    assert (made.state, made.apply_by) == (State.PUBLISHED, date(2027, 1, 11))
    listing = Listing.objects.get(pk=made.pk)
    assert (listing.is_open, listing.closes_on) == (True, date(2027, 1, 11))


@pytest.mark.parametrize("ending", ["leave", "break_off"])
def test_a_closed_vacancy_may_end_without_anyone(ending):
    made = builders.a_recruitment(upto="published")
    actions.close(made, by=by(made), reason="Klart.", today=TODAY)
    with pytest.raises(Refused, match="Skriv varför"):
        getattr(actions, ending)(made, by=by(made), reason=" ")
    getattr(actions, ending)(made, by=by(made), reason="Ingen uppfyllde kraven.")
    assert anew(made).state in {State.UNFILLED, State.CANCELLED}


def test_a_withdrawn_vacancy_leaves_the_list():
    made = builders.a_recruitment(upto="published")
    actions.withdraw(made, by=by(made), reason="Behovet finns inte.", today=TODAY)
    assert not Listing.objects.get(pk=made.pk).is_open


def test_an_employer_that_asks_for_a_diary_number_gets_it_before_approval():
    made = builders.a_recruitment(upto="in_review", diary_number="")
    actions.rule(made.employer, by=by(made), asks_for_diary_number=True, asks_for_unions=True, appeals_to="Nämnden")
    with pytest.raises(Refused, match="diarienumret"):
        actions.approve(made, by=by(made), today=TODAY)
    with pytest.raises(Refused, match="HR-chefen och HR-kontakten"):
        actions.rule(made.employer, by=actor(builders.a_person(), TODAY), appeals_to="Jag")


def test_a_file_to_the_state_is_kept_as_it_was_and_its_fate_noted():
    made = builders.a_recruitment(upto="published")
    first, second = actions.file(made, by=by(made)), actions.file(made, by=by(made))
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(Refused, match="Skriv vad Arbetsförmedlingen svarade"):
        actions.note_filing(first, status="refused", note="", by=by(made))
    actions.note_filing(first, status="taken", note="", by=by(made))
    assert anew(first).get_status_display() == "Publicerad på Platsbanken"
    waiting = builders.a_recruitment(upto="approved")
    with pytest.raises(Refused, match="Publicera annonsen först"):
        actions.file(waiting, by=by(waiting))
