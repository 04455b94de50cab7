"""The words people choose among: skills, languages and places, and what they may mean when they write."""

from collections.abc import Iterable

from django.db.models import Case, CharField, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Collate, Length, Lower

from kollega.taxonomy.models import Concept, RelatedSkill
from kollega.taxonomy.rules import by_name
from kollega.taxonomy.terms import Kind

MOST_NAMES = 300
"""How many names of one file are looked up; a person does not have more."""


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


def usual_skills(occupation: Concept | None, limit: int = 12) -> list[Concept]:
    """Return what someone in the occupation usually can: its own skills first, then its group's and its neighbours'."""
    if occupation is None:
        return []
    near = [occupation.pk, occupation.parent_id]
    found = RelatedSkill.objects.filter(skill__is_known=True, skill__is_deprecated=False).select_related("skill")
    ties = list(found.filter(occupation__in=[pk for pk in near if pk]))
    if not ties and occupation.parent_id:
        ties = list(found.filter(Q(occupation__parent=occupation.parent_id) | Q(occupation__parent=_above(occupation))))
    ties.sort(key=lambda tie: (near.index(tie.occupation_id) if tie.occupation_id in near else 9, tie.skill.label))
    return list(dict.fromkeys(tie.skill for tie in ties))[:limit]


def _above(occupation: Concept) -> str | None:
    return occupation.parent.parent_id if occupation.parent else None


def neighbours(occupation: Concept | None, limit: int = 6) -> list[Concept]:
    """Return the other occupations of the same group."""
    if occupation is None or occupation.parent_id is None:
        return []
    return list(offered(Kind.OCCUPATION).filter(parent=occupation.parent_id).exclude(pk=occupation.pk)[:limit])


def occupations_like(title: str, limit: int = 6) -> list[Concept]:
    """Return the occupations that a title may mean: those that hold it, otherwise those that hold one of its words."""
    found = list(suggest(Kind.OCCUPATION, title, limit))
    for word in sorted(title.replace(",", " ").split(), key=len, reverse=True):
        if len(found) >= limit or len(word) < 4:
            break
        found += [one for one in suggest(Kind.OCCUPATION, word, limit) if one not in found]
    return found[:limit]


def known_by_name(kind: str, names: Iterable[str]) -> dict[str, Concept]:
    """Return the words of a kind that the names mean, by label or by one of the names that a label holds."""
    asked = {name.casefold() for name in names if name}
    if not asked:
        return {}
    parts = Q()
    for name in sorted(asked)[:MOST_NAMES]:
        parts |= Q(label__icontains=name)
    words = {concept.pk: concept for concept in offered(kind).filter(parts).order_by()}
    means = by_name((pk, concept.label) for pk, concept in words.items())
    return {name: words[means[name]] for name in asked if name in means}


def is_empty() -> bool:
    """Return whether no vocabulary has been loaded; words that only feeds have brought do not count."""
    return not Concept.objects.filter(is_known=True).exists()
