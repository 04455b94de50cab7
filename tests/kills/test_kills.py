"""Web, worker and database are killed while people work and press again; what they were promised is there, once."""

import os
import threading
import time
import traceback
from datetime import date, timedelta

import psycopg
import pytest

from tests.kills.house import House
from tests.kills.people import Ledger, Somebody
from tests.kills.stories import PAIRS, announce, lend, record
from tests.processes.demo import command, copy_of, processes_of

KILLS = int(os.environ.get("KOLLEGA_KILLS", 3))
DOUBLES = {
    "lines": "select verb, object_id, count(*) from core_entry where object_id = any(%s) and verb not like '%%terms%%' "
             "group by 1, 2 having count(*) > 1",
    "calls": "select title from assignments_call where title ~ '^Uppdrag .* [0-9]+$' group by 1 having count(*) > 1",
    "approvals": "select interest_id from assignments_approval group by 1 having count(*) > 1",
    "agreements": "select origin from lending_agreement group by 1 having count(*) > 1",
    "signatures": "select version_id, party from lending_signature group by 1, 2 having count(*) > 1",
    "absences": "select from_on from invoicing_absence group by 1 having count(*) > 1",
    "messages": "select key from outbox_message group by 1 having count(*) > 1",
}  # fmt: skip


@pytest.fixture
def house(seed, tmp_path):
    built = House(copy_of(seed, tmp_path), seed=int(os.environ.get("KOLLEGA_KILLS_SEED", 1)))
    yield built
    built.stop()
    assert processes_of(tmp_path) == []


def test_nothing_promised_is_lost_and_nothing_is_done_twice(house, record_property):
    ledger, crew = Ledger(), Crew(house)
    crew.begin(ledger)
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
        "faults": faults, "acknowledged": len(ledger.promised), "retried": ledger.retries, "lost": len(lost),
        "duplicated": len(doubled), "letters": letters, "letters again with the same Message-ID": letters - different,
    }])  # fmt: skip
    assert crew.errors == []
    assert (lost, doubled) == ([], [])
    assert faults == 3 * KILLS > 0
    assert ledger.retries > 0
    assert len(ledger.promised) > 20
    assert letters > 0
    verdict = command("audit", "verify", var=house.cluster.data.parents[1], env=house.env)
    assert (verdict.returncode, "hela" in verdict.stdout) == (0, True), verdict.stdout + verdict.stderr


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
    if verb == "absence":
        return ask(house, "select count(*) from invoicing_absence where from_on = %s", (what,))[0][0] >= 1
    return ask(house, "select count(*) from core_entry where verb = %s and object_id = %s", (verb, what))[0][0] >= 1


def doubles(house: House, ledger: Ledger) -> dict[str, list]:
    objects = [what for verb, what in ledger.promised if verb != "absence"]
    return {name: ask(house, query, (objects,) if "any(" in query else ()) for name, query in DOUBLES.items()}


class Crew:
    """Five at work at the same time, until they are told that the day is over; each then finishes what it began."""

    def __init__(self, house: House) -> None:
        self.house, self.is_over, self.errors = house, threading.Event(), []
        self.threads: list[threading.Thread] = []

    def begin(self, ledger: Ledger) -> None:
        works = [lambda pair=pair: self._lend(ledger, pair) for pair in PAIRS]
        works += [lambda: self._record(ledger), lambda: self._announce(ledger)]
        for work in works:
            self.threads.append(threading.Thread(target=self._guarded, args=(work,)))
            self.threads[-1].start()

    def end(self) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join(180)
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
        persons: dict[str, Somebody] = {}
        number = 0
        while number == 0 or not self.is_over.is_set():
            lend(lambda n: persons.get(n) or persons.setdefault(n, self._be(n, ledger)), ledger, pair, number,
                 is_signed=number == 0)  # fmt: skip
            number += 1

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
