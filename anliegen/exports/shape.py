"""What stands in an archive, and what is refused in one that comes from elsewhere.

Rows are named by their place in the list of their part: room 1 is the first of `rooms`. Limits and choices are those of
the models; each refusal names the place.
"""

import zoneinfo
from collections import Counter
from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from anliegen.models import Anliegen
from conference.fields import clean_line, clean_text, is_visible
from conference.models import Conference, Event, Notice, Room, Seat, Slot
from conference.refusal import Refused
from conference.setup.quickly import MOST_ROOMS
from conference.setup.slots import MOST as MOST_SLOTS

FORMAT, VERSION = "anliegenwand", 1

MODELS = {
    "conference": Conference,
    "rooms": Room,
    "slots": Slot,
    "seats": Seat,
    "notices": Notice,
    "anliegen": Anliegen,
    "events": Event,
}
FIELDS = {
    "conference": [
        *("slug", "name", "theme", "invitation", "language", "time_zone", "phase", "participants_pin"),
        *("starts_on", "ends_on", "version", "last_number", "created_at"),
    ],
    "rooms": ["name", "capacity", "location", "features", "position"],
    "slots": ["name", "starts_at", "ends_at", "common", "place"],
    "seats": ["name", "role", "created_at"],
    "notices": ["text", "created_at"],
    "anliegen": ["number", "title", "goal", "context", "seeks_host", "withdrawn_at", "version", "created_at"],
    "events": ["number", "kind", "at", "facts"],
}
# what an entry has beside the fields of its model
MORE = {"seats": ["entered_by"], "anliegen": ["conveners", "placements"], "events": ["by"], "closed": ["slot", "room"]}
LISTS = ["rooms", "slots", "seats", "notices", "anliegen", "closed", "events"]
FARTHEST = 1_000_000  # position of a room; new ones come after it
YEARS = range(1900, 2200)
KINDS = [(models.BooleanField, bool), (models.IntegerField, int), (models.JSONField, dict)]


def plain(part, row, **more):
    """Return a row as JSON can hold it: its fields, and what else its entry has (which wins)."""
    values = {name: getattr(row, name) for name in FIELDS[part]} | more
    return {name: _plain(value) for name, value in values.items()}


def read(data):
    """Return the parts of an archive as unsaved rows with the numbers they refer to. Refused where one is wrong."""
    _refuse_foreign(data)
    rows = {part: [_row(part, entry, _at(part, at)) for at, entry in enumerate(data[part], 1)] for part in LISTS}
    counts = {"room": len(rows["rooms"]), "slot": len(rows["slots"]), "seat": len(rows["seats"])}
    found = SimpleNamespace(
        conference=_row("conference", data["conference"], "conference"),
        rooms=rows["rooms"],
        slots=rows["slots"],
        notices=rows["notices"],
        seats=[(seat, _seat(entry["entered_by"], counts, at)) for seat, entry, at in _each(rows, data, "seats")],
        anliegen=[
            (sheet, _conveners(entry["conveners"], counts, at), _placements(entry["placements"], counts, at))
            for sheet, entry, at in _each(rows, data, "anliegen")
        ],
        closed=[_cell(entry, counts, _at("closed", at)) for at, entry in enumerate(data["closed"], 1)],
        events=[(event, _seat(entry["by"], counts, at)) for event, entry, at in _each(rows, data, "events")],
    )
    _refuse_contradictions(found)
    return found


def refuse(where, why):
    """Raise Refused with the place in the archive and what is wrong there."""
    raise Refused(_("This archive can't be loaded. %(where)s: %(why)s") % {"where": where, "why": why}, status=400)


def _refuse_foreign(data):
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Refused(_("This is no archive of an Open Space conference."), status=400)
    version = data.get("version")
    if type(version) is not int or version < 1:
        refuse("version", _("There is no such version."))
    if version > VERSION:
        newer = _(
            "This archive was made by a newer release (format %(version)s). Update this installation, then load it."
        )
        raise Refused(newer % {"version": version}, status=400)
    for part in ["conference", *LISTS]:
        if part not in data:
            refuse(part, _("This part is missing."))
        if part in LISTS and not isinstance(data[part], list):
            refuse(part, _("This should be a list."))
    for part, most in (("rooms", MOST_ROOMS), ("slots", MOST_SLOTS)):
        if len(data[part]) > most:
            refuse(part, _("At most %(most)s fit on a wall.") % {"most": most})


