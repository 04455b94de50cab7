"""What the pages show and to whom, and that a page takes as many statements for three as for one."""

import json
import re
import uuid
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from kollega.core import clock
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions, queries
from kollega.recruiting.models import Recruitment
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """An employer in a network with its HR contact."""
    employer = builders.an_employer(org_number="202100-5489")
    network = builders.a_network(employer)
    contact = builders.a_duty(DutyKind.CONTACT, employer)
    builders.an_employment(contact, at=employer)
    TOTP.activate(contact, "JBSWY3DPEHPK3PXP")
    return employer, network, contact


def post(client, path, **said):
    return client.post(path, said | {"once": uuid.uuid4()})


def test_a_contact_writes_four_pages_checks_approves_and_publishes(client, here):
    *_, contact = here
    builders.an_occupation()
    builders.a_place()
    client.force_login(contact)
    membership = client.get("/annonser/ny/").context["form"].places
    answer = post(client, "/annonser/ny/", title="Handläggare", place=next(iter(membership)))
    made = Recruitment.objects.get()
    assert answer["Location"] == f"/annonser/{made.pk}/skriv/behov/"
    need = {"title": "Handläggare", "occupation": "handläggare", "place": "sundsvall", "remote": "partly",
            "form": "permanent", "share": "100", "seats": "2"}  # fmt: skip
    content = {"lead_text": "Ge besked.", "tasks": "Handlägga.", "musts": "• Utbildning\n\n- Vana", "merits": ""}
    how = {
        "apply_by": "14 december",
        "receives_here": "False",
        "application_url": "www.exempel.se/1",
        "unions": "Olle, ST",
    }
    for name, said in (("behov", need), ("innehall", content), ("ansokan", how), ("synlighet", {"reach": "public"})):
        answer = post(client, f"/annonser/{made.pk}/skriv/{name}/", **said)
        assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == f"/annonser/{made.pk}/kontrollera/"
    assert "Allt som behövs finns" in client.get(answer["Location"]).content.decode()
    for step in ("approve", "publish"):
        post(client, f"/annonser/{made.pk}/steg/{step}/")
    client.logout()
    page = client.get(f"/lediga-jobb/{made.pk}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    assert json.loads(found[1])["title"] == "Handläggare"
    assert queries.by_weight(queries.criteria_of(made), "must") == ["Utbildning", "Vana"]
    assert "Handläggare" in client.get("/jobb-och-uppdrag/").content.decode()


def test_an_unknown_occupation_is_asked_about_and_nothing_typed_is_lost(client, here):
    employer, network, contact = here
    made = builders.a_recruitment(employer=employer, network=network, contact=contact)
    client.force_login(contact)
    said = {"title": "Ny rubrik", "occupation": "Handl", "place": "Sundsval", "remote": "no", "form": "permanent",
            "share": "100", "seats": "1"}  # fmt: skip
    page = post(client, f"/annonser/{made.pk}/skriv/behov/", **said | {"occupation": "Drakryttare"}).content.decode()
    assert "Vi känner inte igen yrket ”Drakryttare”" in page
    assert "Ny rubrik" in page
    assert post(client, f"/annonser/{made.pk}/skriv/behov/", **said).status_code == 302


def test_nothing_in_an_ad_can_end_its_data_block(client, here):
    made = builders.a_recruitment(upto="published", tasks="</script><script>alert(1)</script>")
    page = client.get(f"/lediga-jobb/{made.pk}/").content.decode()
    assert "<script>alert" not in page
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    assert "</script><script>alert(1)" in json.loads(block[1])["description"]


@pytest.mark.parametrize(("reach", "seen_by"), [
    ("public", {"visitor", "own", "neighbour", "stranger"}), ("network", {"own", "neighbour"}), ("employer", {"own"}),
])  # fmt: skip
def test_an_ad_is_read_by_those_it_is_for(client, reach, seen_by):
    employer, neighbour, elsewhere = (builders.an_employer() for _ in range(3))
    network = builders.a_network(employer, neighbour)
    builders.a_network(elsewhere)
    made = builders.a_recruitment(employer=employer, network=network, reach=reach, upto="published")
    readers = {"visitor": None} | {
        name: builders.an_employment(at=at).person
        for name, at in (("own", employer), ("neighbour", neighbour), ("stranger", elsewhere))
    }
    found = set()
    for name, person in readers.items():
        client.logout()
        if person:
            client.force_login(person)
        on_list = f"/lediga-jobb/{made.pk}/" in client.get("/jobb-och-uppdrag/").content.decode()
        on_page = client.get(f"/lediga-jobb/{made.pk}/").status_code == 200
        as_data = client.get(f"/lediga-jobb/{made.pk}/jobposting.json").status_code == 200
        assert on_list == on_page == as_data
        found |= {name} if on_page else set()
    assert found == seen_by


def test_a_decision_stands_on_the_board_with_how_to_appeal_until_it_is_old(client, here):
    employer, network, contact = here
    made = builders.a_recruitment(employer=employer, network=network, contact=contact, upto="published")
    today = date(2026, 11, 23)
    actions.close(made, by=actor(contact, today), reason="Klart.", today=today)
    client.force_login(contact)
    answer = post(client, f"/annonser/{made.pk}/beslut/", hired_from="external", decided_on="23 november 2026",
                  decided_by="Chefen", posted_on="")  # fmt: skip
    assert "Utan anslag kan det överklagas" in answer.content.decode()
    post(client, f"/annonser/{made.pk}/beslut/", hired_from="external", decided_on="2026-11-23", decided_by="Chefen",
         posted_on="2026-11-23")  # fmt: skip
    client.logout()
    pages = {}
    for day in (date(2026, 11, 23), date(2026, 12, 15), date(2027, 1, 14)):
        with clock.at(day):
            pages[day] = client.get(f"/anslagstavla/{employer.pk}/").content.decode()
    first, late, old = pages.values()
    assert "14\xa0december 2026" in first
    assert "Statens överklagandenämnd" in first
    assert "har gått ut" in late
    assert "Inget är anslaget" in old
    assert "Chefen" not in first


def test_a_closed_ad_keeps_its_page_without_persons_and_a_withdrawn_one_is_gone(client):
    made = builders.a_recruitment(upto="published")
    assert "Lena Kihl" in client.get(f"/lediga-jobb/{made.pk}/").content.decode()
    actions.close(made, by=actor(made.contact), reason="Klart.", today=clock.today())
    page = client.get(f"/lediga-jobb/{made.pk}/").content.decode()
    assert "Annonsen har stängt" in page
    assert "Lena Kihl" not in page
    other = builders.a_recruitment(upto="published")
    actions.withdraw(other, by=actor(other.contact), reason="Nej.", today=clock.today())
    assert client.get(f"/lediga-jobb/{other.pk}/").status_code == 410


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_statements_for_one_as_for_three(client, here, rows, django_assert_max_num_queries):
    employer, network, contact = here
    for _ in range(rows):
        builders.a_recruitment(employer=employer, network=network, contact=contact)
    client.force_login(contact)
    with django_assert_max_num_queries(18):
        client.get("/annonser/")


def test_what_is_typed_is_kept_and_what_cannot_be_is_said(client, here):
    employer, network, contact = here
    made = builders.a_recruitment(employer=employer, network=network, contact=contact)
    client.force_login(contact)
    at = f"/annonser/{made.pk}/spara/innehall/"
    assert client.post(at, {"lead_text": "Halva ingressen"}).content.decode().startswith("Sparat klockan")
    assert builders.anew(made).lead == "Halva ingressen"
    answer = client.post(at, {"lead_text": "x" * 201})
    assert (answer.status_code, builders.anew(made).lead) == (422, "Halva ingressen")


def test_occupations_are_suggested_as_rows(client, here):
    *_, contact = here
    client.force_login(contact)
    builders.an_occupation()
    assert 'data-value="Handläggare"' in client.get("/annonser/forslag/yrke/?q=hand").content.decode()


def test_questions_are_written_five_at_most_and_only_yes_or_no_is_wanted(client, here):
    employer, network, contact = here
    made = builders.a_recruitment(employer=employer, network=network, contact=contact, receives_here=True)
    client.force_login(contact)
    said = {"text_1": "Körkort?", "kind_1": "yes_no", "must_1": "on", "wanted_1": "yes",
            "text_3": "Varför?", "kind_3": "long", "wanted_3": "no"}  # fmt: skip
    post(client, f"/annonser/{made.pk}/skriv/fragor/", **said)
    found = [(q.number, q.text, q.kind, q.is_required, q.wanted) for q in made.questions.all()]
    assert found == [(1, "Körkort?", "yes_no", True, "yes"), (2, "Varför?", "long", False, "")]
    page = client.get(f"/annonser/{made.pk}/skriv/fragor/").content.decode()
    assert 'value="Varför?"' in page
