"""Which characters our fonts can print. What none of them has would be left out without a word, or as an empty box.

Reads the fonts' own tables (OpenType `cmap`, formats 4 and 12), so that it is right whichever fonts lie there.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
MISSING = "□"
DRAWN_BY_NOBODY = ("Cf", "Zl", "Zp", "Cc")  # joiners, soft hyphens, line ends: they steer, they aren't drawn
SELECTORS = range(0xFE00, 0xFE10)


def printable(text):
    """Return the text with a box for each character that no font of ours has."""
    known = covered()
    return "".join(each if ord(each) in known or _steers(each) else _instead(each, known) for each in text)


@cache
def covered():
    """The code points that at least one of our fonts draws."""
    found = set()
    for file in FONTS.glob("*.ttf"):
        found |= _mapped(file.read_bytes())
    return frozenset(found)


def _steers(character):
    return unicodedata.category(character) in DRAWN_BY_NOBODY or ord(character) in SELECTORS


def _instead(character, known):
    """The same in plainer letters where Unicode knows some (𝓗 → H), else a box; accents on nothing go."""
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(ord(each) in known for each in plain):
        return plain
    return "" if unicodedata.category(character).startswith("M") else MISSING


def _mapped(font):
    """The code points of one font file."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = {
        font[12 + 16 * at : 16 + 16 * at]: struct.unpack_from(">I", font, 20 + 16 * at)[0] for at in range(tables)
    }
    cmap, found = entries[b"cmap"], set()
    for at in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * at)[0]
        kind = struct.unpack_from(">H", font, start)[0]
        for first, last in {4: _format_4, 12: _format_12}.get(kind, lambda *_: [])(font, start):
            found.update(range(first, last + 1))
    return found - {0xFFFF}


def _format_4(font, start):
    count = struct.unpack_from(">H", font, start + 6)[0]
    ends = struct.unpack_from(f">{count // 2}H", font, start + 14)
    starts = struct.unpack_from(f">{count // 2}H", font, start + 16 + count)
    return zip(starts, ends, strict=True)


def _format_12(font, start):
    count = struct.unpack_from(">I", font, start + 12)[0]
    groups = (struct.unpack_from(">III", font, start + 16 + 12 * at) for at in range(count))
    return [(first, last) for first, last, _glyph in groups]
