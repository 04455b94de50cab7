"""Which words of a text answer a question, so that they can be shown."""

from kollega.words.compounds import parts
from kollega.words.lemmas import forms
from kollega.words.questions import Question
from kollega.words.tokens import TOKEN, clean


def marked(text: str, said: Question) -> list[tuple[str, bool]]:
    """Return the text cut where the answer begins and ends, each piece with whether it answers."""
    wanted = {form for term in said.terms for form in (*term.forms, *term.parts)}
    wanted |= {word for term in said.terms for words in term.others for word in words}
    if not wanted or len(small := clean(text)) != len(text):
        return [(text, False)] if text else []
    pieces: list[tuple[str, bool]] = []
    last = 0
    for found in TOKEN.finditer(small):
        word = found[0].rstrip("-")
        if wanted.intersection(forms(word)) or wanted.intersection(parts(word)):
            if found.start() > last:
                pieces.append((text[last : found.start()], False))
            pieces.append((text[found.start() : found.end()], True))
            last = found.end()
    return [*pieces, (text[last:], False)] if last < len(text) else pieces
