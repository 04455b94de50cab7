"""The words people choose among: skills, languages and places, and what they may mean when they write."""

from django.db.models import Case, CharField, Func, IntegerField, QuerySet, Value, When
from django.db.models.functions import Collate, Length, Lower

from kollega.taxonomy.models import Concept
from kollega.taxonomy.terms import Kind


def _in_swedish_order(field: str) -> Collate:
    """Å, ä and ö come last, whatever the database's own order is."""
    letters = Func(Lower(field), Value("åäöüé"), Value("{|}ye"), function="TRANSLATE", output_field=CharField())
    return Collate(letters, "C")


def offered(kind: str) -> QuerySet[Concept]:
    """Return the words of a kind that may be chosen today: named by a file and not withdrawn."""
    return Concept.objects.filter(kind=kind, is_known=True, is_deprecated=False).order_by(_in_swedish_order("label"))


def skills() -> QuerySet[Concept]:
    return offered(Kind.SKILL)


def languages() -> QuerySet[Concept]:
    return offered(Kind.LANGUAGE)


def places() -> QuerySet[Concept]:
    """Return the municipalities, each with its county."""
    return offered(Kind.MUNICIPALITY).select_related("parent")


def suggest(kind: str, text: str, limit: int = 10) -> QuerySet[Concept]:
    """Return the words a person may mean: those that begin so first, then the shortest that hold it."""
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        return Concept.objects.none()
    first = Case(When(label__istartswith=text, then=0), default=1, output_field=IntegerField())
    found = offered(kind).filter(label__icontains=text)
    return found.order_by(first, Length("label"), _in_swedish_order("label"), "pk")[:limit]


def lineage(concept_id: str | None) -> list[Concept]:
    """Return the concept and all that it hangs under, the nearest first; nothing for no concept."""
    if not concept_id:
        return []
    above = "parent__parent__parent__parent"
    concept = Concept.objects.filter(pk=concept_id).select_related(above).first()
    found = []
    while concept is not None:
        found.append(concept)
        concept = concept.parent
    return found
