"""RSS and Atom, as Varbi, Teamtailor and others publish an employer's ads."""

import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from kollega.core.incoming import Unreadable, one_line
from kollega.vacancies.files.markup import children, found_in, name_of, text_at, tree_of
from kollega.vacancies.files.rows import Read, checked, gathered, joined
from kollega.vacancies.rules import Ad, BadAd, last_moment, mark_of, moment, number_in, plain

ITEMS = {"item", "entry"}
TITLES = re.compile(
    r"^(?:lediga (?:jobb|tjänster|anställningar)|jobb|jobs|vacancies|karriär|rss)\b[\s:|–-]*(?:hos|på|i|at|vid)?\s*|"
    r"\s*[-|–:]\s*(?:lediga (?:jobb|tjänster|anställningar)|jobb|jobs|vacancies|rss.*)$", re.I,
)  # fmt: skip
LAST = re.compile(
    r"(?:sista\s+(?:ansöknings?(?:dag|datum)|dag(?:en)?\s+(?:att|för\s+att)\s+(?:söka|ansöka))|sök\s+senast|"
    r"ansök\s+senast|application\s+deadline|last\s+(?:application\s+(?:date|day)|day\s+to\s+apply))\s*(?:är|den|is)?\s*:?\s*"
    r"(\d{4}-\d\d-\d\d|\d{1,2}[ /.]\w+[ /.]\d{4})", re.I,
)  # fmt: skip
PLACES = ("city", "name", "location", "ort", "plats", "municipality", "kommun", "town", "region", "county", "lan")
NEVER_PLACES = {"worldwide", "remote", "distans"}


def read_rss(raw: bytes, *, page: str = "") -> Read:
    """Return the ads of a feed in RSS 1.0, RSS 2.0 or Atom.

    :raises Unreadable: when the file is no such feed.
    """
    root = tree_of(raw)
    if name_of(root) not in {"rss", "rdf", "feed"}:
        is_page = name_of(root) == "html"
        raise Unreadable("Adressen svarar med en vanlig webbsida, inte ett RSS-flöde. Leta efter länken till RSS."
                         if is_page else "Filen är inget RSS-flöde.")  # fmt: skip
    channel = found_in(root, "channel")
    channel = root if channel is None else channel
    says = text_at(channel, "title")
    # An Atom feed's own author is the employer; RSS has no better name than its title.
    owner = one_line(text_at(channel, "author", "name")) or TITLES.sub("", one_line(says)).strip()
    link = _link(channel) or page
    items = [element for element in root.iter() if name_of(element) in ITEMS]
    return gathered(items, lambda number, item: _ad(number, item, owner[:160], link), is_list=True)


def _ad(number: int, item: etree._Element, owner: str, page: str) -> Ad:
    link = joined(page, _link(item)) if _link(item) else ""
    text = _longest(item)
    places = tuple(_places(item))
    ids = [one_line(text_at(item, name)) for name in ("guid", "id", "identifier", "jobid")]
    source_id = next(filter(None, ids), "") or link
    return checked(Ad(
        row=number, source_id=_short(source_id, link), scope=_host(link), title=one_line(text_at(item, "title")),
        text=text, url=link, published_at=_published(item), apply_by=_last(item, text),
        employer_name=_said(item, "company", "employer", "arbetsgivare", "organization", "organisation") or owner,
        org_number=number_in(_said(item, "orgnr", "organizationnumber", "organisationsnummer")),
        workplace=_said(item, "department", "avdelning", "unit"),
        place_label=places[0] if places else "", places=places,
        extent=_said(item, "employmenttype", "employment_type", "worktime", "omfattning", "extent"),
        duration=_said(item, "duration", "anstallningsform"),
        diary_number=_said(item, "reference", "referencenumber", "refnr", "diarienummer"),
        occupation_label=_said(item, "occupation", "yrke"),
    ))  # fmt: skip


def _link(element: etree._Element) -> str:
    """Atom links have their address in an attribute and may be several; the one without a relation is the page."""
    for link in children(element, "link"):
        if link.get("rel", "alternate") == "alternate" and (said := one_line(link.get("href") or link.text)):
            return said
    guid = found_in(element, "guid")
    said = one_line(guid.text) if guid is not None and guid.get("isPermaLink") != "false" else ""
    return said if said.startswith("http") else ""


def _short(source_id: str, link: str) -> str:
    """An address makes a long id: what tells the ad in it is kept, or the end of it."""
    if source_id.startswith("http") and (mark := mark_of(source_id)):
        source_id = mark
    return source_id if len(source_id) <= 80 else mark_of(link)[-80:] or source_id[-80:]


def _longest(item: etree._Element) -> str:
    found = [text_at(item, name) for name in ("encoded", "description", "content", "summary")]
    return max(found, key=len)


def _published(item: etree._Element) -> Any:
    names = ("pubdate", "published", "date", "dateposted", "updated", "publishdate")
    return moment(next(filter(None, (one_line(text_at(item, name)) for name in names)), ""))


def _last(item: etree._Element, text: str) -> Any:
    names = ("deadline", "enddate", "expirationdate", "expires", "validthrough",
             "applicationdeadline", "lastapplicationdate", "sistaansokningsdag", "end_date", "expiry")  # fmt: skip
    if said := next(filter(None, (one_line(text_at(item, name)) for name in names)), ""):
        return last_moment(said)
    found = LAST.search(" ".join(plain(text).split()))
    try:
        return last_moment(found[1].replace("/", " ")) if found else None
    except BadAd:
        return None


def _places(item: etree._Element) -> list[str]:
    """Every name of a place that the ad gives, towns before counties; countries are read past."""
    found: dict[str, None] = {}
    for wanted in PLACES:
        for element in item.iter():
            if name_of(element) == wanted and len(element) == 0 and _is_of_place(element, item, wanted):
                found.setdefault(one_line(element.text)[:120])
    return [name for name in found if name and name.casefold() not in NEVER_PLACES]


def _is_of_place(element: etree._Element, item: etree._Element, wanted: str) -> bool:
    return wanted != "name" or name_of(element.getparent()) in ("location", "locations", "place")


def _said(item: etree._Element, *names: str) -> str:
    return next(filter(None, (one_line(text_at(item, name)) for name in names)), "")[:120]


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "")[:80]
    except ValueError:
        raise BadAd("adressen går inte att läsa") from None
