"""Short builders: each makes one valid object and lets the test name only what matters."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count
from types import SimpleNamespace
from uuid import uuid4

from allauth.mfa.totp.internal.auth import TOTP

from kollega.applications import actions as applications
from kollega.assignments import actions as assignments
from kollega.assignments.models import Call, Interest
from kollega.assignments.terms import CallState
from kollega.catalogue import actions as catalogue
from kollega.catalogue.models import Listing
from kollega.core import clock
from kollega.core.log import events_of
from kollega.documents.reader import examine
from kollega.invoicing import actions as invoicing
from kollega.invoicing.models import Basis, BillingDetails
from kollega.lending import actions as lending
from kollega.lending import queries as lending_queries
from kollega.lending.models import Agreement
from kollega.lending.terms import Vat
from kollega.networks import actions as networks
from kollega.networks.models import Employer, Group, Membership, Network
from kollega.networks.terms import EmployerKind, Whom
from kollega.outbox.models import Message
from kollega.people.models import Duty, Employment, Person, Substitution
from kollega.people.queries import actor
from kollega.people.rules import Actor
from kollega.people.terms import DutyKind
from kollega.recruiting import actions as recruiting
from kollega.recruiting.models import Recruitment
from kollega.taxonomy.models import Concept
from kollega.taxonomy.terms import Kind
from kollega.vacancies.models import Feed
from tests.documents.made import a_pdf

numbers = count(1)
LONG_AGO = date(2020, 1, 1)
PLAN = [{"task": "Remissvar", "way": "own_time", "who": ""}]


def a_person(name="Kim", **fields) -> Person:
    return Person.objects.create_user(
        f"{name.lower()}{next(numbers)}@exempel.invalid", given_name=name, family_name="Exempel", **fields
    )


def an_employer(name=None, kind=EmployerKind.AGENCY, **fields) -> Employer:
    return Employer.objects.create(name=name or f"Myndigheten {next(numbers)}", kind=kind, **fields)


def a_network(*employers, slug=None, **fields) -> Network:
    number = next(numbers)
    network = Network.objects.create(name=f"Nätverket {number}", slug=slug or f"natverk-{number}", **fields)
    for employer in employers:
        Membership.objects.create(network=network, employer=employer, from_on=LONG_AGO)
    return network


def an_employment(person=None, *, at=None, manager=None, **fields) -> Employment:
    return Employment.objects.create(
        person=person or a_person(),
        employer=at or an_employer(),
        manager=manager or a_person("Chef"),
        title="Utredare",
        from_on=LONG_AGO,
        **fields,
    )


def a_group(network, *employers, name=None, whom=Whom.EVERYONE) -> Group:
    """Return a group of the network: at the employers, or at all members when none is named."""
    return networks.gather(network, name=name or f"Grupp {next(numbers)}", whom=whom, employers=employers, by=None)


def a_duty(kind, place, person=None, **fields) -> Person:
    """Return a person who carries the duty at the employer or network."""
    person = person or a_person(DutyKind(kind).label.replace("-", ""))
    where = {"network": place} if isinstance(place, Network) else {"employer": place}
    Duty.objects.create(person=person, kind=kind, **{"from_on": LONG_AGO} | where | fields)
    return person


def a_substitute(of, employer, **fields) -> Person:
    """Return a colleague who does the person's tasks at the employer."""
    colleague = a_person("Ersättare")
    an_employment(colleague, at=employer)
    Substitution.objects.create(
        person=of, substitute=colleague, employer=employer, **{"from_on": LONG_AGO, "to_on": date(2099, 1, 1)} | fields
    )
    return colleague


def a_call(*, employer=None, network=None, contact=None, **changes) -> Call:
    employer = employer or an_employer()
    fields = {
        "title": "Projektledare, kundmöte",
        "lead": "Led ett gemensamt projekt.",
        "tasks": "Leda en grupp",
        "needs": "Ha lett projekt",
        "place": "Sundsvall",
        "share": 80,
        "answer_by": date(2026, 12, 12),
        "starts_on": date(2027, 3, 1),
        "ends_on": date(2027, 4, 30),
        "state": CallState.OPEN,
        "made_at": clock.now(),
    } | changes
    return Call.objects.create(
        employer=employer, network=network or a_network(employer), contact=contact or a_person("Petra"), **fields
    )


