"""How an invoice leaves: which routes can be, and when a delivery that failed is tried again."""

from datetime import datetime, timedelta

from kollega.core.fetch import why_not_address
from kollega.invoicing.terms import TRY_AGAIN_AFTER, Way


def why_not_route(way: str, address: str, token: str) -> str | None:
    """Return why invoices cannot leave that way, or None if they can."""
    if way != Way.HTTP:
        return None
    if not address:
        return "Skriv accesspunktens adress."
    if reason := why_not_address(address):
        return reason
    if not all("!" <= sign <= "~" for sign in token):
        return "Nyckeln har ett tecken som inte kan skickas. Kopiera den på nytt, utan blanksteg."
    return None


def kept_token(*, before: str, given: str, is_same_address: bool) -> str:
    """Return the key to keep: the one given, or the one before as long as it goes to the same place."""
    return given or (before if is_same_address else "")


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when a delivery that has failed so many times is tried again, or None when someone has to act."""
    if tries > len(TRY_AGAIN_AFTER):
        return None
    return now + timedelta(minutes=TRY_AGAIN_AFTER[tries - 1])


def of_access_point(sentence: str) -> str:
    """Return what is said of a source that was asked, said of an access point instead."""
    return sentence.replace("Källan", "Accesspunkten").replace("källan", "accesspunkten").replace("hämtas", "nås")
