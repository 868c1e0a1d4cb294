"""The rows of the matrix that are about imports."""

from anliegen.imports import kept
from tests.matrix.statuses import DO_ORGANISERS, NO_SUCH_WAY, ORGANISERS

FILE = {"kind": "anliegen", "file": "", "sheet": "", "rows": [[2, ["Secret bread"]]], "places": {"title": 0}}


def mark(world):
    """A file that Olga has chosen and not decided on; others can't find it, whatever they may."""
    return {"mark": kept.keep(world.olga, FILE | {"headings": ["Titel"]})}


def pages():
    yield "import", {}, ORGANISERS
    yield "import_sample", {"kind": "rooms", "which": "empty", "way": "xlsx"}, ORGANISERS
    yield "import_preview", mark, ORGANISERS
    for verb in ("import_make", "import_throw_away"):
        yield verb, mark, NO_SUCH_WAY


def deeds():
    yield "import", {}, {}, ORGANISERS.replace("200", "422")
    yield "import_sample", {"kind": "rooms", "which": "empty", "way": "xlsx"}, {}, NO_SUCH_WAY
    yield "import_preview", mark, {}, NO_SUCH_WAY
    yield "import_make", mark, {}, DO_ORGANISERS
    yield "import_throw_away", mark, {}, DO_ORGANISERS
