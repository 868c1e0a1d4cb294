"""The rows of the matrix that are about paper: prints, and the entry of what was written by hand."""

from tests.matrix.statuses import DO_HELPERS, HELPERS, NO_SUCH_WAY, SEATED

PRINTS = ["paper", "rooms_pdf", "poster_pdf", "tents_pdf", "blank_pdf"]
SHOWN = ["sheets_pdf", "wall_pdf", "reports_pdf"]  # what hangs anyway


def pages():
    yield "entry", {}, HELPERS
    yield "number_paper", {}, NO_SUCH_WAY
    for name in PRINTS:
        yield name, {}, HELPERS
    for name in SHOWN:
        yield name, {}, SEATED


def deeds():
    yield "entry", {}, {"title": "Wer singt?", "paper": "P-017"}, DO_HELPERS
    yield "number_paper", {}, {"count": 3, "size": "a3"}, DO_HELPERS
    for name in PRINTS + SHOWN:
        yield name, {}, {}, NO_SUCH_WAY
