"""The archive: one file that holds a conference whole, and that another installation reads.

A zip with `conference.json` (what stands in it: `shape`) and the pictures that it names (`packed`). Codes of entrances
and keys of seats are secrets of an installation and stay there: whoever gets the file must not get the seats. Loading
makes new ones. Dumping what was loaded gives the same bytes, so that nothing gets lost on the way.
"""

import io
import json
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import SimpleNamespace

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from anliegen.exports import arrivals, beside, issued, packed, past, reading, record, shape
from anliegen.exports.record import Numbers
from anliegen.exports.shape import FORMAT, VERSION
from anliegen.models import Anliegen, ClosedCell, Convener, Placement
from conference.entrance import seats
from conference.models import Conference, Event, Notice, Role, Room, Seat, Slot
from conference.refusal import Refused
from conference.setup import conferences

COPY = "--"  # marks the slug of a copy; slugs that are made here never hold two hyphens in a row


@dataclass
class Arrival:
    """An archive that was read and found good, before anything is made of it."""

    found: SimpleNamespace
    stage: Path | None = None


def dump(conference):
    """Return the archive of a conference as bytes."""
    file = io.BytesIO()
    packed.write(file, *content(conference))
    return file.getvalue()


def content(conference):
    """Return what stands in the archive of a conference, as it is at one moment, and the files that go with it."""
    issued.prepare(conference)
    with transaction.atomic():
        return _content(conference)


def _content(conference):
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
    cover, members = issued.cover(conference)
    parts, photos = record.dump(conference, ids)
    books, files = issued.dump(conference, ids)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "conference": shape.plain("conference", conference, slug=conference.slug.partition(COPY)[0], cover=cover),
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
        **parts,
        "editions": books,
        "events": [
            shape.plain(
                "events", event, by=event.by_id and ids["seat"](event.by_id), facts=past.exchanged(event.facts, ids)
            )
            for event in conference.events.all()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), [*members, *photos, *files]


def load(file, most=packed.BIGGEST):
    """Return the conference that stands in the archive, with new codes and keys; nothing of it stays when one part is
    wrong. An address that is taken here gets a number."""
    arrival = arrive(file, most)
    look(arrival)
    return settle(arrival)


def arrive(file, most=packed.BIGGEST):
    """Read an archive and unpack its pictures, all of it outside of what is shown; `most`: bytes of its JSON."""
    with packed.opened(file) as archive:
        data = packed.content(archive, most)
        try:
            found = reading.read(data)
            past.refuse_unreadable(found)
        except RecursionError as error:
            raise Refused(_("What is in this archive is too big for a conference."), status=400) from error
        packed.refuse_others(archive, {file.name for file in found.files})
        return Arrival(found, arrivals.unpack(archive, found.files, found.texts) if found.files else None)


def look(arrival):
    """Let the pictures that arrived be looked at; takes seconds, and needs no database."""
    if arrival.stage:
        with arrivals.kept(arrival.stage):
            arrivals.look(arrival.stage, arrival.found.files)


def settle(arrival):
    """Make the conference of an archive whose pictures were looked at."""
    try:
        with arrivals.placed(arrival.stage, arrival.found.files), transaction.atomic():
            return _create(arrival.found)
    except (IntegrityError, DataError) as error:  # DataError: numbers that are none, on PostgreSQL
        raise Refused(_("The parts of this archive contradict each other."), status=400) from error


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
    ids |= {kind: _ids(made) for kind, made in record.make(found.record, sheets, ids).items()}
    issued.make(conference, found.editions, ids)
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
