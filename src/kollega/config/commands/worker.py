"""Sends mail whose minute is over, runs feeds that are due, and takes the steps of the day.

Several may run beside each other.
"""

import argparse
import logging
import signal
import threading
import time
from collections.abc import Callable

from kollega.config.commands import COMMANDS
from kollega.config.database import database, set_up

PAUSE = 1.0
DAY_EVERY = 30
"""Seconds between looks at whether a new day has come."""
DELIVER_FOR = 3.0
"""Seconds of a round that invoices may take while they are taken; a month of them should not wait a second each."""
MOVE_FOR = 3.0
"""Seconds of a round that the demo's days may take."""
log = logging.getLogger("kollega.worker")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega worker", description=COMMANDS["worker"])
    parser.add_argument("--once", action="store_true", help="gör det som är att göra nu och sluta")
    options = parser.parse_args(arguments)
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    with database():
        set_up()
        if options.once:
            work(is_new_look=True)
        else:
            _go_on(stopped)
    return 0


def _go_on(stopped: threading.Event) -> None:
    round_ = 0
    while not stopped.is_set():
        try:
            is_more = work(is_new_look=round_ % DAY_EVERY == 0)
        except Exception:  # a database that is away comes back; the rows wait for it
            log.exception("round failed")
            _close_connections()
            stopped.wait(PAUSE * 3)
            is_more = False
        round_ += 1
        stopped.wait(0 if is_more else PAUSE)


def work(*, is_new_look: bool) -> bool:
    """Do one round: what is due of mail, feeds, lists, answers and invoices to hand over, one of each that may be slow.

    Every half minute come the day's steps, by one worker at a time. A feed may take twenty seconds to answer, so mail
    is looked at between two of them.

    :returns: whether days wait to be taken in the demo, so that there is no reason to pause.
    """
    from django.conf import settings

    from kollega.federation import actions as federation
    from kollega.following import actions as following
    from kollega.invoicing import actions as invoicing
    from kollega.outbox import actions as outbox
    from kollega.recommending import actions as recommending
    from kollega.vacancies import actions as vacancies

    if is_new_look:
        _let_the_day_come()
        following.tell_what_is_new()
        recommending.tell_what_suits()
    invoicing.run_next_batch()
    vacancies.run_next_feed()
    federation.read_next()
    federation.hand_over_next()
    _deliver(invoicing.deliver_next)
    outbox.send_due()
    return settings.IS_DEMO and _let_time_move()


def _let_time_move() -> bool:
    """Take the days that the demo is on its way through, for a while; the mail of those days is sent between."""
    from kollega.demo import actions as demo

    ends = time.monotonic() + MOVE_FOR
    while time.monotonic() < ends:
        if not demo.take_next_day():
            return False
    return True


def _deliver(deliver_next: Callable) -> None:
    """Hand over invoices for a while, but wait for no access point that does not take them: mail is next."""
    ends = time.monotonic() + DELIVER_FOR
    while (done := deliver_next()) is not None and done.delivered_at is not None and time.monotonic() < ends:
        pass


def _let_the_day_come() -> None:
    from django.db import connection, transaction

    from kollega.core import clock
    from kollega.pages.tasks import let_the_day_come

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(hashtext('kollega.day'))")
            is_ours = cursor.fetchone()[0]
        if is_ours:
            let_the_day_come(clock.today())


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
