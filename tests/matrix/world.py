"""Everyone who could knock on a door, and one of each thing behind the doors.

Four employers: L lends, R receives, N is a neighbour in the same network, X belongs to another network.
"""

import json
from datetime import date, datetime
from types import SimpleNamespace
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from fido2.cose import ES256
from fido2.utils import websafe_encode as b64
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from kollega.applications import actions as applications
from kollega.assignments import actions as assignments
from kollega.assignments.models import Call, Interest
from kollega.assignments.terms import CallState, InterestState, Rung
from kollega.core import clock
from kollega.federation import actions as federation
from kollega.federation.rules import key_of
from kollega.following import actions as following
from kollega.following.rules import sealed
from kollega.invoicing import actions as invoicing
from kollega.invoicing.models import BillingDetails, Delivery, Hours, LedgerFile, Route
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.networks.terms import ManagerStep
from kollega.outbox import actions as outbox
from kollega.pages.tasks import let_the_day_come
from kollega.people import actions as people
from kollega.people.models import Employment, Person, Proof, Substitution
from kollega.people.queries import actor
from kollega.people.terms import CONSENT_TEXTS, ConsentKind
from kollega.recommending.rules import sealed as stopping
from kollega.recruiting import actions as recruiting
from kollega.requesting import actions as requesting
from kollega.vacancies.models import Vacancy
from tests import builders
from tests.vacancies.test_import import a_row, take

SIDES = "L R N X"
TODAY = date(2026, 11, 23)
BEGAN, OVER = date(2026, 6, 1), date(2026, 11, 2)
CODE, SECRET = "123456", "JBSWY3DPEHPK3PXP"
DUTIES = {
    "contact": "contact",
    "head": "head_of_hr",
    "finance": "finance",
    "auditor": "auditor",
    "admin": "administrator",
}
POSTS = ("employee", "colleague", "manager", "substitute", *DUTIES, "revoked", "inactive")
YESTERDAY = date(2026, 11, 22)


def build() -> SimpleNamespace:
    """Return the persons by name (`L.contact`), None for a visitor, and the objects by name (`sent`)."""
    employers = _employers()
    persons: dict = {"anonymous": None}
    for side in SIDES.split():
        persons |= {f"{side}.{name}": person for name, person in _people(employers[side]).items()}
    for side, network in (("N", employers.network), ("X", employers.other_network)):
        persons[f"{side}.coordinator"] = builders.a_duty("coordinator", network, _at(employers[side]))
    persons["unemployed"] = builders.a_person("Ledig")
    for person in filter(None, persons.values()):
        if person.duties.exists():
            TOTP.activate(person, SECRET)
    persons["L.factorless"] = builders.a_duty("contact", employers["L"], _at(employers["L"]))
    return SimpleNamespace(persons=persons, objects=_objects(employers, persons))


class _Employers(dict):
    network = other_network = None


def _employers() -> _Employers:
    made = _Employers({side: builders.an_employer(f"Verket {side}", short_name=side) for side in SIDES.split()})
    made.network = builders.a_network(made["L"], made["R"], made["N"], slug="vart", logo="<svg/>", logo_text="x")
    made.other_network = builders.a_network(made["X"], slug="annat")
    for employer, number in zip(made.values(), ("2021005489", "2021001819", "2021000928", "2120001157"), strict=True):
        BillingDetails.objects.create(
            employer=employer, endpoint=number, bankgiro="5050-1055", vat_number=f"SE{number}01",
            contact_name="Ekonomi",
            contact_email="ekonomi@exempel.invalid",
        )  # fmt: skip
        employer.org_number, employer.city, employer.postcode = f"{number[:6]}-{number[6:]}", "Sundsvall", "851 81"
        employer.save()
    return made


def _at(employer, manager=None) -> Person:
    person = builders.a_person()
    Employment.objects.create(
        person=person, employer=employer, title="Utredare", from_on=builders.LONG_AGO, manager=manager
    )
    return person


