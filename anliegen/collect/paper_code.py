"""The code of a paper: P-017 stands on it before anybody wrote on it, and as a number in the database."""

import re

MOST, AT_ONCE = 9_999, 200
TYPED = re.compile(r"\s*(?:p\s*[-–.]?\s*)?0*(\d{1,4})\s*", re.IGNORECASE)


def shown(number):
    """Return what stands on the paper: P-017."""
    return f"P-{number:03d}"


def read(typed):
    """Return the number of a code as people type it (P-017, p17, 17), or None."""
    found = TYPED.fullmatch(typed)
    return int(found[1]) if found and int(found[1]) else None
