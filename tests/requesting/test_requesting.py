"""Requests and offers: who is asked in which order, and that nobody reads a name too early."""

from datetime import date, timedelta

import pytest

from kollega.core import clock
from kollega.core.log import Entry, faults
from kollega.core.timeline import WORDS
from kollega.core.workflow import Refused
from kollega.lending.models import Agreement
from kollega.networks.terms import EmployerKind
from kollega.outbox.models import Message
from kollega.pages.queries import around
from kollega.people.queries import actor
from kollega.requesting import actions, desk, queries, rules
from kollega.requesting.models import Offer, Request, Suggestion
from kollega.requesting.rules import OFFER, REQUEST, SUGGESTION
from kollega.requesting.terms import OfferState, RequestState, SuggestionState
from tests import builders
from tests.builders import anew, tasks_in, told, verbs_of

pytestmark = pytest.mark.django_db
ABOUT = {"title": "Testledare", "tasks": "Leda test.", "place": "Sundsvall", "share": 50,
         "starts_on": date(2027, 3, 1), "ends_on": date(2027, 6, 30)}  # fmt: skip


@pytest.fixture
def loan(today):
    """Two members; the receiver asks the lender."""
    return builders.Loan(today)


def ask(loan, today, offer=None, **changes):
    about = {"asker": loan.receiver, "asked": loan.lender, "by": loan.by(loan.their_contact)} | ABOUT | changes
    return actions.ask(offer=offer, today=today, **about)


def suggest(loan, request, today):
    return actions.suggest(request, said=loan.employee.email, by=loan.by(loan.contact), today=today)


def an_offer(loan, today, **changes):
    about = {"about": "Van vid test.", "share": 100, "from_on": today, "to_on": date(2027, 6, 30)} | changes
    by = loan.by(loan.manager)
    return actions.offer(employment=loan.employment, network=loan.network, by=by, today=today, **about)


def may_read(loan, suggestion):
    people = ("employee", "manager", "contact", "head", "their_contact", "their_head", "leader", "their_finance")
    return {who for who in people if suggestion in queries.suggestions_for(anew(getattr(loan, who)))}


def busy(loan, today):
    people = ("employee", "manager", "contact", "their_contact", "leader", "head")
    return {who for who in people if tasks_in(desk.piles_for(anew(getattr(loan, who)), today))}


def test_a_request_is_carried_to_an_agreement_and_the_name_is_read_in_order(loan, today):
    request = ask(loan, today)
    assert (told("request.made"), busy(loan, today)) == ({loan.contact}, {"contact"})
    suggestion = suggest(loan, request, today)
    assert (told("suggestion.made"), may_read(loan, suggestion)) == ({loan.employee}, {"employee", "contact"})
    assert around(anew(loan.employee), today).may_have_tasks
    assert busy(loan, today) == {"employee"}
    actions.accept(suggestion, by=loan.by(loan.employee), today=today)
    assert (told("suggestion.accepted"), may_read(loan, suggestion)) == (
        {loan.manager}, {"employee", "contact", "manager"},
    )  # fmt: skip
    assert busy(loan, today) == {"manager"}
    assert not Message.objects.filter(person=loan.their_contact).exists()
    actions.support(suggestion, by=loan.by(loan.manager), today=today)
    assert told("suggestion.named") == {loan.their_contact}
    assert may_read(loan, suggestion) == {"employee", "contact", "manager", "their_contact"}
    assert busy(loan, today) == {"their_contact"}
    agreement = actions.choose(suggestion, by=loan.by(loan.their_contact), today=today)
    assert (agreement.origin, agreement.receiver, agreement.lender) == (suggestion.pk, loan.receiver, loan.lender)
    assert (agreement.version.tasks, agreement.version.share) == ("Leda test.", 50)
    assert (anew(request).state, anew(suggestion).state) == (RequestState.AGREED, SuggestionState.CHOSEN)
    assert verbs_of(suggestion) == [
        "suggestion.made",
        "suggestion.accepted",
        "suggestion.supported",
        "suggestion.chosen",
    ]
    assert Entry.objects.get(verb="suggestion.accepted").chain == str(loan.lender.pk)
    assert list(faults()) == []


@pytest.mark.parametrize("who", ["manager", "contact", "their_contact", "head"])
def test_nobody_says_yes_for_the_person(loan, today, who):
    suggestion = suggest(loan, ask(loan, today), today)
    for step in (actions.accept, actions.refuse):
        with pytest.raises(Refused, match="Endast den som det gäller"):
            step(suggestion, by=loan.by(getattr(loan, who)), today=today)


