"""Feeds of ads, read from files into rows; what is wrong with one ad is said about that ad."""

from collections.abc import Callable

from kollega.vacancies.files.csv_rows import TEMPLATE, read_csv
from kollega.vacancies.files.jobtech import read_jobsearch, read_jobstream
from kollega.vacancies.files.ledigtarbete import read_ledigtarbete
from kollega.vacancies.files.reachmee import read_reachmee
from kollega.vacancies.files.rows import Read
from kollega.vacancies.files.rss import read_rss
from kollega.vacancies.files.schemaorg import read_schemaorg
from kollega.vacancies.terms import FeedKind

KINDS: dict[str, Callable[..., Read]] = {
    FeedKind.JOBSEARCH: read_jobsearch,
    FeedKind.JOBSTREAM: read_jobstream,
    FeedKind.LEDIGTARBETE: read_ledigtarbete,
    FeedKind.SCHEMAORG: read_schemaorg,
    FeedKind.REACHMEE: read_reachmee,
    FeedKind.RSS: read_rss,
    FeedKind.CSV: read_csv,
}
__all__ = ["KINDS", "TEMPLATE", "Read", "read"]


def read(kind: str, raw: bytes, *, page: str = "") -> Read:
    """Return the ads, the removals and the rejected rows of a feed of the kind.

    :param page: the address it was fetched from, for ads that do not say theirs.
    :raises Unreadable: when it is no such feed.
    """
    return KINDS[kind](raw, page=page)
