""" "I have read it": a mark of one seat at a report, told to nobody."""

from django.db.models import F

from anliegen.models import Reading
from conference.models import Seat


def mark(report, by, on=True):
    """Note that this seat has read the report, or not; a second tap changes nothing."""
    if on:
        _reading, changed = Reading.objects.get_or_create(report=report, seat=by)
    else:
        changed, _rows = Reading.objects.filter(report=report, seat=by).delete()
    if changed:
        Seat.objects.filter(pk=by.pk).update(version=F("version") + 1)
