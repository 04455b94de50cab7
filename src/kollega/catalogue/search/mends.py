"""Words that no listing has, put right to words that some listing has."""

from django.db import connection, transaction

from kollega.words.likeness import allowed, slips, swapped
from kollega.words.questions import Question

SIMILAR = """
select word, max(listings), starts_with(word, %(typed)s) from catalogue_word
where word %% %(typed)s or word like %(begins)s or word = any(%(swapped)s) group by word
order by 3 desc, word = any(%(swapped)s) desc, similarity(word, %(typed)s) desc, 2 desc limit 30
"""


def mends(said: Question, *, only_typed: bool) -> dict[str, str]:
    """Return the typed words that no listing has, each with the nearest word that some listing has.

    :param only_typed: that the word is known in another form is not enough: some text holds it, but no title.
    """
    unknown = {term.typed: term for term in said.terms}
    all_forms = [form for term in said.terms for form in (*term.forms, *(w for ws in term.others for w in ws))]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")  # likeness is dearer than it is thought: 10 ms, not half a one
        cursor.execute("select distinct word from catalogue_word where word = any(%s)", [all_forms])
        known = {word for (word,) in cursor.fetchall()}
        found = {}
        for typed, term in unknown.items():
            is_known = term.forms[0] in known if only_typed else bool(known.intersection(term.forms))
            if is_known or (term.parts and known.issuperset(term.parts) and not only_typed) or len(typed) < 3:
                continue
            cursor.execute(SIMILAR, {"typed": typed, "begins": f"{typed}%", "swapped": swapped(typed)})
            best = min(
                (
                    (0 if begins else slips(typed, word), -listings, len(word), word)
                    for word, listings, begins in cursor
                ),
                default=(99, 0, 0, ""),
            )
            if best[0] <= allowed(typed):
                found[typed] = best[3]
    return found