def _people(employer) -> dict:
    """Return one person of each kind at the employer."""
    manager, substitute = _at(employer), _at(employer)
    made = {"manager": manager, "substitute": substitute}
    Substitution.objects.create(
        person=manager, substitute=substitute, employer=employer, from_on=TODAY, to_on=date(2026, 12, 24)
    )
    made |= {"employee": _at(employer, manager), "colleague": _at(employer)}
    made |= {name: builders.a_duty(kind, employer, _at(employer)) for name, kind in DUTIES.items()}
    made["revoked"] = builders.a_duty("contact", employer, _at(employer), to_on=YESTERDAY)
    made["inactive"] = builders.a_duty("contact", employer, _at(employer))
    Person.objects.filter(pk=made["inactive"].pk).update(is_active=False)
    return made


def _objects(employers, persons) -> dict:
    """Return an id for each thing that an address can name, in each state that matters."""
    employment = persons["L.employee"].employments.get()
    with clock.at(BEGAN):
        running = _signed(_selected(employers, persons, starts_on=date(2026, 9, 1), ends_on=date(2027, 2, 26)), persons)
        lending.decide_vat(running, treatment="O", reason="Myndigheter.", by=actor(persons["L.finance"], BEGAN))
    for day in (date(2026, 9, 1), date(2026, 10, 1), OVER):
        with clock.at(day):
            let_the_day_come(day)
    proposed, exported = _bases(running, persons)
    later = {"answer_by": date(2026, 12, 12), "starts_on": date(2027, 4, 1), "ends_on": date(2027, 8, 31)}
    with clock.at(TODAY):
        change = lending.ask_to_extend(
            running, ends_on=date(2027, 3, 31), share=80, starts_on=None, reason="Mer att göra.",
            assessment="Behovet kvarstår.", by=actor(persons["R.contact"], TODAY), today=TODAY,
        )  # fmt: skip
        talk = datetime(2026, 12, 1, 9, 0, tzinfo=clock.STOCKHOLM)
        lending.plan_talk(running, at=talk, place="Rum 4", by=actor(persons["L.manager"], TODAY), today=TODAY)
        steps = _on_their_way(employers, persons, **later) | _countered(employers, persons)
        return steps | {
            "running": running.pk,
            "point": running.points.filter(moment="start", party="lender").first().pk,
            "change": change.pk, "proposed": proposed.pk, "exported": exported.pk,
            "number": exported.invoice.number, "gross": exported.invoice.gross,
            "open": _call(employers, persons, **later).pk,
            "writing": _call(employers, persons, state=CallState.DRAFT, **later).pk,
            "drafted": _answer(_call(employers, persons, **later), employment, is_sent=False).pk,
            "sent": _answer(_call(employers, persons, **later), employment).pk,
            **_asked(employers, persons, later), **_met(employers, persons, later),
            **_asking(employers, persons),
            "endorsed": _endorsed(_call(employers, persons, **later), employment, TODAY).pk,
            "vacancy": _vacancy().pk, "feed": builders.a_feed(employers["L"]).pk,
            **_weeks(running, persons["L.employee"]),
            "delivery": _delivery(exported.invoice).pk,
            "ledger_file": LedgerFile.objects.create(
                employer=employers["L"], month=date(2026, 10, 1), number=1, kind="si", content=b"#FLAGGA 0", digest="",
                count=0, gross=0, by=persons["L.finance"], at=clock.now(),
            ).pk,
            "lender": employers["L"].pk, "notice": _notice(persons["L.employee"]).pk,
            **(made := _recruitments(employers, persons)), **_applications(employers, persons),
            **_crossing(employers, persons, made["announced"]),
            **_followed(persons["L.employee"]),
            "substitution": persons["L.manager"].substitutions.get().pk, "passkey": _passkey(persons["L.employee"]).pk,
        }  # fmt: skip


