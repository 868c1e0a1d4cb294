"""Hints in sentences, kept until the next change: they say what is so and why it might matter, and ask for nothing."""

from dataclasses import dataclass

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.collect import interests
from anliegen.ownership import owns
from anliegen.wall import hints
from conference.live.kept import Kept
from conference.models import Role

MOST = 60  # that anybody reads
URGENT = 100  # from this weight on it gets a sign

found = Kept(20)


@dataclass
class Line:
    """A hint as people read it."""

    kind: str
    sheets: tuple
    sentence: str
    urgent: bool


def lines(conference, number=None, counted=True):
    """All hints of a conference, or those of one sheet; without `counted` only those that tell nobody's interest."""
    key = (conference.pk, conference.version)
    grid, every = found.piece(key, lambda: _found(conference))
    mine = [hint for hint in every if number is None or number in hint.sheets]
    return said(grid, [hint for hint in mine if counted or "count" not in hint.facts][:MOST])


def said(grid, some):
    """Say those hints."""
    words = Words(grid)
    return [Line(hint.kind, hint.sheets, words.of(hint), hint.weight >= URGENT) for hint in some]


def for_sheet(seat, sheet):
    """The hints on a sheet's page: for those who can do something about it."""
    facilitates = seat.may(Role.FACILITATOR)
    if not facilitates and not owns(seat, sheet):
        return []
    return lines(seat.conference, sheet.number, facilitates or interests.told_to_all(seat.conference))


def _found(conference):
    grid = hints.read(conference)
    return grid, hints.find(grid)


class Words:
    """What rooms and times are called."""

    def __init__(self, grid):
        self.rooms, self.slots = {room.pk: room for room in grid.rooms}, {slot.pk: slot for slot in grid.slots}

    def of(self, hint):
        """Return the hint's sentence."""
        return getattr(self, f"_{hint.kind}")(hint, self._names(hint))

    def _names(self, hint):
        sheets, facts = [*hint.sheets, None], hint.facts
        names = {"one": sheets[0], "two": sheets[1], **facts, "names": ", ".join(facts.get("names", []))}
        for key, cell in zip(("", "next_"), hint.cells, strict=False):
            room, slot = self.rooms.get(cell[1]), self.slots.get(cell[0])
            names[f"{key}room"] = room.name if room else _("a room that is gone")
            names[f"{key}place"] = room.location if room else ""
            names[f"{key}size"] = room.capacity if room else 0
            names[f"{key}time"] = time_format(localtime(slot.starts_at), "H:i") if slot else ""
        return names

    def _twice(self, hint, names):
        return _("%(names)s: #%(one)s and #%(two)s are both at %(time)s.") % names

    def _both(self, hint, names):
        return _("%(count)s want both #%(one)s and #%(two)s at %(time)s.") % names

    def _full(self, hint, names):
        return self._crowd(names, _("%(next_room)s (%(next_size)s) is free then.") if hint.cells[1:] else "")

    def _hall(self, hint, names):
        another = _("#%(two)s in %(next_room)s needs more.")
        return self._crowd(names, another if hint.sheets[1:] else _("%(next_room)s (%(next_size)s) is free then."))

    def _crowd(self, names, then):
        said = ngettext(
            "%(count)s would come to #%(one)s; %(room)s has %(seats)s seats.",
            "%(count)s would come to #%(one)s; %(room)s has %(seats)s seats.",
            names["count"],
        )
        return f"{said} {then}".strip() % names

    def _far(self, hint, names):
        if names["names"]:
            said = _("%(names)s: from #%(one)s in %(here)s straight to #%(two)s in %(there)s.")
        else:
            said = _("%(count)s want #%(one)s in %(here)s and right after it #%(two)s in %(there)s.")
        here, there = (f"{names[f'{at}room']} ({names[f'{at}place']})" for at in ("", "next_"))
        return said % {**names, "here": here, "there": there}

    def _loose(self, hint, names):
        if hint.cells[1:]:
            said = _("#%(one)s was fixed in %(room)s at %(time)s; now it hangs in %(next_room)s at %(next_time)s.")
        else:
            said = _("#%(one)s was fixed in %(room)s at %(time)s; now it is in the parking.")
        return said % names
