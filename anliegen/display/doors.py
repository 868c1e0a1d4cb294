"""What a door sign says of its room: what runs, what comes next, until when it is free, and what else runs nearby."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localtime

from anliegen.models import Anliegen
from conference.models import Role, Room, Slot


@dataclass
class Next:
    """The next sheet that hangs in the room; `today` says whether its time is enough."""

    slot: Slot
    sheet: Anliegen
    today: bool


@dataclass
class Sign:
    """One room at one moment. `turns`: when something of this begins or ends; `free_until` with its slot if any."""

    room: Room
    slot: Slot | None = None
    sheet: Anliegen | None = None
    closed: bool = False
    free_until: datetime | None = None
    over: bool = False
    next: Next | None = None
    turns: datetime | None = None
    nearby: list = field(default_factory=list)

    @property
    def free(self):
        return not (self.sheet or self.closed or self.over)

    @property
    def may_be_taken(self):
        """Whether the round that runs has this cell to offer."""
        return self.free and self.slot is not None and not self.slot.common


def sign(wall, room, now):
    """Read from the wall what the sign says."""
    running = [slot for slot in wall.slots if slot.starts_at <= now < slot.ends_at]
    found = Sign(room, slot=_of_room(wall, running, room))
    if found.slot:
        found.sheet = _sheet(wall, found.slot, room)
        found.closed = (found.slot.pk, room.pk) in wall.closed
    found.turns = min((at for slot in wall.slots for at in (slot.starts_at, slot.ends_at) if at > now), default=None)
    found.over = not running and not any(slot.starts_at > now for slot in wall.slots) and bool(wall.slots)
    found.next = _next(wall, room, now)
    if found.free:
        found.free_until = _free_until(wall, room, now)
    found.nearby = _nearby(wall, found) if found.slot and not found.slot.common else []
    return found


def key(conference):
    """Return the key that opens the door signs: that of the first display."""
    return conference.seats.filter(role=Role.DISPLAY).order_by("id").values_list("key", flat=True).first()


def _of_room(wall, running, room):
    """Of the slots that run, the one in which something hangs here; else a round before a break."""
    taken = [slot for slot in running if (slot.pk, room.pk) in wall.placed]
    return next(iter([*taken, *(slot for slot in running if not slot.common), *running]), None)


def _sheet(wall, slot, room):
    placement = wall.placed.get((slot.pk, room.pk))
    return placement and placement.anliegen


def _next(wall, room, now):
    for slot in wall.slots:
        if slot.starts_at > now and (sheet := _sheet(wall, slot, room)):
            return Next(slot, sheet, localtime(slot.starts_at).date() == localtime(now).date())
    return None


def _free_until(wall, room, now):
    """When the room is taken next today, else when today's last slot ends; None if there is no more of today."""
    today = [slot for slot in wall.slots if slot.ends_at > now and _day(slot.starts_at) <= _day(now)]
    taken = [slot for slot in today if (slot.pk, room.pk) in wall.placed.keys() | wall.closed]
    starts = [slot.starts_at for slot in taken if slot.starts_at > now]
    return min(starts, default=max((slot.ends_at for slot in today), default=None))


def _day(moment):
    return localtime(moment).date()


def _nearby(wall, found):
    """What runs in the other rooms, those in the same part of the house first, then the next doors."""
    at = {room.pk: place for place, room in enumerate(wall.rooms)}
    others = [(room, _sheet(wall, found.slot, room)) for room in wall.rooms if room.pk != found.room.pk]

    def far(other):
        room = other[0]
        return not (room.location and room.location == found.room.location), abs(at[room.pk] - at[found.room.pk])

    return sorted([other for other in others if other[1]], key=far)