def _at(part, number):
    return f"{part} {number}"


def _each(rows, data, part):
    """The rows of a part with their entries and where they stand."""
    return [(row, entry, _at(part, at)) for at, (row, entry) in enumerate(zip(rows[part], data[part], strict=True), 1)]


def _row(part, entry, where):
    fields = FIELDS.get(part, [])
    _refuse_other_keys(entry, [*fields, *MORE.get(part, [])], where)
    if part not in MODELS:
        return None
    row = MODELS[part]()
    for name in fields:
        setattr(row, name, _value(row._meta.get_field(name), entry[name], f"{where}, {name}"))
    unset = {field.name for field in row._meta.fields if field.name not in fields or getattr(row, field.name) is None}
    try:
        row.clean_fields(exclude=unset | {"facts"})
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        refuse(f"{where}, {name}", sentences[0])
    return row


def _refuse_other_keys(entry, wanted, where):
    if not isinstance(entry, dict):
        refuse(where, _("This should be an object."))
    if missing := [name for name in wanted if name not in entry]:
        refuse(where, _("%(names)s is missing.") % {"names": ", ".join(missing)})
    if unknown := sorted(entry.keys() - set(wanted)):
        refuse(where, _("%(names)s is unknown.") % {"names": ", ".join(unknown)[:80]})


def _value(field, value, where):
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


def _seat(value, counts, where):
    return None if value is None else reference(value, counts["seat"], where)


def _cell(entry, counts, where):
    return reference(entry["slot"], counts["slot"], where), reference(entry["room"], counts["room"], where)


def _conveners(entries, counts, where):
    conveners = []
    for entry in _list(entries, where):
        _refuse_other_keys(entry, ["name", "seat"], where)
        name = _value(Seat._meta.get_field("name"), entry["name"], f"{where}, conveners")
        conveners.append((_seat(entry["seat"], counts, where), name))
    _refuse_doubles([seat for seat, _name in conveners if seat], where, _("Somebody brings it twice."))
    return conveners


def _placements(entries, counts, where):
    placements = []
    for entry in _list(entries, where):
        _refuse_other_keys(entry, ["slot", "room", "fixed"], where)
        if type(entry["fixed"]) is not bool:
            refuse(where, _("This is of the wrong kind."))
        placements.append((*_cell(entry, counts, where), entry["fixed"]))
    return placements


def _list(value, where):
    if not isinstance(value, list):
        refuse(where, _("This should be a list."))
    return value


def _refuse_contradictions(found):
    """What the database would not take, or the wall could not show, as sentences."""
    conference = found.conference
    if conference.time_zone not in zoneinfo.available_timezones():
        refuse("conference, time_zone", _("There is no such time zone."))
    if conference.language not in dict(settings.LANGUAGES):
        refuse("conference, language", _("This language is not spoken here."))
    _refuse_gaps([sheet.number for sheet, *_more in found.anliegen], conference.last_number, "anliegen")
    _refuse_gaps([event.number for event, _by in found.events], conference.version, "events")
    if any(room.position > FARTHEST for room in found.rooms):
        refuse("rooms, position", _("This is of the wrong kind."))
    _refuse_doubles([room.name.casefold() for room in found.rooms], "rooms", _("Two rooms have the same name."))
    _refuse_doubles([slot.starts_at for slot in found.slots], "slots", _("Two slots begin at the same time."))
    for at, slot in enumerate(found.slots, 1):
        if slot.ends_at <= slot.starts_at:
            refuse(_at("slots", at), _("A slot ends after it starts."))
    hanging = [(slot, room) for _sheet, _conveners, places in found.anliegen for slot, room, _fixed in places]
    _refuse_doubles(hanging + found.closed, "anliegen", _("Two things hang in one cell."))
    if any(found.slots[slot - 1].common for slot, _room in hanging + found.closed):
        refuse("anliegen", _("A sheet hangs in a slot that is for everybody."))
    for sheet, _conveners, places in found.anliegen:
        if sheet.withdrawn_at and places:
            refuse(_at("anliegen", sheet.number), _("A withdrawn sheet hangs on the wall."))


def _refuse_gaps(numbers, last, where):
    if len(numbers) != last or any(number != at for at, number in enumerate(numbers, 1)):
        refuse(where, _("The numbers are not 1, 2, 3 … up to %(last)s.") % {"last": last})


def _refuse_doubles(values, where, sentence):
    if any(times > 1 for times in Counter(values).values()):
        refuse(where, sentence)
