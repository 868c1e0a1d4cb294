"""What a hall's screen says beside the wall: how to get in, and what time it is where the conference is; and what the
desk says about the screens."""

import time

from anliegen.display import alive, scenes
from conference.entrance import addresses, codes
from conference.models import Role


def entry(request, conference):
    """Return the code as people say it, its QR code and the address to type; nothing without an entrance."""
    entrance = conference.entrances.filter(role=Role.PARTICIPANT).first()
    if entrance is None:
        return {}
    address = addresses.absolute(request, addresses.joining(entrance))
    return {
        "spelled": codes.spelled(entrance.code).split(),
        "qr": addresses.qr_svg(address),
        "typed": addresses.without_scheme(addresses.absolute(request, "/")),
    }


def clock(conference):
    """Return the server's time in seconds and the zone that shows it as the conference's clocks do."""
    return {"now": f"{time.time():.3f}", "zone": conference.time_zone}


def switches(conference):
    """Return what the desk needs to switch every display."""
    return {"displays": screens(conference), "scenes": scenes.Shows.choices}


def screens(conference, request=None):
    """Return every display with what it is set to, what it shows now, and whether it is awake."""
    found, fitting = [], scenes.now_fitting(conference)
    for seat in conference.seats.filter(role=Role.DISPLAY).select_related("display").order_by("id"):
        display = scenes.of(seat)
        state, said = alive.state(display)
        shows = fitting if display.follows else scenes.scene(display, conference)
        screen = {"seat": seat, "display": display, "shows": shows, "state": {"state": state, "said": said}}
        if request:
            path = f"/c/{conference.slug}/display/{seat.key}/"
            screen["address"] = addresses.absolute(request, path)
        found.append(screen)
    return found
