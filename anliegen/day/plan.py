"""One's own plan as a calendar feed: what the seat brings, what it marked, and what all do together."""

from django.utils.translation import gettext as _

from anliegen.day import entries
from conference.entrance import seats


def renew(seat):
    """Make the key of the seat's feed, or a new one: the old one opens nothing any more."""
    seat.plan_key = seats.fresh_key()
    seat.save(update_fields=["plan_key"])
    return seat.plan_key


def feed(seat, wall, follows, address, common=True):
    """Return the calendar as bytes. `address` makes a path absolute; `common`: with breaks and plenaries."""
    latest = entries.latest(seat.conference)
    found = [*_sheets(wall, follows, latest, address)]
    if common:
        found += entries.common(seat.conference, wall.slots, latest)
    return entries.calendar(seat.conference, wall.slots, found, "plan", seat.pk)


def _sheets(wall, follows, latest, address):
    placed = {placement.anliegen.number: placement.anliegen for placement in wall.placed.values()}
    for number, places in wall.places().items():
        if number not in follows.all:
            continue
        own = number in follows.own
        for nth, (slot, room) in enumerate(places):
            entry = entries.of_sheet(wall.conference, placed[number], nth, slot, room, latest)
            entry.add("description", _("You bring it.") if own else _("You would come."))
            entry.add("url", address(f"/c/{wall.conference.slug}/anliegen/{number}/"))
            entry.add("status", "CONFIRMED" if own else "TENTATIVE")
            yield entry
