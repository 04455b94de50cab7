"""Who may answer another network's call, who supports it, and what a list and an answer must say to be taken."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from kollega.core.workflow import Workflow, table_step
from kollega.federation.terms import STATEMENT, State


def key_of(link_id: Any) -> str:
    """Return the key in a link's address: only this installation can make it, and nothing of it is kept."""
    return salted_hmac("kollega.federation", str(link_id), algorithm="sha256").hexdigest()


def is_signed(link_id: Any, key: str) -> bool:
    return constant_time_compare(key_of(link_id), key)


def why_not_answer(call: Any, employment: Any, *, today: date) -> str | None:
    """Return why the employee cannot answer, or None."""
    if call.removed_at is not None or (call.closes_on is not None and call.closes_on < today):
        return "Det går inte längre att anmäla sig. Sista dagen har passerat eller så är den borttagen."
    if employment is None:
        return "Du behöver en anställning i nätverket för att anmäla dig."
    if employment.manager_id is None:
        return "Du har ingen chef registrerad. Be HR hos din arbetsgivare att lägga in vem det är."
    return None


def why_not_received(said: Mapping[str, Any]) -> str | None:
    """Return why an answer from another network cannot be taken, or None: what it must say, and how long."""
    for name, most in LENGTHS.items():
        value = said.get(name, "")
        if not isinstance(value, str) or len(value) > most or "\x00" in value:
            return f"{name}: at most {most} characters of text"
        if name != "phone" and not value.strip():
            return f"{name}: missing"
    return None if "@" in said["email"] else "email: no address"


LENGTHS = {"name": 120, "email": 254, "phone": 30, "employer": 160, "supported_by": 120, "statement": STATEMENT}


def only_manager(by: Any, handover: Any) -> str | None:
    employment = handover.employment
    if by.does_the_tasks_of(employment.manager_id, employment.employer_id):
        return None
    return "Endast medarbetarens chef kan göra det."


def only_employee(by: Any, handover: Any) -> str | None:
    return None if by.pk == handover.employment.person_id else "Endast den som har anmält sig kan göra det."


S = State
HANDOVER = Workflow(
    table_step("support", _("Säg ja"), {S.WAITING}, S.SUPPORTED, "supported", guard=only_manager),
    table_step("decline", _("Inte nu"), {S.WAITING}, S.DECLINED, "declined", guard=only_manager, needs_reason=True),
    table_step("withdraw", _("Dra tillbaka"), {S.WAITING, S.SUPPORTED}, S.WITHDRAWN, "withdrawn", guard=only_employee),
    table_step("hand_over", _("Lämnad över"), {S.SUPPORTED}, S.HANDED, "handed_over"),
    table_step("give_up", _("Togs inte emot"), {S.SUPPORTED}, S.REFUSED, "refused"),
    noun="handover",
    wrong_state=_("Anmälan har redan gått vidare. Ladda om sidan för att se läget."),
    holders={S.WAITING: _("Chefen"), S.SUPPORTED: _("Det andra nätverket")},
)
