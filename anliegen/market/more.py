"""More cells, by one key, when they run out: a round after the last of the day, or a room for all rounds. Everybody is
told. What follows the last round, like an evening in the plenary, moves back by as much."""

import re
from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.models import Slot
from conference.refusal import Refused
from conference.setup import drafts, notices, rooms, slots

USUAL = timedelta(minutes=15)
NUMBERED = re.compile(r"(.*?)(\d+)\s*")


def add_round(conference, by):
    """Add a round after the last of the day, as long as that one, after the usual break. Returns the log and the
    sentence that was told."""
    with transaction.atomic():
        rounds = _rounds_of_the_day(conference)
        last = rounds[-1]
        starts = last.ends_at + _usual_break(rounds)
        new = Slot(name=_following(last.name), starts_at=starts, ends_at=starts + (last.ends_at - last.starts_at))
        if localtime(new.ends_at - timedelta(seconds=1), conference.zone).date() != _day(last):
            raise Refused(_("The day is full: one more round would last beyond midnight. Add a room instead."))
        moved = _move_what_follows(conference, last, new, by)
        slots.add(conference, [new], by)
        with translation.override(conference.language):
            times = {"name": new.name, "from": _clock(new.starts_at, conference), "to": _clock(new.ends_at, conference)}
            said = _("New: %(name)s, %(from)s–%(to)s.") % times + " " + _cells(conference.rooms.count())
            if moved:
                where = {"name": moved.name, "at": _clock(moved.starts_at, conference)}
                said += " " + _("%(name)s now begins at %(at)s.") % where
        return notices.post(conference, said, by=by), said


def add_room(conference, by):
    """Add a room at the end of the wall, for all rounds. Returns the log and the sentence that was told."""
    with transaction.atomic():
        new = drafts.rooms_of(conference, "1 room")
        rooms.add(conference, new, by)
        with translation.override(conference.language):
            said = _("New: %(name)s.") % {"name": new[0].name} + " "
            said += _cells(conference.slots.filter(common=False).count())
        return notices.post(conference, said, by=by), said


def _rounds_of_the_day(conference):
    """The rounds of today; before and after the conference, of its next or last day."""
    by_day = {}
    for slot in conference.slots.filter(common=False):
        slot.conference = conference
        by_day.setdefault(_day(slot), []).append(slot)
    if not by_day:
        raise Refused(_("The wall has no rounds yet. The organiser makes them in the setup."))
    today = localtime(timezone.now(), conference.zone).date()
    return by_day[next((day for day in by_day if day >= today), max(by_day))]


def _usual_break(rounds):
    """What mostly lies between two rounds, the shorter of two that are as common."""
    between = Counter(later.starts_at - earlier.ends_at for earlier, later in zip(rounds, rounds[1:], strict=False))
    return max(between, key=lambda rest: (between[rest], -rest)) if between else USUAL


def _move_what_follows(conference, last, new, by):
    """Let what follows the last round of its day follow the new one, if it is in the way; return it."""
    following = conference.slots.filter(starts_at__gte=last.ends_at).first()
    if (
        not following
        or following.starts_at >= new.ends_at
        or localtime(following.starts_at, conference.zone).date() != _day(last)
    ):
        return None
    minutes = (new.ends_at - last.ends_at) // timedelta(minutes=1)
    slots.postpone(following, by, minutes)
    following.refresh_from_db()
    return following


def _following(name):
    numbered = NUMBERED.fullmatch(name)
    return f"{numbered[1]}{int(numbered[2]) + 1}" if numbered else f"{name} 2"


def _cells(count):
    return ngettext("%(count)d more cell is free.", "%(count)d more cells are free.", count) % {"count": count}


def _day(slot):
    return localtime(slot.starts_at, slot.conference.zone).date()


def _clock(moment, conference):
    return f"{localtime(moment, conference.zone):%H:%M}"
