"""What the conference's first page shows: now, next and later, each with what the seat brings, marked, and the rest."""

import math
from dataclasses import dataclass, field
from itertools import takewhile

from django.utils.timezone import localtime

from anliegen.wall import picture
from conference.models import Slot

SOON = 90  # minutes: what is nearer is counted down
FREE = 3  # free rooms by name; the wall shows them all


@dataclass
class Span:
    """One slot, as a seat looks at it. `own` and `marked` are (sheet, room)."""

    slot: Slot
    running: bool = False
    minutes: int | None = None
    own: list = field(default_factory=list)
    marked: list = field(default_factory=list)
    taken: int = 0
    free: list = field(default_factory=list)
    cells: list = field(default_factory=list)

    @property
    def mine(self):
        return self.own + self.marked

    @property
    def turns(self):
        """When its countdown is over."""
        return self.slot.ends_at if self.running else self.slot.starts_at

    @property
    def first_free(self):
        return self.free[:FREE]

    @property
    def more_free(self):
        return max(0, len(self.free) - FREE)


@dataclass
class Day:
    """The slots from now on: what runs, what comes up to the next round, the rest of that day, later days with mine."""

    near: list = field(default_factory=list)
    later: list = field(default_factory=list)
    other_days: list = field(default_factory=list)


def day(wall, follows, now):
    """Sort the wall by what concerns a seat at that moment."""
    running = [slot for slot in wall.slots if slot.starts_at <= now < slot.ends_at]
    coming = [slot for slot in wall.slots if slot.starts_at > now]
    if not running and not coming:
        return Day()
    today = localtime(running[0].starts_at if running else coming[0].starts_at).date()
    breaks = len(list(takewhile(lambda slot: slot.common, coming)))
    found = Day([_span(wall, follows, slot, now) for slot in [*running, *coming[: breaks + 1]]])
    for span in found.near:
        span.cells = _cells(wall, span.slot)
    for slot in coming[breaks + 1 :]:
        span = _span(wall, follows, slot, now)
        if localtime(slot.starts_at).date() == today:
            found.later.append(span)
        elif span.mine:
            found.other_days.append(span)
    return found


def own(wall, follows):
    """The sheets that the seat brings, each with its places: those without one first."""
    sheets = [*wall.parked, *(placement.anliegen for placement in wall.placed.values())]
    places = wall.places()
    found = {sheet.number: (sheet, places.get(sheet.number, [])) for sheet in sheets if sheet.number in follows.own}
    return sorted(found.values(), key=lambda each: (bool(each[1]), each[0].number))


def _span(wall, follows, slot, now):
    running = slot.starts_at <= now
    minutes = math.ceil(((slot.ends_at if running else slot.starts_at) - now).total_seconds() / 60)
    span = Span(slot, running, minutes if minutes <= SOON else None)
    if slot.common:
        return span
    for room in wall.rooms:
        placement = wall.placed.get((slot.pk, room.pk))
        if placement is None:
            if (slot.pk, room.pk) not in wall.closed:
                span.free.append(room)
            continue
        span.taken += 1
        number = placement.anliegen.number
        if number in follows.all:
            (span.own if number in follows.own else span.marked).append((placement.anliegen, room))
    return span


def _cells(wall, slot):
    """The pieces of a slot that everybody gets, each with where its room is."""
    drawn = picture.row_of(wall, slot) if not slot.common else []
    return [(cell, room.location) for cell, room in zip(drawn, wall.rooms, strict=False)]
