"""Pages where a coordinator words the clauses of the network's agreements."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.clauses import actions, queries
from kollega.clauses.forms import ClauseForm
from kollega.clauses.terms import Language, LegalForm
from kollega.core import clock
from kollega.core.policy import policy
from kollega.core.workflow import Refused
from kollega.people.queries import actor, carries
from kollega.people.terms import DutyKind

COORDINATORS = carries(DutyKind.COORDINATOR)
ROLE = "Du behöver vara samordnare."


def _place(request: HttpRequest, slug: str, form: str, language: str) -> dict[str, Any]:
    """Return what the address names; a form or a language that is not there does not exist."""
    if form not in LegalForm.values or language not in Language.values:
        raise Http404
    network = get_object_or_404(queries.networks_for(request.user), slug=slug)
    return {"network": network, "form": LegalForm(form), "language": Language(language)}


@policy(COORDINATORS, sees="networks_for", role=ROLE)
def clauses(
    request: HttpRequest, slug: str, form: str = LegalForm.STAFF_LOAN, language: str = Language.SWEDISH
) -> HttpResponse:
    """Show the clauses as an agreement of today has them, and all that has been said."""
    place = _place(request, slug, form, language)
    network, today = place["network"], clock.today()
    history = list(queries.said_by(network, form=form, language=language).reverse())
    context = place | {
        "clauses": queries.clauses_on(network, form=form, language=language, on=today),
        "coming": [row for row in history if row.from_on > today],
        "history": [row for row in history if row.from_on <= today],
        "others": [(f, lang) for f in LegalForm for lang in Language if (f, lang) != (form, language)],
    }
    return render(request, "clauses/clauses.html", context)


@policy(COORDINATORS, sees="networks_for", methods=("GET", "POST"), role=ROLE)
def clause(request: HttpRequest, slug: str, form: str, language: str, key: str = "") -> HttpResponse:
    """Word a clause anew from a day on, or say one more."""
    place, today = _place(request, slug, form, language), clock.today()
    known = queries.clauses_on(place["network"], form=form, language=language, on=today)
    now = next((said for said in known if said.key == key), None)
    if key and now is None:
        raise Http404
    initial = {"heading": now.heading, "text": now.text, "from_on": today} if now else {"from_on": today}
    filled = ClauseForm(request.POST or None, initial=initial)
    if request.method == "POST" and filled.is_valid():
        try:
            actions.word(place["network"], form=form, language=language, key=key or uuid4().hex[:20],
                         by=actor(request.user), today=today, **filled.cleaned_data)  # fmt: skip
        except Refused as refused:
            filled.add_error("from_on", str(refused))
        else:
            messages.success(request, "Villkoret är sparat. Det gäller nya avtal från den dag du valde.")
            return redirect("clauses:clauses", slug, form, language)
    return render(request, "clauses/clause.html", place | {"filled": filled, "now": now})
