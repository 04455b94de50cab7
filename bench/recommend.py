"""What suits a person, at a size: the statement and the page for one, and the matching of a thousand, beside floors.

CPU is of this process and of the database's process that serves it, by the kernel's own counting.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import UUID

TICK = os.sysconf("SC_CLK_TCK")
ROWS = """
select l.id, l.kind, l.employer_name, l.title, l.place, l.url, l.closes_on, e.short_name
from catalogue_listing l left join networks_employer e on e.id = l.employer_id where l.id = any(%s)
"""
MANY, ROUNDS, CALLS = 1000, 7, 20
ASKERS, TOLD, PERSONS = 200, 50_000, 15_000


def measure(size: int) -> None:
    """Build the world with profiles and print a table of what each operation costs."""
    from bench import audience, corpus, writes
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
    audience.people(PERSONS)
    print("", *writes.HEAD, *table(_spent, PERSONS), sep="\n")


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


def table(spent: Callable[[], float], persons: int) -> list[str]:
    """Return the rows of what suits persons whose profiles differ: asked by one, and told to many of what is new."""
    from bench import peers, writes
    from kollega.catalogue import actions as catalogue
    from kollega.core import clock
    from kollega.people.models import Person
    from kollega.recommending import queries

    random = Random(20261123)
    some = [Person.objects.get(pk=_number(random.randrange(1, persons + 1))) for _ in range(ASKERS)]
    today, walls, shown = clock.today(), [], 0
    for person in some[:20]:
        queries.suggestions_for(person, today)
    cpu = spent()
    for person in some:
        began = time.perf_counter()
        shown += len(queries.suggestions_for(person, today))
        walls.append((time.perf_counter() - began) * 1000)
    one = (spent() - cpu) / len(some)
    walls.sort()
    floor = _floor(spent, some)
    cpu = spent()
    for person in some[:50]:
        peers.each_person([label for _, label, _ in queries.said_by([person.pk])[person.pk][0].skills])
    peer = (spent() - cpu) / 50
    coming = writes._offers(writes.PUBLISHED)
    began = clock.now()
    catalogue.put_up_many(coming)
    cpu, found, many = spent(), 0, min(persons, TOLD)
    for start in range(1, many + 1, MANY):
        said = queries.said_by([_number(n) for n in range(start, start + MANY)])
        found += len(queries.fits({pk: queries.Asker(*each, began) for pk, each in said.items()}, today, 20))
    each = (spent() - cpu) / many
    catalogue.take_down_many(list(coming))
    half, most = walls[len(walls) // 2], walls[int(len(walls) * 0.95)]
    how = f"p50 {half:.1f}, p95 {most:.1f} ms by the clock; {shown / ASKERS:.1f} shown; the floor is the rows by id"
    return [
        writes._line(f"what suits one of {persons:,}", one, floor, how),
        writes._line("peer: any of the skills, ranked", peer, None, "Django's full-text search"),
        writes._line(
            f"what of 100 new suits each of {many:,}", each, None, f"a thousand at a time; {found:,} get a letter"
        ),
    ]


def _floor(spent: Callable[[], float], some: list) -> float:
    from bench import floors
    from kollega.core import clock
    from kollega.recommending import queries

    ids = [one.listing.pk for one in queries.suggestions_for(some[0], clock.today())]
    ask, cpu = floors.raw(ROWS, ids), spent()
    for _ in range(500):
        ask()
    return (spent() - cpu) / 500


def _number(number: int) -> UUID:
    """Return the id of the person of that number in `bench.audience`."""
    return UUID(f"a0000001-0000-4000-8000-{number:012x}")