def _asked(employers, persons, later) -> dict:
    """Return an answer that the manager has handed to their substitute, one that nobody has answered, and a deputy."""
    employment = persons["L.employee"].employments.get()
    handed, late, at_once = (_answer(_call(employers, persons, **later), employment) for _ in range(3))
    Interest.objects.filter(pk=at_once.pk).update(manager_step=ManagerStep.BEFORE_OFFER)
    by = actor(persons["L.manager"], TODAY)
    assignments.delegate(handed, to=persons["L.substitute"], message="", by=by, today=TODAY)
    Interest.objects.filter(pk=late.pk).update(rung=Rung.HEAD)
    return {
        "handed": handed.pk,
        "late": late.pk,
        "at_once": at_once.pk,
        "deputy": builders.an_employment(at=employers["L"]).manager_id,
    }


def _met(employers, persons, later) -> dict:
    """Return an answer on the shortlist with a talk, a time that is left, and an answer whose no nobody knows of."""
    employment, by = persons["L.employee"].employments.get(), actor(persons["R.manager"], TODAY)
    invited, other = (_endorsed(_call(employers, persons, **later), employment, TODAY) for _ in range(2))
    assignments.shortlist(invited, by=by, today=TODAY)
    starts = [datetime(2026, 12, 2, hour, tzinfo=clock.STOCKHOLM) for hour in (9, 10)]
    assignments.offer_times(invited.call, starts=starts, minutes=45, place="Storgatan 1", by=by)
    taken, left = invited.call.times.all()
    assignments.take_time(taken, interest=invited, by=actor(persons["L.employee"], TODAY))
    taken, over = (_endorsed(_call(employers, persons, **later), employment, TODAY) for _ in range(2))
    Interest.objects.filter(pk=taken.pk).update(state=InterestState.SELECTED)
    Interest.objects.filter(pk=over.pk).update(state=InterestState.ACTIVE)
    Call.objects.filter(pk=over.call_id).update(
        state=CallState.RUNNING, ends_on=TODAY, starts_on=TODAY, answer_by=TODAY
    )
    assignments.pass_over(other, because="filled", text="", by=by)
    return {
        "invited": invited.pk,
        "talk_time": left.pk,
        "passed": other.pk,
        "deciding": other.call_id,
        "taken": taken.pk,
        "over": over.pk,
    }


def _asking(employers, persons) -> dict:
    """Return requests with someone suggested in each state, and offers: one that is proposed and one that is open."""
    theirs, ours = actor(persons["R.contact"], TODAY), actor(persons["L.contact"], TODAY)
    employee = actor(persons["L.employee"], TODAY)

    def made(asker="R", asked="L", by=theirs, offer=None):
        about = {"title": "Testledare", "tasks": "Leda test.", "place": "Sundsvall", "share": 50,
                 "starts_on": date(2027, 3, 1), "ends_on": date(2027, 6, 30)}  # fmt: skip
        return requesting.ask(asker=employers[asker], asked=employers[asked], by=by, today=TODAY, offer=offer, **about)

    asked, manager_asked, named = (
        requesting.suggest(made(), said=persons["L.employee"].email, by=ours, today=TODAY) for _ in range(3)
    )
    for suggestion in (manager_asked, named):
        requesting.accept(suggestion, by=employee, today=TODAY)
    requesting.support(named, by=actor(persons["L.manager"], TODAY), today=TODAY)
    offers = {}
    for side in ("L", "R", "N"):
        offers[side] = requesting.offer(
            employment=persons[f"{side}.employee"].employments.get(), network=employers.network, about="Van.",
            from_on=TODAY, to_on=date(2027, 6, 30), share=100, by=actor(persons[f"{side}.manager"], TODAY), today=TODAY,
        )  # fmt: skip
    for side in ("R", "N"):
        requesting.consent(offers[side], by=actor(persons[f"{side}.employee"], TODAY), today=TODAY)
    third = builders.an_employment(at=employers["L"], manager=persons["L.manager"])
    suggestion = made(asked="N", offer=offers["N"]).suggestions.get()
    return {"request": made().pk, "person_asked": asked.pk, "manager_asked": manager_asked.pk, "named": named.pk,
            "enquired": suggestion.pk, "proposed_offer": offers["L"].pk, "open_offer": offers["R"].pk,
            "lent_post": third.pk, "colleague": persons["L.colleague"].email}  # fmt: skip


