"""Rooms and rounds from a line as people write it, in German or English: "9 Räume", "4 rounds of 60 min from 10:00".

One regular expression per phrase, in any order; what none of them takes is handed back, so that the page can say so.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conference.fields import DayField, clean_line
from conference.refusal import Refused

MOST_ROOMS, MOST_ROUNDS = 200, 40


class RoomDraft(NamedTuple):
    name: str
    capacity: int = 0
    location: str = ""
    features: str = ""


class RoundsDraft(NamedTuple):
    """Equal rounds of one day, with the same rest between them."""

    count: int
    minutes: int
    starts: time
    rest: int = 0
    day: date | None = None
    ignored: str = ""

    def spans(self, day, zone):
        """Return (start, end) of each round."""
        first = datetime.combine(day, self.starts, zone)
        step, length = timedelta(minutes=self.minutes + self.rest), timedelta(minutes=self.minutes)
        return [(first + at * step, first + at * step + length) for at in range(self.count)]


SEATS = r"(?:seats?|places?|people|pl[äa]tzen?|sitzpl[äa]tzen?|personen|leute)"
MANY_ROOMS = re.compile(
    rf"(\d{{1,9}})\s*(?:r[äa]ume?n?|raeume|rooms?|zimmer)(?:\s*(?:à|a|mit|of|with|for|für)?\s*(?:je\s*)?(\d{{1,5}})\s*{SEATS}?)?",
    re.I,
)
ONE_ROOM = re.compile(
    rf"(?P<name>.*?)\s*(?:[(:\[]\s*(?P<sure>\d{{1,5}})\s*{SEATS}?\s*[)\]]?|\s(?P<maybe>\d{{1,5}})(?P<seats>\s*{SEATS})?)",
    re.I,
)
GENERIC = re.compile(r"(?:raum|room|saal|zimmer|hall|halle|r|tisch|table|ecke|stuhlkreis|kreis|circle)\.?", re.I)

LENGTH = r"(\d+(?:[.,]\d+)?)[\s-]*(minuten|minutes?|min\.?|h\b|std\.?|stunden?|hours?)"
PHRASES = {
    "day": r"(?:\bam\s+|\bon\s+)?\b(\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.(?:\d{4})?)(?!\d)",
    "rest": (
        rf"(?:(?:mit|with|und|and|plus|\+)\s+)?(?:je(?:weils)?\s+)?{LENGTH}[\s-]*(?:lange[nr]?\s+)?"
        r"(?:pausen?|breaks?|zwischen\w*|between|apart)\b(?:\s+(?:dazwischen|between))?"
    ),
    "rest_after": rf"(?:(?:mit|with|und|and)\s+)?\b(?:pausen?|breaks?)\s*(?:von|of|à|:)?\s*{LENGTH}",
    "starts": (
        r"\b(?:ab|von|um|from|at|starting(?:\s+at)?|beginn\w*)\s+"
        r"(\d{1,2})(?:[:.](\d{2}))?\s*(uhr\b|h\b|am\b|pm\b|o'clock)?"
    ),
    "count": r"(\d{1,4})\s*(?:runden?|rounds?|slots?|zeiten|blöcke|sessions?)\b|(\d{1,4})\s*[x×](?=\s*\d)",
    "minutes": rf"(?:(?:à|a|zu|of|von|je(?:weils)?|mit|with|x|×)\s+)*{LENGTH}",
}
FILLERS = {"à", "a", "je", "mit", "with", "und", "and", "of", "zu", "jeweils", "x", "×", "von", "each", "uhr"}


def rooms(text, taken=(), numbered="Room %(number)d"):
    """Return drafts of the rooms in the text: names by line, comma or semicolon, each with its seats if it has them.

    "9 rooms" makes numbered ones, with numbers that are not `taken` (names of rooms that are there).
    """
    entries = [clean_line(each) for each in re.split(r"[\n,;]", text)]
    entries = [each for each in entries if each]
    _refuse_too_many(entries)
    bare = [_without_number(each).casefold() for each in entries]
    drafts, used = [], {name.casefold() for name in taken}
    for entry in entries:
        if many := MANY_ROOMS.fullmatch(entry):
            count, capacity = int(many[1]), int(many[2] or 0)
            _refuse_too_many(range(count or MOST_ROOMS + 1))
            names = [numbered % {"number": number} for number in range(1, count + len(used) + 1)]
            free = [name for name in names if name.casefold() not in used]
            new = [RoomDraft(name, capacity) for name in free[:count]]
        else:
            alone = bare.count(_without_number(entry).casefold()) == 1
            new = [_one_room(entry, number_is_seats=alone)]
        drafts += new
        _refuse_too_many(drafts)
        used |= {draft.name.casefold() for draft in new}
    if not drafts:
        raise not_understood(_('Please name some rooms, one a line, or type something like "9 rooms".'))
    return drafts


def rounds(text):
    """Return the draft of the rounds in the line. Refuses a line that lacks something, and says what."""
    found, rest = {}, clean_line(text)
    for phrase, pattern in PHRASES.items():
        if match := re.search(pattern, rest, re.I):
            found[phrase] = match
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if "count" not in found:
        raise not_understood(_('How many rounds? Type like this: "4 rounds of 60 min from 10:00 with 15 min breaks".'))
    if "minutes" not in found:
        raise not_understood(_('How long is a round? Add something like "of 60 min".'))
    if "starts" not in found:
        raise not_understood(_('When does the first round begin? Add something like "from 10:00".'))
    pause = found.get("rest") or found.get("rest_after")
    draft = RoundsDraft(
        count=int(found["count"][1] or found["count"][2]),
        minutes=_minutes(found["minutes"]),
        starts=_time(found["starts"]),
        rest=_minutes(pause) if pause else 0,
        day=_day(found["day"][1]) if "day" in found else None,
        ignored=" ".join(word for word in rest.split() if word.strip(".,;:!").casefold() not in FILLERS | {""}),
    )
    return checked(draft)


def checked(draft):
    """Return the draft if its rounds fit into a day; refuse it otherwise."""
    if not 1 <= draft.count <= MOST_ROUNDS:
        raise not_understood(_("Between 1 and %(most)d rounds fit in a day.") % {"most": MOST_ROUNDS})
    if draft.minutes < 1:
        raise not_understood(_('How long is a round? Add something like "of 60 min".'))
    whole = draft.starts.hour * 60 + draft.starts.minute + draft.count * (draft.minutes + draft.rest) - draft.rest
    if whole > 24 * 60:
        raise not_understood(
            _("These rounds would last beyond midnight. Take fewer or shorter ones, or begin earlier.")
        )
    return draft


def not_understood(sentence):
    return Refused(sentence, status=422)


def _refuse_too_many(rooms):
    """As soon as it is sure: a page of "200 rooms" would keep the server busy for minutes."""
    if len(rooms) > MOST_ROOMS:
        raise not_understood(_("Between 1 and %(most)d rooms fit on a wall.") % {"most": MOST_ROOMS})


def _without_number(entry):
    match = ONE_ROOM.fullmatch(entry)
    return match["name"] if match and match["maybe"] and not match["seats"] else entry


def _one_room(entry, number_is_seats):
    """`Aula 120` has 120 seats; `Raum 3` is a name, and so is a number that tells rooms of one name apart."""
    match = ONE_ROOM.fullmatch(entry)
    if not match or not match["name"]:
        return RoomDraft(_fitting(entry))
    if match["maybe"] and not match["seats"] and (not number_is_seats or GENERIC.fullmatch(match["name"])):
        return RoomDraft(_fitting(entry))
    return RoomDraft(_fitting(match["name"].rstrip(" -–")), int(match["sure"] or match["maybe"]))


def _fitting(name):
    if len(name) > 60:
        raise not_understood(_('The name "%(name)s…" is too long; 60 characters fit.') % {"name": name[:30]})
    return name


def _minutes(match):
    amount = float(match[1].replace(",", "."))
    return min(round(amount if match[2].casefold().startswith("min") else amount * 60), 100_000)


def _time(match):
    hour, minute, suffix = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()
    if suffix == "pm" and hour < 12:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise not_understood(_("%(time)s is no time of day.") % {"time": f"{match[1]}:{minute:02}"}) from None


def _day(text):
    """A day as 2026-06-12, 12.6.2026 or 12.6.; without a year it is this year's."""
    try:
        if "-" in text:
            found = date.fromisoformat(text)
        else:
            day, month, year = (part.strip() for part in text.split("."))
            found = date(int(year or date.today().year), int(month), int(day))
        return DayField().clean(found)
    except (ValueError, ValidationError):
        raise not_understood(_("%(day)s is no day.") % {"day": text}) from None
