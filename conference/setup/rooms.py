"""The verbs of a room: add, edit, move along the wall, take away."""

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from conference.live.changes import change
from conference.models import Room
from conference.refusal import Refused
from conference.setup.quickly import MOST_ROOMS
from conference.setup.taking_away import take_away

GONE = gettext_noop("%(what)s is gone.")
MOST_CELLS = 4_000  # the largest wall on record had 240


def add(conference, drafts, by):
    """Add rooms at the end of the wall; `drafts` are `quickly.RoomDraft`s."""
    with change(conference, by) as log:
        for draft in drafts:
            _refuse_same_name(conference, draft.name)
        twice = [draft.name for at, draft in enumerate(drafts) if _among(draft.name, drafts[:at])]
        if twice:
            raise Refused(_('Two of these are called "%(name)s". Give them different names.') % {"name": twice[0]})
        if conference.rooms.count() + len(drafts) > MOST_ROOMS:
            raise Refused(_("At most %(most)d rooms fit on a wall.") % {"most": MOST_ROOMS})
        last = conference.rooms.aggregate(last=Max("position"))["last"] or 0
        for position, draft in enumerate(drafts, last + 1):
            room = Room.objects.create(conference=conference, position=position, **draft._asdict())
            log.record("room.added", stale=["page"], room=room.pk)
        refuse_too_many_cells(conference)
    return log


def refuse_too_many_cells(conference):
    """Raise Refused where a wall has grown beyond what a page can carry; the change that did it is undone."""
    if conference.rooms.count() * conference.slots.filter(common=False).count() > MOST_CELLS:
        raise Refused(_("At most %(most)d cells fit on a wall: fewer rooms, or fewer rounds.") % {"most": MOST_CELLS})


def edit(room, by, **fields):
    """Change what is known of a room: name, capacity, location, features."""
    with change(room.conference, by) as log:
        _refuse_same_name(room.conference, fields["name"], but=room)
        for field, value in fields.items():
            setattr(room, field, value)
        room.save(update_fields=list(fields))
        log.record("room.edited", stale=["page"], room=room.pk)
    return log


def move(room, by, step):
    """Move a room one place along the wall: -1 to the front, 1 to the end."""
    with change(room.conference, by) as log:
        row = list(room.conference.rooms.all())
        at = next((at for at, each in enumerate(row) if each.pk == room.pk), None)
        if at is None or not 0 <= at + step < len(row):
            raise Refused(_("%(room)s hangs at the edge already.") % {"room": room.name})
        row.insert(at + step, row.pop(at))
        for position, each in enumerate(row, 1):
            if each.position != position:
                each.position = position
                each.save(update_fields=["position"])
        log.record("room.moved", stale=["page"], room=room.pk)
    return log


def remove(room, by):
    """Take a room away; its sheets go to the parking. Returns the log and what was said to everybody."""
    with change(room.conference, by) as log:
        said = take_away(log, GONE, room.name, room=room)
        gone = room.pk
        room.delete()
        log.record("room.removed", stale=["page"], room=gone)
    return log, said


def _refuse_same_name(conference, name, but=None):
    if _among(name, [each for each in conference.rooms.all() if each != but]):
        raise Refused(_('There is already a room called "%(name)s". Choose another name.') % {"name": name})


def _among(name, rooms):
    return name.casefold() in {each.name.casefold() for each in rooms}
