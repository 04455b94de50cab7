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
SOON, SOON_OVER = date(2026, 12, 28), date(2027, 2, 26)
"""The days of the loans that are signed: too soon for the lender's notice, which two at the lender shorten."""


def lend(be: Callable[[str], Somebody], ledger: Ledger, pair: tuple, number: int, *, is_signed: bool) -> None:
    """Announce, answer, decide, choose, write terms and accept; sign too when the mail codes suffice."""
    employee, manager, contact, head, receiver, their_head = (be(name) for name in pair)
    starts = SOON if is_signed else FIRST + timedelta(days=40 * number)
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
    if number % 2:
        answer_with_other_terms(receiver, contact, ledger, agreement, starts)
    else:
        receiver.send(f"/utlaning/{agreement}/steg/accept/", leads=f"/utlaning/{UUID}/")
        ledger.note("agreement.accepted", agreement)
    for signer, party in ((head, "lender"), (their_head, "receiver"), (employee, "employee")) if is_signed else ():
        signer.sign(agreement)
        ledger.note(f"agreement.signed_by_{party}", agreement)


def answer_with_other_terms(
    receiver: Somebody, contact: Somebody, ledger: Ledger, agreement: str, starts: date
) -> None:
    """Let the receiver answer an offer with other terms, and the lender take them."""
    page, wanted = f"/utlaning/{UUID}/", _terms(starts) | {"overhead_percent": "4", "reason": "Budgeten.", "read": 1}
    receiver.send(f"/utlaning/{agreement}/motbud/", leads=page, **wanted)
    ledger.note("agreement.countered", agreement)
    contact.send(f"/utlaning/{agreement}/steg/take_counter/?version=2", leads=page)
    ledger.note("agreement.counter_taken", agreement)


def turn_down(be: Callable[[str], Somebody], ask: Callable, ledger: Ledger, pair: tuple, number: int) -> None:
    """Invite someone to a talk, who takes a time; then say no, and tell all who were not chosen at once."""
    employee, manager, _, _, receiver, _ = (be(name) for name in pair)
    starts = FIRST + timedelta(days=40 * number)
    call = announce(receiver, ledger, f"Uppdrag {pair[0]} nej {number}", starts)
    interest = employee.send(f"/uppdrag/{call}/anmal/", leads=f"/anmalan/{UUID}/", share=50,
                             can_start_on=starts.isoformat(), statement="Ja.", has_talked="yes")  # fmt: skip
    employee.send(f"/anmalan/{interest}/skicka/", leads=f"/anmalan/{UUID}/")
    manager.send(f"/anmalan/{interest}/svar/", leads=f"/anmalan/{UUID}/", **PLAN)
    receiver.send(f"/anmalan/{interest}/urval/", leads=f"/anmalan/{UUID}/")
    ledger.note("interest.shortlisted", interest)
    receiver.send(f"/uppdrag/{call}/samtal/", leads=f"/uppdrag/{UUID}/samtal/", day="2026-12-22", hours="9.00",
                  minutes=45, place="Storgatan 1")  # fmt: skip
    ledger.note("call.times_offered", call)
    time = ask("select id from assignments_talktime where call_id = %s", (call,))[0][0]
    employee.send(f"/samtalstid/{time}/valj/", leads=f"/anmalan/{UUID}/")
    ledger.note("interest.time_taken", interest)
    receiver.send(f"/anmalan/{interest}/tacka-nej/", leads=f"/uppdrag/{UUID}/", because="other_time")
    ledger.note("call.answer_set_aside", call)
    receiver.send(f"/uppdrag/{call}/besked/", leads=f"/uppdrag/{UUID}/", text="Tack.")
    ledger.note("interest.passed_over", interest)


def begin_earlier(be: Callable[[str], Somebody], ask: Callable, ledger: Ledger, pair: tuple) -> None:
    """Let the loan that was signed begin before the notice is out, and say that the lender is ready."""
    found = ("select a.id from lending_agreement a join people_employment e on e.id = a.employment_id join "
             "people_person p on p.id = e.person_id where p.email = %s and a.state = 'notice'")  # fmt: skip
    email = ask("select email from people_person where given_name || ' ' || family_name = %s", (pair[0],))[0][0]
    agreement, page = str(ask(found, (email,))[0][0]), f"/utlaning/{UUID}/"
    be(pair[1]).send(f"/utlaning/{agreement}/framforhallning/", leads=page, first_day=SOON.isoformat(), reason="Klart.")
    waiver = str(ask("select id from lending_waiver where agreement_id = %s", (agreement,))[0][0])
    ledger.note("waiver.asked", waiver)
    be(pair[2]).send(f"/utlaning/{agreement}/framforhallning/{waiver}/grant/", leads=page)
    ledger.note("waiver.granted", waiver)
    points = "select id from lending_point where agreement_id = %s and moment = 'start' and party = 'lender'"
    ready = [str(row[0]) for row in ask(points, (agreement,))]
    be(pair[1]).send(f"/utlaning/{agreement}/klart/start/", leads=page, party="lender", ready=ready, done="1")
    ledger.note("agreement.start_signed_off", agreement)


