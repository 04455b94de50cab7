"""The story as a list of presses, each noted when it was promised."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.kills.people import Ledger, Somebody

UUID = "([0-9a-f-]{36})"
PAIRS = (
    # employee, their manager, contact and head of HR; the receiver's contact and head of HR
    ("Amina Warsame", "Jonas Ek", "Lena Kihl", "Karin Åsberg", "Omar Haddad", "Maria Lindgren"),
    ("Ida Lindqvist", "Bengt Sjö", "Helen Dahl", "Ulf Norén", "Anders Kvist", "Mona Falk"),
    ("Eva-Lena Sten", "Rolf Hägg", "Camilla Brandt", "Stig Alm", "Helen Dahl", "Ulf Norén"),
)
PLAN = {
    "decision": "yes",
    "rad-TOTAL_FORMS": 6,
    "rad-INITIAL_FORMS": 0,
    "rad-0-task": "Remiss",
    "rad-0-way": "own_time",
}
FIRST = date(2029, 1, 1)


def lend(be: Callable[[str], Somebody], ledger: Ledger, pair: tuple, number: int, *, is_signed: bool) -> None:
    """Announce, answer, decide, choose, write terms and accept; sign too when the mail codes suffice."""
    employee, manager, contact, head, receiver, their_head = (be(name) for name in pair)
    starts = FIRST + timedelta(days=40 * number)
    call = announce(receiver, ledger, f"Uppdrag {pair[0]} {number}", starts)
    interest = employee.send(f"/uppdrag/{call}/anmal/", leads=f"/anmalan/{UUID}/", share=50,
    can_start_on=starts.isoformat(),
                             statement="Ja.", has_talked="yes")  # fmt: skip
    steps = (
        (employee, f"/anmalan/{interest}/skicka/", "interest.sent", {}),
        (manager, f"/anmalan/{interest}/svar/", "interest.endorsed", PLAN),
    )
    for who, path, verb, said in steps:
        who.send(path, leads=f"/anmalan/{UUID}/", **said)
        ledger.note(verb, interest)
    agreement = receiver.send(f"/anmalan/{interest}/valj/", leads=f"/utlaning/{UUID}/")
    ledger.note("interest.selected", interest)
    ledger.note("agreement.proposed", agreement)
    contact.send(f"/utlaning/{agreement}/villkor/", leads=f"/utlaning/{UUID}/", **_terms(starts))
    ledger.note("agreement.offered", agreement)
    receiver.send(f"/utlaning/{agreement}/steg/accept/", leads=f"/utlaning/{UUID}/")
    ledger.note("agreement.accepted", agreement)
    for signer, party in ((head, "lender"), (their_head, "receiver"), (employee, "employee")) if is_signed else ():
        signer.sign(agreement)
        ledger.note(f"agreement.signed_by_{party}", agreement)


def announce(contact: Somebody, ledger: Ledger, title: str, starts: date) -> str:
    call = contact.send("/uppdrag/nytt/", leads=f"/uppdrag/{UUID}/", **_call(title, starts))
    ledger.note("call.drafted", call)
    contact.send(f"/uppdrag/{call}/steg/publish/", leads=f"/uppdrag/{UUID}/")
    ledger.note("call.published", call)
    return call


def record(finance: Somebody, ledger: Ledger, basis: str, day: date) -> None:
    """Record one day of absence."""
    finance.send(f"/fakturor/{basis}/franvaro/", leads=f"/fakturor/{UUID}/", kind="sick", from_on=day.isoformat(),
                 to_on=day.isoformat())  # fmt: skip
    ledger.note("absence", day.isoformat())


def _call(title: str, starts: date) -> dict:
    return {"title": title, "lead": "Led.", "tasks": "Leda", "needs": "Vana", "place": "Sundsvall", "share": 50,
    "seats": 1,
            "answer_by": "2026-12-20", "starts_on": starts.isoformat(),
            "ends_on": (starts + timedelta(days=30)).isoformat()}  # fmt: skip


def _terms(starts: date) -> dict:
    return {"starts_on": starts.isoformat(), "ends_on": (starts + timedelta(days=30)).isoformat(), "share": 50,
            "tasks": "Leda", "workplace": "Sundsvall", "monthly_salary": "46000", "contribution_percent": "31,42",
            "overhead_percent": "5", "union_informed_on": "2026-11-20"}  # fmt: skip
