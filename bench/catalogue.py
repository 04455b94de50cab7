"""The joint list at a size and at the sizes below it: what each operation costs beside its floor and other ways.

CPU is of this process and of the database's process together, by the kernel's own counting; the database is told to use
no parallel workers, so that all of it is counted.
"""

import math
import os
import resource
import statistics
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import golden

TICK = os.sysconf("SC_CLK_TCK")
FOUND = """
select listing_id from catalogue_card where words @@ %s::tsquery and reach = 'public' and closes_on >= current_date
order by published_at desc, listing_id desc limit 20
"""
HEAD = ("what", "p50 ms", "p95 ms", "worst ms", "CPU ms", "of it database", "statements", "floor", "CPU / floor")
BEGINNINGS = ("han", "sys", "sunds", "reg", "csn")
PERSONS = {2_000: 15_000, 20_000: 150_000, 200_000: 1_500_000}
"""How many persons with skills, and as many searches that are followed, there are at each size."""


def measure(sizes: list[int]) -> None:
    """Build the world at each size, print what each operation costs there, and then how it grew."""
    from django.db import connection

    from bench.run import machine
    from kollega.core import clock
    from kollega.demo import seed

    seed.build(clock.now())
    with connection.cursor() as cursor:
        cursor.execute("alter database kollega set max_parallel_workers_per_gather = 0")
        cursor.execute("set max_parallel_workers_per_gather = 0")
    spent: dict[int, dict[str, float]] = {}
    before = 0
    for size in sizes:
        print(f"\n### {size:,} open listings: {machine()}\n", flush=True)
        print(_built(before, size), flush=True)
        print(_peopled(before, size), flush=True)
        spent[size], before = _tables(size, is_last=size == sizes[-1]), size
    if len(sizes) > 1:
        print(*_growth(spent), sep="\n")


def _built(since: int, size: int) -> str:
    from django.db import connection

    from bench import corpus

    began, cpu = time.monotonic(), _spent()
    corpus.listings(size, since=since)
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, pg_size_pretty(pg_total_relation_size(oid)) from pg_class "
            "where relname in ('catalogue_listing', 'catalogue_card', 'catalogue_body', 'catalogue_word') order by 1"
        )
        tables = ", ".join(f"{name.removeprefix('catalogue_')} {size}" for name, size in cursor.fetchall())
    return f"Built and indexed in {time.monotonic() - began:.0f} s, {(_spent() - cpu) / 1000:.0f} s of CPU: {tables}."


def _peopled(since: int, size: int) -> str:
    from bench import audience

    began = time.monotonic()
    audience.people(PERSONS[size], PERSONS.get(since, 0))
    return f"{PERSONS[size]:,} persons with {audience.SKILLS} skills each after {time.monotonic() - began:.0f} s more."


def _tables(size: int, *, is_last: bool) -> dict[str, float]:
    from bench import corpus, letters, peers, recommend, writes

    found = {}
    print(f"\n| {' | '.join(HEAD)} |\n{'|---' * len(HEAD)}|")
    for name, calls, floor in _operations():
        found[name], line = _row(name, calls, floor)
        print(line, flush=True)
    print(f"\nMemory: this process {_memory()} MB at most.\n")
    print(f"| the golden questions, another way | {' | '.join(HEAD[1:])} |\n{'|---' * len(HEAD)}|")
    typed = [text for _, text, _ in golden.questions()]
    raw = _raw("'registrator'")
    print(_row("ours, once more", [_ask(text=text) for text in typed], raw)[1], flush=True)
    for name, ask in peers.peers().items():
        print(_row(name, [_told(ask, text) for text in typed], raw, seconds=5)[1], flush=True)
    calls = [_ask(text=text) for text in typed]
    print(_row("ours, without the rule of who sees what", [_seen_by_all(call) for call in calls], raw)[1], flush=True)
    print("", *writes.table(_spent, PERSONS[size]), *recommend.table(_spent, PERSONS[size]), sep="\n", flush=True)
    if not is_last:
        return found
    letters.measure(size)
    print(f"\n| the golden questions, with archives | {' | '.join(HEAD[1:])} |\n{'|---' * len(HEAD)}|")
    print(_row("ours, without archived listings", calls, raw)[1], flush=True)
    corpus.archived(10)
    print(_row("ours, with ten archived for each open", calls, raw)[1], flush=True)
    return found


