import re
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people import actions, queries
from kollega.people.models import Consent, Person, Proof, Substitution
from kollega.people.terms import ConsentKind
from tests import builders
from tests.together import together

PURPOSE = "agreement:1:abc"
SECRET = "JBSWY3DPEHPK3PXP"
OLD = "Koden gäller inte längre. Be om en ny."


@pytest.fixture
def ask(mailoutbox, django_capture_on_commit_callbacks):
    def asked(person, purpose=PURPOSE, **more):
        with django_capture_on_commit_callbacks(execute=True):
            actions.ask_proof(person, purpose=purpose, **more)
        return re.search(r"din kod är (\d{6})", mailoutbox[-1].body)[1]

    return asked


def prove(person, *, purpose, code) -> str:
    with actions.proved(person, purpose=purpose, code=code) as way:
        return way


def refusal(person, code, purpose=PURPOSE) -> str:
    with pytest.raises(Refused) as refused:
        prove(person, purpose=purpose, code=code)
    return str(refused.value)


def other_than(code) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.django_db
def test_the_mailed_code_proves_it_once(ask, mailoutbox):
    person = builders.a_person()
    code = ask(person, what="skriva under avtalet SV 2026-014")
    assert "för att skriva under avtalet SV 2026-014" in mailoutbox[0].body
    assert mailoutbox[0].to == [person.email]
    assert prove(person, purpose=PURPOSE, code=f" {code[:3]} {code[3:]} ") == "Kod i mejl"
    assert refusal(person, code) == OLD
    assert [e.verb for e in Entry.objects.order_by("number")] == ["proof.asked", "proof.given"]
    assert code not in str(list(Proof.objects.values()))


@pytest.mark.django_db
def test_a_wrong_code_counts_and_the_sixth_try_is_not_heard(ask):
    person = builders.a_person()
    code = ask(person)
    said = [refusal(person, other_than(code)) for _ in range(5)]
    assert said[0] == "Koden stämmer inte. Du har fyra försök kvar."
    assert said[4] == f"Koden stämmer inte. {OLD}"
    assert refusal(person, code) == OLD
    assert Entry.objects.filter(verb="proof.failed").count() == 5


@pytest.mark.django_db
def test_the_code_is_good_for_one_purpose_and_one_person(ask):
    person, other = builders.a_person(), builders.a_person()
    code = ask(person)
    assert refusal(person, code, "agreement:1:changed") == "Be om en kod först."
    assert refusal(other, code) == "Be om en kod först."
    assert prove(person, purpose=PURPOSE, code=code)


@pytest.mark.django_db
def test_the_code_grows_old(ask):
    person = builders.a_person()
    code = ask(person)
    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)):
        assert refusal(person, code) == OLD


@pytest.mark.django_db
def test_a_new_code_takes_the_place_of_the_one_before(ask):
    person = builders.a_person()
    first = ask(person)
    with clock.at(clock.now() + timedelta(seconds=5)):
        second = ask(person)
        if first != second:
            assert "fyra försök" in refusal(person, first)
        assert prove(person, purpose=PURPOSE, code=second)


@pytest.mark.django_db
def test_many_codes_in_a_short_time_are_refused(ask):
    person = builders.a_person()
    for number in range(5):
        ask(person, purpose=f"agreement:{number}:abc")
    with pytest.raises(Refused, match="flera koder"):
        actions.ask_proof(person, purpose=PURPOSE)
    with clock.at(clock.now() + timedelta(minutes=11)):
        ask(person)


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", ["", "abc", "ååååå", "1234567890" * 50, "\x00"])
def test_nonsense_is_a_wrong_code(ask, nonsense):
    person = builders.a_person()
    ask(person)
    assert "Koden stämmer inte" in refusal(person, nonsense)


@pytest.mark.django_db
def test_with_an_app_nothing_is_mailed_and_the_apps_code_is_right(mailoutbox, monkeypatch):
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: 1_800_000_000))
    cache.clear()
    person = builders.a_person()
    TOTP.activate(person, SECRET)
    code = format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))
    actions.ask_proof(person, purpose=PURPOSE)
    assert queries.open_proof(person, purpose=PURPOSE).get_way_display() == "Kod från app"
    assert "fyra försök" in refusal(person, other_than(code))
    assert prove(person, purpose=PURPOSE, code=code) == "Kod från app"
    assert mailoutbox == []
    assert queries.open_proof(person, purpose=PURPOSE) is None
    actions.ask_proof(person, purpose="agreement:2:abc")
    assert "Koden stämmer inte" in refusal(person, code, "agreement:2:abc")


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_twice_at_once_proves_once(ask):
    person = builders.a_person()
    code = ask(person)

    answers = together(*[partial(prove, person, purpose=PURPOSE, code=code)] * 8)
    assert sorted(map(str, answers)) == ["Kod i mejl", *[OLD] * 7]


