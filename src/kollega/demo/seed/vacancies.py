"""What the demo's employers announce themselves: a draft, one under review, one open, and one that is decided."""

from datetime import date
from typing import Any

from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.demo import texts
from kollega.demo.cast import BV, CSN
from kollega.demo.seed.world import World
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