def _followed(person) -> dict:
    """Return what one employee follows: a search, the secret addresses to stop it, and their calendar's."""
    search = following.follow(by=person, name="Mitt", said="q=jurist", network=None, rhythm="daily")
    key = following.open_calendar(by=person)
    other = builders.a_person()  # nobody of the table, whose own consents are theirs to give and take back
    people.consent(other, kind=ConsentKind.DIGEST, text=CONSENT_TEXTS[ConsentKind.DIGEST])
    secret = {"seal": sealed(person), "stop": stopping(other), "token": search.token, "calendar": key.token}
    return {"search": search.pk, **secret}


def _recruitments(employers, persons) -> dict:
    """Return a vacancy of the receiver in each state that matters, begun by its manager, and a file about one."""
    draft, announced, closed = (_recruitment(employers, persons) for _ in range(3))
    by = actor(persons["R.contact"], TODAY)
    for made in (announced, closed):
        recruiting.approve(made, by=by, today=TODAY)
        recruiting.publish(builders.anew(made), by=by, today=TODAY)
    recruiting.close(builders.anew(closed), by=by, reason="Klart.", today=TODAY)
    group = builders.a_group(employers.network, employers["R"])
    grouped = _recruitment(employers, persons, reach="group", group=group)
    recruiting.approve(grouped, by=by, today=TODAY)
    recruiting.publish(builders.anew(grouped), by=by, today=TODAY)
    filing = recruiting.file(announced, by=by)
    member = employers["R"].memberships.get()
    return {"recruitment": draft.pk, "announced": announced.pk, "closed": closed.pk, "filing": filing.pk,
            "group": group.pk, "grouped": grouped.pk,
            "member": member.pk, "receiver": employers["R"].pk}  # fmt: skip


def _crossing(employers, persons, announced) -> dict:
    """Return a link by which another network reads ours, one that we read, a call that came by it, and answers."""
    by = actor(persons["N.coordinator"], TODAY)
    link = federation.open_link(employers.network, name="Andra", by=by)
    read = federation.subscribe(employers.network, name="Dom", address="https://dom.exempel.se/lista.json", by=by)
    row = {"id": str(uuid4()), "kind": "assignment", "title": "Uppdrag hos andra", "employer_name": "Verket där",
           "published_at": "2026-11-23T08:00:00+01:00"}  # fmt: skip
    federation.read_next(ask=lambda address: json.dumps({"kollega": 1, "calls": [row]}).encode())
    call = read.calls.get()
    made = federation.answer(call, statement="Ja.", phone="", by=actor(persons["L.employee"], TODAY), today=TODAY)
    said = {"id": str(uuid4()), "call": str(announced), "name": "Nour", "email": "nour@exempel.se", "phone": "",
            "employer": "Verket där", "supported_by": "Chefen", "statement": "Jag kan."}  # fmt: skip
    got = federation.receive(link, said=said)
    return {"link": link.pk, "key": key_of(link.pk), "read": read.pk, "their_call": call.pk, "handover": made.pk,
            "got": got.pk}  # fmt: skip


