"""Compounds taken apart: bygglovshandläggare is bygglov and handläggare, and IT-arkitekt is it and arkitekt."""

from functools import lru_cache

from kollega.words.lemmas import lemma, written

SHORTEST_HEAD, SHORTEST_MODIFIER = 4, 3
KNOWN_MODIFIERS = frozenset({"it", "hr", "va", "ai", "pa", "national", "regional"})
"""Beginnings that no dictionary has as words of their own, or that are too short to be trusted otherwise."""
WHOLE = frozenset(
    "handläggare förvaltare samordnare upphandlare utredare utvecklare ledare ordförande ansvarig ansvarige medarbetare "
    "handläggning förvaltning samordning upphandling utredning utveckling ledning samverkan uppdrag avtal arbetsgivare "
    "underhåll omsorg framtid inriktning erfarenhet erfaren avdelning mottagning anställning tillsvidare ansökan "
    "studie studier studera kunskap kundtjänst region område omvårdnad stockholm göteborg sundsvall universitet "
    "förskola barnmorska digitalisering kundtjänst sekreterare assistent konsulent strateg specialist controller lektor adjunkt inspektör".split()
)
"""Words that are one word to everyone, whatever they once were made of."""
PARTICLES = frozenset(
    "för sam upp till med under över mot ned bort fram från hos bak inne ute här där ing are ning den det dig ett som "
    "men var kan ska har din min sin och ens ans ets ats its eri ist ism pro pre sub con kon per via sta ver arie aria tids".split()
)
"""Beginnings that are words but tell nothing of what a compound is about."""


@lru_cache(50_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the words a compound is made of, in dictionary form, or nothing where it is no compound.

    The head is as long as a dictionary allows, and is itself taken apart: specialistsjuksköterska is specialist,
    sjuksköterska, sjuk and sköterska.
    """
    if "-" in word:
        return _of_hyphenated(word)
    root = lemma(word)
    if root in WHOLE or word in WHOLE or not word.isalpha() or len(word) < SHORTEST_HEAD + 2:
        return ()
    for start in range(2, len(root) - SHORTEST_HEAD + 1):
        head = _noun(root[start:])
        modifiers = _modifiers(root[:start]) or _modifiers(root[: start + 1]) if head else []  # press(s)ekreterare
        if head and modifiers:
            deeper = [part for one in modifiers if len(lemma(one)) < len(root) for part in parts(one)]
            return (*modifiers, *deeper, head, *parts(head))
    return ()


def _of_hyphenated(word: str) -> tuple[str, ...]:
    found: list[str] = []
    pieces = [piece for piece in word.split("-") if piece]
    for number, piece in enumerate(pieces):
        deeper = parts(piece)
        found += [lemma(piece), *deeper]
        if deeper and number and len(pieces[number - 1]) <= 3:  # e-arkivupphandling is about an earkiv
            found.append(pieces[number - 1] + deeper[0])
    return tuple(found) if len(found) > 1 else ()


def _noun(text: str) -> str:
    """Return the dictionary's form of what may end a compound, or an empty text where nothing known ends so."""
    if text in PARTICLES or not written(text):
        return ""
    root = lemma(text)
    return root if len(root) >= SHORTEST_HEAD else ""


def _modifiers(text: str) -> list[str]:
    """Return the words that may begin a compound, the likeliest first: gatu is gata, verksamhets is verksamhet."""
    if text in KNOWN_MODIFIERS:
        return [text]
    if len(text) < SHORTEST_MODIFIER or text in PARTICLES:
        return []
    if text[-1] in "oue":
        tries, most = [f"{text[:-1]}a", text[:-1], text], 3
    elif text.endswith("s"):
        tries, most = [text[:-1], f"{text[:-1]}e", text], 1
    else:
        tries, most = ([f"{text}e", text] if text.endswith("ar") else [text, f"{text}a", f"{text}e"]), 2
    known = [one for one in tries if len(one) >= SHORTEST_MODIFIER and one not in PARTICLES and written(one)]
    return known[:most]
