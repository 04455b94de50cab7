"""What the pages show and to whom, from the visitor who begins to the letter back."""

import uuid
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile

from kollega.applications import actions
from kollega.applications.models import Application, Assessor, Attachment, Slot
from kollega.applications.terms import State
from kollega.core import clock
from kollega.outbox.models import Message
from kollega.people.models import Person
from kollega.people.queries import actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions as recruiting
from tests import builders
from tests.documents.made import a_pdf
from tests.identity.test_sign_in import code_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _still():
    with clock.at(TODAY):
        yield


@pytest.fixture
def job():
    """A vacancy that asks two questions, handled by its HR contact."""
    return builders.a_round(questions=[("Har du körkort?", "yes_no", "yes"), ("Varför hos oss?", "long", "")])


def post(client, path, **said):
    return client.post(path, said | {"once": uuid.uuid4()})


def read(client, path):
    return client.get(path).content.decode()


def test_a_visitor_is_told_what_is_needed_and_comes_back_by_a_code_in_the_mail(client, job, mailoutbox):
    page = read(client, f"/sok/{job.pk}/")
    assert "svar på 2 frågor" in page
    assert f"/logga-in/ny/?next=/sok/{job.pk}/" in page
    said = {"given_name": "Nour", "family_name": "Ali", "email": "Nour@Exempel.se", "next": f"/sok/{job.pk}/"}
    answer = client.post("/logga-in/ny/", said)
    assert answer.status_code == 302, answer.content.decode()
    code = code_in(mailoutbox[0])
    answer = client.post(answer["Location"], {"code": code, "next": f"/sok/{job.pk}/"})
    assert answer["Location"] == f"/sok/{job.pk}/"
    answer = post(client, f"/sok/{job.pk}/")
    made = Application.objects.get()
    assert answer["Location"] == f"/ansokan/{made.pk}/"
    assert (made.name, made.email) == ("Nour Ali", "nour@exempel.se")


def test_an_address_that_has_an_account_is_never_renamed_and_nobody_learns_that_it_exists(client, mailoutbox):
    Person.objects.create_user("kand@exempel.se", given_name="Känd")
    answers = [
        client.post("/logga-in/ny/", {"given_name": "X", "family_name": "Y", "email": email})
        for email in ("kand@exempel.se", "okand@exempel.se")
    ]
    assert {a.status_code for a in answers} == {302}
    assert len({a["Location"] for a in answers}) == 1
    assert len({m.subject for m in mailoutbox}) == 1
    assert Person.objects.get(email="kand@exempel.se").given_name == "Känd"


def test_a_draft_keeps_each_letter_and_each_file_and_tells_what_is_missing(client, job):
    person = builders.a_person("Nour")
    client.force_login(person)
    post(client, f"/sok/{job.pk}/")
    made = Application.objects.get()
    at = f"/ansokan/{made.pk}/"
    answer = client.post(f"{at}spara/", {"name": "Nour Ali", "letter": "Halva", "q_2": "För att"})
    assert answer.content.decode().startswith("Sparat klockan")
    assert "Halva" in read(client, at)
    assert "Svara på frågan ”Har du körkort?”" in read(client, f"{at}kontrollera/")
    said = {"name": "Nour Ali", "letter": "Mer", "q_2": "För att"}
    post(client, at, file=SimpleUploadedFile("cv.pdf", a_pdf()), add="1", **said)
    page = read(client, at)
    assert "cv.pdf" in page
    assert "Mer" in page
    program = SimpleUploadedFile("cv.pdf", b"MZ\x90\x00" + b"\0" * 99)
    page = post(client, at, file=program, add="1", **said | {"letter": "Allra mest"}).content.decode()
    assert "Filen är ett program" in page
    assert "Allra mest" in page
    kept = Attachment.objects.get()
    assert client.get(f"/ansokan/fil/{kept.pk}/")["Content-Disposition"] == 'attachment; filename="cv.pdf"'
    post(client, at, remove=kept.pk, **said | {"letter": "Sist"})
    assert not Attachment.objects.exists()
    assert "Sist" in read(client, at)


