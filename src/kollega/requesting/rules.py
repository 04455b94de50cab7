"""Who may ask, suggest, say yes and choose, and what each needs to have said."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core.workflow import Workflow, table_step
from kollega.lending.rules import why_not_lend
from kollega.requesting.terms import OfferState, RequestState, SuggestionState


def why_not_ask(asker: Any, asked: Any, *, is_member: bool, starts_on: date, ends_on: date, today: date) -> str | None:
    """Return why one employer cannot ask the other, or None if it can.

    :param is_member: whether the asked employer is a member of the network that day.
    """
    if asker.pk == asked.pk:
        return "Ni kan inte fråga er själva. Prata med cheferna hos er."
    if not is_member:
        return f"{asked} är inte med i nätverket."
    if ends_on < starts_on:
        return "Sista dagen behöver komma efter den första."
    if starts_on < today:
        return "Första dagen har passerat. Välj en dag som kommer."
    return why_not_lend(asked.kind, asker.kind)


def why_not_suggest(request: Any, employment: Any) -> str | None:
    """Return why the employee cannot be suggested, or None if they can."""
    if request.offer_id:
        return "Frågan gäller den som redan är erbjuden."
    if employment is None or employment.employer_id != request.asked_id:
        return "Vi hittar ingen hos er med det namnet. Skriv hela namnet eller e-postadressen."
    return None


def why_not_offer(employment: Any, *, from_on: date, to_on: date, today: date) -> str | None:
    """Return why the colleague cannot be offered for the period, or None if they can."""
    if to_on < from_on:
        return "Sista dagen behöver komma efter den första."
    return "Perioden har passerat. Välj dagar som kommer." if to_on < today else None


def needs_the_manager(suggestion: Any) -> bool:
    """Return whether the manager is asked after the person: not where the manager has offered them."""
    return suggestion.request.offer_id is None


# Guards. `by` is an Actor.


def only_asker(by: Any, request: Any) -> str | None:
    return None if by.is_contact_at(request.asker_id) else gettext("Endast HR-kontakten som frågar kan göra det.")


def only_asked(by: Any, request: Any) -> str | None:
    return None if by.is_contact_at(request.asked_id) else gettext("Endast HR-kontakten som är tillfrågad kan svara.")


def only_person(by: Any, of: Any) -> str | None:
    """Refuse all but the one whom the suggestion or the offer is about."""
    return None if by.pk == of.employment.person_id else gettext("Endast den som det gäller kan svara.")


def only_manager(by: Any, of: Any) -> str | None:
    """Refuse all but the nearest manager, and always the person, who may be standing in for the manager."""
    post = of.employment
    if by.pk == post.person_id:
        return gettext("Du kan inte svara som chef om dig själv.")
    if post.manager_id is None and by.is_contact_at(post.employer_id):
        return None
    if not by.does_the_tasks_of(post.manager_id, post.employer_id):
        return gettext("Endast närmaste chef, eller den som ersätter chefen, kan svara.")
    return None


def only_choosing(by: Any, suggestion: Any) -> str | None:
    return only_asker(by, suggestion.request)


WRONG = _("Frågan har redan gått vidare. Ladda om sidan för att se läget.")
R, S, O = RequestState, SuggestionState, OfferState  # noqa: E741 - the letters head the tables
REQUEST = Workflow(
    table_step("withdraw", _("Ta tillbaka förfrågan"), {R.ASKED}, R.WITHDRAWN, "withdrawn", guard=only_asker),
    table_step("decline", _("Svara nej"), {R.ASKED}, R.DECLINED, "declined", guard=only_asked, needs_reason=True),
    table_step("agree", _("Avtal skrivs"), {R.ASKED}, R.AGREED, "agreed", guard=only_asker),
    noun="request",
    wrong_state=WRONG,
    holders={R.ASKED: _("HR-kontakten som är tillfrågad")},
)
SUGGESTION = Workflow(
    table_step("accept", _("Ja, jag vill"), {S.ASKED}, S.WILLING, "accepted", guard=only_person),
    table_step("name", _("Båda har sagt ja"), {S.WILLING}, S.NAMED, "named"),
    table_step("refuse", _("Nej tack"), {S.ASKED, S.WILLING, S.NAMED}, S.REFUSED, "refused", guard=only_person),
    table_step("support", _("Ja, utlåningen kan bli av"), {S.WILLING}, S.NAMED, "supported", guard=only_manager),
    table_step("hold", _("Nej, inte nu"), {S.WILLING}, S.HELD, "held", guard=only_manager, needs_reason=True),
    table_step("choose", _("Välj"), {S.NAMED}, S.CHOSEN, "chosen", guard=only_choosing),
    table_step("drop", _("Inte längre aktuell"), {S.ASKED, S.WILLING, S.NAMED}, S.DROPPED, "dropped"),
    noun="suggestion",
    wrong_state=WRONG,
    holders={S.ASKED: _("Medarbetaren"), S.WILLING: _("Närmaste chef"), S.NAMED: _("HR-kontakten som frågar")},
)
OFFER = Workflow(
    table_step("consent", _("Ja, visa det"), {O.PROPOSED}, O.OPEN, "consented", guard=only_person),
    table_step("refuse", _("Nej, visa det inte"), {O.PROPOSED, O.OPEN}, O.CLOSED, "refused", guard=only_person),
    table_step("close", _("Avsluta erbjudandet"), {O.PROPOSED, O.OPEN}, O.CLOSED, "closed", guard=only_manager),
    table_step("lapse", _("Perioden har passerat"), {O.PROPOSED, O.OPEN}, O.CLOSED, "lapsed"),
    table_step("match", _("Avtal skrivs"), {O.OPEN}, O.MATCHED, "matched"),
    noun="offer",
    wrong_state=WRONG,
    holders={O.PROPOSED: _("Medarbetaren"), O.OPEN: _("HR-kontakter i nätverket")},
)
