"""What the demo's employers announce themselves: a draft, one under review, one open, and one that is decided."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kollega.applications import actions as applications
from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.demo import texts
from kollega.demo.cast import BV, CSN, SPV
from kollega.demo.seed.world import World
from kollega.documents.reader import examine
from kollega.following import actions as following
from kollega.following.terms import Rhythm
from kollega.pages.tasks import let_the_day_come
from kollega.people.rules import Actor
from kollega.recruiting import actions as recruiting
from kollega.recruiting.models import Recruitment
from kollega.taxonomy.queries import suggest
from kollega.taxonomy.terms import Kind


def own_vacancies(world: World) -> None:
    """Let two employers recruit: what is over happened in October, the rest waits on the story's Monday."""
    with clock.at(date(2026, 9, 28)):
        over = _published(world, CSN, "Omar Haddad", "jurist")
    with clock.at(date(2026, 10, 20)):
        let_the_day_come(clock.today())
    with clock.at(date(2026, 11, 16)):
        recruiting.fill(
            Recruitment.objects.get(pk=over.pk), hired_from="network", decided_on=date(2026, 11, 13),
            decided_by="Maria Lindgren, HR-chef", posted_on=clock.today(), by=world.by("Omar Haddad"),
            today=clock.today(),
        )  # fmt: skip
    with clock.at(date(2026, 11, 19)):
        opened = _published(world, BV, "Lena Kihl", "handlaggare")
        recruiting.file(opened, by=world.by("Lena Kihl"))
        recruiting.submit(_written(world, BV, "Jonas Ek", "enhetschef"), by=world.by("Jonas Ek"), today=clock.today())
        _begun(world, CSN, world.by("Petra Sandström"), "kommunikator")


def applied_for(world: World) -> None:
    """Let four apply to SPV: one is to choose a time, one goes on, one is passed over, one is new; a fifth drafts."""
    with clock.at(date(2026, 11, 9)):
        job = _published(world, SPV, "Helen Dahl", "utvecklare")
    for day, names in ((16, ("Ellen Fors", "Ahmed Saleh", "Nour Ali")), (20, ("Hugo Lantz", "Märta Ceder"))):
        with clock.at(date(2026, 11, day)):
            for name in names:
                _applied(world, job, name)
    with clock.at(date(2026, 11, 20)):
        _selected(world, job)


def _applied(world: World, job: Recruitment, name: str) -> None:
    letter, knows, story = texts.APPLICATIONS[name]
    by, (first, second) = world.by(name), list(job.questions.all())
    made = applications.begin(job, by=by, today=clock.today())
    applications.write(made, by=by, letter=letter, phone="060-00 00 00", answers={first.pk: knows, second.pk: story})
    if name in {"Nour Ali", "Märta Ceder"}:
        sent = SimpleUploadedFile("cv.pdf", texts.paper(name, "CV", "Alla i demon är påhittade."))
        applications.attach(made, examined=examine(sent), by=by)
    if name != "Hugo Lantz":
        applications.submit(made, by=by, today=clock.today())


def _selected(world: World, job: Recruitment) -> None:
    by, today = world.by("Helen Dahl"), clock.today()
    sent = {str(a): a for a in job.applications.all()}
    applications.ask_to_judge(job, person=world.people["Ida Lindqvist"], by=by, today=today)
    criteria = [c.pk for c in job.criteria.all()]
    for name, points, note in (
        ("Nour Ali", (3, 3, 0), "Har lett förändring över flera enheter. Breven är tydliga."),
        ("Ellen Fors", (1, 2, 1), "Förbättringar i den egna gruppen."),
        ("Ahmed Saleh", (0, 2, 0), "Ingen erfarenhet av förändringsarbete ännu."),
    ):
        given = dict(zip(criteria, points, strict=True))
        applications.judge(sent[name], points=given, note=note, lock=True, by=by)
    applications.judge(sent["Nour Ali"], points=dict(zip(criteria, (1, 3, 0), strict=True)), lock=True,
                       note="En enhet, som jag läser det. Vi bör fråga.", by=world.by("Ida Lindqvist"))  # fmt: skip
    applications.let_be_shown(sent["Ellen Fors"], may=True, by=world.by("Ellen Fors"))
    applications.show(sent["Ellen Fors"], to=world.people["Lena Kihl"], at=world.employers[BV], by=by,
                      reason="Ellen passar kanske det ni söker till kundmötet.")  # fmt: skip
    hours = [datetime(2026, 12, 1, hour, tzinfo=clock.STOCKHOLM) for hour in (9, 11, 14)]
    applications.add_times(job, starts=hours, minutes=45, place="Lagergrensgatan 4, Sundsvall", by=by)
    applications.invite(sent["Nour Ali"], by=by, today=today)
    applications.move(sent["Ellen Fors"], step="shortlist", by=by)
    applications.pass_over(sent["Ahmed Saleh"], by=by, reason="Visar inte erfarenhet av att leda förändringsarbete.")


def followed(world: World) -> None:
    """Let one employee follow two searches and have put two jobs aside."""
    amina = world.people["Amina Warsame"]
    for name, said, rhythm in (
        ("Utredare nära Sundsvall", "q=utredare&ort=Sundsvall&nara=1", Rhythm.DAILY),
        ("Tillfälliga uppdrag", "typ=assignment", Rhythm.AT_ONCE),
    ):
        following.follow(by=amina, name=name, said=said, network=None, rhythm=rhythm)
    for title in ("Handläggare av företagsärenden", "Registrator"):
        following.keep(Listing.objects.get(title=title), by=amina)
    following.open_calendar(by=amina)


def _published(world: World, employer: str, contact: str, text: str) -> Recruitment:
    made, by = _written(world, employer, contact, text), world.by(contact)
    for step in (recruiting.approve, recruiting.publish):
        step(Recruitment.objects.get(pk=made.pk), by=by, today=clock.today())
    return Recruitment.objects.get(pk=made.pk)


def _written(world: World, employer: str, name: str, text: str) -> Recruitment:
    said: dict[str, Any] = dict(texts.VACANCIES[text])
    made, by = _begun(world, employer, world.by(name), text), world.by(name)
    said["occupation"] = suggest(Kind.OCCUPATION, said.pop("occupation"), 1).first()
    said["place"] = suggest(Kind.MUNICIPALITY, "Sundsvall", 1).first()
    recruiting.write(made, by=by, **{k: v for k, v in said.items() if k != "title"})
    return Recruitment.objects.get(pk=made.pk)


def _begun(world: World, employer: str, by: Actor, text: str) -> Recruitment:
    return recruiting.draft(
        title=texts.VACANCIES[text]["title"], employer=world.employers[employer],
        network=world.networks["sundsvall"], by=by,
    )  # fmt: skip
