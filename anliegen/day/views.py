"""The conference's first page: what now, for this seat."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from anliegen.wall import history, picture
from conference.access import seated
from conference.live.pages import versioned
from conference.models import Role


@require_GET
@seated()
@versioned
def home(request, seat):
    """What now, for this seat: its own sheets, what runs now and next, what it can do."""
    conference, now = seat.conference, timezone.now()
    wall = picture.read(conference)
    own = conference.anliegen.filter(conveners__seat=seat, withdrawn_at=None).distinct().prefetch_related("conveners")
    places = wall.places()
    running = [slot for slot in wall.slots if slot.starts_at <= now < slot.ends_at]
    coming = [slot for slot in wall.slots if slot.starts_at > now]
    context = {
        "here": "home",
        "own": [(sheet, places.get(sheet.number, [])) for sheet in own],
        "day": [(slot, picture.row_of(wall, slot), slot in running) for slot in [*running, *coming[:1]]],
        "moved": history.lines(conference, history.moved_by_others(seat))[:3],
        "notices": conference.notices.all()[:3],
        "may_pin": conference.participants_pin or seat.may(Role.FACILITATOR),
        "waiting": len(wall.parked),
        "free": len(wall.free),
    }
    return render(request, "day/home.html", context)
