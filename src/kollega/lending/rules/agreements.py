"""When a colleague may be lent, who decides each step, and what a month costs.

Rules ask the objects they are handed. They build no queries and write nothing.
"""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core.deadlines import notice_ends
from kollega.core.periods import add_months
from kollega.core.workflow import Workflow, table_step
from kollega.lending.rules.costs import why_no_price
from kollega.lending.terms import (
    BEFORE_SIGNED,
    CHANGEABLE,
    RETURN_PLANNING_DAYS,
    STAFF_LOAN_MONTHS,
    AgreementState,
    LegalForm,
    Party,
)

AGENCY = "agency"
LOCAL = frozenset({"municipality", "region", "company"})
LEAVE_INSTEAD = _(
    "Lån passar inte mellan de här arbetsgivarna: personallån finns bara mellan myndigheter under regeringen, och "
    "kommunal utlåning bara mellan kommuner, regioner och deras bolag. Det som passar är tjänstledighet hos den egna "
    "arbetsgivaren och en tidsbegränsad anställning hos den andra. Då skrivs inget låneavtal och ingen faktura."
)


def legal_form(lender_kind: str, receiver_kind: str) -> LegalForm | None:
    """Return the form that fits between two kinds of employers, or None where leave and a temporary post do."""
    if lender_kind == receiver_kind == AGENCY:
        return LegalForm.STAFF_LOAN
    if {lender_kind, receiver_kind} <= LOCAL:
        return LegalForm.MUNICIPAL
    return None


def why_not_lend(lender_kind: str, receiver_kind: str) -> str | None:
    """Return what to do instead where no form of lending fits, or None where one does."""
    return None if legal_form(lender_kind, receiver_kind) else str(LEAVE_INSTEAD)


def longest_months(form: str, share: int) -> int | None:
    """Return how many months the form allows at that share, or None where it sets no limit.

    A staff loan is at most six months of full time, so half time may last twelve (docs/decisions/0006).
    """
    return STAFF_LOAN_MONTHS * 100 // share if form == LegalForm.STAFF_LOAN else None


def why_not_last(form: str, *, starts_on: date, ends_on: date, share: int) -> str | None:
    """Return why the period is longer than the form allows, or None if it is not."""
    months = longest_months(form, share)
    if months is None or ends_on < add_months(starts_on, months):
        return None
    longest = add_months(starts_on, months) - timedelta(days=1)
    return (
        f"Ett personallån får vara högst sex månader på heltid. Med {share} procent är sista möjliga dag "
        f"{longest.isoformat()}. Korta perioden, eller minska omfattningen."
    )


def first_day(*, starts_on: date, signed_on: date, notice_months: int, waived_to: date | None = None) -> date:
    """Return when the colleague leaves: the agreed day, but never before the lender has had its notice.

    :param waived_to: the day that the lender lets the colleague go although the notice is longer.
    """
    earliest = notice_ends(signed_on, notice_months)
    return max(starts_on, min(earliest, max(waived_to, signed_on)) if waived_to else earliest)


def why_not_offer(agreement: Any, version: Any) -> list[str]:
    """Return what is missing before the terms can be sent to the receiver; empty when nothing is."""
    missing = []
    if no_price := why_no_price(version):
        missing.append(no_price)
    if not version.tasks.strip():
        missing.append("Skriv vilka arbetsuppgifter lånet gäller.")
    if not version.workplace.strip():
        missing.append("Skriv var arbetet utförs.")
    if not version.union_informed_on:
        missing.append("Skriv vilken dag facket fick information.")
    if agreement.legal_form == LegalForm.MUNICIPAL and not version.is_insurance_checked:
        missing.append("Kontrollera försäkringarna och markera att det är gjort. Det krävs vid kommunal utlåning.")
    if too_long := why_not_last(
        agreement.legal_form, starts_on=version.starts_on, ends_on=version.ends_on, share=version.share
    ):
        missing.append(too_long)
    return missing


def days_left_of(first: date, last: date, today: date) -> tuple[int, int]:
    """Return which day of the loan it is (0 before the start) and how many days there are."""
    length = (last - first).days + 1
    return min(max((today - first).days + 1, 0), length), length


