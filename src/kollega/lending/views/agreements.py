"""Pages about lending agreements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kollega.clauses.queries import clauses_on
from kollega.clauses.terms import Language
from kollega.core import clock
from kollega.core.calendars import AllDay, calendar_file
from kollega.core.forms import ReasonForm
from kollega.core.periods import months_between
from kollega.core.policy import policy, signed_in
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.lending import actions, queries
from kollega.lending.files import english_copy
from kollega.lending.forms import AMOUNTS, SignForm, TermsForm, VatForm
from kollega.lending.rules import (
    AGREEMENT,
    Forecast,
    days_left_of,
    forecast_of,
    parties_of,
    rate_on,
    why_no_price,
    why_not_offer,
    wished_prices,
)
from kollega.lending.rules.waivers import day_without_waiver
from kollega.lending.terms import BOUND, AgreementState, ChangeState, LegalForm, Party
from kollega.lending.views.around import around_context
from kollega.lending.views.attachments import attachment_context
from kollega.lending.views.changes import change_context, why_not_sign_now
from kollega.lending.views.offers import offer_context
from kollega.lending.views.waivers import waiver_context
from kollega.people import actions as people
from kollega.people.queries import actor, open_proof
from kollega.people.terms import ProofWay

STEPS = {
    "accept",
    "send_back",
    "take_counter",
    "answer_counter",
    "reopen",
    "decline",
    "withdraw",
    "cancel",
    "confirm_return",
}
READ = {"accept", "take_counter"}
"""What is said of the terms as they stand on the page, which names their version."""
DONE = {
    "take_counter": "Motbudet är godkänt. Nu skriver alla tre under.",
    "answer_counter": "Skriv de nya villkoren och skicka dem.",
    "accept": "Villkoren är godkända. Nu skriver alla tre under.",
    "send_back": "Villkoren är tillbaka hos utlånaren.",
    "reopen": "Villkoren kan ändras igen. Underskrifterna gäller inte längre.",
    "decline": "Lånet är avböjt. Alla får veta det.",
    "withdraw": "Lånet är återtaget. Alla får veta det.",
    "cancel": "Lånet är inställt. Alla får veta det.",
    "confirm_return": "Lånet är avslutat.",
}


@policy(signed_in, sees="agreements_for")
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one agreement: who holds it now, what has happened, the terms, and what the reader can do."""
    agreement = get_object_or_404(queries.with_what_is_around(queries.agreements_for(request.user)), pk=pk)
    by, today = actor(request.user), clock.today()
    version, to_sign, asked = agreement.version, agreement.to_sign, agreement.open_change
    is_extending = asked is not None and asked.state == ChangeState.SIGNING
    signed = {s.party: s for s in (to_sign if is_extending else version).signatures.all()}
    context = _more(by, agreement, today) | {
        "agreement": agreement,
        "version": version,
        "version_text": str(version.number),
        "holder": AGREEMENT.holder_of(agreement),
        "holders": queries.holders_now(agreement, today),
        "moments": _moments(agreement),
        "costs": _costs(agreement),
        "is_extending": is_extending,
        "signatures": [(label, signed.get(value)) for value, label in Party.choices],
        "steps": _steps(by, agreement, today),
        "may_write": AGREEMENT.refusal("offer", obj=agreement, by=by) is None,
        "may_sign": why_not_sign_now(by, agreement, today) is None,
        "may_decide_vat": by.is_finance_at(agreement.lender_id) and agreement.state in BOUND,
        "earliest": day_without_waiver(agreement, today),
        "may_fill": agreement.state in BOUND
        and (
            by.is_contact_at(agreement.lender_id)
            or by.does_the_tasks_of(agreement.employment.manager_id, agreement.lender_id)
        ),
        "is_municipal": agreement.legal_form == LegalForm.MUNICIPAL,
        "versions": [v for v in agreement.versions.all() if v.pk not in {version.pk, to_sign.pk}],
        "ahead": _ahead(agreement),
    }
    if agreement.first_day:
        day, length = days_left_of(agreement.first_day, agreement.last_day, today)
        context |= {
            "day": day,
            "length": length,
            "progress_text": f"Dag {day} av {length}" if day else "Inte börjat än",
        }
    return render(request, "lending/agreement.html", context)


def _moments(agreement: Any) -> list[Any]:
    """Return what has happened; each tick in a list is left out, for the list itself says it."""
    told = moments(agreement, *agreement.changes.all(), *agreement.waivers.all())
    return [m for m in told if not m.verb.endswith("_prepared")]


def _more(by: Any, agreement: Any, today: Any) -> dict[str, Any]:
    """Return what the page shows besides the agreement: changes, offers, a shorter notice, and what is around it."""
    return {
        **change_context(by, agreement, today), **offer_context(agreement), **waiver_context(by, agreement, today),
        **around_context(by, agreement, today), **attachment_context(by, agreement),
        "may_counter": AGREEMENT.refusal("counter", obj=agreement, by=by) is None,
    }  # fmt: skip


