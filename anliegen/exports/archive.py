"""The archive: one file that holds a conference whole, and that another installation reads.

A zip with `conference.json` (what stands in it: `shape`). Codes of entrances and keys of seats are secrets of an
installation and stay there: whoever gets the file must not get the seats. Loading makes new ones.
Dumping what was loaded gives the same bytes, so that nothing gets lost on the way.
"""

import io
import json
import zipfile
import zlib
from itertools import count

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from anliegen.exports import beside, past, reading, shape
from anliegen.exports.shape import FORMAT, VERSION
from anliegen.models import Anliegen, ClosedCell, Convener, Placement
from conference.entrance import seats
from conference.models import Conference, Event, Notice, Role, Room, Seat, Slot
from conference.refusal import Refused
from conference.setup import conferences

CONTENT = "conference.json"
BIGGEST = 32 * 1024 * 1024  # unpacked; the largest conference on record takes 1
COPY = "--"  # marks the slug of a copy; slugs that are made here never hold two hyphens in a row


@transaction.atomic
def dump(conference):
    """Return the archive of a conference, as it is at one moment."""
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    rooms, slots, people, notices = (
        list(rows.all())
        for rows in (conference.rooms, conference.slots, conference.seats.order_by("id"), conference.notices)
    )
    notices.reverse()
    ids = {"room": Numbers(rooms), "slot": Numbers(slots), "seat": Numbers(people), "notice": Numbers(notices)}
    ids |= {
        "turn": Numbers(conference.turns.order_by("id")),
        "proposal": Numbers(conference.merge_proposals.order_by("id")),
    }
    content = {
        "format": FORMAT,
        "version": VERSION,
        "conference": shape.plain("conference", conference, slug=conference.slug.partition(COPY)[0]),
        "rooms": [shape.plain("rooms", room) for room in rooms],
        "slots": [shape.plain("slots", slot) for slot in slots],
        "seats": [
            shape.plain("seats", seat, entered_by=seat.entered_by_id and ids["seat"](seat.entered_by_id))
            for seat in people
        ],
        "notices": [
            shape.plain("notices", notice, room=notice.room_id and ids["room"](notice.room_id)) for notice in notices
        ],
        "anliegen": _sheets(conference, ids),
        "closed": _closed(conference, ids),
        "turns": beside.turns(conference),
        "merges": beside.merges(conference, ids),
        "events": [
            shape.plain(
                "events", event, by=event.by_id and ids["seat"](event.by_id), facts=past.exchanged(event.facts, ids)
            )
            for event in conference.events.all()
        ],
    }
    return _pack(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True))


def load(file):
    """Return the conference that stands in the archive, with new codes and keys; nothing of it stays when one part is
    wrong. An address that is taken here gets a number."""
    data = _unpack(file)
    try:
        found = reading.read(data)
        past.refuse_unreadable(found)
        with transaction.atomic():
            return _create(found)
    except RecursionError as error:
        raise Refused(_("What is in this archive is too big for a conference."), status=400) from error
    except (IntegrityError, DataError) as error:  # DataError: numbers that are none, on PostgreSQL
        raise Refused(_("The parts of this archive contradict each other."), status=400) from error


class Numbers:
    """The numbers of rows within an archive: 1, 2, … in order. What only the history still knows gets -1, -2, …"""

    def __init__(self, rows):
        self.of = {row.pk: number for number, row in enumerate(rows, 1)}
        self.gone = count(-1, -1)

    def __call__(self, pk):
        if pk not in self.of:
            self.of[pk] = next(self.gone)
        return self.of[pk]


def _sheets(conference, ids):
    sheets = conference.anliegen.select_related("merged_into").prefetch_related("conveners", "placements", "interests")
    numbers = {sheet.pk: sheet.number for sheet in sheets}
    return [
        shape.plain(
            "anliegen",
            sheet,
            conveners=[
                {
                    "name": each.name,
                    "seat": each.seat_id and ids["seat"](each.seat_id),
                    "came_with": numbers.get(each.came_with_id),
                }
                for each in sheet.conveners.all()
            ],
            placements=sorted(
                ({**_cell(each, ids), "fixed": each.fixed} for each in sheet.placements.all()),
                key=lambda each: (each["slot"], each["room"]),
            ),
            **beside.of_sheet(sheet, ids),
        )
        for sheet in sheets
    ]


def _closed(conference, ids):
    cells = [_cell(each, ids) for each in ClosedCell.objects.filter(slot__conference=conference)]
    return sorted(cells, key=lambda each: (each["slot"], each["room"]))