def test_a_no_before_the_first_yes_is_known_to_nobody_but_who_suggested(loan, today):
    suggestion = suggest(loan, ask(loan, today), today)
    actions.refuse(suggestion, by=loan.by(loan.employee), today=today)
    assert told("suggestion.refused") == {loan.contact}
    assert not Message.objects.filter(person__in=[loan.manager, loan.their_contact]).exists()
    assert busy(loan, today) == {"contact"}, "the contact may suggest someone else"


def test_a_yes_is_taken_back_after_the_asker_has_read_it(loan, today):
    suggestion = suggest(loan, ask(loan, today), today)
    actions.accept(suggestion, by=loan.by(loan.employee), today=today)
    actions.support(suggestion, by=loan.by(loan.manager), today=today)
    actions.refuse(suggestion, by=loan.by(loan.employee), today=today)
    assert told(f"request.refused.{suggestion.pk}") == {loan.their_contact}
    assert "their_contact" not in may_read(loan, suggestion)
    with pytest.raises(Refused, match="redan gått vidare"):
        actions.choose(suggestion, by=loan.by(loan.their_contact), today=today)
    assert not Agreement.objects.exists()


def test_the_managers_no_needs_a_reason_and_never_reaches_the_asker(loan, today):
    suggestion = suggest(loan, ask(loan, today), today)
    actions.accept(suggestion, by=loan.by(loan.employee), today=today)
    by = loan.by(loan.manager)
    with pytest.raises(Refused, match="Skriv varför"):
        actions.hold(suggestion, reason=" ", by=by, today=today)
    actions.hold(suggestion, reason="Vi är för få.", by=by, today=today)
    assert told("suggestion.held") == {loan.employee, loan.contact}
    assert not Message.objects.filter(person=loan.their_contact).exists()
    assert "their_contact" not in may_read(loan, suggestion)


def test_an_employee_is_named_by_whole_name_or_address_and_only_at_the_asked_employer(loan, today):
    request = ask(loan, today)
    by = loan.by(loan.contact)
    theirs = builders.an_employment(builders.a_person("Unik"), at=loan.receiver).person
    twin = [builders.an_employment(builders.a_person("Tvilling"), at=loan.lender).person for _ in range(2)]
    for said in ("", "Nobody Here", theirs.email, str(twin[0]), loan.employee.given_name):
        with pytest.raises(Refused, match="hittar ingen hos er"):
            actions.suggest(request, said=said, by=by, today=today)
    first = actions.suggest(request, said=f" {twin[0].email.upper()} ", by=by, today=today)
    assert actions.suggest(request, said=twin[0].email, by=by, today=today) == first
    with pytest.raises(Refused, match="tillfrågad kan svara"):
        actions.suggest(request, said=loan.employee.email, by=loan.by(loan.their_contact), today=today)


def test_a_declined_or_withdrawn_request_tells_those_who_were_asked(loan, today):
    first, second = ask(loan, today), ask(loan, today)
    for request in (first, second):
        suggest(loan, request, today)
    with pytest.raises(Refused, match="Skriv varför"):
        actions.decline(first, reason="", by=loan.by(loan.contact), today=today)
    actions.decline(first, reason="Ingen kan.", by=loan.by(loan.contact), today=today)
    assert told("request.declined") == {loan.their_contact}
    actions.withdraw(second, by=loan.by(loan.their_contact), today=today)
    assert told("request.withdrawn") == {loan.contact}
    assert {s.state for s in Suggestion.objects.all()} == {SuggestionState.DROPPED}
    assert told("suggestion.dropped") == {loan.employee}
    with pytest.raises(Refused, match="redan gått vidare"):
        suggest(loan, first, today)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"starts_on": date(2026, 11, 1)}, "Första dagen har passerat"),
        ({"ends_on": date(2027, 2, 1)}, "Sista dagen behöver komma efter"),
    ],
)
def test_why_not_ask(loan, today, changes, why):
    with pytest.raises(Refused, match=why):
        ask(loan, today, **changes)


