"""Days and times as spreadsheets and people write them: 2026-06-12, 12.6.2026, 12.06.26; 10:00, 9.30 Uhr, 10 Uhr."""

import re
from datetime import date, time

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?")
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(uhr|h)?", re.I)


def parted(text):
    """Return (text of the day, text of the time) of what may hold either or both."""
    text = text.strip().replace("T", " ") if ISO.match(text.strip()) else text.strip()
    for pattern in (ISO, GERMAN):
        if match := pattern.match(text):
            return match[0], text[match.end() :].strip(" ,;")
    return "", text


def day(text, year=None):
    """Return the day, or None for what is none; without a year it is that year's."""
    if match := ISO.fullmatch(text):
        numbers = [int(each) for each in match.groups()]
    elif match := GERMAN.fullmatch(text):
        given = match[3] and (int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3]))
        numbers = [given or year, int(match[2]), int(match[1])]
    else:
        return None
    try:
        return date(*numbers) if numbers[0] else None
    except ValueError:
        return None


def clock(text):
    """Return the time of day, or None. A bare number is none: 10 may be anything."""
    match = TIME.fullmatch(text.strip())
    if not match or not (match[2] or match[3]):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour % 24, minute) if hour < 24 and minute < 60 or (hour, minute) == (24, 0) else None
