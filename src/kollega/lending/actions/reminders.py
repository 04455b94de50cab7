"""What the clock reminds of. It never decides: nobody's matter ends because a day has passed."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from kollega.lending import notices, queries
from kollega.lending.models import Agreement, Evaluation, ReturnTalk
from kollega.lending.rules.around import reminder_before
from kollega.lending.terms import (
    BEFORE_SIGNED,
    EVALUATE_AFTER_DAYS,
    IDLE_DAYS,
    READY_REMINDERS,
    SIGNING_REMINDER_DAYS,
    AgreementState,
    Moment,
)

S = AgreementState


def remind(today: date) -> None:
    """Tell those who have something to do that is late or soon; the same thing is said once."""
    for agreement in _waiting_for_signatures(today):
        notices.still_to_be_signed(agreement, today)
    for agreement in _idle(today):
        notices.idle(agreement, today)
    last = today + timedelta(days=max(READY_REMINDERS))
    for agreement in _whole(state=S.NOTICE, first_day__range=(today, last)):
        notices.not_ready(agreement, Moment.START, reminder_before(agreement.days[0], today), today)
    for agreement in _whole(state=S.RETURNING, last_day__range=(today, last)):
        notices.not_ready(agreement, Moment.RETURN, reminder_before(agreement.days[1], today), today)
    for agreement in _unevaluated(today):
        notices.evaluation_asked(agreement, today)
    for talk in ReturnTalk.objects.filter(at__date=today + timedelta(days=1)).select_related("agreement"):
        notices.talk_tomorrow(queries.whole(Agreement.objects.filter(pk=talk.agreement_id)).get(), talk, today)


def _waiting_for_signatures(today: date) -> list[Agreement]:
    """Return the agreements whose terms, or whose extension, have waited two weeks to be signed."""
    long_ago = today - timedelta(days=SIGNING_REMINDER_DAYS)
    asked = Agreement.objects.filter(versions__paper__made_at__date__lte=long_ago, versions__in_force_from__isnull=True)
    first = asked.filter(state=S.SIGNING) | asked.filter(changes__state="signing")
    found = queries.whole(Agreement.objects.filter(pk__in=first.values("pk")))
    return [a for a in found if _frozen_on(a) <= long_ago]


def _frozen_on(agreement: Agreement) -> date:
    paper: Any = getattr(agreement.to_sign, "paper", None)
    return paper.made_at.date() if paper else date.max


def _idle(today: date) -> list[Agreement]:
    """Return the agreements that nobody has touched for ninety days although they are not signed."""
    old = _whole(state__in=BEFORE_SIGNED, made_at__date__lte=today - timedelta(days=IDLE_DAYS))
    touched = queries.touched([a.pk for a in old])
    return [a for a in old if (today - touched[a.pk].date()).days >= IDLE_DAYS]


def _unevaluated(today: date) -> QuerySet[Agreement]:
    ended = today - timedelta(days=EVALUATE_AFTER_DAYS)
    said = Evaluation.objects.filter(agreement=OuterRef("pk"))
    states = [S.RETURNED, S.CONVERTED]
    return _whole(~Exists(said), state__in=states, last_day__range=(ended - timedelta(days=7), ended))


def _whole(*which: Any, **also: Any) -> QuerySet[Agreement]:
    return queries.whole(Agreement.objects.filter(*which, **also))
