"""The words that people use most: counted once a sheet, by their stems, shown as they are mostly written.

Words that tell nothing are left out: in English those of a list, in German all that are not nouns, which German writes
with a capital letter within a sentence, too.
"""

import re
from collections import Counter, defaultdict
from functools import cache

from stop_words import get_stop_words

from anliegen.collect.similar import EMPTY, stems
from anliegen.record import markdown

MOST = 20
WORD = re.compile(r"(^|[.!?:;–•*\"„“‚‘(\n-]\s*)?\b([^\W\d_]{4,40})\b", re.M)


def most_used(sheets, language):
    """Return [(word, how many sheets use it)] of the neutral picture's sheets, texts of reports included; only words
    that two sheets share."""
    found, written, within = Counter(), defaultdict(Counter), Counter()
    for sheet in sheets:
        here = set()
        for begins, word in (match.groups() for text in _texts(sheet) for match in WORD.finditer(text)):
            if word.casefold() in EMPTY or language != "de" and word.casefold() in _tells_nothing():
                continue
            stem = min(stems(word.casefold()), key=lambda each: (len(each), each))
            written[stem][word] += 1
            if begins is None:
                within[stem] += 1 if word[0].isupper() else -1
            here.add(stem)
        found.update(here)
    shared = [(count, stem) for stem, count in found.items() if count > 1 and (language != "de" or within[stem] > 0)]
    shared.sort(key=lambda each: (-each[0], each[1]))
    return [(max(written[stem].items(), key=lambda way: (way[1], way[0]))[0], count) for count, stem in shared[:MOST]]


@cache
def _tells_nothing():
    return frozenset(get_stop_words("en"))


def _texts(sheet):
    yield from (sheet.title, sheet.goal, sheet.context)
    if sheet.report:
        yield from (markdown.plain(text) for text in (sheet.report.happened, sheet.report.results))
