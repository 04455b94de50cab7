"""An own vacancy as others read it: the file to Arbetsförmedlingen, and JobPosting for search engines.

LedigtArbete is Arbetsförmedlingen's HR-XML 0.52. The order of elements follows the samples that others have sent.
JobPosting: schema.org/JobPosting, release 30.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from lxml import etree

from kollega.core.clock import STOCKHOLM
from kollega.recruiting.models import Recruitment
from kollega.recruiting.queries import address_of, where_to_apply
from kollega.recruiting.terms import Form, Remote, State, Weight
from kollega.sharing.formats import posting
from kollega.vacancies.rules import Ad

SPACE = "http://arbetsformedlingen.se/LedigtArbete"
VERSION = "0.52"
FULL_TIME = 100


def text_of(recruitment: Recruitment, criteria: Sequence[Any], *, names_people: bool = True) -> str:
    """Return the whole vacancy as plain text with a heading for each part.

    :param names_people: whether those who answer questions are named; not for those who copy the text and keep it.
    """
    musts, merits = ([c.text for c in criteria if c.weight == weight] for weight in Weight)
    parts = [
        ("", recruitment.lead),
        ("Arbetsuppgifter", recruitment.tasks),
        ("Krav", _listed(musts)),
        ("Meriterande", _listed(merits)),
        ("Lön och tillträde", "\n".join(filter(None, (recruitment.pay, recruitment.starts)))),
    ]
    if names_people:
        parts += [("Frågor", recruitment.questions_to), ("Fackliga kontakter", recruitment.unions)]
    return "\n\n".join(f"{heading}\n{said}".strip() for heading, said in parts if said.strip())


def _listed(lines: list[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def ledigt_arbete(
    recruitment: Recruitment, criteria: Sequence[Any], *, number: int, at: datetime, address: str
) -> bytes:
    """Return the file that Arbetsförmedlingen takes in: one packet with one vacancy, inactive when it is withdrawn."""
    sender = {"id": recruitment.employer.org_number, "email": recruitment.contact.email}
    root = _envelope(sender, f"{recruitment.pk.hex}-{number}", at)
    _put_packet(root, number, recruitment, text_of(recruitment, criteria), address, contact=recruitment.contact.email)
    return _written(root)


def ledigt_arbete_list(recruitments: Sequence[Recruitment], *, sender: str, at: datetime) -> bytes:
    """Return all open vacancies in one file, one packet each, for whoever reads the format; it names no person.

    :param sender: who gives the list: an organisation number, or a network's short name.
    """
    root = _envelope({"id": sender, "email": ""}, f"{sender}-{at:%Y%m%d%H%M}", at)
    for number, recruitment in enumerate(recruitments, 1):
        said = text_of(recruitment, list(recruitment.criteria.all()), names_people=False)
        _put_packet(root, number, recruitment, said, address_of(recruitment), contact="")
    return _written(root)


def _envelope(sender: dict[str, str], name: str, at: datetime) -> Any:
    root = etree.Element(f"{{{SPACE}}}Envelope", nsmap={None: SPACE}, version=VERSION)
    _put(root, "Sender", **sender)
    transaction = _put(root, "TransactInfo", timeStamp=at.strftime("%Y-%m-%dT%H:%M:%S"))
    _put(transaction, "TransactId", name)
    return root


def _put_packet(root: Any, number: int, recruitment: Recruitment, said: str, address: str, *, contact: str) -> None:
    packet = _put(root, "Packet")
    _put(_put(packet, "PacketInfo"), "PacketId", str(number))
    status = "inactive" if recruitment.state == State.WITHDRAWN else "active"
    posting = _put(_put(packet, "Payload"), "JobPositionPosting", status=status)
    _put(posting, "JobPositionPostingId", str(recruitment.pk))
    hiring = _put(posting, "HiringOrg")
    _put(hiring, "HiringOrgName", recruitment.employer.name)
    _put(hiring, "HiringOrgId", recruitment.employer.org_number)
    _put(hiring, "Contact")
    _put_dates(posting, recruitment, contact)
    _put_position(posting, recruitment, said)
    methods = _put(_put(posting, "HowToApply"), "ApplicationMethods")
    _put(_put(methods, "ByWeb"), "URL", where_to_apply(recruitment) or address)
    _put(posting, "NumberToFill", str(recruitment.seats))
    extension = _put(posting, "JPPExtension")
    if recruitment.occupation:
        _put(extension, "OccupationGroup", codename="OccupationNameID", code=str(recruitment.occupation_id))


def _written(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _put_dates(posting: Any, recruitment: Recruitment, contact: str) -> None:
    detail = _put(posting, "PostDetail")
    if recruitment.published_at:
        _put(_put(detail, "StartDate"), "Date", recruitment.published_at.astimezone(STOCKHOLM).date().isoformat())
    if recruitment.apply_by:
        _put(_put(detail, "EndDate"), "Date", recruitment.apply_by.isoformat())
    if contact:
        _put(_put(_put(detail, "PostedBy"), "Contact"), "E-mail", contact)


def _put_position(posting: Any, recruitment: Recruitment, said: str) -> None:
    position = _put(posting, "JobPositionInformation")
    _put(position, "JobPositionTitle", recruitment.title)
    about = _put(position, "JobPositionDescription")
    _put(about, "JobPositionPurpose", said)
    where = _put(_put(about, "JobPositionLocation"), "LocationSummary")
    _put(where, "Municipality", recruitment.place.code if recruitment.place else "")
    _put(where, "CountryCode", "SE")
    classes = _put(about, "Classification")
    schedule = _put(classes, "Schedule")
    _put(schedule, "FullTime" if recruitment.share == FULL_TIME else "PartTime")
    _put(schedule, "SummaryText", f"{recruitment.share} procent")
    duration = _put(classes, "Duration")
    if recruitment.form == Form.PERMANENT:
        _put(duration, "Regular")
    else:
        _put(_put(duration, "Temporary"), "TermLength", str(recruitment.months or ""))
    _put(duration, "SummaryText", recruitment.get_form_display())
    if recruitment.pay:
        _put(_put(about, "CompensationDescription"), "SummaryText", recruitment.pay)


def _put(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{SPACE}}}{name}", **attributes)
    made.text = text or None
    return made


def as_ad(recruitment: Recruitment, criteria: Sequence[Any], *, address: str) -> Ad:
    """Return the vacancy as the importer knows ads; its id is the one that Arbetsförmedlingen is given."""
    last = recruitment.apply_by and datetime.combine(recruitment.apply_by, LAST_MINUTE, STOCKHOLM)
    return Ad(
        row=1, source_id=str(recruitment.pk), external_id=str(recruitment.pk), title=recruitment.title,
        employer_name=recruitment.employer.name, org_number=recruitment.employer.org_number, url=address,
        text=text_of(recruitment, criteria, names_people=False), published_at=recruitment.published_at, apply_by=last,
        place_id=str(recruitment.place_id or ""), place_label=recruitment.place.label if recruitment.place else "",
        municipality_code=recruitment.place.code if recruitment.place else "", seats=recruitment.seats,
        occupation_id=str(recruitment.occupation_id or ""), diary_number=recruitment.diary_number,
        occupation_label=recruitment.occupation.label if recruitment.occupation else "",
        application_url=where_to_apply(recruitment),
    )  # fmt: skip


LAST_MINUTE = time(23, 59)


def job_posting(recruitment: Recruitment, criteria: Sequence[Any], *, address: str) -> dict[str, Any]:
    """Return the vacancy as a JobPosting, with what search engines need and nothing about any person."""
    musts = [c.text for c in criteria if c.weight == Weight.MUST]
    place = recruitment.place
    return posting(
        pk=recruitment.pk, title=recruitment.title, text=text_of(recruitment, criteria, names_people=False),
        employer=recruitment.employer.name, address=address, published_at=recruitment.published_at,
        closes_on=recruitment.apply_by, is_part_time=recruitment.share < FULL_TIME,
        is_limited=recruitment.form != Form.PERMANENT, place=place.label if place else "",
        region=place.parent.label if place and place.parent else "",
        jobLocationType="TELECOMMUTE" if recruitment.remote == Remote.WHOLLY else None,
        totalJobOpenings=recruitment.seats, qualifications="\n".join(musts) or None,
        responsibilities=recruitment.tasks or None,
        occupationalCategory=recruitment.occupation.label if recruitment.occupation else None,
        directApply=recruitment.receives_here,
        **{"@context": "https://schema.org/"},
    )  # fmt: skip
