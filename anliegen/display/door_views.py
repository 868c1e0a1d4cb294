"""A room's sign for a tablet or an old phone at its door, and the list of all of them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anliegen.day import presences
from anliegen.display import doors as signs
from anliegen.display import reads, scenes
from anliegen.wall import picture
from conference.access import by_display_key, seated
from conference.entrance import addresses
from conference.models import Role


@require_safe
@never_cache
@by_display_key
def door(request, seat, room):
    """The sign: whoever holds a display's key looks, nobody acts."""
    conference = seat.conference
    wall = picture.read(conference)
    room = get_object_or_404(conference.rooms, pk=room)
    sign = signs.sign(wall, room, timezone.now())
    context = {
        "sign": sign,
        "room": room,
        "slots": wall.slots,
        "count": presences.heads(conference).get(room.pk, 0),
        "heads": presences.region(conference),
        "urgent": conference.notices.filter(urgent=True),
        "notices": conference.notices.filter(urgent=False, room=room)[:2],
        "display": scenes.of(seat),
        "here_qr": _qr(request, reverse("here", args=[conference.slug, room.pk])),
        "led": _leads(request, conference, sign),
        **reads.clock(conference),
    }
    return render(request, "display/door.html", context)


def _leads(request, conference, sign):
    """The second code: to the sheet that is worked on here, or to the cell that is free."""
    if sign.sheet:
        return {"to": "sheet", "qr": _qr(request, reverse("sheet", args=[conference.slug, sign.sheet.number]))}
    if sign.may_be_taken:
        return {"to": "cell", "qr": _qr(request, reverse("cell", args=[conference.slug, sign.slot.pk, sign.room.pk]))}
    return None


def _qr(request, path):
    return addresses.qr_svg(addresses.absolute(request, path))


@require_safe
@never_cache
@seated(Role.HELPER)
def doors(request, seat):
    """The door signs of all rooms, to open on the tablets."""
    key, found = signs.key(seat.conference), []
    for room in seat.conference.rooms.all() if key else []:
        path = reverse("door", args=[seat.conference.slug, room.pk, key])
        found.append((room, path, _qr(request, path)))
    return render(request, "display/doors.html", {"here": "displays", "doors": found})
