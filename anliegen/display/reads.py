"""What a hall's screen says beside the wall: how to get in, and what time it is where the conference is."""

import ipaddress
import time

from conference import network
from conference.entrance import addresses, codes
from conference.models import Role


def entry(request, conference):
    """Return the code as people say it, its QR code and the address to type; nothing without an entrance."""
    entrance = conference.entrances.filter(role=Role.PARTICIPANT).first()
    if entrance is None:
        return {}
    address = for_phones(request, addresses.joining(entrance))
    return {
        "spelled": codes.spelled(entrance.code).split(),
        "qr": addresses.qr_svg(address),
        "typed": addresses.without_scheme(for_phones(request, "/")),
    }


def for_phones(request, path):
    """Return the full address; a projector opened on the server's own computer sends phones to its network."""
    host, _colon, port = request.get_host().partition(":")
    if _is_loopback(host):
        return network.reachable("", int(port or 80))[0] + path
    return addresses.absolute(request, path)


def clock(conference):
    """Return the server's time in seconds and the zone that shows it as the conference's clocks do."""
    return {"now": f"{time.time():.3f}", "zone": conference.time_zone}


def _is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
