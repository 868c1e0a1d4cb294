"""How a wall lies on paper: which way round, on how many pages to glue, how large its type. Millimetres, points.

Pages are cut and glued where two cells meet, never through a sheet.
"""

from dataclasses import dataclass
from math import ceil

PAPERS = {"a4": (210, 297), "a3": (297, 420), "a2": (420, 594), "a1": (594, 841), "a0": (841, 1189)}
MARGIN = 12
READABLE = 8.5  # points; smaller titles want more pages
COUNTS = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24)  # of pages
LETTER, LINE, POINT = 0.55, 1.2, 0.3528  # of the type size: how wide a bold letter is, how high a line; mm


@dataclass
class Layout:
    """`across` × `down` pages; `columns` and `lines` are how many cells each page has at most."""

    wide: float
    high: float
    turned: bool  # rooms are lines, rounds are columns
    across: int
    down: int
    columns: int
    lines: int
    cell: tuple
    size: float

    @property
    def pages(self):
        return self.across * self.down


def best(paper, rooms, kinds, pages=0, letters=60):
    """Return the layout with the largest type on so many pages; 0: on as few as make it readable.

    `kinds` are those of the wall's rows in their order ("round" or else a band: a break, a day); `letters`: how long a
    title is.
    """
    if pages:
        return max(_layouts(paper, rooms, kinds, pages, letters), key=lambda layout: layout.size)
    tried = []
    for count in COUNTS:
        tried += _layouts(paper, rooms, kinds, count, letters)
        found = max(tried, key=lambda layout: layout.size)
        if found.size >= READABLE:
            break
    return found


def parts(many, size):
    """Cut a list into parts of that size; an empty one is one part, too."""
    return [many[at : at + size] for at in range(0, len(many), size)] or [[]]


def row_parts(kinds, size):
    """Cut rows where so many rounds are full, as (first, after last): a band goes with the round that it leads to."""
    rounds = [at for at, kind in enumerate(kinds) if kind == "round"]
    ends = [part[-1] + 1 for part in parts(rounds, size) if part]
    ends = [*ends[:-1], len(kinds)]
    return list(zip([0, *ends[:-1]], ends, strict=True))


def furniture(paper):
    """What stands around the cells: heights of title, head and bands, width of the times. They grow with the paper."""
    scale = (PAPERS[paper][0] / 210) ** 0.7
    return {"title": 13 * scale, "head": 11 * scale, "band": 6 * scale, "label": 23 * scale, "scale": scale}


def _layouts(paper, rooms, kinds, pages, letters):
    short, long = PAPERS[paper]
    for wide, high in ((long, short), (short, long)):
        for turned in (False, True):
            for across in range(1, pages + 1):
                down, rest = divmod(pages, across)
                if not rest:
                    yield _layout(paper, (wide, high), turned, (across, down), rooms, kinds, letters)


def _layout(paper, page, turned, cuts, rooms, kinds, letters):
    around, (across, down) = furniture(paper), cuts
    rounds = kinds.count("round")
    columns, lines = (rounds, rooms) if turned else (rooms, rounds)
    columns, lines = ceil(max(1, columns) / across), ceil(max(1, lines) / down)
    pieces = [kinds[start:end] for start, end in row_parts(kinds, columns if turned else lines)]
    bands = max(len(piece) - piece.count("round") for piece in pieces)
    wide = page[0] - 2 * MARGIN - around["label"] * (1.6 if turned else 1) - turned * bands * around["band"]
    high = page[1] - 2 * MARGIN - around["title"] - around["head"] - (not turned) * bands * around["band"]
    cell = (max(1.0, wide / columns), max(1.0, high / lines))
    return Layout(*page, turned, across, down, columns, lines, cell, _size(*cell, letters))


def _size(wide, high, letters):
    """The largest type at which a title of so many letters fits into a cell, its name below it."""
    size = 64.0
    while size > 3:
        a_line = (wide - 2) / (LETTER * POINT * size)
        lines = ceil(letters * 1.15 / max(1, a_line)) + 0.9
        if a_line >= 9 and lines * LINE * POINT * size <= high - 1.5:
            break
        size *= 0.96
    return round(size, 1)
