"""Web, worker and database are killed while people work and press again; what they were promised is there, once."""

import os
import threading
import time
import traceback
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import psycopg
import pytest

from tests.kills.house import House
from tests.kills.people import Ledger, Somebody
from tests.kills.stories import (
    PAIRS,
    announce,
    begin_earlier,
    change_what_runs,
    lend,
    record,
    running,
    turn_down,
)
from tests.processes.demo import command, copy_of, processes_of

KILLS = int(os.environ.get("KOLLEGA_KILLS", 3))
DOUBLES = {
    "lines": "select verb, object_id, count(*) from core_entry where object_id = any(%s) and verb not like '%%terms%%' "
             "and verb not like '%%.consented' "
             "group by 1, 2 having count(*) > 1",
    "calls": "select title from assignments_call where title ~ '^Uppdrag .* [0-9]+$' group by 1 having count(*) > 1",
    "approvals": "select interest_id from assignments_approval group by 1 having count(*) > 1",
    "agreements": "select origin from lending_agreement group by 1 having count(*) > 1",
    "signatures": "select version_id, party from lending_signature group by 1, 2 having count(*) > 1",
    "absences": "select from_on from invoicing_absence group by 1 having count(*) > 1",
    "revisions": "select reason from lending_revision group by 1 having count(*) > 1",
    "consents": "select change_id, party from lending_consent group by 1, 2 having count(*) > 1",
    "changes": "select agreement_id, kind from lending_change group by 1, 2 having count(*) > 1",
    "waivers": "select agreement_id from lending_waiver group by 1 having count(*) > 1",
    "sides": "select agreement_id, moment, party from lending_signoff group by 1, 2, 3 having count(*) > 1",
    "weeks": "select agreement_id, from_on from invoicing_hours group by 1, 2 having count(*) > 1",
    "bases": "select agreement_id, month from invoicing_basis where kind = 'invoice' and state not in "
             "('credited', 'dropped') group by 1, 2 having count(*) > 1",
    "messages": "select key from outbox_message group by 1 having count(*) > 1",
}  # fmt: skip


HALF = {
    "signed and not held": "select a.id from lending_agreement a left join lending_away w on w.agreement_id = a.id "
                           "where a.state in ('notice', 'active', 'returning') and w.id is null",
    "granted and not earlier": "select w.id from lending_waiver w join lending_agreement a on a.id = w.agreement_id "
                               "where w.state = 'granted' and a.first_day <> w.first_day",
    "extended without three": "select c.id from lending_change c join lending_signature s on "
                              "s.version_id = c.version_id where c.state = 'agreed' group by 1 having count(*) <> 3",
    "shortened and not shorter": "select c.id from lending_change c join lending_agreement a on a.id = c.agreement_id "
                                 "where c.kind = 'early_end' and c.state = 'agreed' and a.last_day <> c.last_day",
    "attested by nobody": "select id from invoicing_hours where state = 'attested' and attested_by_id is null",
    "chosen time without a talk": "select t.id from assignments_talktime t left join assignments_talk k on "
                                  "k.interest_id = t.taken_by_id where t.taken_by_id is not null and k.id is null",
}  # fmt: skip
"""What would be half a step: one of two things that belong together, without the other."""
KEPT = {
    "absence": "select count(*) from invoicing_absence where from_on = %s",
    "revision": "select count(*) from lending_revision where reason = %s",
}
"""Promises that are looked for where they stand, because the log names something else than what was said."""
WEEKS = ("insert into invoicing_hours (id, agreement_id, from_on, to_on, hours, note, comment, state) select "
         "gen_random_uuid(), %s, d::date, d::date + 6, 0, '', '', 'open' from generate_series('2026-10-05'::date, "
         "'2026-10-19'::date, '7 days') d")  # fmt: skip
