"""The matrix: every address with every seat, and the status it answers with. A row stands with the part it is about."""

from tests.matrix import book, charts, day, displays, doors, frame, news, paper, photos, record, wall, ways_in, ways_out

PARTS = [frame, wall, day, displays, doors, paper, record, photos, news, book, ways_out, ways_in, charts]


def pages():
    """(name, what else the address needs, who gets which status by GET)"""
    for part in PARTS:
        yield from part.pages()


def deeds():
    """(name, what else the address needs, the form, who gets which status by POST)"""
    for part in PARTS:
        yield from part.deeds()