def _cell(row, ids):
    return {"slot": ids["slot"](row.slot_id), "room": ids["room"](row.room_id)}


def _pack(text):
    """Return the zip; its entry always has the same date and system, so that the same text is the same file."""
    entry = zipfile.ZipInfo(CONTENT, (1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(entry, text)
    return packed.getvalue()


def _unpack(file):
    """Return the JSON of an archive. Nothing is written to disk, and no more is unpacked than a conference can need."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any(name.startswith(("/", "\\")) or ".." in name or ":" in name for name in names):
                raise Refused(_("This archive holds names that lead out of it. Nothing was loaded."), status=400)
            if CONTENT not in names:
                raise Refused(
                    _("This zip holds no %(file)s, so it is no archive of ours.") % {"file": CONTENT}, status=400
                )
            with archive.open(CONTENT) as content:
                text = content.read(BIGGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, IndexError) as error:
        raise Refused(_("This file is broken, or no zip file. Nothing was loaded."), status=400) from error
    if len(text) > BIGGEST:
        raise Refused(_("What is in this archive is too big for a conference."), status=400)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(
            _("%(file)s in this archive is broken. Nothing was loaded.") % {"file": CONTENT}, status=400
        ) from error


def _create(found):
    conference = found.conference
    conference.slug = _free(conference.slug)
    conference.save()
    conferences.open_entrances(conference)
    for row in [*found.rooms, *found.slots, *(notice for notice, _room in found.notices)]:
        row.conference = conference
    rooms, slots = Room.objects.bulk_create(found.rooms), Slot.objects.bulk_create(found.slots)
    for notice, room in found.notices:
        notice.room = room and rooms[room - 1]
    notices = Notice.objects.bulk_create(notice for notice, _room in found.notices)
    people = _sit_down(conference, found.seats)
    rows = {"room": rooms, "slot": slots, "seat": people, "notice": notices}
    ids = {kind: _ids(made) for kind, made in rows.items()}
    sheets = _hang_up(conference, found, ids)
    turns, proposals = beside.make(conference, found, sheets, ids)
    ids |= {"turn": _ids(turns), "proposal": _ids(proposals)}
    for event, by in found.events:
        event.conference, event.facts = conference, past.exchanged(event.facts, ids)
        event.by_id = by and ids["seat"](by)
    Event.objects.bulk_create((event for event, _by in found.events), batch_size=500)
    if not any(seat.role == Role.DISPLAY for seat in people):
        seats.join(conference, "Projector", Role.DISPLAY)
    return conference


def _sit_down(conference, people):
    for seat, _entered_by in people:
        seat.conference, seat.key = conference, seats.fresh_key()
    made = Seat.objects.bulk_create((seat for seat, _entered_by in people), batch_size=500)
    guests = [(seat, entered_by) for seat, entered_by in people if entered_by]
    for seat, entered_by in guests:
        seat.entered_by = made[entered_by - 1]
    Seat.objects.bulk_update((seat for seat, _entered_by in guests), ["entered_by"], batch_size=200)
    return made


def _hang_up(conference, found, ids):
    for sheet, _conveners, _placements in found.anliegen:
        sheet.conference = conference
    sheets = Anliegen.objects.bulk_create(sheet for sheet, _conveners, _placements in found.anliegen)
    Convener.objects.bulk_create(
        Convener(anliegen=sheet, name=name, seat_id=seat and ids["seat"](seat), came_with=came and sheets[came - 1])
        for sheet, conveners, _placements in found.anliegen
        for seat, name, came in conveners
    )
    Placement.objects.bulk_create(
        Placement(anliegen=sheet, slot_id=ids["slot"](slot), room_id=ids["room"](room), fixed=fixed)
        for sheet, _conveners, placements in found.anliegen
        for slot, room, fixed in placements
    )
    ClosedCell.objects.bulk_create(
        ClosedCell(slot_id=ids["slot"](slot), room_id=ids["room"](room)) for slot, room in found.closed
    )
    return sheets


def _ids(made):
    """Return what turns a number of the archive into an id; below zero it stays: no row here has such an id."""
    return lambda number: made[number - 1].pk if number > 0 else number


def _free(slug):
    """Return the slug, or its first numbered copy that is free here."""
    taken = set(Conference.objects.filter(slug__startswith=slug[:50]).values_list("slug", flat=True))
    copies = (f"{slug[:50]}{COPY}{number}" for number in count(2))
    return slug if slug not in taken else next(copy for copy in copies if copy not in taken)
