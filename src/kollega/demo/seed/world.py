"""Who and what there is: networks, employers, people and what they say about themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kollega.clauses.actions import word
from kollega.clauses.terms import Language, LegalForm
from kollega.core import clock
from kollega.demo import cast, texts
from kollega.demo.cast import MIUN
from kollega.identity import actions as identity
from kollega.invoicing.models import BillingDetails
from kollega.networks.actions import gather
from kollega.networks.models import Employer, Membership, Network, Unit
from kollega.networks.terms import Whom
from kollega.people import actions as people
from kollega.people.models import Duty, Employment, Person
from kollega.people.queries import actor
from kollega.people.rules import Actor
from kollega.people.terms import CONSENT_TEXTS, ConsentKind, DutyKind, Visibility
from kollega.taxonomy.models import Concept
from kollega.taxonomy.queries import suggest
from kollega.taxonomy.terms import Kind


@dataclass
class World:
    """What the seed has made so far, by name."""

    employers: dict[str, Employer] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    networks: dict[str, Network] = field(default_factory=dict)

    def by(self, name: str) -> Actor:
        return actor(self.people[name], clock.today())

    def at(self, kind: str, employer: Employer) -> Actor:
        """Return the person who carries the duty at the employer."""
        duty = (
            Duty.objects.filter(kind=kind, employer=employer).select_related("person").order_by("person__email").first()
        )
        if duty is None:
            raise LookupError(f"no {kind} at {employer}")
        return actor(duty.person, clock.today())


def groups(world: World) -> None:
    """Gather two groups: the managers, and those who work with HR."""
    for name, whom in (("chefer i nätverket", Whom.MANAGERS), ("HR i nätverket", Whom.HR)):
        gather(world.networks["sundsvall"], name=name, whom=whom, employers=[], by=world.people["Åsa Nordin"])


def clauses(world: World) -> None:
    """Let the network say one clause in words of its own, and one more."""
    for key, heading, text in texts.CLAUSES:
        word(world.networks["sundsvall"], form=LegalForm.STAFF_LOAN, language=Language.SWEDISH, key=key,
             heading=heading, text=text, is_left_out=False, from_on=clock.today(), today=clock.today(),
             by=world.by("Åsa Nordin"))  # fmt: skip


def networks() -> World:
    world = World()
    for slug, members in (("sundsvall", cast.SUNDSVALL_MEMBERS), ("helsingborg", cast.HELSINGBORG_MEMBERS)):
        network = Network.objects.create(slug=slug, **texts.NETWORKS[slug])
        world.networks[slug] = network
        for name, short, kind, number, city, postcode, code in members:
            employer = Employer.objects.create(
                name=name,
                short_name=short,
                kind=kind,
                org_number=number,
                city=city,
                postcode=postcode,
                municipality_code=code,
                about=texts.ABOUT.get(name, ""),
            )
            is_associate = name == MIUN
            Membership.objects.create(
                network=network,
                employer=employer,
                from_on=date(2019, 1, 1),
                kind="associate" if is_associate else "full",
            )
            if number:
                _billing(employer, number.replace("-", ""))
            Unit.objects.create(employer=employer, code="1", name="Verksamhetsstöd")
            world.employers[name] = employer
    return world


def _billing(employer: Employer, number: str) -> None:
    giro = {"2021005489": "5050-1055", "2021001819": "5786-1031"}.get(number, "5050-1055")
    BillingDetails.objects.create(
        employer=employer,
        endpoint=number,
        vat_number=f"SE{number}01",
        bankgiro=giro,
        contact_name="Ekonomienheten",
        contact_email=f"ekonomi@{cast.HOME}",
    )


def everyone(world: World) -> None:
    for role in cast.EVERYONE:
        given, _, family = role.name.partition(" ")
        person = Person.objects.create_user(role.email, given_name=given, family_name=family)
        identity.welcome(person)
        world.people[role.name] = person
    for role in filter(lambda role: role.employer, cast.EVERYONE):
        employer = world.employers[role.employer]
        Employment.objects.create(
            person=world.people[role.name],
            employer=employer,
            title=role.title,
            from_on=date(2021, 2, 1),
            manager=world.people.get(role.manager),
            unit=employer.units.first(),
        )
        if role.duty == DutyKind.COORDINATOR:
            Duty.objects.create(
                person=world.people[role.name],
                kind=role.duty,
                network=world.networks["sundsvall"],
                from_on=date(2021, 2, 1),
            )
        elif role.duty:
            Duty.objects.create(
                person=world.people[role.name], kind=role.duty, employer=employer, from_on=date(2021, 2, 1)
            )


def profiles(world: World) -> None:
    """Let some say what they can and want, and one agree to a letter about what suits."""
    for name, said in texts.PROFILES.items():
        person, said = world.people[name], dict(said)
        people.describe(
            person, looks_for=said.get("looks_for", ""), visible_to=Visibility(said.get("visible_to", "nobody")),
            skills=_words(Kind.SKILL, said.get("skills", ())),
            languages=_words(Kind.LANGUAGE, said.get("languages", ())),
            places=_words(Kind.MUNICIPALITY, said.get("places", ())),
        )  # fmt: skip
        people.say(
            person, occupation=next(iter(_words(Kind.OCCUPATION, [said.get("occupation", "")])), None),
            wishes=_words(Kind.OCCUPATION, said.get("wishes", ())), how_much=said.get("how_much", ""),
        )  # fmt: skip
    kind = ConsentKind.DIGEST
    people.consent(world.people["Lars Malm"], kind=kind, text=CONSENT_TEXTS[kind])


def _words(kind: Kind, said: Iterable[str]) -> list[Concept]:
    return [found for word in said if (found := suggest(kind, word, 1).first())]
