"""Pages around a loan: getting ready for its start and end, the talk about the return, and how it went."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kollega.core import clock
from kollega.core.calendars import Meeting, calendar_file
from kollega.core.policy import policy, signed_in
from kollega.lending import actions, queries
from kollega.lending.forms import EvaluationForm, PointForm, PointsForm, TalkForm
from kollega.lending.rules.around import (
    OPEN_IN,
    parties_preparing,
    readable,
    role_of,
    why_not_evaluate,
    why_not_plan_talk,
    why_not_prepare,
    why_not_sign_off,
)
from kollega.lending.terms import QUESTIONS, Moment, Party, Role
from kollega.people.queries import actor

TALK_TAKES = timedelta(hours=1)
HEADINGS = {Moment.START: "Inför starten", Moment.RETURN: "Inför återkomsten"}


def around_context(by: Any, agreement: Any, today: date) -> dict[str, Any]:
    """Return what the agreement's page shows around the loan: the lists, the talk, and how it went."""
    points, said = list(agreement.points.all()), list(agreement.evaluations.all())
    lists = [
        {"moment": moment, "heading": heading, "sides": _sides(by, agreement, moment, points)}
        for moment, heading in HEADINGS.items()
        if any(point.moment == moment for point in points) and _is_shown(agreement, moment)
    ]
    return {
        "lists": lists,
        "talk": getattr(agreement, "talk", None),
        "may_plan_talk": why_not_plan_talk(by, agreement) is None,
        "may_evaluate": why_not_evaluate(by, agreement, said={e.role for e in said}) is None,
        "evaluations": [_read(e) for e in readable(by, agreement, said)],
    }


def _is_shown(agreement: Any, moment: Moment) -> bool:
    """Return whether the list still says something: it is open, or a side has signed it off."""
    return agreement.state in OPEN_IN[moment] or any(s.moment == moment for s in agreement.sign_offs.all())


def _read(evaluation: Any) -> tuple[Any, list[tuple[str, int]]]:
    return evaluation, list(zip(QUESTIONS[Role(evaluation.role)], evaluation.marks, strict=True))


def _sides(by: Any, agreement: Any, moment: str, points: list[Any]) -> list[dict[str, Any]]:
    """Return each employer's side of a list, and whether the reader may write in it."""
    signed = {s.party: s for s in agreement.sign_offs.all() if s.moment == moment}
    sides = []
    for party, employer in ((Party.LENDER, agreement.lender), (Party.RECEIVER, agreement.receiver)):
        own = [p for p in points if p.moment == moment and p.party == party]
        may_write = why_not_prepare(by, agreement, moment, party, is_signed_off=party in signed) is None
        sides.append({
            "party": party, "employer": employer, "points": own, "sign_off": signed.get(party), "may_write": may_write,
            "done": sum(p.is_done for p in own), "left": why_not_sign_off(own),
        })  # fmt: skip
    return sides


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def checklist(request: HttpRequest, pk: UUID, moment: str) -> HttpResponse:
    """Show what is to be ready before the loan begins or ends, and keep what the reader's own side has done."""
    agreement = get_object_or_404(queries.with_what_is_around(queries.agreements_for(request.user)), pk=pk)
    points = list(agreement.points.all())
    if not any(point.moment == moment for point in points):
        raise Http404
    by = actor(request.user)
    form = PointForm(request.POST if "add" in request.POST else None)
    if request.method == "POST" and ("add" not in request.POST or form.is_valid()):
        return _keep(request, agreement, moment, by, form)
    context = {
        "agreement": agreement, "moment": moment, "heading": HEADINGS[Moment(moment)], "form": form,
        "sides": _sides(by, agreement, moment, points), "is_of_both": len(parties_preparing(by, agreement)) > 1,
        "last": agreement.first_day if moment == Moment.START else agreement.last_day,
        "talk": getattr(agreement, "talk", None), "may_plan_talk": why_not_plan_talk(by, agreement) is None,
    }  # fmt: skip
    return render(request, "lending/checklist.html", context)


def _keep(request: HttpRequest, agreement: Any, moment: str, by: Any, form: PointForm) -> HttpResponse:
    """Keep what one side has ticked, and what the pressed button asks for besides."""
    party, given = request.POST.get("party", ""), {"moment": moment, "by": by}
    if "add" in request.POST:
        actions.add_point(agreement, party=party, text=form.cleaned_data["text"], **given)
        messages.success(request, "Punkten är tillagd.")
        return redirect("lending:checklist", agreement.pk, moment)
    ticked = PointsForm(request.POST, points=agreement.points.filter(moment=moment, party=party))
    if not ticked.is_valid():
        raise Http404
    actions.prepare(
        agreement, party=party, ready=[p.pk for p in ticked.cleaned_data["ready"]],
        unneeded=[p.pk for p in ticked.cleaned_data["unneeded"]], **given,
    )  # fmt: skip
    if "done" in request.POST:
        actions.sign_off(agreement, party=party, today=clock.today(), **given)
        messages.success(request, "Er sida är klarmarkerad.")
        return redirect("lending:agreement", agreement.pk)
    messages.success(request, "Det är sparat.")
    return redirect("lending:checklist", agreement.pk, moment)


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def talk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set or move the talk about the return."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by, kept = actor(request.user), getattr(agreement, "talk", None)
    if refusal := why_not_plan_talk(by, agreement):
        messages.error(request, refusal)
        return redirect("lending:agreement", pk)
    at = kept.at.astimezone(clock.STOCKHOLM) if kept else None
    initial = {"day": at.date(), "time": f"{at:%H.%M}", "place": kept.place} if kept else None
    form = TalkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.plan_talk(agreement, at=given["at"], place=given["place"], by=by, today=clock.today())
        messages.success(request, "Tiden är bestämd. Medarbetaren och chefen får veta det.")
        return redirect("lending:agreement", pk)
    return render(request, "lending/talk.html", {"form": form, "agreement": agreement, "talk": kept})


@policy(signed_in, sees="agreements_for")
def talk_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with the talk about the return as a calendar entry, which takes the place of an earlier one."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    found = getattr(agreement, "talk", None)
    if found is None:
        raise Http404
    meeting = Meeting(
        uid=f"{agreement.pk}-return", starts_at=found.at, ends_at=found.at + TALK_TAKES, place=found.place,
        title=f"Samtal om återkomsten, {agreement.person}", text=f"Avtal {agreement.number}",
        url=request.build_absolute_uri(reverse("lending:agreement", args=[pk])), sequence=found.sequence,
    )  # fmt: skip
    return calendar_file("samtal.ics", [meeting])


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def evaluate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how the loan went."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by = actor(request.user)
    if refusal := why_not_evaluate(by, agreement, said={e.role for e in agreement.evaluations.all()}):
        messages.info(request, refusal)
        return redirect("lending:agreement", pk)
    form = EvaluationForm(request.POST or None, role=role_of(by, agreement) or Role.EMPLOYEE)
    if request.method == "POST" and form.is_valid():
        actions.evaluate(agreement, marks=form.marks, words=form.cleaned_data["words"], by=by)
        messages.success(request, "Tack för ditt svar.")
        return redirect("lending:agreement", pk)
    is_employee = role_of(by, agreement) == Role.EMPLOYEE
    return render(request, "lending/evaluate.html", {"form": form, "agreement": agreement, "is_employee": is_employee})