def test_one_asks_only_members_of_the_same_network_where_a_loan_fits(loan, today):
    outsider = builders.an_employer()
    builders.a_network(outsider)
    with pytest.raises(Refused, match="inte med i nätverket"):
        ask(loan, today, asked=outsider)
    with pytest.raises(Refused, match="inte fråga er själva"):
        ask(loan, today, asked=loan.receiver)
    with pytest.raises(Refused, match="Endast HR-kontakten som frågar"):
        ask(loan, today, by=loan.by(loan.leader))
    loan.lender.kind = EmployerKind.MUNICIPALITY
    loan.lender.save()
    with pytest.raises(Refused, match="tjänstledighet"):
        ask(loan, today)
    assert not Request.objects.exists()
    assert set(queries.members_to_ask(anew(loan.their_contact), today)) == {loan.lender}


def test_an_offer_is_shown_without_a_name_after_the_persons_yes(loan, client, today):
    made = an_offer(loan, today)
    third = builders.an_employer()
    builders.Membership.objects.create(network=loan.network, employer=third, from_on=builders.LONG_AGO)
    reader = builders.a_duty("contact", third)
    builders.TOTP.activate(reader, "JBSWY3DPEHPK3PXP")
    assert around(anew(loan.employee), today).may_have_tasks
    assert not queries.open_offers_for(anew(reader), today).exists()
    with pytest.raises(Refused, match="Endast den som det gäller"):
        actions.consent(made, by=loan.by(loan.manager), today=today)
    actions.consent(made, by=loan.by(loan.employee), today=today)
    seen = {who for who in ("contact", "their_contact", "leader", "head", "their_head") if
            queries.open_offers_for(anew(getattr(loan, who)), today).exists()}  # fmt: skip
    assert seen == {"their_contact"}
    client.force_login(reader)
    for path in ("/forfragningar/", f"/erbjudanden/{made.pk}/"):
        page = client.get(path).content.decode()
        assert "Van vid test." in page
        assert loan.employee.given_name not in page
        assert loan.employment.title not in page
        assert str(loan.manager) not in page


def test_whoever_is_offered_answers_each_who_asks(loan, today):
    made = an_offer(loan, today)
    actions.consent(made, by=loan.by(loan.employee), today=today)
    request = ask(loan, today, offer=made)
    suggestion = request.suggestions.get()
    assert may_read(loan, suggestion) == {"employee"}
    assert not Message.objects.filter(person__in=[loan.contact, loan.their_contact]).exists()
    actions.accept(suggestion, by=loan.by(loan.employee), today=today)
    assert anew(suggestion).state == SuggestionState.NAMED, "the manager has said yes by offering"
    assert may_read(loan, suggestion) == {"employee", "manager", "contact", "their_contact"}
    other = ask(loan, today, offer=made).suggestions.get()
    actions.choose(suggestion, by=loan.by(loan.their_contact), today=today)
    assert (anew(made).state, anew(other).state) == (OfferState.MATCHED, SuggestionState.DROPPED)


def test_a_no_to_one_who_asks_is_told_to_nobody(loan, today):
    made = an_offer(loan, today)
    actions.consent(made, by=loan.by(loan.employee), today=today)
    suggestion = ask(loan, today, offer=made).suggestions.get()
    before = Message.objects.count()
    actions.refuse(suggestion, by=loan.by(loan.employee), today=today)
    assert Message.objects.count() == before
    assert anew(made).state == OfferState.OPEN


@pytest.mark.parametrize("who", ["employee", "manager"])
def test_either_of_the_two_stops_the_offer(loan, today, who):
    made = an_offer(loan, today)
    actions.consent(made, by=loan.by(loan.employee), today=today)
    suggestion = ask(loan, today, offer=made).suggestions.get()
    with pytest.raises(Refused):
        actions.end(made, by=loan.by(loan.contact), today=today)
    actions.end(made, by=loan.by(getattr(loan, who)), today=today)
    assert (anew(made).state, anew(suggestion).state) == (OfferState.CLOSED, SuggestionState.DROPPED)
    with pytest.raises(Refused, match="redan gått vidare"):
        ask(loan, today, offer=made)


def test_an_offer_is_made_by_the_manager_once_and_for_days_to_come(loan, today):
    an_offer(loan, today)
    with pytest.raises(Refused, match="redan ett erbjudande"):
        an_offer(loan, today)
    Offer.objects.all().update(state=OfferState.CLOSED)
    with pytest.raises(Refused, match="Perioden har passerat"):
        an_offer(loan, today, from_on=date(2026, 1, 1), to_on=date(2026, 2, 1))
    for person in (loan.employee, loan.contact, loan.leader):
        with pytest.raises(Refused, match=r"närmaste chef|om dig själv"):
            actions.offer(employment=loan.employment, network=loan.network, by=loan.by(person), today=today,
                          about="Van.", share=100, from_on=today, to_on=date(2027, 6, 30))  # fmt: skip