def test_what_is_sent_is_receipted_and_can_only_be_taken_back(client, job):
    person = builders.a_person("Nour")
    client.force_login(person)
    post(client, f"/sok/{job.pk}/")
    made = Application.objects.get()
    at = f"/ansokan/{made.pk}/"
    answer = post(client, at, name="Nour Ali", letter="Hela", q_1="no", q_2="För att")
    assert answer["Location"] == f"{at}kontrollera/"
    assert post(client, f"{at}kontrollera/")["Location"] == at
    page = read(client, at)
    assert "Skickad" in page
    assert "Ingen har läst den än" in page
    assert Message.objects.get(person=person).subject.startswith("Din ansökan är mottagen")
    answer = client.post(f"{at}spara/", {"name": "Annan", "letter": "Ändrad"})
    assert answer.status_code == 409
    assert "kan inte ändras" in answer.content.decode()
    post(client, f"{at}steg/withdraw/")
    assert "Tillbakadragen" in read(client, at)
    assert "Börja din ansökan" in read(client, f"/sok/{job.pk}/")


def test_those_who_recruit_read_judge_invite_offer_and_tell(client, job):
    one, other = (builders.an_application(job, by=builders.a_person(name)) for name in ("Ett", "Två"))
    for made in (one, other):
        assert made.state == State.SUBMITTED
    client.force_login(job.contact)
    page = read(client, f"/annonser/{job.pk}/ansokningar/")
    assert "Ett" in page
    assert "Två" in page
    at = f"/annonser/ansokan/{one.pk}/"
    assert "Jag vill." in read(client, at)
    assert one.readings.get().person == job.contact
    said = {f"c_{c.number}": 3 for c in job.criteria.all()}
    assert "Bedöm också" in post(client, f"{at}bedom/", lock="1", c_1="3").content.decode()
    assert post(client, f"{at}bedom/", lock="1", **said).status_code == 302
    assert "6 av 6" in read(client, f"/annonser/{job.pk}/ansokningar/")
    assert "Ett" in read(client, f"/annonser/{job.pk}/ansokningar/jamfor/")
    post(client, f"/annonser/{job.pk}/ansokningar/tider/", day="2026-12-16", hours="9, 10.30 och 13:00", minutes="45",
         place="Storgatan 1")  # fmt: skip
    assert Slot.objects.count() == 3
    post(client, f"{at}steg/invite/")
    assert builders.anew(one).state == State.INTERVIEW
    client.force_login(one.applicant)
    slot = Slot.objects.first()
    post(client, f"/ansokan/tid/{slot.pk}/")
    assert "DTSTART:20261216T080000Z" in read(client, f"/ansokan/{one.pk}/intervju.ics")
    assert "Storgatan 1" in read(client, f"/ansokan/{one.pk}/")
    client.force_login(job.contact)
    answer = post(client, f"{at}erbjud/", text="36 000 kronor.", until="2026-12-30")
    assert answer.status_code == 302, answer.content.decode()
    client.force_login(one.applicant)
    assert "36 000 kronor." in read(client, f"/ansokan/{one.pk}/")
    post(client, f"/ansokan/{one.pk}/steg/accept/")
    recruiting.close(job, by=actor(job.contact), reason="Klart.", today=TODAY)
    recruiting.fill(builders.anew(job), hired_from="external", decided_on=TODAY, decided_by="Chefen", posted_on=TODAY,
                    by=actor(job.contact), today=TODAY)  # fmt: skip
    client.force_login(job.contact)
    assert "Lämna besked till dem som sökte" in read(client, "/att-gora/")
    page = read(client, f"/annonser/{job.pk}/ansokningar/besked/")
    assert "Två" in page
    assert "1. Ett" not in page
    post(client, f"/annonser/{job.pk}/ansokningar/besked/", text="Tack för att du sökte.")
    assert builders.anew(one).state == State.HIRED
    client.force_login(other.applicant)
    page = read(client, f"/ansokan/{other.pk}/")
    assert "Tack för att du sökte." in page
    assert "Besked lämnat" in page
    assert "Lämna besked" not in read(client, "/att-gora/")


