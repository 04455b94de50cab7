"""Which vacancies anyone may read: all of them, since an ad is public from the day it is published."""

from django.db.models import QuerySet

from kollega.vacancies.models import Vacancy


def vacancies() -> QuerySet[Vacancy]:
    """Return every vacancy with what its page shows; closed ones too, so that an old link says what has happened."""
    return Vacancy.objects.select_related("employer", "place", "occupation")
