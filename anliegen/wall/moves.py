"""The verbs of the wall: pin, move, swap, park, continue, fix, close and open a cell.

Each: refuse → change rows → record. The funnel holds the conference, so what a verb sees stays true until it is done.
"""

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.market import queue
from anliegen.market import reads as market
from anliegen.models import ClosedCell, MergeProposal, Placement
from anliegen.ownership import owns
from anliegen.wall import facts
from anliegen.wall.facts import Delta
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused


def pin(sheet, slot, room, by):
    """Hang a parked sheet on a free cell; one that hangs already is moved."""
    return move(sheet, slot, room, by)


def move(sheet, slot, room, by, origin=None, seen=None):
    """Move a sheet to a free cell. `origin` (slot, room ids) says which of several placements;
    `seen` is the number the sender had before them: a sheet moved by somebody else since is not moved again."""
    with change(sheet.conference, by) as log:
        _refuse_foreign(sheet, by)
        _refuse_moved_since(log, sheet, seen)
        _refuse_taken(log, slot, room, sheet)
        here = _places(sheet, origin)
        if len(here) > 1:
            raise Refused(_("#%(number)s hangs in several cells. Choose which one moves.") % {"number": sheet.number})
        _relocate(log, sheet, here, (slot.pk, room.pk))
    return log


def swap(sheet, other, by, seen=None):
    """Let two sheets change places; a parked one takes the other's cell. Facilitators, or the convener of both."""
    with change(sheet.conference, by) as log:
        for each in (sheet, other):
            _refuse_foreign(each, by)
            _refuse_moved_since(log, each, seen)
        mine, theirs = _places(sheet), _places(other)
        if sheet == other or len(mine) + len(theirs) == 0:
            raise Refused(_("There is nothing to swap."), status=400)
        if len(mine) > 1 or len(theirs) > 1:
            raise Refused(_("A sheet in several cells can't be swapped. Move it cell by cell."))
        delta = Delta(gone=[*_placed(sheet, mine), *_placed(other, theirs)])
        delta.come = [*_placed(sheet, theirs), *_placed(other, mine)]
        facts.apply(log.conference, delta)
        delta.record(log, "wall.swapped", anliegen=sheet.number, other=other.number)
    return log


def park(sheet, by, origin=None, seen=None):
    """Take a sheet off the wall into the parking, from one cell (`origin`) or from all."""
    with change(sheet.conference, by) as log:
        _refuse_foreign(sheet, by)
        _refuse_moved_since(log, sheet, seen)
        here = _places(sheet, origin)
        if not here:
            raise Refused(_("#%(number)s is in the parking already.") % {"number": sheet.number}, touches=shown(sheet))
        delta = Delta(gone=_placed(sheet, here))
        facts.apply(log.conference, delta)
        delta.record(log, "wall.parked", anliegen=sheet.number)
    return log


def continue_in(sheet, slot, room, by):
    """Hang a sheet in one more cell: the group goes on there."""
    with change(sheet.conference, by) as log:
        _refuse_foreign(sheet, by)
        if not _places(sheet):
            raise Refused(_("#%(number)s hangs nowhere yet. Pin it first.") % {"number": sheet.number})
        _refuse_taken(log, slot, room, sheet)
        delta = Delta(come=[["placed", sheet.number, slot.pk, room.pk]])
        facts.apply(log.conference, delta)
        delta.record(log, "wall.continued", anliegen=sheet.number)
    return log


def fix(sheet, by, on=True):
    """Fix a sheet where it hangs (or let it go), in all its cells. Facilitators."""
    with change(sheet.conference, by) as log:
        _refuse_foreign(sheet, by)
        rows = Placement.objects.filter(anliegen=sheet, fixed=not on)
        changed = [["fixed", sheet.number, slot, room] for slot, room in rows.values_list("slot", "room")]
        if not changed:
            raise Refused(_("There is nothing to change: #%(number)s is so already.") % {"number": sheet.number})
        delta = Delta(come=changed) if on else Delta(gone=changed)
        facts.apply(log.conference, delta)
        delta.record(log, "wall.fixed" if on else "wall.loosened", anliegen=sheet.number)
    return log


