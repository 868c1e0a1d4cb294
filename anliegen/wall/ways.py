"""Where a sheet was and where it is: several changes of the wall as one way, from the first old place to the newest.

Moved back is no way at all. Read from the history; nothing is kept beside it.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.wall.facts import Delta

LATELY = timedelta(minutes=15)  # so long the wall says where a sheet was
MOST = 100  # changes that are looked through for it: a market has hundreds in that time, and nobody is lost in one


@dataclass
class Way:
    """What became of one sheet's cells, (slot id, room id) each; the event that brought it there last."""

    number: int
    gone: list = field(default_factory=list)
    come: list = field(default_factory=list)
    event: object = None

    def go(self, event, gone, come):
        """Add one more step to it."""
        for there, taken, put in ((gone, self.come, self.gone), (come, self.gone, self.come)):
            for cell in there:
                taken.remove(cell) if cell in taken else put.append(cell)
        self.event = event

    def __bool__(self):
        return bool(self.gone or self.come)


def steps(event):
    """What an event did: number of a sheet → the cells that it left, the cells that it came to."""
    delta, found = Delta.of(event), {}
    for side, facts in enumerate((delta.gone, delta.come)):
        for kind, *what in facts:
            if kind == "placed":
                found.setdefault(what[0], ([], []))[side].append(tuple(what[1:]))
    return found


def of(events):
    """Return number → way for the sheets that these events, oldest first, brought elsewhere."""
    ways = {}
    for event in events:
        for number, (gone, come) in steps(event).items():
            ways.setdefault(number, Way(number)).go(event, gone, come)
    return {number: way for number, way in ways.items() if way}


def lately(conference):
    """Return the ways of the last minutes."""
    since = {"number__gt": conference.version - MOST, "at__gt": timezone.now() - LATELY}
    return of(conference.events.filter(kind__startswith="wall.", **since))


def place(cell, rooms, slots, beside=None):
    """Say where a cell is; only what differs from the cell `beside` it: the room, the time, or both."""
    slot, room = slots.get(cell[0]), rooms.get(cell[1])
    name = room.name if room else _("a room that is gone")
    time = time_format(localtime(slot.starts_at), "H:i") if slot else ""
    if beside and beside[0] == cell[0]:
        return name
    if beside and beside[1] == cell[1] and time:
        return time
    return f"{name} {time}".strip()
