"""Whose a sheet is: it belongs to its conveners; who enters sheets for people without a phone acts for all of them."""

from django.db.models import Q, Value

from anliegen.models import Anliegen
from conference.models import Role
from conference.prepared import Prepared


def brings(seat):
    return Q(conveners__seat=seat)


BROUGHT = Prepared(
    lambda: Anliegen.objects.filter(brings(Value("seat")), conference=Value("conference")).values_list("number")
)


def own(seat):
    """Return the condition under which an Anliegen is the seat's own."""
    return brings(seat) | Q(conveners__seat__entered_by__isnull=False) if seat.may(Role.HELPER) else brings(seat)


def own_numbers(seat):
    """The numbers of the sheets that are the seat's own, in order."""
    if seat.may(Role.HELPER):
        return sorted(set(seat.conference.anliegen.filter(own(seat)).values_list("number", flat=True)))
    return [number for (number,) in BROUGHT.rows(seat=seat.pk, conference=seat.conference_id)]


def owns(seat, sheet):
    """Whether the sheet is the seat's own."""
    if any(each.seat_id == seat.pk for each in sheet.conveners.all()):
        return True
    return seat.may(Role.HELPER) and sheet.conference.anliegen.filter(own(seat), pk=sheet.pk).exists()


def leave_name(log, seat):
    """Let the sheets of a seat that goes keep its name, as of somebody who has no seat."""
    seat.brings.update(seat=None)
    return []
