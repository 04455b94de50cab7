"""Taking in the labour market's vocabulary, and keeping words that a feed uses before any file has named them.

The vocabulary is published and belongs to nobody here, so its loading writes no line in the log.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from kollega.core.incoming import one_line
from kollega.core.workflow import Refused
from kollega.taxonomy.models import Concept, RelatedSkill
from kollega.taxonomy.rules import Word, why_not_words
from kollega.taxonomy.terms import Kind

STARTER = Path(__file__).with_name("starter.json")
FIELDS = ("kind", "label", "code", "parent_id", "is_known", "is_deprecated")


@transaction.atomic
def load(words: Sequence[Word]) -> dict:
    """Take in a vocabulary; the same words again change nothing, and words that only a feed knew become known.

    :returns: how many of each kind were read, and how many were created, updated and unchanged.
    :raises Refused: if a word lacks its id, its name or what it hangs under; nothing is taken then.
    """
    if wrong := why_not_words(words):
        raise Refused(" ".join(wrong))
    known = Concept.objects.in_bulk([word.id for word in words])
    new, changed = [], []
    for word in words:
        concept = known.get(word.id)
        values = (word.kind, word.label, word.code, word.parent or None, True, word.is_deprecated)
        if concept is None:
            new.append(Concept(id=word.id, **dict(zip(FIELDS, values, strict=True))))
        elif values != tuple(getattr(concept, name) for name in FIELDS):
            for name, value in zip(FIELDS, values, strict=True):
                setattr(concept, name, value)
            changed.append(concept)
    Concept.objects.bulk_create(new, batch_size=1000)
    Concept.objects.bulk_update(changed, [name.removesuffix("_id") for name in FIELDS], batch_size=500)
    kinds = Counter(str(word.kind) for word in words)
    kinds |= Counter({"usual_skills": usual} if (usual := _tie(words)) else {})
    return dict(sorted(kinds.items())) | {
        "created": len(new), "updated": len(changed), "unchanged": len(words) - len(new) - len(changed),
    }  # fmt: skip


def _tie(words: Sequence[Word]) -> int:
    """Tie skills to the occupations that these words tie them to; what no word speaks of stays as it was."""
    wanted = {(word.id, skill) for word in words for skill in word.skills}
    ties = RelatedSkill.objects.filter(occupation_id__in={pk for pk, _ in wanted})
    known = {(pk, skill): tie for tie, pk, skill in ties.values_list("pk", "occupation_id", "skill_id")}
    RelatedSkill.objects.filter(pk__in=[tie for pair, tie in known.items() if pair not in wanted]).delete()
    new = sorted(wanted - set(known))
    RelatedSkill.objects.bulk_create([RelatedSkill(occupation_id=pk, skill_id=skill) for pk, skill in new], 1000)
    return len(wanted)


@transaction.atomic
def load_starter() -> dict:
    """Take in the small vocabulary that the product brings, so that a new installation has words to choose among."""
    return load(starter())


def starter() -> list[Word]:
    """Return the words that the product brings."""
    kinds = json.loads(STARTER.read_text(encoding="utf-8"))
    usual = {pk: tuple(skills) for pk, skills in kinds.pop("usual_skills")}
    return [
        Word(kind=kind, skills=usual.get(row[0], ()), **dict(zip(("id", "label", "code", "parent"), row, strict=False)))
        for kind, rows in kinds.items()
        for row in rows
    ]


@transaction.atomic
def meet(concept_id: str, kind: Kind, label: str) -> Concept:
    """Return the word, and keep it with the label the feed gave when no file has named it."""
    label = one_line(label)[:250] or concept_id
    concept, _ = Concept.objects.get_or_create(
        pk=concept_id, defaults={"kind": kind, "label": label, "is_known": False}
    )
    return concept
