"""Hints: what might not fit on the wall, as data with a reason. A hint stops nobody; who reads it decides.

`read` is the one read, everything else is pure: the same wall and crowd give the same hints. Sets of people are ints
(anliegen.wall.crowd), so 232 sheets of 2,100 people take milliseconds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations, product

from anliegen.models import ClosedCell, Placement
from anliegen.wall import crowd as crowds
from anliegen.wall.crowd import Crowd

WANT_BOTH = 3  # people that must want two sheets at once until it is said …
SHARE = 0.3  # … and which part of the smaller one's crowd they are
WALK_TOGETHER = 0.5  # the same for two rounds that follow one another in rooms far apart
BREAK = timedelta(minutes=20)  # between two rounds: longer is time enough to walk
HALL = 30  # seats from which a room is a hall
EMPTY = 0.25  # a hall is too big for fewer than this part of its seats
VOTES = 10  # people who marked something until few marks mean anything


@dataclass(frozen=True)
class Hint:
    """`kind` says what, `facts` why; `sheets` are numbers, `cells` (slot, room) ids, `weight` how much it matters."""

    kind: str
    weight: int
    sheets: tuple
    cells: tuple
    facts: dict = field(hash=False)


@dataclass
class Grid:
    """The wall as far as hints ask: `placed` (slot id, room id) → number, `fixed` number → the cell it was fixed in."""

    slots: list
    rooms: list
    placed: dict
    closed: set
    fixed: dict
    crowd: Crowd


def read(conference):
    """Read wall, crowd and what was fixed: eight queries, whatever the size."""
    rows = Placement.objects.filter(slot__conference=conference).values_list("slot", "room", "anliegen__number")
    closed = ClosedCell.objects.filter(slot__conference=conference).values_list("slot", "room")
    return Grid(
        list(conference.slots.filter(common=False)),
        list(conference.rooms.all()),
        {(slot, room): number for slot, room, number in rows},
        set(closed),
        fixed_cells(conference),
        crowds.read(conference),
    )


def fixed_cells(conference):
    """Return number → the cells where the sheet was fixed last, as the history tells it."""
    kinds = ("wall.fixed", "wall.undone", "wall.redone")
    rows = list(conference.events.filter(kind__in=kinds).values_list("number", "kind", "facts"))
    redone = {facts.get("redoes") for _number, kind, facts in rows if kind == "wall.redone"}
    undone = {facts.get("undoes") for number, kind, facts in rows if kind == "wall.undone" and number not in redone}
    found = {}
    for number, kind, facts in rows:
        if kind == "wall.fixed" and number not in undone:
            cells = [tuple(fact[-2:]) for fact in facts.get("come", []) if fact[0] == "fixed"]
            found[facts.get("anliegen")] = cells
    return found


def find(grid):
    """All hints of the wall, the weightiest first."""
    rooms = {room.pk: room for room in grid.rooms}
    rounds = defaultdict(list)
    for (slot, room), number in sorted(grid.placed.items(), key=lambda cell: cell[1]):
        rounds[slot].append((number, rooms[room]))
    found = [*at_once(grid, rounds), *far(grid, rounds), *sizes(grid, rounds), *fixed_moved(grid)]
    return sorted(found, key=lambda hint: (-hint.weight, hint.sheets, hint.cells))


def at_once(grid, rounds):
    """Two sheets at the same time that have a convener in common, or that the same people want."""
    for slot, other in overlapping(grid.slots):
        here, there = rounds[slot.pk], rounds[other.pk]
        pairs = combinations(here, 2) if slot is other else product(here, there)
        for (one, room), (two, next_door), names, count in shared(grid.crowd, pairs, SHARE):
            cells = ((slot.pk, room.pk), (other.pk, next_door.pk))
            if names:
                yield Hint("twice", 1000, (one, two), cells, {"names": names})
            else:
                yield Hint("both", 2 * count, (one, two), cells, {"count": count})


def far(grid, rounds):
    """Two sheets of rounds that follow one another, in rooms in different places, with the same convener or crowd."""
    for slot, following in neighbours(grid.slots):
        here = [each for each in rounds[slot.pk] if each[1].location]
        there = [each for each in rounds[following.pk] if each[1].location]
        pairs = (pair for pair in product(here, there) if pair[0][1].location != pair[1][1].location)
        for (one, room), (two, next_room), names, count in shared(grid.crowd, pairs, WALK_TOGETHER):
            cells = ((slot.pk, room.pk), (following.pk, next_room.pk))
            if names:
                yield Hint("far", 60, (one, two), cells, {"names": names})
            else:
                yield Hint("far", count, (one, two), cells, {"count": count})


def shared(crowd, pairs, share):
    """Yield those pairs of (number, room) that share conveners (their names) or a good part of their crowds (how many).

    Thousands of pairs come through here: what most of them fail is asked first.
    """
    brings, wants = crowd.brings, crowd.wants
    crowds = defaultdict(int, {number: wants[number] | brings[number] for number in {*wants, *brings}})
    least = {number: max(WANT_BOTH, share * wants[number].bit_count()) for number in crowds}
    for one, two in pairs:
        here, there = one[0], two[0]
        count = (crowds[here] & crowds[there]).bit_count()
        if not count or here == there:
            continue
        if names := crowd.convening_both(here, there):
            yield one, two, names, count
        elif count >= least[here] or count >= least[there]:
            yield one, two, None, count


def sizes(grid, rounds):
    """More who would come than seats; and a few in a hall."""
    crowd, voted = grid.crowd, 0
    for mask in crowd.wants.values():
        voted |= mask
    enough = voted.bit_count() >= VOTES
    for slot in grid.slots:
        for number, room in rounds[slot.pk]:
            count, cell = crowd.interested(number), (slot.pk, room.pk)
            facts = {"count": count, "seats": room.capacity}
            if 0 < room.capacity < count:
                better = bigger(grid, slot, count)
                yield Hint("full", 100 + 3 * (count - room.capacity), (number,), (cell, *better), facts)
                continue
            lost = enough and room.capacity >= HALL and count < room.capacity * EMPTY
            if lost and (smaller := roomier(grid, rounds, slot, room, number, count)):
                yield Hint("hall", (room.capacity - count) // 4, (number, *smaller[0]), (cell, *smaller[1]), facts)


def bigger(grid, slot, count):
    """Return the smallest free room of that slot that holds so many, as cells: one or none."""
    fitting = [room for room in grid.rooms if room.capacity >= count and free(grid, slot, room)]
    return tuple((slot.pk, room.pk) for room in sorted(fitting, key=lambda room: room.capacity)[:1])


def roomier(grid, rounds, slot, hall, number, count):
    """Return ((number,), (cell,)) of a sheet of that slot that has more people than seats and would fit into the hall,
    or ((), (cell,)) of a free room that is small enough; nothing if the hall is in nobody's way."""
    crowded = [
        (grid.crowd.interested(other) - room.capacity, other, room)
        for other, room in rounds[slot.pk]
        if other != number
        and 0 < room.capacity < grid.crowd.interested(other) <= hall.capacity
        and count <= room.capacity
    ]
    if crowded:
        _missing, other, room = max(crowded, key=lambda each: each[:2])
        return (other,), ((slot.pk, room.pk),)
    fitting = [room for room in grid.rooms if count < room.capacity < hall.capacity / 2 and free(grid, slot, room)]
    return ((), ((slot.pk, min(fitting, key=lambda room: room.capacity).pk),)) if fitting else None


def fixed_moved(grid):
    """A sheet that was fixed hangs elsewhere, or nowhere."""
    where = defaultdict(list)
    for cell, number in grid.placed.items():
        where[number].append(cell)
    for number, cells in grid.fixed.items():
        if gone := [cell for cell in cells if cell not in where[number]]:
            yield Hint("loose", 80, (number,), (gone[0], *where[number][:1]), {})


def free(grid, slot, room):
    return (slot.pk, room.pk) not in grid.placed and (slot.pk, room.pk) not in grid.closed


def overlapping(slots):
    """Pairs of slots that run at the same time, each slot with itself too; slots come in order."""
    for at, slot in enumerate(slots):
        yield slot, slot
        for other in slots[at + 1 :]:
            if other.starts_at >= slot.ends_at:
                break
            yield slot, other


def neighbours(slots):
    """Pairs of slots of which one begins when the other has just ended."""
    for slot in slots:
        for other in slots:
            if timedelta() <= other.starts_at - slot.ends_at <= BREAK:
                yield slot, other