def change_what_runs(be: Callable[[str], Somebody], ask: Callable, ledger: Ledger) -> None:
    """Lengthen one loan that runs, shorten another, run a month and write a new salary."""
    erik, fatima, page = running(ask, "Erik"), running(ask, "Fatima"), f"/utlaning/{UUID}/"
    be("Helen Dahl").send(f"/utlaning/{erik}/be-om/extension/", leads=page, ends_on="2027-05-31", share=100,
                          assessment="Behovet finns kvar.", reason="Mer att göra.")  # fmt: skip
    change = change_of(ask, erik)
    ledger.note("extension.asked", change)
    be("Petra Sandström").send(f"/utlaning/{erik}/andring/{change}/agree/", leads=page)
    ledger.note("extension.agreed", change)
    for signer in ("Maria Lindgren", "Ulf Norén", "Erik Holm"):
        be(signer).sign(erik)
    ledger.note("extension.signed", change)
    be("Gunilla Frost").send(f"/utlaning/{fatima}/be-om/early_end/", leads=page, last_day="2027-01-08", reason="Klart.")
    change = change_of(ask, fatima)
    ledger.note("early_end.asked", change)
    be("Moa Rydh").send(f"/utlaning/{fatima}/andring/{change}/consent/", leads=page)
    ledger.note("early_end.settled", change)
    revise(be("Sara Nyman"), ledger, erik)
    run_the_month(be("Sara Nyman"), ask, ledger)
    report_hours(be, ask, ledger, fatima)


def running(ask: Callable, given_name: str) -> str:
    found = ("select a.id from lending_agreement a join people_employment e on e.id = a.employment_id "
             "join people_person p on p.id = e.person_id where p.given_name = %s and a.state = 'active'")  # fmt: skip
    return str(ask(found, (given_name,))[0][0])


def change_of(ask: Callable, agreement: str) -> str:
    return str(ask("select id from lending_change where agreement_id = %s", (agreement,))[0][0])


def revise(finance: Somebody, ledger: Ledger, agreement: str) -> None:
    finance.send(f"/fakturor/lan/{agreement}/ny-lon/", leads=f"/fakturor/lan/{UUID}/", from_on="2026-10-15",
                 monthly_salary="53000", reason="Lönerevision under avbrott")  # fmt: skip
    ledger.note("revision", "Lönerevision under avbrott")


def run_the_month(finance: Somebody, ask: Callable, ledger: Ledger) -> None:
    """Ask for a month to be run; the worker makes the bases."""
    employer = str(ask("select id from networks_employer where name = 'Centrala studiestödsnämnden'")[0][0])
    finance.send(f"/fakturor/manad/{employer}/2026-10/", leads=r"/fakturor/manad/.*")
    run = str(ask("select id from invoicing_run where employer_id = %s order by at limit 1", (employer,))[0][0])
    ledger.note("run.started", run)


def report_hours(be: Callable[[str], Somebody], ask: Callable, ledger: Ledger, agreement: str) -> None:
    """Report and attest each week that lies there to be written."""
    for (week,) in ask("select id from invoicing_hours where agreement_id = %s order by from_on", (agreement,)):
        be("Fatima Olsson").send(f"/tidrapport/vecka/{week}/skriv/", leads=f"/tidrapport/{UUID}/", worked="20")
        ledger.note("hours.reported", str(week))
        be("Birgit Åhl").send(f"/tidrapport/vecka/{week}/attest/", leads=f"/tidrapport/{UUID}/")
        ledger.note("hours.attested", str(week))


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


def _over(starts: date) -> date:
    return SOON_OVER if starts == SOON else starts + timedelta(days=30)


def _call(title: str, starts: date) -> dict:
    return {"title": title, "lead": "Led.", "tasks": "Leda", "needs": "Vana", "place": "Sundsvall", "share": 50,
    "seats": 1,
            "answer_by": "2026-12-20", "starts_on": starts.isoformat(),
            "ends_on": _over(starts).isoformat()}  # fmt: skip


def _terms(starts: date) -> dict:
    return {"starts_on": starts.isoformat(), "ends_on": _over(starts).isoformat(), "share": 50,
            "tasks": "Leda", "workplace": "Sundsvall", "monthly_salary": "46000", "contribution_percent": "31,42",
            "overhead_percent": "5", "union_informed_on": "2026-11-20"}  # fmt: skip
