"""What the entrance shows: one's own seats, and who is here."""

from django.db.models import Q

from conference.models import Role, Seat

AT_MOST = 100


def seats_of(request):
    """Return the seats that this browser remembers, the newest first."""
    keys = request.session.get("seats", {}).values()
    return list(Seat.objects.select_related("conference").filter(key__in=keys).order_by("-id"))


def team(conference):
    """Return who has a role beyond participating."""
    return conference.seats.exclude(role__in=(Role.PARTICIPANT, Role.DISPLAY)).order_by("role", "id")


def participants(conference, search=""):
    """Return the newest participants whose name contains the search, not more than a page of them."""
    found = conference.seats.filter(Q(name__icontains=search), role=Role.PARTICIPANT)
    return found.select_related("entered_by").order_by("-id")[:AT_MOST]


def displays(conference):
    return conference.seats.filter(role=Role.DISPLAY).order_by("id")
