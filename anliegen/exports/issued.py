"""What an archive holds of the book: the picture on its cover, and the editions that were issued, file by file.

An edition that is being made is no part of it. Where the archive is loaded, a book stays as it was issued.
"""

import hashlib
import json
import re
from functools import lru_cache

from django.utils.translation import gettext as _

from anliegen.exports import arrivals, packed, shape
from anliegen.exports.book import covers, editions
from anliegen.exports.pictures import BARE

STARTS = {"pdf": b"%pdf-", "html": b"<!doctype html>", "docx": b"pk\x03\x04"}
COVER = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(BARE)})")
MARKS = ("sheet", "report", "photos", "comments")
OPTIONS = {"names": bool, "photos": bool, "comments": bool, "charts": bool, "alone": bool, "paper": str}


def cover(conference):
    """Return (its name as the archive tells it, the files that go with it)."""
    path = covers.path(conference)
    if not conference.cover or not path.is_file():
        return "", []
    name = f"{_checksum(path)}{path.suffix}"
    return name, [packed.Member(f"covers/{name}", path, _("The picture on the cover"))]


def dump(conference, ids):
    """Return the entries of the editions, and their files."""
    entries, members = [], []
    for edition in conference.editions.filter(state=editions.STATES.DONE).order_by("number"):
        paths = {kind: path for kind in editions.KINDS if (path := editions.path(edition, kind))}
        where = _("Edition %(number)s of the book") % {"number": edition.number}
        files = {kind: _checksum(path) for kind, path in paths.items()}
        members += [packed.Member(packed.named("books", files[kind], kind), paths[kind], where) for kind in files]
        by = edition.by_id and ids["seat"](edition.by_id)
        more = {"by": by, "options": edition.options, "changes": edition.changes, "files": files}
        entries.append(shape.plain("editions", edition, **more, marks=_marks(paths)))
    return entries, members


@lru_cache(maxsize=512)
def _checksum(path):
    """A file that was issued never changes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prepare(conference):
    """Know the checksums before anybody waits: books are big."""
    for edition in conference.editions.filter(state=editions.STATES.DONE):
        for kind in editions.KINDS:
            if path := editions.path(edition, kind):
                _checksum(path)


def _marks(paths):
    kept = next(iter(paths.values())).with_name("marks.json") if paths else None
    return json.loads(kept.read_text()) if kept and kept.is_file() else {}


def read_cover(name, conference):
    """Give a conference that arrives its cover; return the file that it needs."""
    if name == "":
        return []
    if type(name) is not str or not COVER.fullmatch(name):
        shape.refuse("conference, cover", _("This names no picture of ours."))
    conference.cover = f"covers/{arrivals.fresh_name()}.{name.rpartition('.')[2]}"
    return [arrivals.Arriving(f"covers/{name}", conference.cover, conference.cover)]


def read(rows, entries, counts):
    """Return ([(edition, seat)], the files that they need, [(path, text)] of what stands beside them)."""
    read, files, texts = [], [], []
    for at, (edition, entry) in enumerate(zip(rows, entries, strict=True), 1):
        where, folder = f"editions {at}", f"books/{arrivals.fresh_name()}"
        edition.state, edition.progress = editions.STATES.DONE, 100
        edition.options = _options(entry["options"], f"{where}, options")
        edition.changes = _changes(entry["changes"], f"{where}, changes")
        edition.files = {}
        for kind, checksum in _files(entry["files"], f"{where}, files").items():
            edition.files[kind] = f"{folder}/book.{kind}"
            name = packed.named("books", checksum, kind)
            files.append(arrivals.Arriving(name, edition.files[kind], folder, starts=STARTS[kind]))
        marks = _read_marks(entry["marks"], f"{where}, marks")
        texts += [(f"{folder}/marks.json", json.dumps(marks))] if marks and edition.files else []
        read.append((edition, shape.seat(entry["by"], counts, where)))
    shape.refuse_doubles([row.number for row, _by in read], "editions", _("Two editions have one number."))
    return read, files, texts


def make(conference, found, ids):
    for edition, by in found:
        edition.conference, edition.by_id = conference, by and ids["seat"](by)
        edition.save()


def _files(value, where):
    if type(value) is not dict or any(kind not in STARTS for kind in value):
        shape.refuse(where, _("This is of the wrong kind."))
    if any(type(each) is not str or not shape.is_checksum(each) for each in value.values()):
        shape.refuse(where, _("This is of the wrong kind."))
    return value


def _options(value, where):
    """How a book was made: only what is known, and of its kind."""
    if type(value) is not dict or any(type(value[name]) is not kind for name, kind in OPTIONS.items() if name in value):
        shape.refuse(where, _("This is of the wrong kind."))
    only = value.get("only")
    numbers = only is None or type(only) is list and all(type(each) is int for each in only)
    if set(value) - {*OPTIONS, "only"} or not numbers or len(str(value.get("paper", ""))) > 20:
        shape.refuse(where, _("This is of the wrong kind."))
    return value


def _changes(value, where):
    for each in shape.listed(value, where):
        if type(each) is not list or [type(part) for part in each] != [str, int] or not each[0].isascii():
            shape.refuse(where, _("This is of the wrong kind."))
    return value


def _read_marks(value, where):
    if type(value) is not dict:
        shape.refuse(where, _("This is of the wrong kind."))
    for number, marks in value.items():
        whole = type(marks) is dict and set(marks) == set(MARKS)
        if (
            not re.fullmatch("[0-9]{1,9}", number)
            or not whole
            or any(type(each) is not str or len(each) > 64 for each in marks.values())
        ):
            shape.refuse(where, _("This is of the wrong kind."))
    return value
