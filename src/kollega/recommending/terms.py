"""How much each likeness counts, and the numbers of the digest. Anyone can count a suggestion out by hand."""

from datetime import timedelta

POINTS = {
    "wish": 60, "wish_near": 30, "own": 30, "own_near": 20, "skill": 40, "skill_in_text": 12, "wrote": 16,
    "place": 25, "place_near": 12, "county": 10, "language": 8, "how_much": 6,
}  # fmt: skip
LEAST = 30
"""What is below says too little to be shown: a place alone, or one skill mentioned somewhere in a text."""
MOST = 20
WEIGHED = 200
"""Where titles say more than this, the newest so many are weighed, as on the list itself."""
FEW_TITLES, TEXTS_MOST = 100, 500
"""Texts are only looked in where fewer titles than this say anything, and give at most so many."""
SAMPLE, ENOUGH = 256, 3
"""One listing in so many tells on which days the newest were published: three of those are eight hundred or so."""
AT_START = 3
MOST_WORDS = 12
"""How many words of what a person has written freely are looked for."""
SHORTEST_WORD = 4
SAYS_LITTLE = frozenset(
    [
        "absolut",
        "alla",
        "allt",
        "andra",
        "annan",
        "annat",
        "arbeta",
        "arbete",
        "arbetsplats",
        "arbetsuppgifter",
        "bara",
        "bland",
        "både",
        "därför",
        "eller",
        "erfarenhet",
        "finns",
        "flera",
        "framöver",
        "först",
        "genom",
        "gillar",
        "gärna",
        "göra",
        "hellre",
        "helst",
        "hela",
        "helt",
        "hitta",
        "något",
        "några",
        "någon",
        "intresse",
        "intresserad",
        "jobb",
        "jobba",
        "kommun",
        "komma",
        "kunna",
        "leda",
        "ledig",
        "leta",
        "letar",
        "lite",
        "lära",
        "mest",
        "mesta",
        "mina",
        "mitt",
        "mycket",
        "myndighet",
        "myndigheter",
        "möjlighet",
        "möjligheter",
        "nytt",
        "nya",
        "olika",
        "område",
        "områden",
        "också",
        "passar",
        "person",
        "prova",
        "pröva",
        "roll",
        "samma",
        "sedan",
        "ska",
        "skulle",
        "svårt",
        "söker",
        "tack",
        "testa",
        "tillfälle",
        "tillsammans",
        "trivs",
        "tänka",
        "under",
        "uppdrag",
        "uppgift",
        "uppgifter",
        "utanför",
        "utveckla",
        "utvecklas",
        "verksamhet",
        "vilja",
        "viss",
        "öppen",
        "ställe",
        "annanstans",
        "deltid",
        "heltid",
        "procent",
    ]
)
"""Words that people write of anything they look for; alone they tell nothing apart."""
EXTENTS = {"full": ("full",), "part": ("most", "some", "part")}
IN_A_MAIL = 8
BATCH = 1000
"""How many persons' digests are matched in one statement."""
LONGEST_BACK = timedelta(days=8)
"""Someone who has not been written to for long is told of the last week, not of everything."""
REMEMBERED = timedelta(days=365)
HOUR = 8
"""ux.md: a digest leaves in the morning; this one on Mondays."""