def _operations() -> list[tuple[str, list[Callable], Callable]]:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    from bench import floors
    from bench.run import Site, employee_cookie
    from kollega.catalogue.models import Listing
    from kollega.vacancies.models import Vacancy

    settings.KEPT_SECONDS = 0  # what visitors share is measured by bench/pages.py
    ours, cookie, place = WSGIHandler(), employee_cookie(), "/jobb-och-uppdrag/"
    first = Site(ours, place)
    vacancy = Vacancy.objects.filter(removed_at=None, pk__in=Listing.objects.filter(is_open=True).values("pk")).first()
    floors.held |= {"body": first.body, "id": vacancy.pk}
    rows, row = Site(floors.BareHandler(), "/golv/lista/"), Site(floors.BareHandler(), "/golv/rad/")
    typed = [text for _, text, _ in golden.questions()]
    url = Listing.objects.get(pk=vacancy.pk).url
    return [
        ("list, page, visitor", [first], rows),
        ("list, page, employee", [Site(ours, place, cookie)], rows),
        ("search, page, employee", [Site(ours, f"{place}?q=handl%C3%A4ggare", cookie)], rows),
        ("detail, page, visitor", [Site(ours, url)], row),
        ("detail, page, employee", [Site(ours, url, cookie)], row),
        ("suggestions", [Site(ours, f"{place}forslag?q={text}") for text in BEGINNINGS], row),
        ("list, question only", [_ask()], floors.raw(floors.LIST)),
        ("list by last day", [_ask(order="sista-dag")], floors.raw(floors.LIST)),
        ("county and field", [_ask(county=("01",), field=("care",))], floors.raw(floors.LIST)),
        ("near Sundsvall", [_ask(place="Sundsvall", and_near=True)], floors.raw(floors.LIST)),
        ("all golden questions", [_ask(text=text) for text in typed], _raw("'registrator'")),
        ("the commonest word", [_ask(text="sjuksköterska")], _raw("'sjuksköterska'")),
        ("a rare word", [_ask(text="brandingenjör")], _raw("'brandingenjör'")),
        ("typing errors", [_ask(text=text) for way, text, _ in golden.questions() if way == "typo"],
         _raw("'bibliotekarie'")),
    ]  # fmt: skip


def _raw(words: str) -> Callable[[], None]:
    from bench import floors

    return floors.raw(FOUND, words)


def _ask(**filters: Any) -> Callable[[], Any]:
    from django.contrib.auth.models import AnonymousUser

    from kollega.catalogue.rules import Filters
    from kollega.catalogue.search import search
    from kollega.core import clock

    return lambda: search(AnonymousUser(), clock.today(), Filters(**filters))


def _told(ask: Callable, text: str) -> Callable[[], Any]:
    return lambda: ask(text)


def _seen_by_all(call: Callable) -> Callable[[], Any]:
    def ask() -> Any:
        with patch("kollega.catalogue.search.sought.seen_sql", lambda *_, **__: ("true", [])):
            return call()

    return ask


def _row(name: str, calls: list[Callable], floor: Callable, seconds: float = 3) -> tuple[float, str]:
    from bench.run import statements

    began = time.monotonic()
    for call in calls[:20]:
        call()
        if time.monotonic() - began > seconds / 2:
            break
    began, walls, ratios, costs, inside = time.monotonic(), [], [], [], []
    while len(costs) < 5 and (not costs or time.monotonic() - began < seconds):
        cpu, database, done = _spent(), _database(), 0
        for call in calls * max(1, 20 // len(calls)):
            start = time.perf_counter()
            call()
            walls.append((time.perf_counter() - start) * 1000)
            done += 1
            if time.monotonic() - began > seconds * 2:
                break
        costs.append((_spent() - cpu) / done)
        inside.append((_database() - database) / done)
        cpu = _spent()
        for _ in range(200):
            floor()
        ratios.append(costs[-1] / max((_spent() - cpu) / 200, 0.02))
    walls.sort()
    at = [walls[min(int(len(walls) * share), len(walls) - 1)] for share in (0.5, 0.95, 1)]
    cost, ratio = statistics.median(costs), statistics.median(ratios)
    asked = statements(calls[0])
    told = [f"{ms:.1f}" for ms in at] + [f"{cost:.2f}", f"{statistics.median(inside):.2f}", str(asked)]
    return cost, f"| {name} | {' | '.join(told)} | {cost / ratio:.2f} | {ratio:.1f} |"


def _growth(spent: dict[int, dict[str, float]]) -> list[str]:
    """Return how each operation grew: its CPU at each size, and the exponent from each size to the next."""
    sizes = list(spent)
    lines = ["", f"| what | {' | '.join(f'CPU ms at {size:,}' for size in sizes)} | exponents |"]
    lines.append("|---" * (len(sizes) + 2) + "|")
    for name in spent[sizes[0]]:
        costs = [spent[size][name] for size in sizes]
        steps = [
            math.log(costs[n + 1] / costs[n]) / math.log(sizes[n + 1] / sizes[n]) for n in range(len(sizes) - 1)
        ]  # fmt: skip
        lines.append(
            f"| {name} | {' | '.join(f'{cost:.2f}' for cost in costs)} | {' · '.join(f'{one:.2f}' for one in steps)} |"
        )
    return lines


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _spent() -> float:
    """Return the CPU milliseconds of this process and of the whole database server."""
    return _database() + time.process_time() * 1000


def _database() -> float:
    """Return the CPU milliseconds of all the server's processes, of those that have ended too."""
    server = _server()
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return sum(_ticks(pid, 2) for pid in children) + _ticks(server, 4)


@cache
def _server() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("show data_directory")
        return (Path(cursor.fetchone()[0]) / "postmaster.pid").read_text().split()[0]


def _ticks(pid: str, fields: int) -> float:
    """Return what a process has spent: its own two fields, or also the two of its ended children."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(map(int, told[11 : 11 + fields])) * 1000 / TICK
