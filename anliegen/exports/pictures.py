"""Pictures that come with an archive: each is what a picture of ours is, or it stays outside.

They were cleaned where they were taken, and their checksum says that they are the same; so their bytes are kept. Nobody
trusts them: each is decoded in full, as one from a phone would be, and may hold nothing beside the picture and its
colours. This runs in a process of its own: `python -m anliegen.exports.pictures`. No Django here.
"""

import json
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path

from anliegen.pictures import cleaning

PIECES = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
JFIF, COLOURS, ADOBE, COMMENT, SCAN, END = 0xE0, 0xE2, 0xEE, 0xFE, 0xDA, 0xD9
SECONDS = 10  # of the processor for one picture; ours take one


def look(source, kind, into, sides, views):
    """Write the views of a picture into a folder; return why it is none of ours, in a word, or nothing."""
    try:
        if cleaning.known(source) != kind:
            return "broken"
        made = cleaning.develop(source, into, views)
        bare = BARE[kind](Path(source).read_bytes())
    except (cleaning.Wrong, MemoryError) as wrong:
        return "big" if not isinstance(wrong, cleaning.Wrong) or wrong.told["wrong"] == "pixels" else "broken"
    except (KeyError, ValueError, IndexError, struct.error):
        return "broken"
    if made["kind"] != kind:
        return "broken"
    if not bare:
        return "more"
    return "sides" if sides and [made["width"], made["height"]] != list(sides) else ""


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


def _take_only_so_much(pictures):
    if hasattr(os, "nice"):
        os.nice(cleaning.POLITENESS)
    with suppress(ImportError, ValueError, OSError):
        import resource

        seconds = cleaning.SECONDS + SECONDS * pictures
        resource.setrlimit(resource.RLIMIT_AS, (cleaning.MEMORY, cleaning.MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main():
    """Look at what the input lists; say which one is none of ours, and why. Nothing said: all are."""
    listed = json.load(sys.stdin)
    _take_only_so_much(len(listed))
    for each in listed:
        name = each.pop("name")
        if why := look(**each):
            sys.stdout.write(json.dumps({"name": name, "why": why}))
            return


if __name__ == "__main__":
    main()
