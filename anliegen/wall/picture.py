"""The wall as it looks: read once, each piece drawn once and kept under what it shows.

Pieces are the same for everybody. A cell, a parked sheet and the counts are live regions; the wall is their join.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, partial

from django.db import connection
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import get_language

from anliegen.models import Anliegen, ClosedCell, Placement
from anliegen.wall import ways
from conference.live.kept import Kept
from conference.live.packing import packed
from conference.models import Conference, Room, Slot

# Every change tells the counts: as five queries of the ORM they were a third of its time.
COUNTS = """
SELECT (SELECT COUNT(*) FROM anliegen_anliegen sheet
        WHERE sheet.conference_id = %(conference)s AND sheet.withdrawn_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM anliegen_placement placement WHERE placement.anliegen_id = sheet.id)),
       (SELECT COUNT(*) FROM conference_slot slot JOIN conference_room room ON room.conference_id = slot.conference_id
        WHERE slot.conference_id = %(conference)s AND NOT slot.common),
       (SELECT COUNT(*) FROM anliegen_placement placement JOIN conference_slot slot ON slot.id = placement.slot_id
        WHERE slot.conference_id = %(conference)s),
       (SELECT COUNT(*) FROM anliegen_closedcell closed JOIN conference_slot slot ON slot.id = closed.slot_id
        WHERE slot.conference_id = %(conference)s AND NOT slot.common),
       (SELECT COUNT(*) FROM anliegen_turn turn
        WHERE turn.conference_id = %(conference)s AND turn.state = 'waiting')
"""
pieces = Kept(20_000)
walls = Kept(100)  # each of them up to a megabyte


@dataclass
class Wall:
    """Everything on the wall at one version."""

    conference: Conference
    slots: list[Slot]
    rooms: list[Room]
    placed: dict = field(default_factory=dict)  # (slot id, room id) → Placement
    closed: set = field(default_factory=set)  # (slot id, room id)
    parked: list[Anliegen] = field(default_factory=list)

    @cached_property
    def marks(self):
        """Where sheets were that moved lately: one query more."""
        return ways.Marks(self.conference)

    def was(self, number):
        """When that sheet moved lately, and the words for where it was."""
        return self.marks.of(number, {room.pk: room for room in self.rooms}, {slot.pk: slot for slot in self.slots})

    @property
    def rounds(self):
        return [slot for slot in self.slots if not slot.common]

    @property
    def free(self):
        """The free cells as (slot, room), in the order of the wall."""
        taken = self.placed.keys() | self.closed
        return [(slot, room) for slot in self.rounds for room in self.rooms if (slot.pk, room.pk) not in taken]

    def places(self):
        """Where each sheet hangs: number → [(slot, room), …]."""
        rooms, places = {room.pk: room for room in self.rooms}, defaultdict(list)
        for slot in self.slots:
            for room in self.rooms:
                if placement := self.placed.get((slot.pk, room.pk)):
                    places[placement.anliegen.number].append((slot, rooms[room.pk]))
        return places


def with_sheets(placements):
    """Read placements together with their sheets, and who brings them."""
    return placements.select_related("anliegen").prefetch_related("anliegen__conveners")


def read(conference):
    """Read the whole wall: six queries, whatever its size."""
    placements = with_sheets(Placement.objects.filter(slot__conference=conference))
    closed = ClosedCell.objects.filter(slot__conference=conference).values_list("slot", "room")
    parked = _lying(conference).prefetch_related("conveners")
    return Wall(
        conference,
        list(conference.slots.all()),
        list(conference.rooms.all()),
        {(each.slot_id, each.room_id): each for each in placements},
        set(closed),
        list(parked),
    )


def whole(conference):
    """Return the wall and the parking as two pieces of HTML, kept until the next event."""
    here = conference.pk, get_language()
    version, wall = walls.get(here, (None, None))
    if version != conference.version:
        wall = _draw_whole(conference)
        walls.keep(here, (conference.version, wall))
    return wall


def row_of(wall, slot):
    """Draw the cells of a slot, in the order of the rooms."""
    places = [(slot.pk, room.pk) for room in wall.rooms]
    rooms, slots = {room.pk: room for room in wall.rooms}, {each.pk: each for each in wall.slots}
    return [
        _cell(wall.conference, slot, room, wall.placed.get(place), place in wall.closed, wall.marks, rooms, slots)
        for room, place in zip(wall.rooms, places, strict=True)
    ]


def cells(conference, ids, marks=None):
    """Draw the cells with those ids (`cell-<slot>-<room>`); a cell that is gone is left out."""
    wanted = {tuple(int(part) for part in id.split("-")[1:]) for id in ids}
    marks = marks or ways.Marks(conference)
    spoken = marks.cells(wanted)
    slots = conference.slots.in_bulk({slot for slot, _ in spoken})
    rooms = conference.rooms.in_bulk({room for _, room in spoken})
    here = {"slot__in": slots, "room__in": rooms}
    placed = {(row.slot_id, row.room_id): row for row in with_sheets(Placement.objects.filter(**here))}
    closed = set(ClosedCell.objects.filter(**here).values_list("slot", "room"))
    names = marks, rooms, slots
    return {
        f"cell-{slot}-{room}": partial(
            _cell, conference, slots[slot], rooms[room], placed.get((slot, room)), (slot, room) in closed, *names
        )
        for slot, room in wanted
        if slot in slots and room in rooms
    }


def parked(conference, ids):
    """Draw parked sheets (`parked-<number>`); one that is not in the parking (any more) is the empty string."""
    numbers = [int(id.split("-")[1]) for id in ids]
    sheets = _lying(conference).filter(number__in=numbers).prefetch_related("conveners")
    draws = {sheet.number: partial(_parked, conference, sheet) for sheet in sheets}
    return {f"parked-{number}": draws.get(number, str) for number in numbers}


def fresh(conference, sheet):
    """A parked sheet that was just written, as a region that need not be read again: (its id, how it is drawn)."""
    prefetch_related_objects([sheet], "conveners")
    return f"parked-{sheet.number}", partial(_parked, conference, sheet)


def counts(conference, ids):
    """Draw how many sheets wait in the parking, how many cells are free, and how long the queue of the market is."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"conference": conference.pk})
        waiting, cells, taken, closed, in_line = cursor.fetchone()
    return {id: partial(_draw_counts, conference, waiting, cells - taken - closed, in_line) for id in ids}


