"""I'm here: what a door's code opens, leaving again, and whether others see it by name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anliegen.day import presences
from anliegen.display import doors
from anliegen.record import reads as record
from anliegen.wall import picture
from conference.access import coming_back, seated
from conference.live import answers


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@coming_back
@seated()
def here(request, seat, room):
    """The room, what runs there, and one button; a script presses it for who comes from a camera."""
    room = get_object_or_404(seat.conference.rooms, pk=room)
    if request.method == "POST":
        presences.come(seat, room)
        return redirect("here", seat.conference.slug, room.pk)
    stay, wall, now = presences.of(seat), picture.read(seat.conference), timezone.now()
    context = {
        "here": "here",
        "room": room,
        "stay": stay,
        "inside": stay is not None and stay.room_id == room.pk,
        "sign": doors.sign(wall, room, now),
        "group": record.group_in(wall, room, now),
        "count": presences.heads(seat.conference).get(room.pk, 0),
        "names": presences.names(seat.conference, [room.pk])[room.pk],
    }
    return render(request, "day/here.html", context)


@require_POST
@seated()
def leave(request, seat):
    return _done(request, seat, _("You have left the room.") if presences.leave(seat) else "")


@require_POST
@seated()
def show(request, seat):
    on = bool(request.POST.get("on"))
    presences.show(seat, on)
    said = _("Others may see which room you are in.") if on else _("Nobody sees which room you are in.")
    return _done(request, seat, said)


def _done(request, seat, said):
    """Answer what changed nothing that is told singly."""
    if request.htmx:
        return answers.fragments(request, [], said)
    if said:
        messages.success(request, said)
    return redirect(answers.back(request))
