"""What a hall's screen says beside the wall: how to get in, and what time it is where the conference is."""

import time

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