def _draw_whole(conference):
    slots, rooms = list(conference.slots.all()), list(conference.rooms.all())
    lying = {f"parked-{number}": sheet for number, *sheet in _lying(conference).values_list("number", "pk", "version")}
    drawn = _draw_pieces(conference, [slot for slot in slots if not slot.common], rooms, lying)
    days = len({localtime(slot.starts_at).date() for slot in slots}) > 1
    rows, day, shifted = [], None, ways.shifted(conference, slots)
    for slot in slots:
        today = localtime(slot.starts_at).date()
        row = {"slot": slot, "was": shifted.get(slot.pk), "new_day": today if days and today != day else None}
        if not slot.common:
            row["cells"] = [drawn.get(f"cell-{slot.pk}-{room.pk}", "") for room in rooms]
        day = today
        rows.append(row)
    context = {"conference": conference, "rows": rows, "days": days, "rooms": rooms}
    context["parked"] = [drawn[id] for id in lying]
    context["counts"] = counts(conference, ["counts"])["counts"]()
    wall = render_to_string("wall/_wall.html", context)
    parking = render_to_string("wall/_parking.html", context)
    both = f"{wall}\n{parking}"
    return {
        "wall": wall,
        "parking": parking,
        "counts": context["counts"],
        "rooms": rooms,
        "shared": (both, packed(both)),
    }


def _draw_pieces(conference, rounds, rooms, lying):
    """Return {region id: html} of the cells and the parked sheets. What is kept needs no more than its key; after a
    change only what changed is read and drawn: a fifth of the time that the whole wall took."""
    hanging = Placement.objects.filter(slot__conference=conference).order_by()
    hanging = hanging.values_list("slot", "room", "anliegen", "anliegen__version", "fixed")
    hanging = {(slot, room): rest for slot, room, *rest in hanging}
    closed = set(ClosedCell.objects.filter(slot__conference=conference).values_list("slot", "room"))
    marks, by_id = ways.Marks(conference), ({each.pk: each for each in rooms}, {each.pk: each for each in rounds})
    shows = {id: _parked_shows(conference, *sheet) for id, sheet in lying.items()}
    for slot in rounds:
        for room in rooms:
            place = slot.pk, room.pk
            sheet, version, fixed = hanging.get(place, (None, None, None))
            mark = ways.spoken(marks.at(place, sheet), *by_id)
            shows[f"cell-{slot.pk}-{room.pk}"] = _cell_shows(
                conference, slot, room, sheet and (sheet, version), fixed, place in closed, mark
            )
    drawn = {id: pieces.get(what) for id, what in shows.items()}
    late = [id for id, piece in drawn.items() if piece is None]
    if at := [id for id in late if id in lying]:
        drawn |= {id: draw() for id, draw in parked(conference, at).items()}
    if at := [id for id in late if id not in lying]:
        drawn |= {id: draw() for id, draw in cells(conference, at, marks).items()}
    return drawn


def _cell_shows(conference, slot, room, sheet, fixed, closed, mark):
    here = conference.slug, conference.language, get_language()
    return ("cell", slot.pk, room.pk, room.name, slot.name, sheet, fixed, closed, mark, *here)


def _cell(conference, slot, room, placement, closed, marks, rooms, slots):
    sheet, place = placement.anliegen if placement else None, (slot.pk, room.pk)
    mark = marks.at(place, sheet)
    spoken, version = ways.spoken(mark, rooms, slots), sheet and (sheet.pk, sheet.version)
    shows = _cell_shows(conference, slot, room, version, placement and placement.fixed, closed, spoken)
    context = {
        "conference": conference,
        "slot": slot,
        "room": room,
        "sheet": sheet,
        "placement": placement,
        "closed": closed,
        "moved_at": mark and mark[2],
        "was": mark and ways.say(mark, place, sheet and sheet.number, rooms, slots),
    }
    return pieces.piece(shows, lambda: render_to_string("wall/_cell.html", context))


def _lying(conference):
    """The sheets in the parking."""
    return conference.anliegen.filter(withdrawn_at=None, placements=None)


def _parked_shows(conference, sheet, version):
    return ("parked", sheet, version, conference.slug, conference.language, get_language())


def _parked(conference, sheet):
    shows = _parked_shows(conference, sheet.pk, sheet.version)
    context = {"conference": conference, "sheet": sheet}
    return pieces.piece(shows, lambda: render_to_string("wall/_parked.html", context))


def _draw_counts(conference, waiting, free, in_line):
    numbers = {"waiting": waiting, "free": free, "in_line": in_line}
    return render_to_string("wall/_counts.html", numbers | {"market_open": conference.market_open})
