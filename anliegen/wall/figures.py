"""What is good and what stays bad about places on the wall: pure functions over one read, for a proposal and today."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations


@dataclass
class Figures:
    """`doubled`: (name, number, number, slot); `small`: (number, slot, room, wants, seats); `both`: (people, number,
    number, slot), the most first; `missing`: over all pairs, how often somebody wants two sheets of one round."""

    hanging: int = 0
    waiting: int = 0
    doubled: list = field(default_factory=list)
    small: list = field(default_factory=list)
    both: list = field(default_factory=list)
    missing: int = 0


def of(task, places):
    """Return the figures of a task's wall if its sheets hung at these places (number → [(slot, room)])."""
    sheets = {placement.anliegen.number: placement.anliegen for placement in task.wall.placed.values()} | task.movers
    seats = {room.pk: room.capacity for room in task.wall.rooms}
    rounds, found = defaultdict(set), Figures()
    found.hanging = sum(bool(places.get(number)) for number in sheets)
    found.waiting = len(sheets) - found.hanging
    for number, cells in sorted(places.items()):
        for slot, room in cells:
            rounds[slot].add(number)
            wants = task.wants(sheets[number])
            if seats[room] and wants > seats[room]:
                found.small.append((number, slot, room, wants, seats[room]))
    for slot, numbers in rounds.items():
        for one, two in combinations(sorted(numbers), 2):
            found.doubled += [(name, one, two, slot) for name in task.crowd.convening_both(one, two)]
            if people := task.crowd.both(one, two):
                found.both.append((people, one, two, slot))
    found.both.sort(key=lambda each: -each[0])
    found.missing = sum(each[0] for each in found.both)
    return found
