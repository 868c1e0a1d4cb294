"""Photos as cameras and bad people make them, and how a phone sends them."""

import io
import struct
import uuid
import zlib

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from anliegen.models import Photo
from tests.world import Phone

pillow_heif.register_heif_opener()
RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(kind="JPEG", size=(80, 40), mode="RGB", **options):
    """Return a picture whose left half is red, the right one blue."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    return packed(picture.convert(mode), kind, **options)


def packed(picture, kind="JPEG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def sent(data, name="photo.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def adds(seat, number, *files, once=None):
    """Send the plain form with those files; return the answer."""
    files = [file if hasattr(file, "read") else sent(file) for file in files]
    address = f"/c/{seat.conference.slug}/anliegen/{number}/photos/add/"
    return Phone(seat).post(address, {"photo": files, "once": once or uuid.uuid4()})


def photo(seat, number=1, data=None):
    """Return the photo that this seat has just added."""
    answer = adds(seat, number, data or drawn())
    assert answer.status_code == 302, answer.content
    return Photo.objects.filter(report__anliegen__conference=seat.conference).latest("pk")


def quarters(size=(64, 48)):
    """A picture that looks different however it is turned."""
    picture = Image.new("RGB", size, "white")
    half, middle = size[0] // 2, size[1] // 2
    for colour, box in (
        ("red", (0, 0, half, middle)),
        ("lime", (half, 0, size[0], middle)),
        ("blue", (0, middle, half, size[1])),
    ):
        picture.paste(colour, box)
    return picture


def like(one, other, within=40):
    """Whether two pictures show the same in the middle of their quarters."""
    one, other = one.convert("RGB"), other.convert("RGB")
    if one.size != other.size:
        return False
    spots = [(x * one.width // 4, y * one.height // 4) for x in (1, 3) for y in (1, 3)]
    return all(
        abs(a - b) <= within for spot in spots for a, b in zip(one.getpixel(spot), other.getpixel(spot), strict=True)
    )


def display_p3():
    """An ICC profile of Display P3, as iPhones put it into their photos (ICC.1:2010, matrix and curves)."""

    def fixed(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(*values):
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    curve = b"para\0\0\0\0\0\3\0\0" + b"".join(map(fixed, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)))
    words = "Secret display".encode("utf-16-be")
    text = b"mluc\0\0\0\0\0\0\0\1\0\0\0\x0cenUS" + struct.pack(">II", len(words), 28) + words
    tags = {
        b"desc": text,
        b"cprt": text,
        b"wtpt": xyz(0.96419, 1, 0.82489),
        b"rXYZ": xyz(0.51512, 0.2412, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.1571, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = (
        bytes(8) + b"\4\0\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28) + bytes.fromhex("0000f6d6000100000000d32d")
    )
    head = struct.pack(">I", at + len(body)) + head.ljust(128, b"\0")[4:]
    return head + struct.pack(">I", len(tags)) + table + body


def chunk(kind, data):
    """A piece of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width=60_000, height=60_000):
    """A PNG that claims more pixels than it has bytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")
