"""Who scanned the door of a group's room while it met there."""

from datetime import timedelta

from django.db.models import Q

from anliegen.models import Attendance, Placement, Presence
from conference.models import Role

EARLY = timedelta(minutes=30)  # before a round, who comes for it may have scanned already
STAYED = timedelta(minutes=10)  # less at its beginning was the end of the round before
LATE = timedelta(minutes=5)  # less at its end is the beginning of the next


def scanned(sheet):
    """Return the seats that scanned the door while the sheet hung there, and are not in its list yet."""
    stays = Q(pk=None)
    for place in Placement.objects.filter(anliegen=sheet).select_related("slot"):
        begins, ends = place.slot.starts_at, place.slot.ends_at
        stayed = Q(until__gte=begins + STAYED) | Q(until=None, since__gte=begins - EARLY)
        stays |= Q(room=place.room_id, since__lt=ends - LATE) & stayed
    seats = sheet.conference.seats.exclude(role=Role.DISPLAY).exclude(attendances__anliegen=sheet)
    return seats.filter(pk__in=Presence.objects.filter(stays).values("seat")).order_by("pk")


def stayed(slot, since, until):
    """Whether somebody who was in the room from then till then (None: still) came for that slot: the same in Python."""
    enough = until >= slot.starts_at + STAYED if until else since >= slot.starts_at - EARLY
    return since < slot.ends_at - LATE and enough


def count(sheet):
    """Enter them, within a change: they count, and are named once they say so. Return how many."""
    found = [Attendance(anliegen=sheet, seat=seat, name=seat.name) for seat in scanned(sheet)]
    return len(Attendance.objects.bulk_create(found))
