"""How far one word is from another, as fingers slip: a letter more, less, wrong or swapped."""

from kollega.words.tokens import folded


def slips(typed: str, word: str, most: int = 3) -> int:
    """Return how many slips turn the word into what was typed; `most` + 1 when there are more.

    Dots and rings left out are no slip of their own: handlaggare is handläggare.
    """
    if typed == word:
        return 0
    one, other = folded(typed), folded(word)
    if one == other:
        return 1
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i] + [0] * len(other)
        for j, wanted in enumerate(other, 1):
            row[j] = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def swapped(word: str) -> list[str]:
    """Return the words that two neighbouring letters in each other's place make: short ones share few trigrams."""
    return [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)]


def allowed(word: str) -> int:
    """Return how many slips a word of this length may have before it is another word."""
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3
