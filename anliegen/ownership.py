"""Whose a sheet is: it belongs to its conveners; who enters sheets for people without a phone acts for all of them."""

from django.db.models import Q

from conference.models import Role


def own(seat):
    """Return the condition under which an Anliegen is the seat's own."""
    brings = Q(conveners__seat=seat)
    return brings | Q(conveners__seat__entered_by__isnull=False) if seat.may(Role.HELPER) else brings


def owns(seat, sheet):
    """Whether the sheet is the seat's own."""
    return sheet.conference.anliegen.filter(own(seat), pk=sheet.pk).exists()
