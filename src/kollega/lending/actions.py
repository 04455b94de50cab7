"""What can be done to a lending agreement."""

import hashlib
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from kollega.clauses.queries import clauses_on
from kollega.clauses.terms import Language
from kollega.core import clock
from kollega.core.log import Entry, hold_all
from kollega.core.workflow import Refused
from kollega.lending import notices, queries
from kollega.lending.files import agreement_paper
from kollega.lending.models import Agreement, Away, Paper, Series, Signature, VatDecision, Version
from kollega.lending.rules import (
    AGREEMENT,
    LEAVE_INSTEAD,
    first_day,
    is_time_to_plan_return,
    legal_form,
    parties_of,
    why_not_offer,
    why_not_sign,
)
from kollega.lending.terms import BOUND, AgreementState, Party
from kollega.people.queries import actor_held
from kollega.people.rules import Actor

TERMS = (
    "starts_on", "ends_on", "share", "tasks", "workplace", "monthly_salary", "contribution_percent", "overhead_percent",
    "travel", "equipment", "secrecy", "buyer_reference", "order_reference", "is_insurance_checked", "union_informed_on",
)  # fmt: skip


@transaction.atomic
def propose(
    *, origin, employment, receiver, network, leader, title: str, tasks: str, workplace: str, share: int,
    starts_on: date, ends_on: date, by: Actor, today: date,
) -> Agreement:  # fmt: skip
    """Draw up a draft between the two employers; the lender's contact fills in the terms.

    :raises Refused: where no form of lending fits between the two kinds of employer.
    """
    lender = employment.employer
    form = legal_form(lender.kind, receiver.kind)
    if form is None:
        raise Refused(str(LEAVE_INSTEAD))
    agreement = Agreement.objects.create(
        number=_next_number(lender, today), network=network, origin=origin, employment=employment, lender=lender,
        receiver=receiver, leader=leader, title=title, legal_form=form, made_at=clock.now(),
    )  # fmt: skip
    Version.objects.create(
        agreement=agreement, starts_on=starts_on, ends_on=ends_on, share=share, tasks=tasks, workplace=workplace,
        made_by=by.person, made_at=clock.now(),
    )  # fmt: skip
    Entry.write("agreement.proposed", agreement, by=by.person, owner=lender, target=AgreementState.DRAFT)
    notices.proposed(agreement, today)
    return agreement


