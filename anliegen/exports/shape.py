"""What stands in an archive, and what is refused in one that comes from elsewhere.

Rows are named by their place in the list of their part: room 1 is the first of `rooms`. Limits and choices are those of
the models; each refusal names the place.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from anliegen.models import (
    Anliegen,
    Attendance,
    Comment,
    Edition,
    MergeProposal,
    Photo,
    Reading,
    Report,
    Turn,
    Version,
)
from conference.fields import clean_line, clean_text, is_visible
from conference.models import Conference, Event, Notice, Room, Seat, Slot
from conference.refusal import Refused

FORMAT, VERSION = "anliegenwand", 3

MODELS = {
    "conference": Conference,
    "rooms": Room,
    "slots": Slot,
    "seats": Seat,
    "notices": Notice,
    "anliegen": Anliegen,
    "turns": Turn,
    "merges": MergeProposal,
    "attendances": Attendance,
    "reports": Report,
    "versions": Version,
    "photos": Photo,
    "comments": Comment,
    "readings": Reading,
    "editions": Edition,
    "events": Event,
}
FIELDS = {
    "conference": [
        *("slug", "name", "theme", "invitation", "language", "time_zone", "phase", "participants_pin"),
        *("starts_on", "ends_on", "follow_up_on", "place", "version", "last_number", "created_at"),
        *("market_open", "turn_seconds", "interest_seen"),
    ],
    "rooms": ["name", "capacity", "location", "features", "position"],
    "slots": ["name", "starts_at", "ends_at", "common", "place"],
    "seats": ["name", "role", "read_to", "shows_where", "created_at"],
    "notices": ["text", "urgent", "sheet", "created_at"],
    "anliegen": [
        *("number", "title", "goal", "context", "seeks_host", "withdrawn_at", "hidden_why", "version", "created_at"),
        *("paper", "expects"),
    ],
    "turns": ["position", "state", "called_at", "ends_at", "left", "created_at"],
    "merges": ["outcome", "created_at"],
    "attendances": ["name", "named", "created_at"],
    "reports": ["others", "version", "published_at", "nudged_at", "changed_at", "created_at"],
    "versions": ["number", "at"],
    "photos": [
        *("position", "kind", "checksum", "width", "height", "turned", "caption", "alt", "created_at"),
    ],
    "comments": ["name", "kind", "text", "answer", "taken_in_at", "hidden_at", "created_at"],
    "readings": ["at"],
    "editions": ["number", "version", "created_at", "done_at"],
    "events": ["number", "kind", "at", "facts"],
}
# what an entry has beside the fields of its model
MORE = {
    "conference": ["cover"],
    "seats": ["entered_by"],
    "notices": ["room"],
    "anliegen": ["conveners", "placements", "hidden_by", "merged_into", "interests"],
    "turns": ["anliegen"],
    "merges": ["kept", "other", "by", "answers"],
    "attendances": ["anliegen", "seat"],
    "reports": ["anliegen", "happened", "results", "questions", "steps"],
    "versions": ["report", "by", "texts"],
    "photos": ["report", "by", "crop"],
    "comments": ["report", "seat"],
    "readings": ["report", "seat"],
    "editions": ["by", "options", "changes", "files", "marks"],
    "events": ["by"],
    "closed": ["slot", "room"],
}
LISTS = ["rooms", "slots", "seats", "notices", "anliegen", "closed", "turns", "merges", "events"]
LISTS += ["attendances", "reports", "versions", "photos", "comments", "readings", "editions"]
CHECKSUM = re.compile("[0-9a-f]{64}")
YEARS = range(1900, 2200)
KINDS = [(models.BooleanField, bool), (models.IntegerField, int), (models.JSONField, dict)]


def plain(part, row, **more):
    """Return a row as JSON can hold it: its fields, and what else its entry has (which wins)."""
    values = {name: getattr(row, name) for name in FIELDS[part]} | more
    return {name: _plain(value) for name, value in values.items()}


def refuse(where, why):
    """Raise Refused with the place in the archive and what is wrong there."""
    raise Refused(_("This archive can't be loaded. %(where)s: %(why)s") % {"where": where, "why": why}, status=400)


def row(part, entry, where):
    fields = FIELDS.get(part, [])
    refuse_other_keys(entry, [*fields, *MORE.get(part, [])], where)
    if part not in MODELS:
        return None
    row = MODELS[part]()
    for name in fields:
        setattr(row, name, value(row._meta.get_field(name), entry[name], f"{where}, {name}"))
    unset = {field.name for field in row._meta.fields if field.name not in fields or getattr(row, field.name) is None}
    try:
        row.clean_fields(exclude=unset | {"facts"})
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        refuse(f"{where}, {name}", sentences[0])
    return row


def is_checksum(value):
    """Whether it can be a SHA-256, as archives write it."""
    return bool(CHECKSUM.fullmatch(value))


def refuse_other_keys(entry, wanted, where):
    if not isinstance(entry, dict):
        refuse(where, _("This should be an object."))
    if missing := [name for name in wanted if name not in entry]:
        refuse(where, _("%(names)s is missing.") % {"names": ", ".join(missing)})
    if unknown := sorted(entry.keys() - set(wanted)):
        refuse(where, _("%(names)s is unknown.") % {"names": ", ".join(unknown)[:80]})


def value(field, value, where):
    """Return an entry's value as the field wants it: of its type, clean, not too long."""
    if value is None and field.null:
        return None
    if isinstance(field, models.DateTimeField):
        return _read_moment(value, where)
    if isinstance(field, models.DateField):
        return _read_day(value, where)
    wanted = next((kind for cls, kind in KINDS if isinstance(field, cls)), str)
    if type(value) is not wanted:
        refuse(where, _("This is of the wrong kind."))
    if wanted is not str:
        return value
    text = clean_line(value) if isinstance(field, models.CharField) else clean_text(value)
    if field.max_length and len(text) > field.max_length:
        sentence = _("At most %(most)s characters fit here; these are %(many)s.")
        refuse(where, sentence % {"most": field.max_length, "many": len(text)})
    return text if is_visible(text) else ""


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _read_day(value, where):
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    if day is None or day.year not in YEARS:
        refuse(where, _("This should be a day, like 2026-11-22."))
    return day


def _read_moment(value, where):
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in YEARS:
        refuse(where, _("This should be a date and time with its offset, like 2026-11-22T10:00:00+01:00."))
    return moment


def reference(value, most, where):
    """Return the number of a row of the archive; Refused when no such row is there."""
    if type(value) is not int or not 1 <= value <= most:
        refuse(where, _("This refers to %(value)s, which is not in the archive.") % {"value": str(value)[:40]})
    return value


def seat(value, counts, where):
    return None if value is None else reference(value, counts["seat"], where)


def listed(value, where):
    if not isinstance(value, list):
        refuse(where, _("This should be a list."))
    return value


def refuse_doubles(values, where, sentence):
    if any(times > 1 for times in Counter(values).values()):
        refuse(where, sentence)
