"""Which sheets are about the same: by the stems of their words, German and English. No service outside is asked.

Rare words count more (inverse document frequency), those of the title three times; the cosine of two sheets says how
alike they are (Salton, Buckley: Term-weighting approaches in automatic text retrieval, 1988).
"""

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

import snowballstemmer

ALIKE = 0.32  # of 1; below, people would wonder why
MOST = 5
WORD = re.compile(r"[^\W\d_]{3,}")
STEMMERS = [snowballstemmer.stemmer(language) for language in ("german", "english")]
EMPTY = frozenset((Path(__file__).parent / "empty_words.txt").read_text("utf-8").split())  # they tell nothing


@lru_cache(20_000)
def stems(word):
    """Return the word's stems in both languages: one does not know which it is in."""
    return frozenset(stemmer.stemWord(word) for stemmer in STEMMERS)


@lru_cache(2_000)
def words(title, goal="", context=""):
    """Return {stem: weight} of a sheet's texts."""
    found = Counter()
    for text, weight in ((title, 3), (goal, 1), (context, 1)):
        for word in WORD.findall(text.casefold()[:4_000]):
            if word not in EMPTY:
                found.update(dict.fromkeys(stems(word), weight))
    return found


class Likeness:
    """Sheets (number, title, goal, context), weighed against each other."""

    def __init__(self, sheets):
        self.sheets = {number: words(*texts) for number, *texts in sheets}
        often = Counter(stem for found in self.sheets.values() for stem in found)
        self.rare = {stem: math.log(1 + len(self.sheets) / count) for stem, count in often.items()}
        self.vectors = {number: self._vector(found) for number, found in self.sheets.items()}
        self.holders = defaultdict(set)
        for number, vector in self.vectors.items():
            for stem in vector:
                self.holders[stem].add(number)

    def to(self, texts, but=()):
        """Return the numbers of the sheets most like these texts (title, goal, context), the likest first."""
        vector = self._vector(words(*texts))
        near = set().union(*(self.holders.get(stem, ()) for stem in vector)) - set(but)
        likest = sorted(((_cosine(vector, self.vectors[number]), number) for number in near), reverse=True)
        return [number for score, number in likest[:MOST] if score >= ALIKE]

    def pairs(self):
        """Return all pairs that are alike, as (number, number), the likest first."""
        found = {}
        for one, vector in self.vectors.items():
            for two in set().union(*(self.holders[stem] for stem in vector), ()):
                if one < two and (score := _cosine(vector, self.vectors[two])) >= ALIKE:
                    found[one, two] = score
        return sorted(found, key=found.get, reverse=True)

    def _vector(self, found):
        unseen = math.log(1 + len(self.sheets))
        vector = {stem: (1 + math.log(count)) * self.rare.get(stem, unseen) for stem, count in found.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1
        return {stem: weight / length for stem, weight in vector.items()}


def _cosine(one, two):
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[stem] for stem, weight in one.items() if stem in two)


def of(conference):
    """Return the likeness of all sheets that are on the wall or in the parking: one query."""
    rows = conference.anliegen.filter(withdrawn_at=None).values_list("number", "title", "goal", "context")
    return Likeness(rows)