def is_time_to_plan_return(last: date, today: date) -> bool:
    return today >= last - timedelta(days=RETURN_PLANNING_DAYS)


# Guards: who may take a step. `by` is an Actor, or None when the clock takes it.


def only_lender_contact(by: Any, agreement: Any) -> str | None:
    if not by.is_contact_at(agreement.lender_id):
        return gettext("Endast HR-kontakten hos utlånaren kan göra det.")
    return None


def only_receiver_contact(by: Any, agreement: Any) -> str | None:
    if not by.is_contact_at(agreement.receiver_id):
        return gettext("Endast HR-kontakten hos mottagaren kan göra det.")
    return None


def only_contacts(by: Any, agreement: Any) -> str | None:
    if not (by.is_contact_at(agreement.lender_id) or by.is_contact_at(agreement.receiver_id)):
        return gettext("Endast HR-kontakterna i avtalet kan göra det.")
    return None


def only_heads_of_hr(by: Any, agreement: Any) -> str | None:
    if not (by.is_head_of_hr_at(agreement.lender_id) or by.is_head_of_hr_at(agreement.receiver_id)):
        return gettext("Endast HR-cheferna i avtalet kan avböja.")
    return None


def only_contacts_or_employee(by: Any, agreement: Any) -> str | None:
    return None if by.pk == agreement.employment.person_id else only_contacts(by, agreement)


def only_parties(by: Any, agreement: Any) -> str | None:
    """Return None for the parties: HR at the two employers, the employee, and the employee's manager."""
    if by.does_the_tasks_of(agreement.employment.manager_id, agreement.lender_id):
        return None
    is_head = by.is_head_of_hr_at(agreement.lender_id) or by.is_head_of_hr_at(agreement.receiver_id)
    return None if is_head else only_contacts_or_employee(by, agreement)


def only_lender_finance(by: Any, agreement: Any) -> str | None:
    if not by.is_finance_at(agreement.lender_id):
        return gettext("Endast ekonomin hos utlånaren kan göra det.")
    return None


def only_manager_or_contact(by: Any, agreement: Any) -> str | None:
    is_manager = by.does_the_tasks_of(agreement.employment.manager_id, agreement.lender_id)
    if not (is_manager or by.is_contact_at(agreement.lender_id)):
        return gettext("Endast chefen eller HR-kontakten hos utlånaren kan bekräfta.")
    return None


def parties_of(by: Any, agreement: Any) -> list[str]:
    """Return the parties that the person may sign for; whoever is lent signs for themself and for nobody else."""
    if by.pk == agreement.employment.person_id:
        return [Party.EMPLOYEE]
    parties: list[str] = []
    if by.is_head_of_hr_at(agreement.lender_id):
        parties.append(Party.LENDER)
    if by.is_head_of_hr_at(agreement.receiver_id):
        parties.append(Party.RECEIVER)
    return parties


def why_not_signer(by: Any, agreement: Any, *, signed: set[str]) -> str | None:
    """Return why the person has nothing left to sign, or None if they have."""
    mine = parties_of(by, agreement)
    if not mine:
        return gettext("Endast HR-cheferna och medarbetaren skriver under.")
    return None if set(mine) - signed else gettext("Du har redan skrivit under.")


def why_not_sign(by: Any, agreement: Any, version: Any, *, signed: set[str], today: date) -> str | None:
    """Return why the person cannot sign now, or None if they can."""
    if agreement.state != AgreementState.SIGNING:
        return gettext("Avtalet går inte att skriva under just nu.")
    if reason := why_not_signer(by, agreement, signed=signed):
        return reason
    starts = first_day(
        starts_on=version.starts_on, signed_on=today, notice_months=agreement.lender.notice_months,
        waived_to=agreement.waived_to,
    )  # fmt: skip
    if starts > version.ends_on:
        return gettext(
            "Framförhållningen räcker inte: lånet skulle sluta innan det börjar. Be HR-kontakten ändra datumen."
        )
    return None


