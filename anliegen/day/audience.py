"""Whom a notice for some is for: who is in that room, and who brings or marked that sheet. The frame asks here."""

from django.db.models import Q

from anliegen.day import follows, presences


def meant(seat):
    """Return the condition under which a notice is for this seat, beside those for everybody."""
    here = presences.of(seat)
    return Q(sheet__in=follows.of(seat).all) | (Q(room=here.room_id) if here else Q(pk=None))


def hangs(conference, number):
    """Whether there is such a sheet."""
    return conference.anliegen.filter(number=number).exists()