def _next_number(lender: Any, today: date) -> str:
    Series.objects.bulk_create([Series(lender=lender, year=today.year)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(lender=lender, year=today.year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{lender.initials} {today.year}-{series.last:03d}"


@transaction.atomic
def write_terms(agreement: Agreement, *, by: Actor, **terms: Any) -> Version:
    """Keep the terms as the lender's contact has written them so far; nothing needs to be complete yet.

    :raises Refused: unless the lender's contact writes while the agreement is a draft.
    """
    agreement = _locked(agreement)
    if refusal := AGREEMENT.refusal("offer", obj=agreement, by=by):
        raise Refused(refusal)
    version = agreement.version
    changed = {name: terms[name] for name in TERMS if name in terms and terms[name] != getattr(version, name)}
    for name, value in changed.items():
        setattr(version, name, value)
    version.made_by, version.made_at = by.person, clock.now()
    version.save()
    if changed:
        Entry.write(
            "agreement.terms_written",
            agreement,
            by=by.person,
            owner=agreement.lender,
            changed=", ".join(sorted(changed)),
        )
    return version


@transaction.atomic
def offer(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Send the terms to the receiver's contact.

    :raises Refused: unless the lender's contact sends complete terms that the legal form allows.
    """
    agreement = _locked(agreement)
    if missing := why_not_offer(agreement, agreement.version):
        raise Refused(" ".join(missing))
    _take("offer", agreement, by=by)
    notices.offered(agreement, today)


@transaction.atomic
def send_back(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Ask the lender to change the terms; what was sent is kept as it was and a new version is opened.

    :raises Refused: unless the receiver's contact answers an offer, with a reason.
    """
    agreement = _locked(agreement)
    _take("send_back", agreement, by=by, reason=reason)
    _open_version(agreement, by=by)
    notices.sent_back(agreement, reason, today)


@transaction.atomic
def accept(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Accept the terms for the receiver and freeze them for signing.

    :raises Refused: unless the receiver's contact answers an offer.
    """
    agreement = _locked(agreement)
    _take("accept", agreement, by=by)
    _freeze(agreement, agreement.version, today)
    notices.to_be_signed(agreement, today)


def _freeze(agreement: Agreement, version: Version, today: date) -> None:
    """Keep the paper that is to be signed, in the words that the network's clauses have today."""
    said = clauses_on(agreement.network, form=agreement.legal_form, language=Language.SWEDISH, on=today)
    clauses = [(clause.heading, clause.text) for clause in said]
    pdf = agreement_paper(agreement, version, clauses=clauses, on=today)
    version.digest = hashlib.sha256(pdf).hexdigest()
    version.save(update_fields=["digest"])
    Paper.objects.create(version=version, pdf=pdf, digest=version.digest, clauses=clauses, made_at=clock.now())


@transaction.atomic
def reopen(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Take frozen terms back for change; signatures stay on the version they were given.

    :raises Refused: unless one of the contacts does it, with a reason, before all have signed.
    """
    agreement = _locked(agreement)
    _take("reopen", agreement, by=by, reason=reason)
    _open_version(agreement, by=by)
    notices.reopened(agreement, reason, today)


@transaction.atomic
def decline(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Say no for an employer, and say why.

    :raises Refused: unless one of the heads of HR does it before all have signed.
    """
    agreement = _locked(agreement)
    _take("decline", agreement, by=by, reason=reason)
    notices.ended(agreement, "declined", reason, today)


@transaction.atomic
def withdraw(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Let a draft fall.

    :raises Refused: unless the employee or one of the contacts does it before all have signed.
    """
    agreement = _locked(agreement)
    _take("withdraw", agreement, by=by, reason=reason)
    notices.ended(agreement, "withdrawn", reason, today)


@transaction.atomic
def sign(agreement: Agreement, *, by: Actor, method: str, digest: str, today: date) -> Agreement:
    """Sign the frozen terms for each party that the person may sign for and that has not signed.

    With the last signature the days are set, the person is held for them, and the notice begins.

    :param method: how the person proved again that it is them.
    :param digest: of the terms that the person read; signing something else is refused.
    :raises Refused: unless a head of HR or the employee signs what they read, once, and the person is free those days.
    """
    agreement = _locked(agreement)
    version = agreement.version
    signed = {s.party for s in version.signatures.all()}
    by = actor_held(by.person, today)
    if reason := why_not_sign(by, agreement, version, signed=signed, today=today):
        raise Refused(reason)
    if digest != version.digest:
        raise Refused("Villkoren har ändrats sedan du läste dem. Läs igenom och skriv under på nytt.")
    for party in parties_of(by, agreement):
        if party not in signed:
            Signature.objects.create(
                version=version, party=party, person=by.person, at=clock.now(), method=method, digest=version.digest
            )
            signed.add(party)
            Entry.write(
                f"agreement.signed_by_{party}",
                agreement,
                by=by.person,
                owner=agreement.lender,
                method=method,
                digest=digest,
            )
    if len(signed) == 3:
        _bind(agreement, version, by=by, today=today)
    return agreement


def _bind(agreement: Agreement, version: Version, *, by: Actor, today: date) -> None:
    agreement.signed_on = today
    agreement.first_day = first_day(
        starts_on=version.starts_on, signed_on=today, notice_months=agreement.lender.notice_months
    )
    agreement.last_day = version.ends_on
    agreement.save(update_fields=["signed_on", "first_day", "last_day"])
    version.in_force_from, version.in_force_to = agreement.days
    version.save(update_fields=["in_force_from", "in_force_to"])
    _hold_days(agreement)
    _keep_signed_copy(agreement, version)
    _take("bind", agreement, by=by)
    _take("give_notice", agreement, by=None)
    notices.signed(agreement, today)


def _keep_signed_copy(agreement: Agreement, version: Version) -> None:
    """Keep the copy that says who signed; the frozen paper stays as it was."""
    paper = Paper.objects.filter(version=version).first()
    if paper is None:  # frozen before agreements were papers
        return
    signed = sorted(version.signatures.select_related("person"), key=lambda s: Party.values.index(s.party))
    paper.signed_pdf = agreement_paper(
        agreement, version, clauses=paper.clauses, on=paper.made_at.astimezone(clock.STOCKHOLM).date(), signed=signed,
        digest=paper.digest,
    )  # fmt: skip
    paper.signed_digest = hashlib.sha256(paper.signed_pdf).hexdigest()
    paper.save(update_fields=["signed_pdf", "signed_digest"])


def _hold_days(agreement: Agreement) -> None:
    """Hold the person for the days of the loan.

    :raises Refused: if another loan has them; the constraint decides, also between two who sign at the same moment.
    """
    try:
        with transaction.atomic():
            Away.objects.create(
                agreement=agreement,
                person=agreement.employment.person,
                during=_days(*agreement.days),
            )
    except IntegrityError as taken:
        raise Refused(
            f"{agreement.employment.person} är redan utlånad under en del av tiden. Avtalet är inte bindande. "
            "HR-kontakten behöver ändra datumen."
        ) from taken


def _days(first: date, last: date):
    return (first, last.fromordinal(last.toordinal() + 1))


@transaction.atomic
def confirm_return(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Confirm that the colleague is back.

    :raises Refused: unless the manager or the lender's contact does it, once the last day has come.
    """
    agreement = _locked(agreement)
    if agreement.last_day and today < agreement.last_day:
        raise Refused("Lånet pågår fortfarande. Bekräfta när sista dagen har kommit.")
    _take("confirm_return", agreement, by=by)
    notices.returned(agreement, today)


@transaction.atomic
def decide_vat(agreement: Agreement, *, treatment: str, reason: str, by: Actor) -> VatDecision:
    """Record how VAT is treated, and why. A new decision stands from now on; the old ones are kept.

    :raises Refused: unless the lender's finance decides, with a reason, about a bound agreement.
    """
    agreement = _locked(agreement)
    if not by.is_finance_at(agreement.lender_id):
        raise Refused("Endast ekonomin hos utlånaren kan besluta om moms.")
    if agreement.state not in BOUND:
        raise Refused("Momsen beslutas när avtalet är underskrivet.")
    if not reason.strip():
        raise Refused("Skriv varför, så att beslutet går att följa.")
    decision = VatDecision.objects.create(
        agreement=agreement, treatment=treatment, reason=reason.strip(), by=by.person, at=clock.now()
    )
    Entry.write(
        "agreement.vat_decided", agreement, by=by.person, owner=agreement.lender, reason=reason, treatment=treatment
    )
    return decision


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Take every step that belongs to the calendar: loans begin, returns come up. Running it again does nothing more.

    :returns: how many agreements moved.
    """
    moved = 0
    turning = Agreement.objects.filter(state__in=[AgreementState.NOTICE, AgreementState.ACTIVE], first_day__lte=today)
    held = list(queries.whole(turning.select_for_update(of=("self",), skip_locked=True)))
    hold_all({agreement.lender for agreement in held})
    for agreement in held:
        if agreement.state == AgreementState.NOTICE:
            _take("begin", agreement, by=None)
            notices.begun(agreement, today)
            moved += 1
        if is_time_to_plan_return(agreement.days[1], today):
            _take("plan_return", agreement, by=None)
            notices.return_planned(agreement, today)
            moved += 1
    return moved


def _locked(agreement: Agreement) -> Agreement:
    Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    return queries.whole(Agreement.objects.filter(pk=agreement.pk)).get()


def _take(name: str, agreement: Agreement, *, by: Actor | None, reason: str = "") -> None:
    AGREEMENT.take(name, obj=agreement, by=by, owner=agreement.lender, reason=reason)


def _open_version(agreement: Agreement, *, by: Actor) -> None:
    old = agreement.version
    terms = {name: getattr(old, name) for name in TERMS}
    Version.objects.create(agreement=agreement, number=old.number + 1, made_by=by.person, made_at=clock.now(), **terms)
    agreement.__dict__.get("_prefetched_objects_cache", {}).pop("versions", None)