def close(conference, slot, room, by):
    """Close a free cell: nothing can hang there."""
    with change(conference, by) as log:
        _refuse_taken(log, slot, room)
        delta = Delta(come=[["closed", slot.pk, room.pk]])
        facts.apply(log.conference, delta)
        delta.record(log, "wall.closed")
    return log


def open_again(conference, slot, room, by):
    """Open a closed cell."""
    with change(conference, by) as log:
        if not ClosedCell.objects.filter(slot=slot, room=room).exists():
            raise Refused(_("That cell is open already."), touches=[f"cell-{slot.pk}-{room.pk}"])
        delta = Delta(gone=[["closed", slot.pk, room.pk]])
        facts.apply(log.conference, delta)
        delta.record(log, "wall.opened")
    return log


def park_all_in(log, room=None, slot=None):
    """Bring the sheets of a room or slot to the parking, within the change that takes it away; return their numbers."""
    where = {"room": room} if room else {"slot": slot}
    cells = Placement.objects.filter(**where).select_related("anliegen")
    gone = [["placed", each.anliegen.number, each.slot_id, each.room_id] for each in cells]
    gone += [["fixed", each.anliegen.number, each.slot_id, each.room_id] for each in cells if each.fixed]
    gone += [["closed", *cell] for cell in ClosedCell.objects.filter(**where).values_list("slot", "room")]
    if gone:
        delta = Delta(gone=gone)
        facts.apply(log.conference, delta)
        log.record(
            "wall.cleared",
            touches=[f"parked-{each.anliegen.number}" for each in cells],
            stale=["page"],
            gone=delta.gone,
            come=[],
        )
    return sorted({each.anliegen.number for each in cells})


def leave_wall(log, sheet):
    """Take a withdrawn sheet off all its cells and out of the queue, within the change that withdraws it. Nobody is
    asked any more whether it should be merged."""
    queue.leave(log, sheet)
    for side in ("kept", "other"):  # one after the other: SQLite 3.47 falls over an OR beside a partial index
        asked = MergeProposal.objects.filter(**{side: sheet}, outcome=MergeProposal.Outcome.OPEN)
        asked.update(outcome=MergeProposal.Outcome.WITHDRAWN)
    rows = list(Placement.objects.filter(anliegen=sheet))
    if rows:
        delta = Delta(gone=_placed(sheet, rows) + [["fixed", *fact[1:]] for fact in _placed(sheet, rows, fixed=True)])
        facts.apply(log.conference, delta)
        delta.record(log, "wall.parked", anliegen=sheet.number)


def hang_again(log, sheet, left):
    """Hang a sheet where it hung before the event by which it left, as far as that is free. Within a change."""
    cells = {tuple(fact[-2:]) for fact in left.facts["gone"]}
    for taken in (Placement, ClosedCell):
        cells -= set(taken.objects.filter(slot__in=[slot for slot, _room in cells]).values_list("slot", "room"))
    slots = set(log.conference.slots.filter(common=False).values_list("pk", flat=True))
    rooms = set(log.conference.rooms.values_list("pk", flat=True))
    come = [
        fact for fact in left.facts["gone"] if tuple(fact[-2:]) in cells and fact[-2] in slots and fact[-1] in rooms
    ]
    if come:
        delta = Delta(come=come)
        facts.apply(log.conference, delta)
        delta.record(log, "wall.pinned", anliegen=sheet.number)


def free_neighbours(conference, slot, room):
    """Return up to four free cells near that one as (slot, room): same time first, then same room."""
    taken = set(Placement.objects.filter(slot__conference=conference).values_list("slot", "room"))
    taken |= set(ClosedCell.objects.filter(slot__conference=conference).values_list("slot", "room"))
    rooms, slots = list(conference.rooms.all()), list(conference.slots.filter(common=False))
    near = [(slot, each) for each in sorted(rooms, key=lambda it: abs(it.position - room.position))]
    near += [(each, room) for each in sorted(slots, key=lambda it: abs(it.starts_at - slot.starts_at))]
    return [cell for cell in near if (cell[0].pk, cell[1].pk) not in taken][:4]


