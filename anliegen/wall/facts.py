"""The wall as a set of facts, and every change of it as facts that went and facts that came.

    ["placed", anliegen, slot, room] · ["fixed", anliegen, slot, room] · ["closed", slot, room]

Slot and room are ids, `anliegen` is the number on the sheet: the history holds no names. Undoing is swapping the two
lists, and replaying all of them gives the present wall: a test holds that.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from anliegen.market import reads as market
from anliegen.models import ClosedCell, Placement
from conference.refusal import Refused


@dataclass
class Delta:
    """What a change takes from the wall and what it puts there."""

    gone: list = field(default_factory=list)
    come: list = field(default_factory=list)

    @classmethod
    def of(cls, event):
        """The delta that an event of the history made; empty for events beside the wall."""
        return cls(event.facts.get("gone", []), event.facts.get("come", []))

    def inverse(self):
        return Delta(gone=list(self.come), come=list(self.gone))

    def cells(self):
        """The (slot, room) pairs it touches, in order, each once."""
        return list(dict.fromkeys((fact[-2], fact[-1]) for fact in self.gone + self.come))

    def touches(self):
        """The live regions that show it."""
        numbers = dict.fromkeys(fact[1] for fact in self.gone + self.come if fact[0] == "placed")
        cells = [f"cell-{slot}-{room}" for slot, room in self.cells()]
        return cells + [f"parked-{number}" for number in numbers] + ["counts"]

    def record(self, log, kind, **facts):
        """Note the delta in the history as an event of that kind; the stage says where the sheet hangs it presents."""
        numbers = {fact[1] for fact in self.gone + self.come if fact[0] == "placed"}
        touches = self.touches() + ["presenter"] * market.presents(log.conference, numbers)
        return log.record(kind, touches=touches, gone=self.gone, come=self.come, **facts)


def apply(conference, delta):
    """Change the rows as the delta says. Raises Refused where the wall is no longer as it assumes."""
    sheets = {}
    for kind, *what in sorted(delta.gone, key=lambda fact: fact[0] != "fixed"):
        if (
            not _rows(conference, kind, what).update(fixed=False)
            if kind == "fixed"
            else not _gone(conference, kind, what)
        ):
            raise Refused(_("The wall has changed there since; this can't be taken back as it was."))
    for kind, *what in sorted(delta.come, key=lambda fact: fact[0] == "fixed"):
        slot, room = what[-2:]
        if kind == "fixed":
            _rows(conference, "placed", what).update(fixed=True)
            continue
        if not conference.slots.filter(pk=slot, common=False).exists() or not conference.rooms.filter(pk=room).exists():
            raise Refused(_("That room or slot is no longer on the wall."))
        if _taken(slot, room):
            raise Refused(_("Something else hangs there by now."), touches=[f"cell-{slot}-{room}"])
        if kind == "closed":
            ClosedCell.objects.create(slot_id=slot, room_id=room)
            continue
        sheet = sheets.get(what[0]) or conference.anliegen.filter(number=what[0], withdrawn_at=None).first()
        if sheet is None:
            raise Refused(_("Sheet #%(number)s was withdrawn.") % {"number": what[0]})
        sheets[what[0]] = sheet
        Placement.objects.create(anliegen=sheet, slot_id=slot, room_id=room)


def present(conference):
    """Return the wall's facts now, as a set of tuples."""
    placements = Placement.objects.filter(slot__conference=conference)
    rows = placements.values_list("anliegen__number", "slot", "room", "fixed")
    facts = {("placed", number, slot, room) for number, slot, room, _fixed in rows}
    facts |= {("fixed", number, slot, room) for number, slot, room, fixed in rows if fixed}
    closed = ClosedCell.objects.filter(slot__conference=conference).values_list("slot", "room")
    return facts | {("closed", *cell) for cell in closed}


def replay(events):
    """Return the wall's facts as the history tells them; equals `present` at any moment."""
    facts = set()
    for event in events:
        delta = Delta.of(event)
        facts -= {tuple(fact) for fact in delta.gone}
        facts |= {tuple(fact) for fact in delta.come}
    return facts


def _rows(conference, kind, what):
    slot, room = what[-2:]
    if kind == "closed":
        return ClosedCell.objects.filter(slot_id=slot, room_id=room, slot__conference=conference)
    return Placement.objects.filter(
        anliegen__number=what[0], slot_id=slot, room_id=room, anliegen__conference=conference
    )


def _gone(conference, kind, what):
    rows = _rows(conference, kind, what)
    count, _models = (rows if kind == "closed" else rows.filter(fixed=False)).delete()
    return count


def _taken(slot, room):
    cell = {"slot_id": slot, "room_id": room}
    return Placement.objects.filter(**cell).exists() or ClosedCell.objects.filter(**cell).exists()