FLOW = {
    "agreement.countered", "agreement.counter_taken", "waiver.asked", "waiver.granted", "agreement.start_signed_off",
    "extension.asked", "extension.agreed", "extension.signed", "early_end.asked", "early_end.settled",
    "hours.reported", "hours.attested", "run.started", "revision", "interest.shortlisted", "call.times_offered",
    "interest.time_taken", "call.answer_set_aside", "interest.passed_over",
}  # fmt: skip
"""What has been promised of a loan from talk to invoice when the day is over."""
POINTS = {
    "shortlist": r"/urval/$", "times of talks": r"^/uppdrag/.*/samtal/$", "a time taken": r"^/samtalstid/",
    "a no set aside": r"/tacka-nej/$", "release of noes": r"/besked/$", "counter-offer": r"/motbud/$",
    "counter-offer taken": r"/take_counter/", "signature": r"/skriv-under/$", "waiver asked": r"/framforhallning/$",
    "waiver granted": r"/grant/$", "checklist signed off": r"/klart/start/$", "extension asked": r"/extension/$",
    "extension agreed": r"/agree/$", "early end asked": r"/early_end/$", "early end agreed": r"/consent/$",
    "salary revised": r"/ny-lon/$", "month run": r"^/fakturor/manad/", "hours reported": r"^/tidrapport/.*/skriv/$",
    "hours attested": r"/attest/$",
}  # fmt: skip
"""The named points of the flow, by their addresses: at each, something is killed when someone first is there."""
LONGEST_WAY = 240
"""How many seconds it may take until someone comes to the next point."""


@pytest.fixture
def house(seed, tmp_path):
    built = House(copy_of(seed, tmp_path), seed=int(os.environ.get("KOLLEGA_KILLS_SEED", 1)))
    yield built
    built.stop()
    assert processes_of(tmp_path) == []


def test_nothing_promised_is_lost_and_nothing_is_done_twice(house, record_property):
    ledger, crew = Ledger(points=dict(POINTS)), Crew(house)
    crew.begin(ledger)
    struck = kill_at_every_point(house, ledger)
    for _ in range(KILLS):
        for what in ("web", "database", "worker"):
            ask(house, "update outbox_message set send_after = created_at where sent_at is null")
            house.kill(what)
    crew.end()
    lost = [promise for promise in ledger.promised if not is_kept(house, *promise)]
    doubled = [f"{name}: {row}" for name, rows in doubles(house, ledger).items() for row in rows]
    letters, different = ask(house, 'select count(*), count(distinct (message_id, "to")) from demo_letter')[0]
    faults = sum(house.faults.values())
    record_property("counted", ["kills", {
        "faults": faults, "points": len(struck), "acknowledged": len(ledger.promised), "retried": ledger.retries,
        "lost": len(lost), "duplicated": len(doubled), "letters": letters,
        "letters again with the same Message-ID": letters - different,
    }])  # fmt: skip
    assert crew.errors == []
    assert (lost, doubled) == ([], [])
    assert {name: rows for name, question in HALF.items() if (rows := ask(house, question))} == {}
    assert {verb for verb, _ in ledger.promised} >= FLOW
    assert (struck, faults) == (set(POINTS), 3 * KILLS + len(POINTS))
    assert ledger.retries > 0
    assert len(ledger.promised) > 20
    assert letters > 0
    verdict = command("audit", "verify", var=house.cluster.data.parents[1], env=house.env)
    assert (verdict.returncode, "hela" in verdict.stdout) == (0, True), verdict.stdout + verdict.stderr


def kill_at_every_point(house: House, ledger: Ledger) -> set[str]:
    """Kill the web server or the database, and the worker at the month's run, while someone takes each step."""
    struck: set[str] = set()
    while len(struck) < len(POINTS):
        name = ledger.come_to.get(timeout=LONGEST_WAY)
        what = "worker" if name == "month run" else ("web", "database")[len(struck) % 2]
        house.kill(what, soonest=0, latest=0.15)
        struck.add(name)
    return struck