def test_a_colleague_who_judges_sees_names_and_the_others_judgements_after_their_own(client):
    employer = builders.an_employer(org_number="202100-5489")
    job = builders.a_round(employer=employer, network=builders.a_network(employer), is_blind=True)
    colleague = builders.an_employment(builders.a_person("Bo"), at=employer).person
    made = builders.an_application(job, by=builders.a_person("Hemlig"), letter="Jag heter Hemlig.")
    client.force_login(colleague)
    assert client.get(f"/annonser/ansokan/{made.pk}/").status_code == 404
    client.force_login(job.contact)
    post(client, f"/annonser/{job.pk}/ansokningar/bedomare/", who="bo exempel")
    assert Assessor.objects.get().person == colleague
    builders.a_judgement(made, by=job.contact, points=3)
    client.force_login(colleague)
    assert f"Bedöm ansökningar till {job.title}" in read(client, "/att-gora/")
    for page in (read(client, f"/annonser/{job.pk}/ansokningar/"), read(client, f"/annonser/ansokan/{made.pk}/")):
        assert "Hemlig" not in page
        assert "Sökande 1" in page
        assert "Uppfyller väl</li>" not in page
    builders.a_judgement(made, by=colleague, points=1)
    page = read(client, f"/annonser/ansokan/{made.pk}/")
    assert "Hemlig" in page
    assert "Uppfyller väl</li>" in page
    assert "Bedöm ansökningar" not in read(client, "/att-gora/")
    assert "Olika" in read(client, f"/annonser/{job.pk}/ansokningar/jamfor/")
    assert client.get(f"/annonser/{job.pk}/ansokningar/jamfor.xlsx").status_code == 404


def test_only_the_named_person_reads_about_adaptation(client):
    job = builders.a_round()
    named = builders.a_duty(DutyKind.CONTACT, job.employer)
    TOTP.activate(named, "JBSWY3DPEHPK3PXP")
    recruiting.rule(job.employer, by=actor(job.contact, TODAY), asks_for_diary_number=False, asks_for_unions=False,
                    appeals_to="SÖN", adaptations_to=named)  # fmt: skip
    made = builders.an_application(job, adaptation="Tolk på teckenspråk")
    seen = {}
    for person in (named, job.contact):
        client.force_login(person)
        seen[person] = "Tolk på teckenspråk" in read(client, f"/annonser/ansokan/{made.pk}/")
    assert seen == {named: True, job.contact: False}


def test_whoever_applies_reads_none_of_the_others(client):
    job = builders.a_round()
    other = builders.an_application(job)
    client.force_login(job.contact)
    assert client.get(f"/annonser/ansokan/{other.pk}/").status_code == 200
    builders.an_application(job, by=job.contact)
    assert client.get(f"/annonser/ansokan/{other.pk}/").status_code == 404
    assert client.get(f"/annonser/{job.pk}/ansokningar/").status_code == 404


@pytest.mark.parametrize("page", ["/annonser/{job}/ansokningar/", "/annonser/{job}/ansokningar/jamfor/",
                                  "/mina-ansokningar/"])  # fmt: skip