def _applications(employers, persons) -> dict:
    """Return a vacancy that receives applications, blind, with one in each state that matters."""
    by, job = actor(persons["R.manager"], TODAY), _recruitment(employers, persons, reach="public", receives_here=True,
                                                               is_blind=True)  # fmt: skip
    contact = actor(persons["R.contact"], TODAY)
    recruiting.approve(job, by=contact, today=TODAY)
    recruiting.publish(builders.anew(job), by=contact, today=TODAY)
    job = builders.anew(job)
    begun = builders.an_application(job, by=persons["N.employee"], is_sent=False)
    applied, tendered, passed = (
        builders.an_application(job, by=persons[name], has_file=name == "L.employee")
        for name in ("L.employee", "unemployed", "N.colleague")
    )
    paper = builders.a_paper(begun)
    starts = [datetime(2026, 12, 16, hour, tzinfo=clock.STOCKHOLM) for hour in (9, 10)]
    applications.add_times(job, starts=starts, minutes=45, place="Storgatan 1", by=by)
    for made in (applied, tendered):
        applications.invite(made, by=by, today=TODAY)
    free, taken = job.slots.all()
    applications.choose_time(taken, application=tendered, by=actor(persons["unemployed"], TODAY))
    builders.a_judgement(tendered, by=persons["R.manager"])
    applications.offer(tendered, text="Ja.", until=date(2026, 12, 1), by=by, today=TODAY)
    applications.pass_over(passed, reason="Visar inte kravet.", by=by)
    applications.let_be_shown(applied, may=True, by=actor(persons["L.employee"], TODAY))
    showing = applications.show(applied, to=persons["N.contact"], at=employers["N"], reason="Passar er.", by=by)
    assessor = applications.ask_to_judge(job, person=persons["R.colleague"], by=by, today=TODAY)
    return {"hiring": job.pk, "begun": begun.pk, "applied": applied.pk, "tendered": tendered.pk, "paper": paper.pk,
            "cv": applied.attachments.get().pk, "slot": free.pk, "assessor": assessor.pk,
            "someone": persons["R.employee"].email,
            "leader": persons["R.manager"].email, "showing": showing.pk}  # fmt: skip


def _recruitment(employers, persons, **changes):
    return builders.a_recruitment(
        employer=employers["R"], network=employers.network, contact=persons["R.manager"],
        **{"reach": "network"} | changes,
    )  # fmt: skip


def _call(employers, persons, **fields):
    return builders.a_call(employer=employers["R"], network=employers.network, contact=persons["R.manager"], **fields)


def _answer(call, employment, *, is_sent=True, today=TODAY):
    by = actor(employment.person, today)
    interest = assignments.save_answer(
        call, employment=employment, by=by, today=today, share=80, can_start_on=call.starts_on, statement="Ja.",
        has_talked=True
    )  # fmt: skip
    if is_sent:
        assignments.send(interest, by=by, today=today)
    return interest


def _endorsed(call, employment, today):
    interest = _answer(call, employment, today=today)
    assignments.endorse(interest, rows=builders.PLAN, message="", by=actor(employment.manager, today), today=today)
    return interest


def _selected(employers, persons, **fields) -> Agreement:
    today = clock.today()
    fields = {"answer_by": today} | fields
    interest = _endorsed(_call(employers, persons, **fields), persons["L.employee"].employments.get(), today)
    return assignments.select(interest, by=actor(persons["R.manager"], today), today=today)


def _offered(agreement, persons) -> Agreement:
    today = clock.today()
    by = actor(persons["L.contact"], today)
    lending.write_terms(agreement, by=by, **builders.Loan.terms(_Today(today)))
    lending.offer(agreement, by=by, today=today)
    return agreement


def _Today(today):
    return SimpleNamespace(today=today)


def _to_sign(agreement, persons) -> Agreement:
    today = clock.today()
    lending.accept(_offered(agreement, persons), by=actor(persons["R.contact"], today), today=today)
    return builders.Loan.fresh(agreement)


def _signed(agreement, persons) -> Agreement:
    agreement = _to_sign(agreement, persons)
    for name in ("L.head", "R.head", "L.employee"):
        by = actor(persons[name], clock.today())
        lending.sign(agreement, by=by, method="kod", digest=agreement.version.digest, today=clock.today())
    return builders.Loan.fresh(agreement)