@pytest.mark.django_db(transaction=True)
def test_guesses_made_at_once_are_all_counted(ask):
    person = builders.a_person()
    code = ask(person)

    answers = together(*[partial(prove, person, purpose=PURPOSE, code=other_than(code))] * 8)
    assert sum("stämmer inte" in str(answer) for answer in answers) == 5
    assert Proof.objects.get().attempts == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("failure", [Refused("Villkoren har ändrats."), OSError("the house fell")])
def test_a_right_code_is_not_used_up_by_what_did_not_happen(ask, failure):
    person = builders.a_person()
    code = ask(person)

    def half() -> None:
        with actions.proved(person, purpose=PURPOSE, code=code):
            builders.a_person("Half")
            raise failure

    with pytest.raises(type(failure)):
        half()
    assert not Person.objects.filter(given_name="Half").exists()
    assert prove(person, purpose=PURPOSE, code=code) == "Kod i mejl"


@pytest.mark.django_db(transaction=True)
def test_a_try_cannot_be_rolled_back_by_who_calls(ask):
    person = builders.a_person()
    code = ask(person)
    with pytest.raises(RuntimeError), transaction.atomic():
        prove(person, purpose=PURPOSE, code=code)
    refusal(person, other_than(code))
    assert Proof.objects.get().attempts == 1


@pytest.mark.django_db
def test_tasks_are_handed_over_to_a_colleague_and_taken_back(today):
    employer = builders.an_employer()
    me, colleague = (builders.an_employment(at=employer).person for _ in range(2))
    made = actions.hand_over(me, substitute=colleague, employer=employer, from_on=today, to_on=today)
    with pytest.raises(Refused, match="samma arbetsgivare"):
        actions.hand_over(me, substitute=builders.a_person(), employer=employer, from_on=today, to_on=today)
    actions.take_back(made, by=me)
    assert not Substitution.objects.exists()
    assert [e.verb for e in Entry.objects.order_by("number")] == ["substitution.started", "substitution.ended"]


@pytest.mark.django_db
def test_a_consent_keeps_its_words_and_both_days():
    person = builders.a_person()
    kind = ConsentKind.DIGEST
    for _ in range(2):
        actions.consent(person, kind=kind, text="Ja till mejl.")
    actions.withdraw_consent(person, kind=kind)
    given = Consent.objects.get()
    assert (given.text, given.withdrawn_at) == ("Ja till mejl.", clock.now())
    assert queries.standing_consents(person) == {}
    assert [e.verb for e in Entry.objects.order_by("number")] == ["consent.given", "consent.withdrawn"]


@pytest.mark.django_db
def test_the_log_says_that_a_profile_changed_and_never_what_it_says():
    person = builders.a_person()
    kept = actions.describe(person, looks_for=" Leda. ", visible_to="contacts", skills=[], languages=[], places=[])
    assert kept.looks_for == "Leda."
    entry = Entry.objects.get()
    assert entry.verb == "profile.described"
    assert "Leda" not in str(entry.said())


@pytest.mark.django_db
def test_a_part_of_a_profile_is_kept_and_the_rest_stays():
    person, law = builders.a_person(), builders.a_word("skill", "Juridik")
    actions.say(person, skills=[law], how_much="part")
    actions.say(person, looks_for="Arkiv")
    actions.add(
        person, skills=[builders.a_word("skill", "Analys")], occupation=builders.a_word("occupation", "Registrator")
    )
    profile = actions.add(person, skills=[law])
    assert (profile.how_much, profile.looks_for, str(profile.occupation)) == ("part", "Arkiv", "Registrator")
    assert sorted(map(str, profile.skills.all())) == ["Analys", "Juridik"]
    assert builders.verbs_of(profile) == ["profile.described"] * 4


@pytest.mark.django_db
def test_suggestions_are_turned_off_and_on_once_each():
    person = builders.a_person()
    for on in (True, False, False, True):
        actions.switch_suggestions(person, on=on)
    assert builders.verbs_of(person.profile) == ["suggestions.stopped", "suggestions.started"]