S = AgreementState
AGREEMENT = Workflow(
    table_step("offer", _("Skicka villkoren"), {S.DRAFT}, S.OFFERED, "offered", guard=only_lender_contact),
    table_step("accept", _("Godkänn villkoren"), {S.OFFERED}, S.SIGNING, "accepted", guard=only_receiver_contact),
    table_step(
        "send_back",
        _("Skicka tillbaka"),
        {S.OFFERED},
        S.DRAFT,
        "sent_back",
        guard=only_receiver_contact,
        needs_reason=True,
    ),
    table_step(
        "counter",
        _("Lämna motbud"),
        {S.OFFERED},
        S.COUNTERED,
        "countered",
        guard=only_receiver_contact,
        needs_reason=True,
    ),
    table_step(
        "take_counter", _("Godkänn motbudet"), {S.COUNTERED}, S.SIGNING, "counter_taken", guard=only_lender_contact
    ),
    table_step(
        "answer_counter",
        _("Ändra och skicka nytt"),
        {S.COUNTERED},
        S.DRAFT,
        "counter_answered",
        guard=only_lender_contact,
    ),
    table_step(
        "reopen", _("Ändra villkoren"), {S.SIGNING}, S.DRAFT, "reopened", guard=only_contacts, needs_reason=True
    ),
    table_step(
        "decline", _("Avböj lånet"), BEFORE_SIGNED, S.DECLINED, "declined", guard=only_heads_of_hr, needs_reason=True
    ),
    table_step(
        "withdraw",
        _("Ta tillbaka"),
        BEFORE_SIGNED,
        S.WITHDRAWN,
        "withdrawn",
        guard=only_contacts_or_employee,
        needs_reason=True,
    ),
    table_step("bind", _("Alla har skrivit under"), {S.SIGNING}, S.SIGNED, "signed"),
    table_step("give_notice", _("Framförhållningen börjar"), {S.SIGNED}, S.NOTICE, "notice_given"),
    table_step("begin", _("Lånet börjar"), {S.NOTICE}, S.ACTIVE, "begun"),
    table_step("plan_return", _("Dags att planera återkomsten"), {S.ACTIVE}, S.RETURNING, "return_planned"),
    table_step(
        "confirm_return",
        _("Bekräfta att medarbetaren är tillbaka"),
        {S.RETURNING},
        S.RETURNED,
        "returned",
        guard=only_manager_or_contact,
    ),
    table_step(
        "cancel",
        _("Ställ in lånet"),
        {S.SIGNED, S.NOTICE},
        S.CANCELLED,
        "cancelled",
        guard=only_parties,
        needs_reason=True,
    ),
    table_step("extend", _("Lånet förlängs"), CHANGEABLE, S.ACTIVE, "extended"),
    table_step("shorten", _("Sista dagen flyttas"), CHANGEABLE, S.ACTIVE, "shortened"),
    table_step("convert", _("Anställd hos mottagaren"), CHANGEABLE, S.CONVERTED, "converted"),
    table_step(
        "settle",
        _("Allt är fakturerat"),
        {S.RETURNED, S.CONVERTED},
        S.SETTLED,
        "settled",
        guard=only_lender_finance,
    ),
    table_step("close", _("Räkenskapsåret är slut"), {S.SETTLED}, S.CLOSED, "closed"),
    noun="agreement",
    wrong_state=_("Avtalet har redan gått vidare. Ladda om sidan för att se läget."),
    holders={
        S.DRAFT: _("HR-kontakten hos utlånaren"),
        S.OFFERED: _("HR-kontakten hos mottagaren"),
        S.COUNTERED: _("HR-kontakten hos utlånaren"),
        S.SIGNING: _("De som ska skriva under"),
        S.SIGNED: _("Utlånaren"),
        S.NOTICE: _("Utlånaren, som förbereder"),
        S.ACTIVE: _("Mottagaren, som leder arbetet"),
        S.RETURNING: _("Chefen hos utlånaren"),
        S.RETURNED: _("Ekonomin hos utlånaren"),
        S.CONVERTED: _("Ekonomin hos utlånaren"),
        S.SETTLED: _("Räkenskapsåret, som ska ta slut"),
    },
)
"""flows.md 5.3. What is asked of a loan that runs has tables of its own: `rules.changes`."""
