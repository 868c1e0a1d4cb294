"""Which sheets a seat follows: those it brings, those it marked, and those into which these were merged."""

from dataclasses import dataclass, field

from anliegen.models import Convener, Interest

INTO = ("anliegen__number", "anliegen__merged_into__number", "anliegen__merged_into__merged_into__number")


@dataclass
class Follows:
    """Numbers of sheets; `marked` with the moment since when, `through` those that others went into."""

    own: set = field(default_factory=set)
    marked: dict = field(default_factory=dict)
    through: set = field(default_factory=set)

    @property
    def all(self):
        return self.own | self.marked.keys()


def of(seat):
    """Return what the seat follows: two queries."""
    follows, direct = Follows(), set()
    for number, *into, came_with in Convener.objects.filter(seat=seat).values_list(*INTO, "came_with"):
        direct |= set() if came_with else {number}
        follows.own |= {number, *into} - {None}
    for number, *into, since in Interest.objects.filter(seat=seat).values_list(*INTO, "created_at"):
        direct.add(number)
        for each in {number, *into} - {None}:
            follows.marked[each] = min(since, follows.marked.get(each, since))
    follows.through = follows.all - direct
    return follows
