"""What the employee does: answer, send, mend and take back."""

from datetime import date
from typing import Any

from django.db import transaction

from kollega.assignments import notices
from kollega.assignments.actions.held import held, take
from kollega.assignments.actions.talks import end_talk
from kollega.assignments.models import Call, Interest
from kollega.assignments.rules import INTEREST, is_shown, why_not_answer, why_not_as_shown, why_not_send
from kollega.assignments.terms import InterestState, Rung
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.outbox import actions as outbox
from kollega.people.rules import Actor


@transaction.atomic
def save_answer(call: Call, *, employment: Any, by: Actor, today: date, **answer: Any) -> Interest:
    """Keep an answer as a draft that only the employee sees; nothing needs to be complete yet.

    An answer that the manager has sent back is mended in the same way, while the receiver still chooses.

    :raises Refused: if the call is closed or their own employer's, or the answer waits for someone or is decided.
    """
    is_mended = Interest.objects.filter(call=call, employment=employment, state=InterestState.RETURNED).exists()
    if reason := why_not_answer(employment, call, today=today, is_mended=is_mended):
        raise Refused(reason)
    interest, _ = Interest.objects.select_for_update(of=("self",)).get_or_create(
        call=call, employment=employment, defaults={"made_at": clock.now()}
    )
    if refusal := INTEREST.refusal("send", obj=interest, by=by):
        raise Refused(refusal)
    for name, value in answer.items():
        setattr(interest, name, value)
    interest.save()
    return interest


@transaction.atomic
def send(interest: Interest, *, by: Actor, today: date, shown: str | None = None) -> None:
    """Send the answer to the manager; a mended one puts the question again.

    :param shown: the network's rule for who sees it and when, as the employee read it.
    :raises Refused: unless the employee sends a complete answer, under the rule they read, to a call that takes it.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("network").get(pk=interest.call_id)
    interest = held(interest)
    is_mended = interest.state == InterestState.RETURNED
    rule = call.network.manager_step
    if reason := why_not_as_shown(interest, shown=shown, now=rule):
        raise Refused(reason)
    if reason := why_not_answer(interest.employment, call, today=today, is_mended=is_mended):
        raise Refused(reason)
    if missing := why_not_send(interest):
        raise Refused(" ".join(missing))
    interest.manager_step = interest.manager_step if interest.sent_on else rule
    interest.execution += is_mended
    interest.sent_on, interest.asked_on = interest.sent_on or today, today
    interest.rung, interest.reminded_on = Rung.ASKED, None
    interest.save(update_fields=["manager_step", "sent_on", "asked_on", "execution", "rung", "reminded_on"])
    take("send", interest, by=by)
    notices.sent(interest, today)


@transaction.atomic
def withdraw(interest: Interest, *, by: Actor, today: date) -> None:
    """Take the answer back; no reason is needed, and a mail that has not left is stopped.

    :raises Refused: unless the employee does it before being selected.
    """
    interest = held(interest)
    was, was_shown = interest.state, is_shown(interest.state, interest.manager_step)
    take("withdraw", interest, by=by)
    end_talk(interest)
    was_untold = outbox.recall(interest, event="interest.sent") > 0
    was_untold &= not was_shown or outbox.recall(interest, event="interest.arrived") > 0
    if was in {InterestState.ENDORSED, InterestState.RETURNED} or (was == InterestState.SENT and not was_untold):
        notices.withdrawn(interest, today, was_shown=was_shown)
