"""How many rooms and rounds a head-count asks for. Pure functions.

Rules of thumb by Chris Corrigan, from his answer on the Open Space list as Amanda Fenton kept it
(amandafenton.com, July 2012), where he also says that you can never have too much space.
"""

from math import ceil
from typing import NamedTuple

# up to so many people: so many Anliegen in a hundred people
SHARES = ((50, 50), (100, 30), (200, 25), (500, 20))
SHARE_ABOVE = 15
MOST_AT_A_TIME = 200


class Proposal(NamedTuple):
    """A grid: as many cells as Anliegen to expect, or some more."""

    rooms: int
    rounds: int
    group: int

    @property
    def cells(self):
        return self.rooms * self.rounds

    @property
    def value(self):
        """How a form names it."""
        return f"{self.rooms}x{self.rounds}"


def anliegen_to_expect(people):
    """Return how many Anliegen so many people bring: 50 % of them up to 50 people, 30 % up to 100, 25 % up to 200,
    20 % up to 500, 15 % above."""
    share = next((share for most, share in SHARES if people <= most), SHARE_ABOVE)
    return ceil(people * share / 100)


def groups_at_a_time(people, size=10):
    """Return how many groups work at the same time: people ÷ 10."""
    return max(1, ceil(people / size))


def proposals(people, rooms=None):
    """Return grids for so many people: groups of 10 as the rule says, then of 15 and 20 for houses with fewer rooms.

    With `rooms`, one grid for the house as it is.
    """
    expected = anliegen_to_expect(people)
    if rooms:
        return [Proposal(rooms, max(1, ceil(expected / rooms)), ceil(people / rooms))]
    counts = {}
    for size in (10, 15, 20):
        counts.setdefault(min(groups_at_a_time(people, size), MOST_AT_A_TIME), size)
    return [Proposal(count, max(1, ceil(expected / count)), size) for count, size in counts.items()]
