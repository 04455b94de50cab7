"""What suits a person, at a size: the statement and the page for one, and the matching of a thousand, beside floors.

CPU is of this process and of the database's process that serves it, by the kernel's own counting.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
ROWS = """
select l.id, l.kind, l.employer_name, l.title, l.place, l.url, l.closes_on, e.short_name
from catalogue_listing l left join networks_employer e on e.id = l.employer_id where l.id = any(%s)
"""
MANY, ROUNDS, CALLS = 1000, 7, 20


def measure(size: int) -> None:
    """Build the world with profiles and print a table of what each operation costs."""
    from bench import corpus
    from bench.run import machine, statements
    from kollega.core import clock
    from kollega.demo import seed

    seed.build(clock.now())
    corpus.listings(size)
    print(f"{machine()}, {size:,} listings\n\n| what | p50 ms | CPU ms | statements | floor | CPU / floor |")
    print("|---" * 6 + "|")
    for name, call, floor in _operations():
        pairs = [(_cost(call, CALLS), _cost(floor, 10 * CALLS)) for _ in range(ROUNDS)]
        walls, mine, least = (
            statistics.median(of) for of in zip(*((w, c, f) for (w, c), (_, f) in pairs), strict=True)
        )
        print(
            f"| {name} | {walls:.1f} | {mine:.2f} | {statements(call)} | {least:.2f} | {mine / max(least, 0.02):.1f} |"
        )
    people = _people(MANY)
    found: dict = {}
    wall, spent = _cost(lambda: found.update(_fits(people)), 1)
    print(
        f"\n{MANY:,} persons in one statement: {wall / 1000:.1f} s, {spent / MANY:.2f} ms of CPU each, "
        f"{sum(map(len, found.values())):,} suggestions to {len(found):,}"
    )


def _cost(call: Callable, times: int) -> tuple[float, float]:
    """Return the milliseconds of one call, by the clock and of CPU."""
    began, cpu = time.perf_counter(), _spent()
    for _ in range(times):
        call()
    return (time.perf_counter() - began) * 1000 / times, (_spent() - cpu) / times


def _spent() -> float:
    from django.db import connection

    with connection.cursor():
        pid = connection.connection.info.backend_pid
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() * 1000 + (int(fields[11]) + int(fields[12])) * 1000 / TICK


def _operations() -> list[tuple[str, Callable, Callable]]:
    from django.core.handlers.wsgi import WSGIHandler

    from bench import floors
    from bench.run import Site, employee_cookie
    from kollega.core import clock
    from kollega.people.models import Person
    from kollega.recommending import queries

    amina = Person.objects.get(given_name="Amina")
    ids = [one.listing.pk for one in queries.suggestions_for(amina, clock.today())]
    page = Site(WSGIHandler(), "/passar-dig/", employee_cookie())
    floors.held["body"] = page.body
    return [
        ("what suits, question only", lambda: queries.suggestions_for(amina, clock.today()), floors.raw(ROWS, ids)),
        ("what suits, page", page, Site(floors.BareHandler(), "/golv/")),
    ]


def _people(many: int) -> list:
    """Return persons whose profiles differ: three skills, a place and an occupation each, in turn."""
    from kollega.people import actions
    from kollega.people.models import Person
    from kollega.taxonomy.models import Concept

    words = {
        kind: list(Concept.objects.filter(kind=kind).order_by("id")) for kind in ("skill", "municipality", "occupation")
    }
    made = []
    for number in range(many):
        person = Person.objects.create_user(f"matt{number}@exempel.invalid", given_name="Mätt")
        skills = [words["skill"][(number * step) % len(words["skill"])] for step in (1, 7, 13)]
        actions.say(
            person, skills=skills, places=[words["municipality"][number % len(words["municipality"])]],
            occupation=words["occupation"][number % len(words["occupation"])],
        )  # fmt: skip
        made.append(person)
    return made


def _fits(people: list) -> dict:
    from kollega.core import clock
    from kollega.recommending import queries

    said = queries.said_by([person.pk for person in people])
    return queries.fits({pk: queries.Asker(*each) for pk, each in said.items()}, clock.today(), 20)
