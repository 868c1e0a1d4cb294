"""Pictures that come with an archive: each is what a picture of ours is, or it stays outside.

They were cleaned where they were taken, and their checksum says that they are the same; so their bytes are kept. Nobody
trusts them: each is decoded in full, and may hold nothing beside the picture and its colours. As this takes seconds and
meets hostile files, it runs in a process of its own: `python -m anliegen.exports.pictures`. No Django here.
"""

import json
import os
import struct
import sys
from pathlib import Path

from PIL import Image

FORMATS = {"jpeg": "JPEG", "webp": "WEBP"}
BIGGEST, MOST_PIXELS, LONGEST_SIDE = 60 * 1024 * 1024, 60_000_000, 16_384
PIECES = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
JFIF, COLOURS, ADOBE, COMMENT, SCAN, END = 0xE0, 0xE2, 0xEE, 0xFE, 0xDA, 0xD9
POLITENESS = 10  # pages and sockets go first
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Strange(Exception):
    """Why a file is no picture of ours, in a word."""


def look(path, kind, sides=None):
    """Return the decoded picture of a file, if it is one of that kind and sides and nothing else."""
    try:
        if path.stat().st_size > BIGGEST:
            raise Strange("big")
        picture = Image.open(path, formats=[FORMATS[kind]])
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
            raise Strange("big")
        if getattr(picture, "n_frames", 1) > 1 or not BARE[kind](path.read_bytes()):
            raise Strange("more")
        picture.load()
    except (Strange, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise Strange("big") from error
    except Exception as error:  # what is wrong in a file comes as every kind of error
        raise Strange("broken") from error
    if sides and list(picture.size) != list(sides):
        raise Strange("sides")
    return picture


def develop(picture, kind, folder, views):
    """Write the views of a picture beside its original; a view is (name, longest side, degrees clockwise, crop)."""
    for name, longest, turned, crop in views:
        view = picture.rotate(-turned, expand=True) if turned else picture.copy()
        if crop:
            left, top, right, bottom = crop
            box = (left * view.width, top * view.height, right * view.width, bottom * view.height)
            view = view.crop(tuple(round(side) for side in box))
        view.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        view.save(Path(folder) / f"{name}.{kind}", FORMATS[kind], quality=84)


def _bare_jpeg(data):
    """Whether only its picture and colours are in a JPEG: no Exif, XMP, comment, nothing after its end."""
    at = 2
    while data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker == COMMENT or 0xE0 <= marker <= 0xEF and not _belongs(marker, data[at + 4 : at + 2 + length]):
            return False
        at += 2 + length
        if marker == SCAN:
            at = _end_of_scan(data, at)
            if data[at + 1] == END:
                return at + 2 == len(data)
    return False


def _belongs(marker, segment):
    """Whether a segment of an application says something about how the picture is drawn."""
    return (
        (marker == JFIF and segment.startswith(b"JFIF\0") and len(segment) == 14)
        or (marker == COLOURS and segment.startswith(b"ICC_PROFILE\0"))
        or (marker == ADOBE and segment.startswith(b"Adobe") and len(segment) == 12)
    )


def _end_of_scan(data, at):
    """Within the picture itself, FF stands before 00 or a restart only; else the next segment begins there."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _bare_webp(data):
    at, end = 12, struct.unpack_from("<I", data, 4)[0] + 8
    while at < end == len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        if kind not in PIECES:
            return False
        at += 8 + length + length % 2
    return at == end == len(data)


BARE = {"jpeg": _bare_jpeg, "webp": _bare_webp}


def main():
    """Look at what the input lists; say which one is strange, and why. Nothing said: all are pictures."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    for each in json.load(sys.stdin):
        folder = Path(each["folder"])
        try:
            picture = look(folder / f"original.{each['kind']}", each["kind"], each["sides"])
            develop(picture, each["kind"], folder, each["views"])
        except (Strange, MemoryError) as strange:
            sys.stdout.write(json.dumps({"name": each["name"], "why": str(strange) or "big"}))
            return


if __name__ == "__main__":
    main()