def a_feed(employer=None, **fields) -> Feed:
    """Return a source of ads that is due."""
    about = {"kind": "rss", "address": "https://exempel.invalid/jobs.rss", "next_at": clock.now()} | fields
    return Feed.objects.create(employer=employer or an_employer(), **about)


def an_answer(call, employment, today, **changes) -> Interest:
    fields = {
        "share": min(80, call.share),
        "can_start_on": call.starts_on,
        "statement": "Jag vill pröva att leda.",
        "has_talked": True,
    } | changes
    by = actor(employment.person, today)
    interest = assignments.save_answer(call, employment=employment, by=by, today=today, **fields)
    assignments.send(interest, by=by, today=today)
    return anew(interest)


def an_endorsed_answer(call, employment, today) -> Interest:
    interest = an_answer(call, employment, today)
    assignments.endorse(interest, rows=PLAN, message="", by=actor(employment.manager, today), today=today)
    return anew(interest)


def a_recruitment(*, employer=None, network=None, contact=None, upto="draft", **changes) -> Recruitment:
    """Return a vacancy with all that it needs, brought as far as `upto`: draft, in_review, approved or published."""
    employer = employer or an_employer(org_number="202100-5489")
    network = network or a_network(employer)
    contact = contact or a_duty(DutyKind.CONTACT, employer)
    by, today = actor(contact, clock.today()), clock.today()
    made = recruiting.draft(title="Handläggare", employer=employer, network=network, by=by)
    recruiting.write(made, by=by, **A_VACANCY | {"occupation": an_occupation(), "place": a_place()} | changes)
    for step in ("submit", "approve", "publish")[: ("draft", "in_review", "approved", "published").index(upto)]:
        made = anew(made)
        getattr(recruiting, step)(made, by=by, today=today)
    return anew(made)


def a_round(*, questions=(), **changes) -> Recruitment:
    """Return a vacancy that is announced and receives its applications here."""
    asked = [{"text": text, "kind": kind, "is_required": True, "wanted": wanted} for text, kind, wanted in questions]
    made = a_recruitment(upto="published", receives_here=True, questions=asked, **changes)
    TOTP.activate(made.contact, "JBSWY3DPEHPK3PXP")
    return made


def a_sent_file(name="cv.pdf"):
    """Return a file as it was examined."""
    sent = BytesIO(a_pdf())
    sent.name = name
    return examine(sent)


def a_paper(draft):
    """Return a file that is added to a draft."""
    return applications.attach(draft, examined=a_sent_file(), by=actor(draft.applicant))


def an_annex(agreement, *, by, name="uppdraget.pdf"):
    """Return a file that belongs to the terms that are written."""
    return lending.attach(agreement, a_sent_file(name), by=by)


def an_application(to=None, *, by=None, is_sent=True, has_file=False, **fields):
    """Return an application to the vacancy, sent unless told otherwise."""
    recruitment = to or a_round()
    person = by or a_person("Sökande")
    made = applications.begin(recruitment, by=actor(person), today=clock.today())
    said = {q.pk: "yes" if q.kind == "yes_no" else "Ja." for q in recruitment.questions.all()}
    applications.write(made, by=actor(person), answers=said, **{"letter": "Jag vill."} | fields)
    if has_file:
        a_paper(made)
    if is_sent:
        applications.submit(made, by=actor(person), today=clock.today())
    return anew(made)


def a_judgement(application, *, by, points=2, lock=True):
    """Let the person judge the application, the same points for every requirement."""
    given = {c.pk: points for c in application.recruitment.criteria.all()}
    return applications.judge(application, points=given, note="Av ansökan.", lock=lock, by=actor(by, clock.today()))


A_VACANCY = {
    "lead": "Ge studenter besked i tid.",
    "tasks": "Handlägga ansökningar och svara på frågor.",
    "musts": ["Högskoleutbildning", "Vana att skriva beslut"],
    "merits": ["Erfarenhet av studiestöd"],
    "apply_by": date(2026, 12, 14),
    "application_url": "https://www.exempel.se/jobb/1",
    "questions_to": "Lena Kihl, 060-12 34 56",
    "unions": "Olle Fack, ST",
    "diary_number": "2026/1",
}