def test_a_page_takes_as_many_statements_for_three_as_for_one(client, page, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    job = builders.a_round(questions=[("Körkort?", "short", "")])
    person = builders.a_person("Van")
    for number in (1, 2):
        for _ in range(number):
            sent = builders.an_application(builders.a_round() if page.startswith("/mina") else job,
                                           by=person if page.startswith("/mina") else builders.a_person())  # fmt: skip
            if not page.startswith("/mina"):
                builders.a_judgement(sent, by=job.contact)
        client.force_login(person if page.startswith("/mina") else job.contact)
        client.get("/kakor/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page.format(job=job.pk)).status_code == 200
        taken.append(len(asked))
    assert taken[0] == taken[1]


def neighbour_of(job, name="Vera"):
    """Return HR at another member of the vacancy's network."""
    employer = builders.an_employer("Grannverket")
    builders.Membership.objects.create(network=job.network, employer=employer, from_on=builders.LONG_AGO)
    person = builders.a_duty(DutyKind.CONTACT, employer, builders.a_person(name))
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    return person


def test_another_member_reads_an_application_only_when_the_applicant_has_said_yes(client, job):
    sent, vera = builders.an_application(job, adaptation="Hörslinga"), neighbour_of(job)
    show = f"/annonser/ansokan/{sent.pk}/visa/"
    client.force_login(job.contact)
    assert "har inte sagt ja" in read(client, show)
    refused = post(client, show, who="Vera", reason="Passar er.")
    assert "Fråga den sökande först" in refused.content.decode()
    assert "Vera" in refused.content.decode()  # what was typed stays
    client.force_login(sent.applicant)
    post(client, f"/ansokan/{sent.pk}/visas/", yes="1")
    client.force_login(job.contact)
    assert post(client, show, who="Vera", reason="Passar er.").status_code == 302
    assert post(client, show, who="Vera", reason="Passar er.").status_code == 302
    client.force_login(vera)
    shown = sent.showings.get()
    page = read(client, f"/annonser/visad/{shown.pk}/")
    assert "Passar er." in page
    assert sent.email in page
    assert "Hörslinga" not in page
    assert Message.objects.filter(person=vera, url=f"/annonser/visad/{shown.pk}/").count() == 1
    client.force_login(sent.applicant)
    page = read(client, f"/ansokan/{sent.pk}/")
    assert page.count("Vera Exempel") >= 2  # may read, and has read
    post(client, f"/ansokan/{sent.pk}/visas/")
    client.force_login(vera)
    assert client.get(f"/annonser/visad/{shown.pk}/").status_code == 404


def test_a_manager_at_the_employer_needs_no_yes_and_reads_until_it_is_taken_back(client, job):
    sent = builders.an_application(job)
    boss = builders.a_person("Boss")
    builders.an_employment(at=job.employer, manager=boss)
    client.force_login(job.contact)
    show = f"/annonser/ansokan/{sent.pk}/visa/"
    assert "ingen chef hos er" in post(client, show, who="Ingen Alls", reason="x").content.decode()
    post(client, show, who=boss.email, reason="Din blivande kollega.")
    shown = sent.showings.get()
    client.force_login(boss)
    assert "Din blivande kollega." in read(client, f"/annonser/visad/{shown.pk}/")
    client.force_login(job.contact)
    assert "Boss Exempel" in read(client, f"/annonser/ansokan/{sent.pk}/")
    post(client, f"/annonser/visad/{shown.pk}/ta-tillbaka/")
    client.force_login(boss)
    assert client.get(f"/annonser/visad/{shown.pk}/").status_code == 404


def test_the_yes_is_given_at_the_check_and_what_is_taken_back_is_shown_to_nobody(client, job):
    draft = builders.an_application(job, is_sent=False)
    vera = neighbour_of(job)
    client.force_login(draft.applicant)
    assert 'name="may_be_shown"' in read(client, f"/ansokan/{draft.pk}/kontrollera/")
    post(client, f"/ansokan/{draft.pk}/kontrollera/", may_be_shown="yes")
    sent = builders.anew(draft)
    assert (sent.state, sent.may_be_shown) == (State.SUBMITTED, True)
    by = actor(job.contact)
    shown = actions.show(sent, to=vera, at=vera.duties.get().employer, reason="x", by=by)
    actions.withdraw(sent, by=actor(sent.applicant), today=TODAY)
    client.force_login(vera)
    assert client.get(f"/annonser/visad/{shown.pk}/").status_code == 404
