"""The list as other programs read it: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1, JobPosting and iCalendar."""

from collections.abc import Sequence
from datetime import date, datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from kollega.catalogue.models import Listing
from kollega.catalogue.rules import extent_of, form_of
from kollega.catalogue.terms import Extent, Form, ListingKind
from kollega.core import clock
from kollega.core.calendars import AllDay, all_day, clean
from kollega.words.places import place_name
from kollega.words.tokens import without_contacts

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def atom(listings: Sequence[Listing], *, title: str, address: str, root: str) -> bytes:
    """Return an Atom feed.

    :param address: the feed's own address.
    :param root: the site's address, before the paths of the listings.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _put(feed, ATOM, "id", address)
    _put(feed, ATOM, "title", title)
    _put(feed, ATOM, "updated", _newest(listings).isoformat())
    _put(feed, ATOM, "link", rel="self", href=address)
    for listing in listings:
        entry = _put(feed, ATOM, "entry")
        _put(entry, ATOM, "id", f"urn:uuid:{listing.pk}")
        _put(entry, ATOM, "title", listing.title)
        _put(entry, ATOM, "link", href=root + listing.url)
        _put(entry, ATOM, "published", listing.published_at.isoformat())
        _put(entry, ATOM, "updated", listing.published_at.isoformat())
        _put(_put(entry, ATOM, "author"), ATOM, "name", listing.employer_name)
        _put(entry, ATOM, "summary", in_short(listing))
    return _written(feed)


def rss(listings: Sequence[Listing], *, title: str, address: str, root: str) -> bytes:
    """Return an RSS 2.0 feed."""
    feed = etree.Element("rss", version="2.0", nsmap={"atom": ATOM})
    channel = _put(feed, "", "channel")
    _put(channel, "", "title", title)
    _put(channel, "", "link", root)
    _put(channel, "", "description", title)
    _put(channel, "", "language", "sv")
    _put(channel, ATOM, "link", rel="self", href=address, type="application/rss+xml")
    for listing in listings:
        item = _put(channel, "", "item")
        _put(item, "", "title", listing.title)
        _put(item, "", "link", root + listing.url)
        _put(item, "", "guid", str(listing.pk), isPermaLink="false")
        _put(item, "", "pubDate", format_datetime(listing.published_at))
        _put(item, "", "description", in_short(listing))
    return _written(feed)


def json_feed(listings: Sequence[Listing], *, title: str, address: str, root: str) -> dict[str, Any]:
    """Return a JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": root,
        "feed_url": address,
        "language": "sv",
        "items": [
            {
                "id": str(listing.pk), "url": root + listing.url, "title": listing.title, "summary": in_short(listing),
                "content_text": text_of(listing), "date_published": listing.published_at.isoformat(),
                "language": listing.language, "authors": [{"name": listing.employer_name}],
                "tags": [tag for tag in (listing.get_kind_display(), listing.place) if tag],
                "_kollega": {"closes_on": listing.closes_on and listing.closes_on.isoformat()},
            }
            for listing in listings
        ],
    }  # fmt: skip


def job_postings(listings: Sequence[Listing], *, title: str, address: str, root: str) -> dict[str, Any]:
    """Return the jobs as one graph of JobPosting; assignments are for employees and are not jobs."""
    jobs = [job_posting(x, root=root) for x in listings if x.kind == ListingKind.JOB]
    return {"@context": "https://schema.org/", "@graph": jobs}


def job_posting(listing: Listing, *, root: str) -> dict[str, Any]:
    """Return one job as a JobPosting without its context, and without anyone's telephone or mail address."""
    return posting(
        pk=listing.pk, title=listing.title, text=text_of(listing), employer=listing.employer_name,
        address=root + listing.url, published_at=listing.published_at, closes_on=listing.closes_on,
        is_part_time=extent_of(listing) in PART_TIME, is_limited=form_of(listing) in LIMITED,
        place=place_name(listing.municipality) if listing.municipality else listing.place, language=listing.language,
        **{"@id": root + listing.url},
    )  # fmt: skip


PART_TIME = {Extent.MOST, Extent.SOME, Extent.PART}
LIMITED = {Form.LIMITED, Form.SUBSTITUTE, Form.SUMMER, Form.HOURLY}


def posting(
    *, pk: Any, title: str, text: str, employer: str, address: str, published_at: datetime | None,
    closes_on: date | None, is_part_time: bool, is_limited: bool, place: str, region: str = "", language: str = "sv",
    **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return a JobPosting, whoever announces it; days are Swedish days, and what is not known is left out.

    :param more: other properties of schema.org/JobPosting.
    """
    said: dict[str, Any] = {
        "@type": "JobPosting",
        "title": title,
        "description": text,
        "identifier": {"@type": "PropertyValue", "name": employer, "value": str(pk)},
        "datePosted": _day(published_at) if published_at else None,
        "validThrough": f"{closes_on.isoformat()}T23:59:59" if closes_on else None,
        "employmentType": ["PART_TIME" if is_part_time else "FULL_TIME", *(["TEMPORARY"] if is_limited else [])],
        "hiringOrganization": {"@type": "Organization", "name": employer},
        "jobLocation": _location(place, region),
        "inLanguage": language,
        "url": address,
    }
    return {name: value for name, value in (said | more).items() if value is not None}


def deadlines(listings: Sequence[Listing], *, root: str) -> list[AllDay]:
    """Return the last day of each listing that has one."""
    return [
        all_day(uid=f"sista-{x.pk}", day=x.closes_on, title=f"Sista dag: {x.title}", text=in_short(x), url=root + x.url)
        for x in listings
        if x.closes_on
    ]


def sitemap(rows: Sequence[tuple[str, datetime]], *, root: str) -> bytes:
    """Return a sitemap of the addresses, each with the day it was published."""
    urls = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    for path, at in rows:
        url = _put(urls, SITEMAP, "url")
        _put(url, SITEMAP, "loc", root + path)
        _put(url, SITEMAP, "lastmod", _day(at))
    return _written(urls)


def in_short(listing: Listing) -> str:
    """Return employer, place and last day on one line, after the summary where there is one."""
    last = f"Sista dag {listing.closes_on.isoformat()}" if listing.closes_on else ""
    facts = ", ".join(part for part in (listing.employer_name, listing.place, listing.extent, last) if part)
    return clean(f"{listing.summary} {facts}.".strip())


def text_of(listing: Listing) -> str:
    return without_contacts(listing.body or listing.summary or listing.title).strip()


def _location(place: str, region: str) -> dict[str, Any] | None:
    if not place:
        return None
    address = {"@type": "PostalAddress", "addressLocality": place, "addressCountry": "SE"}
    return {"@type": "Place", "address": address | ({"addressRegion": region} if region else {})}


def _day(at: datetime) -> str:
    return at.astimezone(clock.STOCKHOLM).date().isoformat()


def _newest(listings: Sequence[Listing]) -> datetime:
    """Return when the feed last changed: a feed without rows has not changed since the day began."""
    return max(
        (x.published_at for x in listings), default=clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    )


def _put(parent: Any, space: str, name: str, text: str = "", **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{space}}}{name}" if space else name, **attributes)
    made.text = clean(text) if text else None
    return made


def _written(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