def test_the_clock_closes_an_offer_whose_days_have_passed(loan, today):
    made = an_offer(loan, today, to_on=date(2026, 12, 1))
    assert actions.let_the_day_come(date(2026, 12, 1)) == 0
    with clock.at(date(2026, 12, 2)):
        assert [actions.let_the_day_come(date(2026, 12, 2)) for _ in range(2)] == [1, 0]
    assert anew(made).state == OfferState.CLOSED


def test_a_text_with_the_persons_name_is_not_shown(loan, client, today):
    client.force_login(loan.manager)
    body = {"employment": loan.employment.pk, "share": 100, "from_on": "2027-01-01", "to_on": "2027-06-30",
            "about": f"{loan.employee.given_name} är van.", "once": str(loan.employment.pk)}  # fmt: skip
    assert "Texten innehåller personens namn" in client.post("/erbjudanden/nytt/", body).content.decode()
    assert not Offer.objects.exists()


@pytest.mark.parametrize(("workflow", "states"), [
    (REQUEST, RequestState), (SUGGESTION, SuggestionState), (OFFER, OfferState),
])  # fmt: skip
def test_every_state_that_can_be_left_has_a_holder_and_every_step_has_words(workflow, states):
    left = {state for step in workflow.steps.values() for state in step.sources}
    assert left <= set(workflow.holders) <= set(states.values)
    assert {f"{workflow.noun}.{step.verb}" for step in workflow.steps.values()} <= set(WORDS)


STEPS = {
    "accept": ({"asked"}, "willing", {"person"}), "refuse": ({"asked", "willing", "named"}, "refused", {"person"}),
    "support": ({"willing"}, "named", {"manager", "substitute"}),
    "hold": ({"willing"}, "held", {"manager", "substitute"}),
    "choose": ({"named"}, "chosen", {"asker"}), "name": ({"willing"}, "named", None),
    "drop": ({"asked", "willing", "named"}, "dropped", None),
}  # fmt: skip


@pytest.mark.parametrize("name", SUGGESTION.steps)
def test_a_step_is_taken_from_its_states_by_its_people_and_nobody_else(name):
    from types import SimpleNamespace
    from uuid import uuid4

    home, away, person, manager = (uuid4() for _ in range(4))
    actors = {
        "person": builders.an_actor(person), "manager": builders.an_actor(manager),
        "person who stands in": builders.an_actor(person, stands_in_for=[(manager, home)]),
        "substitute": builders.an_actor(stands_in_for=[(manager, home)]),
        "substitute elsewhere": builders.an_actor(stands_in_for=[(manager, away)]),
        "asker": builders.an_actor(duties=[("contact", away)]), "asked": builders.an_actor(duties=[("contact", home)]),
        "head": builders.an_actor(duties=[("head_of_hr", home), ("head_of_hr", away)]), "stranger": builders.an_actor(),
    }  # fmt: skip
    sources, target, who = STEPS[name]
    who = set(actors) if who is None else who | ({"person who stands in"} if who == {"person"} else set())

    def of(state):
        request = SimpleNamespace(asker_id=away, asked_id=home)
        employment = SimpleNamespace(person_id=person, manager_id=manager, employer_id=home)
        return SimpleNamespace(state=state, request=request, employment=employment)

    may = {
        (s, n)
        for s in SuggestionState.values
        for n, by in actors.items()
        if not SUGGESTION.refusal(name, obj=of(s), by=by)
    }
    assert may == {(s, n) for s in sources for n in who}
    assert SUGGESTION.steps[name].target == target


def test_the_period_of_an_offer_may_have_begun(today):
    assert rules.why_not_offer(None, from_on=today - timedelta(days=9), to_on=today, today=today) is None


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_equally_often_for_one_row_and_three(loan, today, count, client, django_assert_num_queries):
    for _ in range(count):
        suggestion = suggest(loan, ask(loan, today), today)
        actions.accept(suggestion, by=loan.by(loan.employee), today=today)
        actions.support(suggestion, by=loan.by(loan.manager), today=today)
    contact = anew(loan.their_contact)
    actor(contact)
    with django_assert_num_queries(2):
        assert len([(str(r.asker), str(r.asked), str(r.by)) for r in queries.requests_for(contact)]) == count
        assert len([(str(s.person), s.employment.title) for s in queries.suggestions_for(contact)]) == count
