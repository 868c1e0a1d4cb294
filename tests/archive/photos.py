"""Small pictures for archives: as ours are, and as ours never are."""

import hashlib
import io

from PIL import Image

from anliegen.models import Photo
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
DRAWN = {name(UPRIGHT, "webp"): UPRIGHT, name(ACROSS): ACROSS}

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
    "a thread": (picture(size=(1, 60_000)), "too big"),
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
