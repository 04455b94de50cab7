"""A feed's text made plain: no markup of theirs is kept, and no person's phone number or e-mail address."""

import html
import re
from typing import Any

import nh3

from kollega.core.incoming import is_storable
from kollega.vacancies.rules.wrong import BadAd

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
ESCAPED_MARKUP = re.compile(r"&lt;/?[a-zA-Z][^<>]{0,400}?&gt;")
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
BREAKS = re.compile(r"<(?:br|/li|/tr)\b[^<>]*>", re.I)
PARAGRAPHS = re.compile(r"</(?:p|div|h[1-6]|ul|ol|table|section)\b[^<>]*>", re.I)
NESTING = re.compile(r"<(/?)(?!(?:p|li|br|hr|img|input|td|th|tr|wbr|meta|link|col)\b)[a-zA-Z][^<>]*>", re.I)
DEEPEST = 300
ITEMS = re.compile(r"<li\b[^<>]*>", re.I)
MAIL_LINK = re.compile(r"(?:mailto:\s*|tel:(?=[+\d]))[^\s<>\"')]+", re.I)
AT = r"\s?(?:@|\(\s?(?:at|a|snabel-?a)\s?\)|\[\s?(?:at|a|snabel-?a)\s?\]|\{at\}|\bsnabel-?a\b)\s?"
DOT = r"(?:\.|\s?(?:\((?:punkt|dot)\)|\[(?:punkt|dot)\])\s?)"
MAIL_SIGNS = re.compile(r"@|[([{]\s?(?:at|a|snabel-?a)\s?[)\]}]|snabel", re.I)
MAIL = re.compile(rf"\b[\w.+'-]{{1,64}}{AT}[\w-]{{1,63}}(?:{DOT}[\w-]{{2,63}}){{1,4}}", re.I)
FIRST_LAST_AT = re.compile(
    r"\b[\w-]{1,40}\.[\w-]{1,40} at [\w-]{1,60}(?:\.[\w-]{1,60}){0,3}\.(?:se|com|nu|org|net|eu)\b", re.I
)
DIGITS = r"(?:[ \t\u00a0\u202f\u2011-\u2013()/-]{0,3}\d){"
PHONE = re.compile(
    rf"(?<![\w+/.:-])(?:(?:\+|00)\s?(?:46|47|45|358|354|298)(?:\s?\(0\))?{DIGITS}7,10}}"
    rf"|\(?0(?!0){DIGITS}7,9}})(?![\w:]|[./,-]\d)"
)
NAMED_PHONE = re.compile(
    rf"\b(?P<word>(?:tel(?:efon(?:nummer|nr)?)?|tfn|mobil(?:nummer|nr)?|telnr|växel|ring|phone)\b[.:]?\s*(?:på|till|nr)?\s*[.:]?\s*)"
    rf"\d{DIGITS}5,10}}(?!\d)", re.I,
)  # fmt: skip
SEE_ORIGINAL = "[se originalannonsen]"
AGAIN = re.compile(rf"(?:{re.escape(SEE_ORIGINAL)}[\s,;/]{{0,3}}(?:och|eller|alt\.?)?[\s,;/]{{0,3}}){{2,}}")


def plain(value: Any) -> str:
    """Return a text as paragraphs without markup; nothing of what a feed wrote as markup is kept.

    :raises BadAd: when its markup is nested so deep that cleaning it would take minutes.
    """
    said = "" if value is None else str(value)
    if not is_storable(said):  # it will be rejected, and what makes it so is no text to clean
        return said
    if not MARKUP.search(said) and ESCAPED_MARKUP.search(said):
        said = html.unescape(said)
    if MARKUP.search(said):
        if PARAGRAPHS.search(said) or BREAKS.search(said):  # then its own line breaks mean no more than blanks
            said = " ".join(said.split())
        if _depth_of(said) > DEEPEST:
            raise BadAd("texten är nästlad i fler nivåer än någon riktig annons")
        said = ITEMS.sub("• ", BREAKS.sub("\n", PARAGRAPHS.sub("\n\n", said)))
        said = html.unescape(nh3.clean(said, tags=set(), attributes={}))
    elif ENTITY.search(said):
        said = html.unescape(said)
    lines = [" ".join(line.split()) for line in said.replace("\r", "\n" if "\n" not in said else "").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _depth_of(said: str) -> int:
    """Return how deep the markup is nested at most, counting only what has to be closed."""
    depth = deepest = 0
    for closing in NESTING.findall(said):
        depth = max(0, depth + (-1 if closing else 1))
        deepest = max(deepest, depth)
    return deepest


def without_contacts(said: str) -> str:
    """Return a text where phone numbers and e-mail addresses are replaced by where they can be read.

    They are a person's, and the ad where they stand is the employer's: it can be mended there, and here only a day
    later. What is never kept can be in no index, log, summary or statistic.
    """
    for pattern in (MAIL_LINK, MAIL, FIRST_LAST_AT, PHONE):
        if pattern is not MAIL or MAIL_SIGNS.search(said):
            said = pattern.sub(SEE_ORIGINAL, said)
    said = NAMED_PHONE.sub(lambda found: found["word"] + SEE_ORIGINAL, said)
    return AGAIN.sub(lambda found: SEE_ORIGINAL + (" " if found[0][-1].isspace() else ""), said)