def _steps(by: Any, agreement: Any, today: Any) -> list:
    """Return the steps to offer: a return is confirmed when the last day has come."""
    is_early = agreement.last_day is not None and today < agreement.last_day
    names = STEPS - {"confirm_return"} if is_early else STEPS
    return [s for s in AGREEMENT.open_to(by, agreement) if s.name in names]


def _costs(agreement: Any, version: Any = None) -> Forecast:
    """Return what the loan costs by month and in all: what holds, the wishes so far, or what `version` would add."""
    if version is None and (prices := agreement.prices):
        return forecast_of(prices, months_between(*agreement.days))
    wished = version or agreement.version
    return forecast_of(wished_prices(wished, agreement.lender), months_between(wished.starts_on, wished.ends_on))


def _ahead(agreement: Any) -> list[tuple[str, str]]:
    """Return what is still to come, as words and the day where there is one."""
    order = [AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.SIGNING, AgreementState.NOTICE,
             AgreementState.ACTIVE, AgreementState.RETURNING]  # fmt: skip
    state = AgreementState.OFFERED if agreement.state == AgreementState.COUNTERED else AgreementState(agreement.state)
    coming = ["Mottagaren godkänner villkoren", "Alla tre skriver under", "Framförhållning", "Lånet börjar",
              "Återkomsten planeras", "Tillbaka"]  # fmt: skip
    if state not in order:
        return []
    return [(words, "next") for words in coming[order.index(state) :]]


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def terms(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the terms, keep them, and send them to the receiver."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by = actor(request.user)
    if refusal := AGREEMENT.refusal("offer", obj=agreement, by=by):
        messages.error(request, str(refusal))
        return redirect("lending:agreement", pk)
    kept = {name: getattr(agreement.version, name) for name in actions.TERMS}
    rate = rate_on(agreement.lender.rates.all(), max(agreement.version.starts_on, clock.today()))
    for name in AMOUNTS:
        kept[name] = kept[name] or getattr(rate, name, None)
    form = TermsForm(request.POST or None, initial=kept, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        actions.write_terms(agreement, by=by, **form.cleaned_data)
        if "later" in request.POST:
            messages.success(request, "Villkoren är sparade.")
            return redirect("lending:agreement", pk)
        agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
        if missing := why_not_offer(agreement, agreement.version):
            for sentence in missing:
                form.add_error(_field_of(sentence, form), sentence)
        else:
            actions.offer(agreement, by=by, today=clock.today())
            messages.success(request, f"Villkoren är skickade till {agreement.receiver}.")
            return redirect("lending:agreement", pk)
    costs = None if why_no_price(agreement.version) else _costs(agreement)
    return render(request, "lending/terms.html", {"form": form, "agreement": agreement, "costs": costs})


def _field_of(sentence: str, form: TermsForm) -> str | None:
    """Return the question that a missing term is about."""
    words = {"månadslönen": "monthly_salary", "beloppet": "monthly_amount", "timpriset": "hourly_amount",
             "hur många timmar": "monthly_hours", "arbetsuppgifter": "tasks", "var arbetet": "workplace",
             "facket": "union_informed_on", "försäkringarna": "is_insurance_checked"}  # fmt: skip
    return next((name for word, name in words.items() if word in sentence and name in form.fields), None)


@policy(signed_in, sees="agreements_for", methods=("POST",))
def step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Take one of the steps that need no more than a reason."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    if name not in STEPS:
        raise Http404
    given: dict[str, Any] = {"by": actor(request.user), "today": clock.today()}
    if AGREEMENT.steps[name].needs_reason:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            raise Refused("Skriv varför, så att den som berörs förstår.")
        given["reason"] = form.cleaned_data["reason"]
    if name in READ:
        given["read"] = _number(request)
    getattr(actions, name)(agreement, **given)
    messages.success(request, DONE[name])
    return redirect("lending:terms" if name == "answer_counter" else "lending:agreement", pk)


def _purpose(agreement: Any) -> str:
    return f"agreement:{agreement.pk}:{agreement.to_sign.digest}"


@policy(signed_in, sees="agreements_for", methods=("POST",))
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a code for signing exactly these terms."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    if reason := why_not_sign_now(actor(request.user), agreement, clock.today()):
        raise Refused(reason)
    proof = people.ask_proof(request.user, purpose=_purpose(agreement), what=f"skriva under avtalet {agreement.number}")
    by_app = "Öppna appen som ger dig koder och skriv koden här."
    messages.success(
        request, by_app if proof.way == ProofWay.APP else "Vi har mejlat en kod. Den gäller i tio minuter."
    )
    return redirect("lending:sign", pk)


# Not once: a wrong code must count as a try, and one transaction around the page would take the count back.
@policy(signed_in, sees="agreements_for", methods=("GET", "POST"), once=False)
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the frozen terms and take the signature, proved by a code."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by, version, today = actor(request.user), agreement.to_sign, clock.today()
    signed = {s.party for s in version.signatures.all()}
    if reason := why_not_sign_now(by, agreement, today):
        messages.info(request, reason)
        return redirect("lending:agreement", pk)
    form = SignForm(request.POST or None, initial={"digest": version.digest})
    if request.method == "POST" and form.is_valid():
        try:
            _sign(request, agreement, form)
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, "Du har skrivit under.")
            return redirect("lending:agreement", pk)
    context = {
        "form": form, "agreement": agreement, "version": version, "costs": _costs(agreement, version),
        "change": agreement.open_change,
        "proof": open_proof(request.user, purpose=_purpose(agreement)),
        "mine": [Party(p).label for p in parties_of(by, agreement) if p not in signed],
        "is_employee": agreement.employment.person_id == by.pk,
        "first": _first_of(agreement, version, today),
    }  # fmt: skip
    return render(request, "lending/sign.html", context)


def _first_of(agreement: Any, version: Any, today: Any) -> Any:
    """Return when the terms begin if all sign today; what extends a loan that runs has no notice."""
    if agreement.open_change:
        return version.starts_on
    return day_without_waiver(agreement, today)


def _sign(request: HttpRequest, agreement: Any, form: SignForm) -> None:
    with people.proved(request.user, purpose=_purpose(agreement), code=form.cleaned_data["code"]) as method:
        actions.sign(
            agreement, by=actor(request.user), method=method, digest=form.cleaned_data["digest"], today=clock.today()
        )


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def vat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record how VAT is treated."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by = actor(request.user)
    if not by.is_finance_at(agreement.lender_id) or agreement.state not in BOUND:
        raise Http404
    suggested = queries.vat_default(agreement)
    said = {"treatment": suggested.treatment, "reason": suggested.reason} if suggested else {}
    form = VatForm(request.POST or None, initial=said)
    form.fields["treatment"].descriptions = {
        "S": "Fakturan får 25 procent moms.",
        "O": "Fakturan får ingen moms, för att tjänsten inte omfattas av mervärdesskattelagen.",
        "E": "Fakturan får ingen moms, för att omsättningen är undantagen.",
    }
    if request.method == "POST" and form.is_valid():
        actions.decide_vat(agreement, by=by, **form.cleaned_data)
        messages.success(request, "Beslutet är sparat.")
        return redirect("lending:agreement", pk)
    decisions = sorted(agreement.vat_decisions.all(), key=lambda d: d.at, reverse=True)
    return render(request, "lending/vat.html", {"form": form, "agreement": agreement, "decisions": decisions,
                                                 "suggested": suggested})  # fmt: skip


@policy(signed_in, sees="agreements_for")
def calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with the days of the loan as a calendar file."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    version = agreement.version
    days = AllDay(
        uid=str(agreement.pk), first=agreement.first_day or version.starts_on,
        last=agreement.last_day or version.ends_on,
        title=f"{agreement.person} hos {agreement.receiver}", text=f"{version.share} procent, avtal {agreement.number}",
        url=request.build_absolute_uri(reverse("lending:agreement", args=[pk])),
    )  # fmt: skip
    return calendar_file("utlaning.ics", [days])


@policy(signed_in, sees="papers_for")
def paper(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Answer with the agreement as it was frozen, or as the copy that says who signed it."""
    found = get_object_or_404(queries.papers_for(request.user), version__agreement=pk, version__number=_number(request))
    pdf = _in_english(found) if kind == "english" else {"avtal": found.pdf, "underskrivet": found.signed_pdf}.get(kind)
    if pdf is None:
        raise Http404
    name = f"{kind}-{found.version.agreement.number}-{found.version.number}.pdf".replace(" ", "-")
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(pdf), content_type="application/pdf", headers=headers)


def _in_english(found: Any) -> bytes:
    """Return the agreement in English, with the clauses that were in force when it was frozen."""
    version, on = found.version, found.made_at.astimezone(clock.STOCKHOLM).date()
    agreement = version.agreement
    said = clauses_on(agreement.network, form=agreement.legal_form, language=Language.ENGLISH, on=on)
    return english_copy(
        agreement, version, clauses=[(clause.heading, clause.text) for clause in said], on=on, digest=found.digest,
        attachments=queries.attached(version), signed=queries.signed_by(version) if found.signed_pdf else (),
    )  # fmt: skip


def _number(request: HttpRequest) -> int:
    said = request.GET.get("version", "1")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0
