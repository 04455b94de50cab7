"""A world of a given size, the same for the same size: a prefix of the next larger one.

Titles and texts are made of the words of real ads where those lie on this computer, otherwise of our own titles only.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from bench import golden, quality

UNITS = ("enheten", "avdelningen", "förvaltningen", "kontoret", "teamet", "sektionen", "verksamheten", "gruppen")
KINDS = ("kund", "bygg", "miljö", "social", "skol", "kultur", "ekonomi", "personal", "it", "juridik", "plan", "arkiv")
EXTENTS = (("Heltid", 100), ("Heltid", 100), ("Heltid", 100), ("Deltid", 75), ("Deltid", 50), ("Deltid", 40))
FORMS = ("permanent", "permanent", "permanent", "limited", "substitute", "hourly", "summer")
BODY_WORDS = 60
COLUMNS = (
    "id", "kind", "employer_id", "employer_name", "reach", "title", "summary", "body", "place", "municipality",
    "county", "extent", "form", "share", "language", "url", "published_at", "listed_at", "closes_on", "is_open",
)  # fmt: skip


def listings(count: int, *, is_open: bool = True, since: int = 0) -> None:
    """Add public listings spread over the employers there are, up to `count` of them, and build the index.

    :param since: how many there are already, of the same world.
    """
    from django.db import connection

    from kollega.config.commands import search
    from kollega.core import clock
    from kollega.networks.models import Employer

    rows = _rows(list(Employer.objects.order_by("name")), count, clock.now(), is_open)  # nothing is asked while copying
    with connection.cursor() as cursor:
        with cursor.copy(f"copy catalogue_listing ({', '.join(COLUMNS)}) from stdin") as copy:
            for row in islice(rows, since, None):
                copy.write_row(row)
        if is_open:
            search.rebuild()
        cursor.execute("vacuum analyze")


ARCHIVED = """
insert into catalogue_listing ({columns})
select gen_random_uuid(), {rest} from catalogue_listing, generate_series(1, %s) where is_open and reach = 'public'
"""


def archived(times: int) -> None:
    """Add so many closed listings for each open one; they have no card."""
    from django.db import connection

    rest = ["false" if name == "is_open" else name for name in COLUMNS[1:]]
    with connection.cursor() as cursor:
        cursor.execute(ARCHIVED.format(columns=", ".join(COLUMNS), rest=", ".join(rest)), [times])
        cursor.execute("vacuum analyze catalogue_listing")


def _rows(employers: list, count: int, now: datetime, is_open: bool) -> Iterator[list[Any]]:
    from kollega.words.places import near, place_name

    random = Random(20261122 if is_open else 20261123)
    towns = [*near("0180")] * 6 + [*near("1480")] * 4
    for town in ("2281", "1283", "2480", "0580", "1880", "2380", "0780", "2580"):
        towns += near(town)
    titles, words = _titles(), _words()
    for number in range(count):
        employer, town = random.choice(employers), random.choice(towns)
        extent, share = random.choice(EXTENTS)
        title = random.choice(titles)
        if random.random() < 0.5:
            title = f"{title} till {random.choice(KINDS)}{random.choice(UNITS)}"
        if random.random() < 0.3:
            title = f"{title} i {place_name(town)}"
        body = " ".join(random.choices(words, k=BODY_WORDS))
        yield [
            UUID(int=random.getrandbits(128), version=4), "job", employer.pk, employer.name, "public", title[:250],
            " ".join(random.choices(words, k=8)).capitalize() + ".", body, place_name(town), town, town[:2], extent,
            random.choice(FORMS), share, "sv", "/jobb/", now - timedelta(minutes=number),
            now - timedelta(minutes=number), now.date() + timedelta(days=random.randrange(1, 60)), is_open,
        ]  # fmt: skip


def _titles() -> list[str]:
    own = [title for title, *_ in golden.own()]
    return own * 3 + [row[1] for row in (*quality._jobsearch(), *quality._scraped(), *quality._jobstream()) if row[1]]


def _words() -> list[str]:
    said = " ".join(row[5] for row in (*quality._jobsearch(), *quality._jobstream()))
    return said.split() or " ".join(_titles()).split()