def an_occupation() -> Concept:
    return Concept.objects.get_or_create(id="yrke_1", defaults={"kind": Kind.OCCUPATION, "label": "Handläggare"})[0]


def a_place() -> Concept:
    about = {"kind": Kind.REGION, "label": "Västernorrlands län", "code": "22"}
    county, _ = Concept.objects.get_or_create(id="lan_22", defaults=about)
    about = {"kind": Kind.MUNICIPALITY, "label": "Sundsvall", "code": "2281", "parent": county}
    return Concept.objects.get_or_create(id="kommun_2281", defaults=about)[0]


def a_word(kind, label, *, code="", parent=None) -> Concept:
    """Return a word of the vocabulary, the same one each time it is asked for."""
    about = {"kind": kind, "label": label, "code": code, "parent": parent}
    return Concept.objects.get_or_create(id=f"{kind}:{label}"[:40], defaults=about)[0]


def a_listing(title="Handläggare", *, employer=None, **changes) -> Listing:
    """Return something on the joint list, found from the same moment."""
    employer = employer or an_employer()
    about = {
        "kind": "job", "reach": "public", "employer": employer, "employer_name": employer.name, "title": title,
        "url": "/jobb/1/", "published_at": clock.now(), "closes_on": date(2026, 12, 14),
    } | changes  # fmt: skip
    return catalogue.put_up(uuid4(), **about)


def an_actor(pk=None, *, duties=(), stands_in_for=(), employers=()) -> Actor:
    """Return someone who acts, for rules that never ask the database."""
    return Actor(
        person=SimpleNamespace(pk=pk or uuid4()), duties=frozenset(duties), stands_in_for=frozenset(stands_in_for),
        employers=frozenset(employers),
    )  # fmt: skip


def verbs_of(*subjects) -> list[str]:
    """Return what the log says of the objects, in order."""
    return [entry.verb for entry in events_of(*subjects)]


def tasks_in(piles) -> list:
    """Return what lies in the piles as tasks, read the plain way."""
    return [pile.told(row) for pile in piles for row in pile.whole(pile.rows)]


def told(event) -> set:
    """Return who has been told of the event."""
    return {m.person for m in Message.objects.filter(key__startswith=f"{event}:").select_related("person")}


def anew(thing):
    """Return the same row, read by someone who remembers nothing."""
    return type(thing)._default_manager.get(pk=thing.pk)


