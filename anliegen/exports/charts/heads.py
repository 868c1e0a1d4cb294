"""How many were where: who is in a group's list or scanned its door, whichever is more. Numbers only, nobody's name."""

from collections import defaultdict

from django.db.models import Count

from anliegen.models import Attendance, Placement, Presence, Report
from anliegen.record import doors


def by_cell(conference):
    """Return {(slot id, room id): heads} of the cells where sheets hung and somebody was counted."""
    listed = _listed(conference)
    stays = defaultdict(list)
    for room, seat, since, until in Presence.objects.filter(room__conference=conference).values_list(
        "room", "seat", "since", "until"
    ):
        stays[room].append((seat, since, until))
    heads = {}
    placed = Placement.objects.filter(slot__conference=conference, anliegen__hidden_why="").select_related("slot")
    for place in placed:
        found = max(listed.get(place.anliegen_id, 0), _scanned(place.slot, stays[place.room_id]))
        if found:
            heads[place.slot_id, place.room_id] = found
    return heads


def _listed(conference):
    rows = Attendance.objects.filter(anliegen__conference=conference).order_by("anliegen")
    listed = dict(rows.values_list("anliegen").annotate(heads=Count("pk")))
    for sheet, others in Report.objects.filter(anliegen__conference=conference).values_list("anliegen", "others"):
        listed[sheet] = listed.get(sheet, 0) + others
    return listed


def _scanned(slot, stays):
    """How many seats scanned the door while that slot ran, by the same rule as a group's list."""
    return len({seat for seat, since, until in stays if doors.stayed(slot, since, until)})
