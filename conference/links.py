"""The paths by which each role gets into a conference; commands print them."""

from conference.models import Role


def of(conference):
    """Return the slug, the code and the path of every role; displays hold their key in the path."""
    codes = {entrance.role: entrance.code for entrance in conference.entrances.all()}
    display = conference.seats.filter(role=Role.DISPLAY).order_by("id").first()
    room = conference.rooms.first()
    return {
        "slug": conference.slug,
        "code": codes[Role.PARTICIPANT],
        "join": f"/j/{codes[Role.PARTICIPANT]}/",
        "helper": f"/j/{codes[Role.HELPER]}/",
        "facilitator": f"/j/{codes[Role.FACILITATOR]}/",
        "organiser": f"/j/{codes[Role.ORGANISER]}/",
        "display": f"/c/{conference.slug}/display/{display.key}/",
        "door": f"/c/{conference.slug}/door/{room.pk}/{display.key}/" if room else None,
    }


def lines(conference):
    """Return them for people to read, one a line."""
    return [f"{name + ':':<13}{path}" for name, path in of(conference).items() if path and name not in ("slug", "code")]
