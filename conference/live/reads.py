"""What the hub asks the database, in a thread of its own: the connection is not kept."""

from django.db import connection

from conference.live import tokens
from conference.models import Conference, Seat


def newest(conference):
    """Return the conference's version in the database, None if it is gone."""
    try:
        return Conference.objects.filter(pk=conference).values_list("version", flat=True).first()
    finally:
        connection.close()


def marks(conference, seats):
    """Return {seat: the mark of its key} as the database has it, None for those that are gone."""
    try:
        found = Seat.objects.filter(conference=conference, pk__in=seats).values_list("pk", "key")
        return dict.fromkeys(seats) | {seat: tokens.mark(key) for seat, key in found}
    finally:
        connection.close()
