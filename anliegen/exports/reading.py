"""An archive is read: its parts as unsaved rows, with the numbers they refer to. What is wrong is refused."""

import zoneinfo
from types import SimpleNamespace

from django.conf import settings
from django.utils.translation import gettext as _

from anliegen.exports import beside, issued, record, shape
from anliegen.exports.shape import FORMAT, LISTS, VERSION, refuse
from conference.models import Seat
from conference.refusal import Refused
from conference.setup.quickly import MOST_ROOMS
from conference.setup.slots import MOST as MOST_SLOTS

FARTHEST = 1_000_000  # position of a room; new ones come after it


def read(data):
    """Return the parts of an archive as unsaved rows with the numbers they refer to. Refused where one is wrong."""
    _refuse_foreign(data)
    data = beside.upgraded(data)
    _refuse_other_parts(data)
    rows = {part: [shape.row(part, entry, _at(part, at)) for at, entry in enumerate(data[part], 1)] for part in LISTS}
    counts = {"room": len(rows["rooms"]), "slot": len(rows["slots"]), "seat": len(rows["seats"])}
    counts |= {"anliegen": len(rows["anliegen"]), "report": len(rows["reports"])}
    conference = shape.row("conference", data["conference"], "conference")
    books, files, texts = issued.read(rows["editions"], data["editions"], counts)
    told = record.read(rows, data, counts)
    found = SimpleNamespace(
        conference=conference,
        rooms=rows["rooms"],
        slots=rows["slots"],
        notices=[(notice, _room(entry["room"], counts, at)) for notice, entry, at in _each(rows, data, "notices")],
        seats=[(row, shape.seat(entry["entered_by"], counts, at)) for row, entry, at in _each(rows, data, "seats")],
        anliegen=[
            (sheet, _conveners(entry["conveners"], counts, at), _placements(entry["placements"], counts, at))
            for sheet, entry, at in _each(rows, data, "anliegen")
        ],
        beside=[beside.read_sheet(entry, counts, at) for _sheet, entry, at in _each(rows, data, "anliegen")],
        turns=[
            (turn, shape.reference(entry["anliegen"], counts["anliegen"], at))
            for turn, entry, at in _each(rows, data, "turns")
        ],
        merges=[(merge, beside.read_merge(entry, counts, at)) for merge, entry, at in _each(rows, data, "merges")],
        closed=[_cell(entry, counts, _at("closed", at)) for at, entry in enumerate(data["closed"], 1)],
        record=told,
        editions=books,
        files=[*issued.read_cover(data["conference"]["cover"], conference), *record.files(told), *files],
        texts=texts,
        events=[(event, shape.seat(entry["by"], counts, at)) for event, entry, at in _each(rows, data, "events")],
    )
    _refuse_contradictions(found)
    return found


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


def _refuse_other_parts(data):
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


def _room(value, counts, where):
    return None if value is None else shape.reference(value, counts["room"], where)


def _cell(entry, counts, where):
    return shape.reference(entry["slot"], counts["slot"], where), shape.reference(entry["room"], counts["room"], where)


def _conveners(entries, counts, where):
    conveners = []
    for entry in shape.listed(entries, where):
        shape.refuse_other_keys(entry, ["name", "seat", "came_with"], where)
        name = shape.value(Seat._meta.get_field("name"), entry["name"], f"{where}, conveners")
        came = entry["came_with"] and shape.reference(entry["came_with"], counts["anliegen"], where)
        conveners.append((shape.seat(entry["seat"], counts, where), name, came))
    shape.refuse_doubles([seat for seat, _name, _came in conveners if seat], where, _("Somebody brings it twice."))
    return conveners


def _placements(entries, counts, where):
    placements = []
    for entry in shape.listed(entries, where):
        shape.refuse_other_keys(entry, ["slot", "room", "fixed"], where)
        if type(entry["fixed"]) is not bool:
            refuse(where, _("This is of the wrong kind."))
        placements.append((*_cell(entry, counts, where), entry["fixed"]))
    return placements


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
    shape.refuse_doubles([room.name.casefold() for room in found.rooms], "rooms", _("Two rooms have the same name."))
    shape.refuse_doubles([slot.starts_at for slot in found.slots], "slots", _("Two slots begin at the same time."))
    for at, slot in enumerate(found.slots, 1):
        if slot.ends_at <= slot.starts_at:
            refuse(_at("slots", at), _("A slot ends after it starts."))
    _refuse_circles(found)
    record.refuse_contradictions(found.record)
    papers = [sheet.paper for sheet, *_more in found.anliegen if sheet.paper is not None]
    shape.refuse_doubles(papers, "anliegen, paper", _("Two sheets were entered from one paper."))
    hanging = [(slot, room) for _sheet, _conveners, places in found.anliegen for slot, room, _fixed in places]
    shape.refuse_doubles(hanging + found.closed, "anliegen", _("Two things hang in one cell."))
    if any(found.slots[slot - 1].common for slot, _room in hanging + found.closed):
        refuse("anliegen", _("A sheet hangs in a slot that is for everybody."))
    for sheet, _conveners, places in found.anliegen:
        if sheet.withdrawn_at and places:
            refuse(_at("anliegen", sheet.number), _("A withdrawn sheet hangs on the wall."))


def _refuse_circles(found):
    """Refuse sheets that were merged into each other: splitting would never come to an end."""
    into = {number: each[2] for number, each in enumerate(found.beside, 1)}
    for number in into:
        seen, at = set(), number
        while at:
            if at in seen:
                refuse(_at("anliegen", number), _("Sheets were merged into each other in a circle."))
            seen.add(at)
            at = into[at]


def _refuse_gaps(numbers, last, where):
    if len(numbers) != last or any(number != at for at, number in enumerate(numbers, 1)):
        refuse(where, _("The numbers are not 1, 2, 3 … up to %(last)s.") % {"last": last})
