"""A world of a given size, the same for the same size: a prefix of the next larger one."""

from datetime import timedelta
from random import Random

from kollega.catalogue.models import Listing
from kollega.catalogue.terms import ListingKind, Reach
from kollega.core import clock
from kollega.networks.models import Employer

WORDS = (
    "handläggare",
    "utredare",
    "systemutvecklare",
    "jurist",
    "ekonom",
    "projektledare",
    "registrator",
    "analytiker",
)
FIELDS = ("bygglov", "studiestöd", "pension", "arkiv", "miljö", "upphandling", "digitalisering", "kundtjänst")


def listings(count: int) -> None:
    """Add `count` open public listings, spread over the employers there are."""
    random = Random(20261122)
    employers = list(Employer.objects.order_by("name"))
    now = clock.now()
    rows = []
    for n in range(count):
        employer = employers[random.randrange(len(employers))]
        title = f"{random.choice(WORDS).capitalize()}, {random.choice(FIELDS)} {n}"
        rows.append(
            Listing(
                kind=ListingKind.JOB,
                employer=employer,
                employer_name=employer.name,
                reach=Reach.PUBLIC,
                title=title,
                summary="Vi söker dig som vill göra skillnad.",
                place=employer.city,
                extent="Heltid",
                url="/jobb/",
                published_at=now - timedelta(minutes=n),
                closes_on=clock.today() + timedelta(days=30),
            )
        )
    Listing.objects.bulk_create(rows, batch_size=1000)