def ask(house: House, sentence: str, values: tuple = ()) -> list:
    """Ask the database itself, again if it was killed meanwhile."""
    for _ in range(100):
        try:
            with psycopg.connect(house.cluster.url("kollega_owner"), autocommit=True) as connection:
                cursor = connection.execute(sentence, values or None)
                return cursor.fetchall() if cursor.description else []
        except psycopg.OperationalError:
            time.sleep(0.2)
    raise RuntimeError("the database does not answer")


def is_kept(house: House, verb: str, what: str) -> bool:
    if verb in KEPT:
        return ask(house, KEPT[verb], (what,))[0][0] >= 1
    return ask(house, "select count(*) from core_entry where verb = %s and object_id = %s", (verb, what))[0][0] >= 1


def doubles(house: House, ledger: Ledger) -> dict[str, list]:
    objects = [what for verb, what in ledger.promised if verb not in KEPT]
    return {name: ask(house, query, (objects,) if "any(" in query else ()) for name, query in DOUBLES.items()}


class Crew:
    """Six at work at the same time, until they are told that the day is over; each then finishes what it began."""

    def __init__(self, house: House) -> None:
        self.house, self.is_over, self.errors = house, threading.Event(), []
        self.threads: list[threading.Thread] = []

    def begin(self, ledger: Ledger) -> None:
        works = [lambda pair=pair: self._lend(ledger, pair) for pair in PAIRS]
        works += [lambda: self._record(ledger), lambda: self._announce(ledger), lambda: self._change(ledger)]
        for work in works:
            self.threads.append(threading.Thread(target=self._guarded, args=(work,)))
            self.threads[-1].start()

    def end(self) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join(300)
        assert not any(thread.is_alive() for thread in self.threads)

    def _guarded(self, work) -> None:
        try:
            work()
        except Exception:
            self.errors.append(traceback.format_exc()[-1500:])

    def _be(self, name: str, ledger: Ledger) -> Somebody:
        given, _, family = name.partition(" ")
        found = "select id from people_person where given_name = %s and family_name = %s"
        return Somebody(self.house.address, ask(self.house, found, (given, family))[0][0], ledger)

    def _lend(self, ledger: Ledger, pair: tuple) -> None:
        be, number = self._each(ledger), 0
        while number < 2 or not self.is_over.is_set():
            lend(be, ledger, pair, number, is_signed=number == 0)
            if number == 0:
                begin_earlier(be, partial(ask, self.house), ledger, pair)
            if number == 1:
                turn_down(be, partial(ask, self.house), ledger, pair, number)
            number += 1

    def _each(self, ledger: Ledger) -> Callable[[str], Somebody]:
        """Return who finds a person by name, each with one session."""
        persons: dict[str, Somebody] = {}
        return lambda name: persons.get(name) or persons.setdefault(name, self._be(name, ledger))

    def _change(self, ledger: Ledger) -> None:
        asks = partial(ask, self.house)
        ask(self.house, WEEKS, (running(asks, "Fatima"),))
        change_what_runs(self._each(ledger), asks, ledger)

    def _record(self, ledger: Ledger) -> None:
        basis = ask(self.house, "select b.id from invoicing_basis b join lending_agreement a on a.id = b.agreement_id "
                    "join people_employment e on e.id = a.employment_id join people_person p on p.id = e.person_id "
                    "where p.given_name = 'Erik' and b.state = 'proposed' limit 1")[0][0]  # fmt: skip
        sara = self._be("Sara Nyman", ledger)
        for number in range(61):
            record(sara, ledger, basis, date(2026, 9, 1) + timedelta(days=number))
            if self.is_over.is_set():
                return

    def _announce(self, ledger: Ledger) -> None:
        yusuf, number = self._be("Yusuf Demir", ledger), 0
        while not self.is_over.is_set():
            announce(yusuf, ledger, f"Uppdrag Yusuf {number}", date(2027, 3, 1))
            number += 1
