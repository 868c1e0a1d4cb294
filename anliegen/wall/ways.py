"""Where a sheet was and where it is: several changes of the wall as one way, from the first old place to the newest.

Moved back is no way at all. Read from the history; nothing is kept beside it.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.wall import past
from anliegen.wall.past import Step

LATELY = timedelta(minutes=15)  # so long the wall says where a sheet was
MOST = 60  # steps that are looked through for it: a market has hundreds, and there nobody is lost


@dataclass
class Way:
    """What became of one sheet's cells, (slot id, room id) each; the step that brought it there last."""

    number: int
    gone: list = field(default_factory=list)
    come: list = field(default_factory=list)
    first: list = field(default_factory=list)
    last: Step | None = None

    @property
    def was(self):
        """The cells where people may look for it: the first old ones, or for a sheet that hung nowhere its first."""
        return self.gone or [cell for cell in self.first if cell not in self.come]

    def go(self, step):
        """Add one more step to it."""
        if not self.last and not step.gone:
            self.first = list(step.come)
        for there, taken, put in ((step.gone, self.come, self.gone), (step.come, self.gone, self.come)):
            for cell in there:
                taken.remove(cell) if cell in taken else put.append(cell)
        self.last = step

    def __bool__(self):
        return bool(self.was or self.come)


def lately(conference):
    """Return number → way of the sheets that moved in the last minutes."""
    since, ways = timezone.now() - LATELY, {}
    for step in past.of(conference).steps[-MOST:]:
        if step.at > since and (step.gone or step.come):
            ways.setdefault(step.sheet, Way(step.sheet)).go(step)
    return {number: way for number, way in ways.items() if way}


def shifted(conference, slots):
    """Return slot id → (when, what was) of the rounds that got other times in the last minutes."""
    since, shifts, found = timezone.now() - LATELY, past.of(conference).shifts, {}
    for slot in slots:
        late = [each for each in shifts.get(slot.pk, []) if each.at > since]
        if late and late[0].was[0] != slot.starts_at:
            old = time_format(localtime(late[0].was[0]), "H:i")
            found[slot.pk] = int(late[-1].at.timestamp()), _("was %(old)s") % {"old": old}
    return found


class Marks:
    """What the wall says for a while: beside a sheet that moved where it was, in the cell that it left where it is.

    A mark is (number, the other cells, when), so that it can be part of what a piece is kept under.
    """

    def __init__(self, conference):
        self.came, self.left, self.ways = {}, {}, lately(conference)
        for way in self.ways.values():
            at = int(way.last.at.timestamp())
            self.came |= dict.fromkeys(way.come if way.was else [], (way.number, tuple(way.was), at))
            self.left |= dict.fromkeys(way.was, (way.number, tuple(way.come), at))

    def at(self, cell, taken):
        return (self.came if taken else self.left).get(cell)

    def of(self, number, rooms, slots):
        """When that sheet moved and where it was, for its own page; None if it didn't."""
        way = self.ways.get(number)
        gone = ", ".join(place(each, rooms, slots) for each in way.was) if way else ""
        return gone and (int(way.last.at.timestamp()), _("was %(old)s") % {"old": gone})

    def cells(self, here):
        """Those cells, and all that their marks speak of."""
        marks = [self.came.get(cell) or self.left.get(cell) for cell in here]
        return {*here, *(cell for mark in marks if mark for cell in mark[1])}


def spoken(mark, rooms, slots):
    """What a mark says, as part of what a piece is kept under: a renamed room is drawn anew."""
    return mark and (mark, tuple(place(each, rooms, slots) for each in mark[1]))


def say(mark, cell, number, rooms, slots):
    """Say a mark in its cell, where the sheet of that number hangs, or none; rooms and slots by their ids."""
    moved, others, _at = mark
    places = ", ".join(place(each, rooms, slots, cell if len(others) == 1 else None) for each in others)
    if number:
        return _("was %(old)s") % {"old": places} if moved == number else ""
    say = _("#%(number)s now in %(new)s") if others else _("#%(number)s now in the parking")
    if len(others) == 1 and others[0][1] == cell[1]:
        say = _("#%(number)s now at %(new)s")
    return say % {"number": moved, "new": places}


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
