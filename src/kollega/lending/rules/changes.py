"""What may be asked of a loan that runs, whose yes it needs, and how its days lie afterwards."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core import swedish
from kollega.core.periods import add_months, days_within_month, months_between
from kollega.core.workflow import Step, Workflow, table_step
from kollega.lending.rules.agreements import longest_months, only_manager_or_contact, why_not_signer
from kollega.lending.terms import (
    ASK_TO_EXTEND_DAYS,
    ASKERS,
    CHANGEABLE,
    CONSENTS,
    RETURN_PLANNING_DAYS,
    STAFF_LOAN_MONTHS,
    ChangeKind,
    ChangeState,
    LegalForm,
    Party,
)

ONE_DAY = timedelta(days=1)
NOT_RUNNING = _("Det går bara att ändra ett lån som pågår. Ladda om sidan för att se läget.")
ALREADY_ASKED = _("Någon har redan bett om en ändring. Den behöver bli klar, eller tas tillbaka, först.")


def parties_speaking(by: Any, agreement: Any) -> list[str]:
    """Return for which parties the person may ask and say yes: contacts for their employer, or for themself."""
    if by.pk == agreement.employment.person_id:
        return [Party.EMPLOYEE]
    places = ((Party.LENDER, agreement.lender_id), (Party.RECEIVER, agreement.receiver_id))
    return [party for party, place in places if by.is_contact_at(place)]


def why_not_ask(by: Any, agreement: Any, kind: str, *, is_open: bool) -> str | None:
    """Return why the person cannot ask for that change now, or None if they can."""
    if agreement.state not in CHANGEABLE or agreement.is_converting:
        return str(NOT_RUNNING)
    if is_open:
        return str(ALREADY_ASKED)
    if not set(parties_speaking(by, agreement)) & set(ASKERS[ChangeKind(kind)]):
        return gettext("Det kan bara parterna i avtalet be om.")
    return None


def is_past_limit(form: str, spans: Iterable[tuple[date, date, int]]) -> bool:
    """Return whether the days at their shares come to more full time than a staff loan may be without a new assessment.

    :param spans: first day, last day and share of all terms in force, in order.
    """
    if form != LegalForm.STAFF_LOAN:
        return False
    spans = list(spans)
    shares = {share for _, _, share in spans}
    if len(shares) == 1:
        return spans[-1][1] >= add_months(spans[0][0], longest_months(form, shares.pop()) or 0)
    used = Fraction()
    for first, last, share in spans:
        for month in months_between(first, last):
            used += Fraction(*days_within_month(first, last, month)) * share / 100
    return used > STAFF_LOAN_MONTHS


def ruled_by(in_force: Sequence[Any], *, last: date) -> list[tuple[Any, date | None, date | None]]:
    """Return each of the terms with the days they rule when nothing is ruled after `last`; None where none are left."""
    return [
        (v, v.in_force_from, min(v.in_force_to, last)) if v.in_force_from <= last else (v, None, None) for v in in_force
    ]


def why_not_extend(
    agreement: Any, *, starts_on: date, ends_on: date, share: int, assessment: str, today: date
) -> str | None:
    """Return why the loan cannot go on in that way, or None if it can.

    :param starts_on: from when the new terms rule: the day after the last, or earlier where the share changes.
    """
    last, now = agreement.last_day, agreement.in_force[-1]
    if ends_on < last:
        return gettext("Lånet slutar senare än så i dag. Be om ett slut i förtid i stället.")
    if ends_on == last and share == now.share:
        return gettext("Skriv en senare sista dag, eller en annan omfattning.")
    if not now.in_force_from < starts_on <= last + ONE_DAY:
        return f"De nya villkoren behöver börja senast {swedish.day(last + ONE_DAY)}, dagen efter dagens sista dag."
    if starts_on < today:
        return gettext("De nya villkoren kan inte börja före i dag.")
    days = ruled_by(agreement.in_force, last=starts_on - ONE_DAY)
    spans = [(first, to, v.share) for v, first, to in days if first and to]
    if is_past_limit(agreement.legal_form, [*spans, (starts_on, ends_on, share)]) and not assessment.strip():
        return gettext(
            "Lånet blir längre än sex månader på heltid. Ett personallån får bli det bara efter en ny bedömning av "
            "behovet. Skriv bedömningen."
        )
    return None


def earliest_end(agreement: Any, today: date) -> date:
    """Return the first day that an early end asked for today may fall on."""
    return today + timedelta(days=agreement.version.early_end_notice)


def why_not_end_early(agreement: Any, *, last_day: date, today: date) -> str | None:
    """Return why the loan cannot end that day, or None if it can."""
    earliest = earliest_end(agreement, today)
    if earliest >= agreement.last_day:
        return f"Lånet slutar redan {swedish.day(agreement.last_day)}. Det hinner inte sluta i förtid."
    if last_day >= agreement.last_day:
        return f"Skriv en dag före {swedish.day(agreement.last_day)}, som är sista dagen i dag."
    if last_day < earliest:
        return f"Den första möjliga dagen är {swedish.day(earliest)}. Så lång tid har parterna avtalat."
    return None


def why_not_convert(agreement: Any, *, last_day: date, today: date) -> str | None:
    """Return why the loan cannot turn into employment after that day, or None if it can."""
    if not today <= last_day <= agreement.last_day:
        return f"Lånets sista dag behöver ligga mellan i dag och {swedish.day(agreement.last_day)}."
    return None


def why_not_consent(by: Any, change: Any, *, said: set[str], today: date) -> str | None:
    """Return why the person has no yes to give, or None if they have."""
    agreement = change.agreement
    if change.state != ChangeState.ASKED or change.kind not in CONSENTS or agreement.state not in CHANGEABLE:
        return gettext("Det finns inget att säga ja till längre. Ladda om sidan för att se läget.")
    if change.last_day < today:
        return gettext("Dagen har passerat. Ta tillbaka och be om en ny dag.")
    if not (set(parties_speaking(by, agreement)) & set(CONSENTS[ChangeKind(change.kind)])) - said:
        return gettext("Det är någon annan som ska säga ja.")
    return None


def why_not_begin(agreement: Any, version: Any, *, today: date) -> str | None:
    """Return why extended terms can no longer begin on their day, or None if they can."""
    if agreement.state not in CHANGEABLE:
        return str(NOT_RUNNING)
    if version.starts_on < today:
        return gettext("Dagen då de nya villkoren skulle börja har passerat. Ta tillbaka och fråga på nytt.")
    return None


def why_not_sign_extension(by: Any, agreement: Any, version: Any, *, signed: set[str], today: date) -> str | None:
    """Return why the person cannot sign the extension now, or None if they can."""
    change = agreement.open_change
    if change is None or change.state != ChangeState.SIGNING:
        return gettext("Förlängningen går inte att skriva under just nu.")
    return why_not_signer(by, agreement, signed=signed) or why_not_begin(agreement, version, today=today)


def is_time_to_ask(last: date, today: date) -> bool:
    """Return whether whoever wants the loan to go on should ask now; later the return is planned."""
    return RETURN_PLANNING_DAYS < (last - today).days <= ASK_TO_EXTEND_DAYS


# Guards. `change.agreement` is asked, so that they read like those of the agreement.


def only_lender_side(by: Any, change: Any) -> str | None:
    return only_manager_or_contact(by, change.agreement)


def only_whoever_answers(by: Any, change: Any) -> str | None:
    """Return None for those who may say no: everyone whose yes is asked for."""
    agreement = change.agreement
    is_head = by.is_head_of_hr_at(agreement.lender_id) or by.is_head_of_hr_at(agreement.receiver_id)
    is_manager = by.does_the_tasks_of(agreement.employment.manager_id, agreement.lender_id)
    if is_head or is_manager or parties_speaking(by, agreement):
        return None
    return gettext("Endast parterna i avtalet kan säga nej.")


def only_whoever_asked(by: Any, change: Any) -> str | None:
    """Return None for the person who asked, and for the party they spoke for."""
    if by.pk == change.asked_by_id or change.party in parties_speaking(by, change.agreement):
        return None
    return gettext("Endast den som bad om ändringen kan ta tillbaka den.")


C = ChangeState
_OPEN = {C.ASKED, C.SIGNING}


def _table(noun: str, *steps: Step) -> Workflow:
    return Workflow(
        *steps,
        table_step("decline", _("Säg nej"), _OPEN, C.DECLINED, "declined", guard=only_whoever_answers,
                   needs_reason=True),
        table_step("take_back", _("Ta tillbaka frågan"), _OPEN, C.WITHDRAWN, "withdrawn", guard=only_whoever_asked),
        table_step("lapse", _("Lånet är slut"), _OPEN, C.WITHDRAWN, "lapsed"),
        noun=noun,
        wrong_state=_("Frågan har redan fått svar. Ladda om sidan för att se läget."),
        holders={C.ASKED: _("De som ska svara"), C.SIGNING: _("De som ska skriva under")},
    )  # fmt: skip


CHANGES = {
    ChangeKind.EXTENSION: _table(
        "extension",
        table_step("agree", _("Säg ja och skicka för underskrift"), {C.ASKED}, C.SIGNING, "agreed",
                   guard=only_lender_side),
        table_step("hold", _("Alla har skrivit under"), {C.SIGNING}, C.AGREED, "signed"),
    ),
    ChangeKind.EARLY_END: _table(
        "early_end", table_step("hold", _("Alla har sagt ja"), {C.ASKED}, C.AGREED, "settled")
    ),
    ChangeKind.CONVERSION: _table(
        "conversion", table_step("hold", _("Båda har sagt ja"), {C.ASKED}, C.AGREED, "settled")
    ),
}  # fmt: skip
"""flows.md 5.3: extension_requested, ending_early and converted, each with its way back."""


def kinds_to_ask(by: Any, agreement: Any, *, is_open: bool) -> list[ChangeKind]:
    """Return which changes the person may ask for now."""
    return [kind for kind in ChangeKind if why_not_ask(by, agreement, kind, is_open=is_open) is None]
