"""Text cut into words as people write them: IT-arkitekt, C#, 1:e, och miljö- och hälsoskyddsinspektör."""

import re
import unicodedata

TOKEN = re.compile(r"c\+\+|[cf]#|\.net\b|\d+:[^\W\d_]+|[^\W_]+(?:[-’'][^\W_]+)*-?")
HYPHENS = re.compile(r"[\u2010-\u2015\u2212\u00ad]")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?:\+\d{1,3}|\b0)[\d \u00a0()/-]{5,}\d")
DIGIT = re.compile(r"\d")
FOLDED = str.maketrans("åäáàâãöóòôõøéèêëíìîïúùûüæçñ", "aaaaaaooooooeeeeiiiiuuuuacn")
EMPTY = frozenset(
    "att av bli de den denna det detta dig du ej en er era ett fler från för ha han har hos i in inom inte jag kan man "
    "med mig min mot nu när och om oss på samt se sig sin ska som till under ut vara vi vid vår våra är över eller söker "
    "sökes söks the and of to for a an in at with".split()
)
"""Words that say nothing of what is sought; a question of only such words is asked as it stands."""


def clean(text: str) -> str:
    """Return the text in small letters with one kind of hyphen and composed letters."""
    if text.isascii():
        return text.lower()
    return HYPHENS.sub("-", unicodedata.normalize("NFC", text)).lower()


def tokens(text: str) -> list[str]:
    """Return the words of a text in order; a hyphen at the end is kept, since it says that something is left out."""
    return TOKEN.findall(clean(text))


def without_contacts(text: str) -> str:
    """Return the text without mail addresses and telephone numbers: nobody is found by those."""
    text = ADDRESS.sub(" ", text) if "@" in text else text
    return PHONE.sub(" ", text) if DIGIT.search(text) else text


def folded(word: str) -> str:
    """Return the word as someone without å, ä and ö on the keyboard types it."""
    return word.translate(FOLDED)


def joined(word: str) -> str:
    """Return the word without hyphens: it-arkitekt is itarkitekt."""
    return word.replace("-", "").replace("’", "").replace("'", "")


SIGNS = {
    "sv": frozenset("och att för som med på är av till du vi det en ett vår om har din eller inte".split()),
    "en": frozenset("and the to of for with you we is our are in a your as or on be will".split()),
}


def language_of(text: str) -> str:
    """Return the language of a text by its small words: en where English clearly is, otherwise sv."""
    said = tokens(text[:3000])
    counted = {language: sum(word in signs for word in said) for language, signs in SIGNS.items()}
    return "en" if counted["en"] > 2 * counted["sv"] + 3 else "sv"
