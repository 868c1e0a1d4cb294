"""Small pictures for archives: as ours are, and as ours never are."""

import hashlib
import io
import json
from pathlib import Path

from django.conf import settings
from PIL import Image

from anliegen.exports.book.forms import USUAL, BookForm
from anliegen.models import Edition, Photo
from anliegen.record.photos import files


def picture(kind="jpeg", size=(60, 40), colour=(200, 90, 30), **more):
    """Return the bytes of a picture of one colour."""
    packed = io.BytesIO()
    mode = "RGBA" if kind == "webp" else "RGB"
    Image.new(mode, size, colour).save(packed, kind.upper(), **more)
    return packed.getvalue()


def with_place():
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def checksum(data):
    return hashlib.sha256(data).hexdigest()


def name(data, kind="jpeg"):
    return f"photos/{checksum(data)}.{kind}"


UPRIGHT, ACROSS = picture("webp", (40, 60), (10, 120, 80, 128)), picture("jpeg", (60, 40))
COVER = picture("jpeg", (90, 50), (30, 60, 200))
BOOK = {"pdf": b"%PDF-1.7 a book", "html": b"<!doctype html><title>A book</title>", "docx": b"PK\x03\x04 a book"}
DRAWN = {name(UPRIGHT, "webp"): UPRIGHT, name(ACROSS): ACROSS, f"covers/{checksum(COVER)}.jpeg": COVER}
DRAWN |= {f"books/{checksum(data)}.{kind}": data for kind, data in BOOK.items()}

# as a photo that says it is a JPEG of 60 by 40: what is said of it
STRANGE = {
    "a place and a camera": (with_place(), "holds more"),
    "a comment": (picture(comment=b"<script>"), "holds more"),
    "something after its end": (picture() + b"PK\x03\x04", "holds more"),
    "XMP": (picture(xmp=b"<x:xmpmeta/>"), "holds more"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "no picture"),
    "a drawing of text": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "no picture"),
    "a PNG": (picture("png"), "no picture"),
    "half of it": (picture(size=(600, 400))[:1500], "no picture|holds more"),
    "nothing": (b"", "no picture"),
    "other sides": (picture(size=(61, 40)), "other sides"),
    "a bomb": (picture(size=(12_000, 12_000)), "too big"),
    "a thread": (picture(size=(1, 60_000)), "no picture"),
    "a WebP": (picture("webp"), "no picture"),
}


def hang(report, data, kind="jpeg", **more):
    """Put a picture into a report as the photo that was taken of it."""
    size = Image.open(io.BytesIO(data)).size
    folder = f"{checksum(data)[:12]}-{report.pk}-{report.photos.count()}"
    for each in files.SIZES:
        path = files.path(folder, kind, each)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    fields = {"position": report.photos.count() + 1, "width": size[0], "height": size[1]} | more
    return Photo.objects.create(report=report, file=folder, kind=kind, checksum=checksum(data), **fields)


def issue(conference, by):
    """Issue a book, as far as its files and its row go, and put a picture on its cover."""
    home = Path(settings.MEDIA_ROOT)
    folder, cover = f"books/of-{conference.pk}", f"covers/of-{conference.pk}.jpeg"
    for path in (home / folder, home / "covers"):
        path.mkdir(parents=True, exist_ok=True)
    (home / cover).write_bytes(COVER)
    for kind, data in BOOK.items():
        (home / folder / f"book.{kind}").write_bytes(data)
    marks = {"1": {"sheet": "a1", "report": "", "photos": "", "comments": ""}}
    (home / folder / "marks.json").write_text(json.dumps(marks))
    files = {kind: f"{folder}/book.{kind}" for kind in BOOK}
    form = BookForm({**USUAL, "only": "1-2"}, conference=conference)
    assert form.is_valid(), form.errors
    more = {"options": form.cleaned_data, "changes": [["sheet", 1]], "by": by}
    Edition.objects.create(conference=conference, number=1, state="done", files=files, version=7, **more)
    Edition.objects.create(conference=conference, number=2, state="failed")
    conference.cover = cover
    conference.save(update_fields=["cover"])