def shown(sheet):
    """The live regions where a sheet can be seen now."""
    cells = [f"cell-{each.slot_id}-{each.room_id}" for each in sheet.placements.all()]
    return [*cells, f"parked-{sheet.number}", *market.shown(sheet), "counts"]


def _relocate(log, sheet, here, cell):
    delta = Delta(gone=_placed(sheet, here), come=[["placed", sheet.number, *cell]])
    facts.apply(log.conference, delta)
    delta.record(log, "wall.moved" if here else "wall.pinned", anliegen=sheet.number)


def _places(sheet, origin=None):
    """The sheet's placements; refuses fixed ones."""
    rows = Placement.objects.filter(anliegen=sheet)
    if origin:
        rows = rows.filter(slot=origin[0], room=origin[1])
    rows = list(rows)
    if any(row.fixed for row in rows):
        raise Refused(_("#%(number)s is fixed where it hangs.") % {"number": sheet.number})
    if origin and not rows:
        raise Refused(_("#%(number)s hangs elsewhere by now.") % {"number": sheet.number}, touches=shown(sheet))
    return rows


def _placed(sheet, rows, fixed=None):
    return [["placed", sheet.number, row.slot_id, row.room_id] for row in rows if fixed is None or row.fixed == fixed]


def _refuse_foreign(sheet, by):
    """A sheet belongs to its conveners; facilitators rearrange. `by` None is a command at the keyboard."""
    sheet.refresh_from_db(fields=["withdrawn_at"])
    if sheet.withdrawn_at:
        raise Refused(_("#%(number)s was withdrawn.") % {"number": sheet.number}, touches=shown(sheet))
    if by is None or by.may(Role.FACILITATOR):
        return
    if not sheet.conference.participants_pin:
        raise Refused(_("Here the facilitators pin. Tell them where your sheet should hang."), status=403)
    if not owns(by, sheet):
        raise Refused(_("#%(number)s belongs to somebody else.") % {"number": sheet.number}, status=403)


def _refuse_moved_since(log, sheet, seen):
    if seen is None:
        return
    since = log.conference.events.filter(number__gt=seen, kind__startswith="wall.")
    for event in since:
        touched = [fact for fact in event.facts.get("gone", []) + event.facts.get("come", []) if fact[0] == "placed"]
        if any(fact[1] == sheet.number for fact in touched):
            mover = event.by.name if event.by else _("The organiser")
            sentence = _("%(name)s has just moved #%(number)s. Look where it hangs now.")
            raise Refused(sentence % {"name": mover, "number": sheet.number}, touches=Delta.of(event).touches())


def _refuse_taken(log, slot, room, sheet=None):
    """Refuse a cell that is not free, with who has it and what is free beside it; `sheet` is what should hang there."""
    if slot.common:
        raise Refused(_("%(slot)s is for everybody; nothing is pinned there.") % {"slot": slot.name}, status=400)
    here = Placement.objects.filter(slot=slot, room=room).select_related("anliegen").first()
    closed = not here and ClosedCell.objects.filter(slot=slot, room=room).exists()
    if not here and not closed:
        return
    if here and here.anliegen == sheet:
        raise Refused(_("#%(number)s hangs there already.") % {"number": sheet.number}, touches=shown(sheet))
    names = {"room": room.name, "time": time_format(localtime(slot.starts_at), "H:i")}
    if closed:
        sentence = _("%(room)s at %(time)s is closed.") % names
    else:
        who = ", ".join(each.name for each in here.anliegen.conveners.all()[:2])
        names |= {"number": here.anliegen.number, "who": who or here.anliegen.title[:40]}
        sentence = _("%(room)s at %(time)s has just been taken by #%(number)s (%(who)s).") % names
    near = free_neighbours(log.conference, slot, room)
    free = [f"{each.name} {time_format(localtime(when.starts_at), 'H:i')}" for when, each in near]
    sentence += " " + (
        _("Still free: %(cells)s.") % {"cells": ", ".join(free)} if free else _("No cell nearby is free.")
    )
    raise Refused(sentence, touches=[f"cell-{slot.pk}-{room.pk}"], choices=near)
