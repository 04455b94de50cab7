"""The XML by which employers have sent ads to Arbetsförmedlingen: packets of postings, active or not."""

from typing import Any

from lxml import etree

from kollega.core.incoming import Unreadable, one_line
from kollega.vacancies.files.markup import children, found_in, name_of, text_at, tree_of
from kollega.vacancies.files.rows import Read, checked, gathered, seats_in
from kollega.vacancies.rules import Ad, BadAd, Removal, last_moment, mended_address, moment, number_in, shown_name

INFORMATION, DESCRIPTION = "JobPositionInformation", "JobPositionDescription"
SAYS = ("JobPositionPurpose", "JobPositionDuties", "JobPositionDescriptionText", "Description")
GONE = {"inactive", "deleted", "removed", "closed"}


def read_ledigtarbete(raw: bytes, *, page: str = "") -> Read:
    """Return the active postings as ads and the inactive ones as removals, in the order of the packets.

    :raises Unreadable: when the file is not such XML.
    """
    root = tree_of(raw)
    postings = [element for element in root.iter() if name_of(element) == "jobpositionposting"]
    if not postings and name_of(root) != "envelope":
        raise Unreadable("Filen är ingen fil för Ledigt arbete: den har inga annonser (JobPositionPosting).")
    sender = found_in(root, "Sender")
    scope = one_line(sender.get("id"))[:80] if sender is not None else ""
    sent = moment_or_none(text_at_attribute(root))
    return gathered(postings, lambda number, posting: _one(number, posting, scope, sent, page), last_wins=True)


def text_at_attribute(root: etree._Element) -> str:
    """Return when the file says that it was made."""
    made = found_in(root, "TransactInfo")
    return "" if made is None else one_line(made.get("timeStamp") or made.get("timestamp"))


def moment_or_none(value: str) -> Any:
    """Return the time, or None where it cannot be read: the file's own time is no ad's fault."""
    try:
        return moment(value)
    except BadAd:
        return None


def _one(number: int, posting: etree._Element, scope: str, sent: Any, page: str) -> Ad | Removal:
    source_id = one_line(text_at(posting, "JobPositionPostingId"))
    if (posting.get("status") or "active").strip().lower() in GONE:
        if not source_id:
            raise BadAd("id saknas")
        return Removal(row=number, source_id=source_id, at=sent, scope=scope)
    about = found_in(posting, INFORMATION)
    described = found_in(about, DESCRIPTION)
    detail = found_in(posting, "PostDetail")
    ways = found_in(posting, "HowToApply", "ApplicationMethods")
    link = mended_address(text_at(ways, "ByWeb", "URL"))
    group = found_in(posting, "JPPExtension", "OccupationGroup")
    return checked(Ad(
        row=number, source_id=source_id, scope=scope, title=one_line(text_at(about, "JobPositionTitle")),
        text=_text(about, described), url=link or page, application_url=link,
        published_at=moment(text_at(detail, "StartDate", "Date")) or sent,
        apply_by=last_moment(text_at(posting, "HowToApply", "ApplicationClosingDate") or
                             text_at(posting, "JPPExtension", "LastApplicationDate", "Date") or
                             text_at(detail, "EndDate", "Date")),
        seats=seats_in(text_at(posting, "NumberToFill")),
        extent=one_line(text_at(described, "Classification", "Schedule", "SummaryText")) or _hours(described),
        duration=one_line(text_at(described, "Classification", "Duration", "SummaryText")),
        occupation_code=_code(group), diary_number=one_line(text_at(posting, "HowToApply", "ReferenceId"))[:120],
        **_employer(found_in(posting, "HiringOrg")), **_place(found_in(described, "JobPositionLocation")),
    ))  # fmt: skip


def _text(about: etree._Element | None, described: etree._Element | None) -> str:
    said = [text_at(described, name) for name in SAYS]
    said += [text_at(about, "JobPositionRequirements", "QualificationsRequired", "P"),
             text_at(about, "JobPositionRequirements", "SummaryText"),
             text_at(described, "CompensationDescription", "SummaryText")]  # fmt: skip
    return "\n\n".join(part for part in said if part)


def _hours(described: etree._Element | None) -> str:
    schedule = found_in(described, "Classification", "Schedule")
    if schedule is None:
        return ""
    return "Deltid" if next(children(schedule, "parttime"), None) is not None else (
        "Heltid" if next(children(schedule, "fulltime"), None) is not None else "")  # fmt: skip


def _code(group: etree._Element | None) -> str:
    return "" if group is None else one_line(group.get("code"))[:20]


def _employer(hiring: etree._Element | None) -> dict[str, str]:
    name = one_line(text_at(hiring, "HiringOrgName"))
    unit = one_line(text_at(hiring, "HiringOrgUnit", "OrgUnitName") or text_at(hiring, "OrganizationUnit"))
    number = number_in(text_at(hiring, "HiringOrgId"))
    return {"employer_name": shown_name(name, unit), "workplace": unit[:160], "org_number": number}


def _place(location: etree._Element | None) -> dict[str, Any]:
    """The summary gives the municipality by its code; the postal address by the name of a town."""
    code = one_line(text_at(location, "LocationSummary", "Municipality"))
    town = one_line(text_at(location, "PostalAddress", "Municipality") or text_at(location, "PostalAddress", "City"))
    is_code = code.isascii() and code.isdigit() and len(code) == 4
    return {
        "municipality_code": code if is_code else "", "place_label": town or ("" if is_code else code),
        "places": tuple(filter(None, ("" if is_code else code, town))),
    }  # fmt: skip
