"""Letters that a file's format refuses. XML 1.0, and so every spreadsheet and schedule, has no way to write them."""

import re

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text):
    """Return the text without control characters, halves of letters and what is none."""
    return FORBIDDEN.sub("", text)