def _on_their_way(employers, persons, **fields) -> dict:
    """Return an agreement in each state before it binds, the last with a code waiting for everyone who may sign."""
    draft, offered, signing = (_selected(employers, persons, **fields) for _ in range(3))
    _offered(offered, persons)
    signing = _to_sign(signing, persons)
    for person in filter(None, persons.values()):
        _proof(person, f"agreement:{signing.pk}:{signing.version.digest}")
    digest = signing.version.digest
    annex = builders.an_annex(draft, by=actor(persons["L.contact"], TODAY))
    return {"draft": draft.pk, "annex": annex.pk, "offered": offered.pk, "signing": signing.pk, "digest": digest}


def _countered(employers, persons) -> dict:
    """Return an agreement with a counter-offer, whose notice the manager has asked to shorten."""
    sooner = {"answer_by": TODAY, "starts_on": date(2026, 12, 14), "ends_on": date(2027, 4, 30)}
    agreement = _offered(_selected(employers, persons, **sooner), persons)
    by = actor(persons["R.contact"], TODAY)
    lending.counter(agreement, wanted={"share": 60}, reason="Halva tiden räcker.", by=by, today=TODAY)
    asked = lending.ask_waiver(
        builders.Loan.fresh(agreement), first_day=date(2026, 12, 14), reason="Klart.",
        by=actor(persons["L.manager"], TODAY), today=TODAY,
    )  # fmt: skip
    return {"countered": agreement.pk, "waiver": asked.pk}


def _proof(person, purpose) -> None:
    digest = people._digest("salt", CODE)
    Proof.objects.create(
        person=person, purpose=purpose, way="mail", salt="salt", code_digest=digest, created_at=clock.now()
    )


def _bases(agreement, persons) -> tuple:
    """Return October's basis, which waits, and September's, which has left."""
    by, second = actor(persons["L.finance"], OVER), builders.a_duty("finance", agreement.lender)
    september, october = agreement.bases.order_by("month")
    with clock.at(OVER):
        invoicing.check(september, by=by, today=OVER)
        invoicing.approve(september, by=actor(second, OVER))
        invoicing.export(september, by=by, today=OVER)
    return october, september


def _delivery(invoice) -> Delivery:
    """Return an invoice that could not be put in its seller's folder."""
    Route.objects.create(employer=invoice.seller, way="folder")
    return Delivery.objects.create(invoice=invoice, digest=invoice.digest, way="folder", tries=7, note="Nej.")


def _weeks(agreement, employee) -> dict:
    """Return a week that nobody has reported, and one that waits for the leader."""
    week = Hours.objects.create(agreement=agreement, from_on=date(2026, 11, 2), to_on=date(2026, 11, 8))
    reported = Hours.objects.create(
        agreement=agreement, from_on=date(2026, 11, 9), to_on=date(2026, 11, 15), state="reported", hours=30,
        reported_by=employee,
    )  # fmt: skip
    return {"by_hour": agreement.pk, "week": week.pk, "reported": reported.pk}


def _vacancy() -> Vacancy:
    take(a_row())
    return Vacancy.objects.get()


def _notice(person):
    outbox.tell([person], about=person, event="matrix", subject="Hej", text="Hej.", url="/att-gora/")
    return person.messages.get(key__startswith="matrix")


def _passkey(person) -> Authenticator:
    public = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    about = AuthenticatorData.create(bytes(32), flags, 0, AttestedCredentialData.create(bytes(16), b"matrix", public))
    said = CollectedClientData.create("webauthn.create", b"matrix", "https://exempel.invalid")
    response = {"clientDataJSON": b64(said), "attestationObject": b64(AttestationObject.create("none", about, {}))}
    key = {
        "id": b64(b"matrix"),
        "rawId": b64(b"matrix"),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": response,
    }
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Min passnyckel", "credential": key}
    )
