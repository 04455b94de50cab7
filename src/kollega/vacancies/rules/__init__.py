"""What an ad says, how its dirt is read, when two ads are the same job, and when a feed is run."""

from kollega.vacancies.rules.addresses import is_web_address, mark_of, marks_of, mended_address
from kollega.vacancies.rules.ads import (
    Ad,
    BadAd,
    Removal,
    days_left,
    is_open,
    number_in,
    shown_name,
    whose,
    why_not_ad,
)
from kollega.vacancies.rules.places import named_places
from kollega.vacancies.rules.same import alike, digest_of, is_same_job, precedence, why_not_remove
from kollega.vacancies.rules.texts import SEE_ORIGINAL, plain, without_contacts
from kollega.vacancies.rules.times import last_moment, moment

__all__ = [
    "SEE_ORIGINAL", "Ad", "BadAd", "Removal", "alike", "days_left", "digest_of", "is_open", "is_same_job",
    "is_web_address", "last_moment", "mark_of", "marks_of", "mended_address", "moment", "named_places", "number_in",
    "plain", "precedence", "shown_name", "whose", "why_not_ad", "why_not_remove", "without_contacts",
]  # fmt: skip