class Loan:
    """Two agencies with everyone a loan needs, and the steps up to where a test wants to begin."""

    def __init__(self, today, *, kind=EmployerKind.AGENCY, **call):
        self.today = today
        self.lender = an_employer(kind=kind, org_number="202100-5489", city="Sundsvall", postcode="851 81")
        self.receiver = an_employer(kind=kind, org_number="202100-1819", city="Sundsvall", postcode="851 82")
        self.network = a_network(self.lender, self.receiver)
        self.employment = an_employment(at=self.lender)
        self.employee, self.manager = self.employment.person, self.employment.manager
        self.contact, self.head, self.finance = (a_duty(k, self.lender) for k in ("contact", "head_of_hr", "finance"))
        self.their_contact, self.their_head, self.their_finance = (
            a_duty(k, self.receiver) for k in ("contact", "head_of_hr", "finance")
        )
        for employer, endpoint in ((self.lender, "2021005489"), (self.receiver, "2021001819")):
            BillingDetails.objects.create(
                employer=employer, endpoint=endpoint, bankgiro="5050-1055", vat_number=f"SE{endpoint}01",
                contact_name="Ekonomi", contact_email="ekonomi@exempel.invalid",
            )  # fmt: skip
        self.call = a_call(employer=self.receiver, network=self.network, **call)
        self.leader = self.call.contact

    def by(self, person):
        return actor(person, self.today)

    def selected(self) -> Agreement:
        interest = an_endorsed_answer(self.call, self.employment, self.today)
        return assignments.select(interest, by=self.by(self.leader), today=self.today)

    def terms(self) -> dict:
        return {
            "monthly_salary": Decimal(46000), "contribution_percent": Decimal("31.42"), "overhead_percent": Decimal(5),
            "tasks": "Leda en grupp", "workplace": "Sundsvall", "union_informed_on": self.today,
            "buyer_reference": "CSN-4410", "is_insurance_checked": True,
        }  # fmt: skip

    def to_sign(self) -> Agreement:
        agreement = self.selected()
        lending.write_terms(agreement, by=self.by(self.contact), **self.terms())
        lending.offer(agreement, by=self.by(self.contact), today=self.today)
        lending.accept(agreement, by=self.by(self.their_contact), today=self.today)
        return self.fresh(agreement)

    def signed(self) -> Agreement:
        agreement = self.to_sign()
        for person in (self.head, self.their_head, self.employee):
            lending.sign(agreement, by=self.by(person), method="kod", digest=agreement.version.digest, today=self.today)
        return self.fresh(agreement)

    def running(self, on=None) -> Agreement:
        """Return the loan as it stands on its first day, or on the day asked for."""
        agreement = self.signed()
        self.today = on or agreement.first_day
        lending.let_the_day_come(self.today)
        return self.fresh(agreement)

    def asked_to_extend(self, agreement, **changes):
        """Return an extension that the receiver's contact has asked for: three more months at the same share."""
        about = {"ends_on": date(2027, 7, 31), "share": 80, "starts_on": None, "reason": "Mer att göra.",
                 "assessment": ""} | changes  # fmt: skip
        return lending.ask_to_extend(agreement, by=self.by(self.their_contact), today=self.today, **about)

    def extended_by_two(self, agreement, **changes):
        """Return an extension that lacks the employee's signature only."""
        change = self.asked_to_extend(agreement, **changes)
        lending.agree(change, by=self.by(self.manager), today=self.today)
        for person in (self.head, self.their_head):
            self.signs(self.fresh(agreement), person)
        return change

    def signs(self, agreement, person):
        by, digest = self.by(person), agreement.to_sign.digest
        return lending.sign(agreement, by=by, method="kod", digest=digest, today=self.today)

    def decided(self, treatment=Vat.OUTSIDE) -> Agreement:
        agreement = self.signed()
        lending.decide_vat(agreement, treatment=treatment, reason="Myndigheter under staten.", by=self.by(self.finance))
        return self.fresh(agreement)

    @staticmethod
    def fresh(agreement) -> Agreement:
        return lending_queries.whole(Agreement.objects.filter(pk=agreement.pk)).get()


class Bill:
    """A loan whose first month is over, two who handle its money, and the steps of the month's basis."""

    MONTH, TODAY = date(2027, 3, 1), date(2027, 4, 5)

    def __init__(self, today, *, treatment=Vat.OUTSIDE, **call):
        self.loan = Loan(today, **call)
        self.agreement = self.loan.decided(treatment) if treatment else self.loan.signed()
        self.second = a_duty("finance", self.loan.lender)
        self.by, self.other = actor(self.loan.finance, self.TODAY), actor(self.second, self.TODAY)

    @property
    def basis(self) -> Basis:
        return Basis.objects.get(agreement=self.agreement, month=self.MONTH, kind="invoice")

    def proposed(self) -> Basis:
        invoicing.prepare(self.MONTH, today=self.TODAY)
        return self.basis

    def checked(self) -> Basis:
        invoicing.check(self.proposed(), by=self.by, today=self.TODAY)
        return self.basis

    def approved(self) -> Basis:
        if self.proposed().state == "proposed":
            self.checked()
        invoicing.approve(self.basis, by=self.other)
        return self.basis

    def exported(self) -> Basis:
        if self.proposed().state != "approved":
            self.approved()
        invoicing.export(self.basis, by=self.by, today=self.TODAY)
        return self.basis

    def absent(self, from_on, to_on, kind="sick"):
        return invoicing.record_absence(
            self.agreement, kind=kind, from_on=from_on, to_on=to_on, by=self.by, today=self.TODAY
        )
