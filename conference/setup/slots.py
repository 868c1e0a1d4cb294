"""The verbs of a slot: add, edit, postpone the rest of a day, take away.

Slots never overlap: a wall has one row at a time. A long session continues in the next row instead.
"""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from conference.live.changes import change
from conference.refusal import Refused
from conference.setup.rooms import GONE, refuse_too_many_cells
from conference.setup.taking_away import take_away

MOST = 200
COMMON_NOW = gettext_noop("%(what)s is for everybody now.")


def add(conference, drafts, by):
    """Add slots; `drafts` are unsaved Slots without a conference."""
    with change(conference, by) as log:
        if conference.slots.count() + len(drafts) > MOST:
            raise Refused(_("At most %(most)d slots fit on a wall.") % {"most": MOST})
        for slot in drafts:
            slot.conference = conference
            refuse_overlap(slot)
            slot.save()
            log.record("slot.added", stale=["page"], slot=slot.pk)
        refuse_too_many_cells(conference)
    return log


def edit(slot, by, **fields):
    """Change a slot; one that becomes common sends its sheets to the parking. Returns the log and what was said."""
    with change(slot.conference, by) as log:
        becomes_common, was = fields["common"] and not slot.common, times(slot)
        for field, value in fields.items():
            setattr(slot, field, value)
        refuse_overlap(slot)
        said = take_away(log, COMMON_NOW, called(slot), slot=slot) if becomes_common else ""
        slot.save(update_fields=list(fields))
        shifted = {"was": was} if times(slot) != was else {}
        log.record("slot.edited", stale=["page"], slot=slot.pk, **shifted)
    return log, said


def postpone(slot, by, minutes):
    """Move this slot and all later ones of its day by so many minutes; negative brings them forward."""
    with change(slot.conference, by) as log:
        day = localtime(slot.starts_at, slot.conference.zone).date()
        rest = [
            each
            for each in slot.conference.slots.filter(starts_at__gte=slot.starts_at)
            if localtime(each.starts_at, slot.conference.zone).date() == day
        ]
        by_minutes = timedelta(minutes=minutes)
        for each in rest if minutes < 0 else reversed(rest):
            was = times(each)
            each.starts_at += by_minutes
            each.ends_at += by_minutes
            refuse_overlap(each)
            each.save(update_fields=["starts_at", "ends_at"])
            log.record("slot.postponed", stale=["page"], slot=each.pk, minutes=minutes, was=was)
    return log


def remove(slot, by):
    """Take a slot away; its sheets go to the parking. Returns the log and what was said to everybody."""
    with change(slot.conference, by) as log:
        said = take_away(log, GONE, called(slot), slot=slot)
        gone = slot.pk
        slot.delete()
        log.record("slot.removed", stale=["page"], slot=gone)
    return log, said


def times(slot):
    """When a slot begins and ends, as the history holds it: who was told another time is told of it."""
    return [slot.starts_at.isoformat(), slot.ends_at.isoformat()]


def refuse_overlap(slot):
    """Refuse a slot that runs at the same time as another one, and name that one."""
    if slot.ends_at <= slot.starts_at:
        raise Refused(_("A slot ends after it starts."))
    if slot.ends_at - slot.starts_at > timedelta(days=1):
        raise Refused(_("A slot lasts a day at most."))
    others = slot.conference.slots.filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at).exclude(pk=slot.pk)
    if other := others.first():
        raise Refused(
            _("At that time there is already %(other)s. Change one of the two first.") % {"other": called(other)}
        )


def called(slot):
    """Return how people call a slot: its name, day and times, as the conference's clocks show."""
    zone = slot.conference.zone
    starts, ends = localtime(slot.starts_at, zone), localtime(slot.ends_at, zone)
    day = date_format(starts, "SHORT_DATE_FORMAT")
    return f"{slot.name} ({day}, {starts:%H:%M}–{ends:%H:%M})"
