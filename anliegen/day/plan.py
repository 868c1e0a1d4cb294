"""One's own plan as a calendar feed (RFC 5545): what the seat brings, what it marked, and what all do together.

An entry keeps its UID wherever its sheet hangs; its SEQUENCE is the number of the event that changed it last.
"""

import uuid
from datetime import UTC, date, timedelta

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from icalendar import Calendar, vText
from icalendar import Event as Entry

from anliegen.wall import past
from conference.entrance import seats

OFTEN = timedelta(minutes=10)  # how often a calendar may ask


def renew(seat):
    """Make the key of the seat's feed, or a new one: the old one opens nothing any more."""
    seat.plan_key = seats.fresh_key()
    seat.save(update_fields=["plan_key"])
    return seat.plan_key


def feed(seat, wall, follows, address, common=True):
    """Return the calendar as bytes. `address` makes a path absolute; `common`: with breaks and plenaries."""
    conference, latest = seat.conference, _latest(seat.conference)
    calendar = Calendar.new(uid=_uid(conference, "plan", seat.pk), prodid="-//Anliegenwand//Anliegenwand//EN")
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, vText(conference.name))
    calendar.refresh_interval = OFTEN
    calendar.add("X-PUBLISHED-TTL", vText("PT10M"))
    entries = [*_sheets(wall, follows, latest, address), *(_common(wall, latest) if common else [])]
    for entry in sorted(entries, key=lambda each: (each.start, each.uid)):
        calendar.add_component(entry)
    if wall.slots:
        first, last = wall.slots[0].starts_at.year, wall.slots[-1].ends_at.year
        # Whole years, also when it is a day: calendars keep a zone by its name for entries of others.
        calendar.add_missing_timezones(date(first - 1, 1, 1), date(last + 2, 1, 1))
    return calendar.to_ical()


def _sheets(wall, follows, latest, address):
    placed = {placement.anliegen.number: placement.anliegen for placement in wall.placed.values()}
    for number, places in wall.places().items():
        if number not in follows.all:
            continue
        sheet, own = placed[number], number in follows.own
        for nth, (slot, room) in enumerate(places):
            entry = _entry(wall, slot, f"sheet-{number}-{nth}", latest, ("sheet", number), ("room", room.pk))
            entry.add("summary", f"#{number} {sheet.title}")
            entry.add("location", ", ".join(filter(None, [room.name, room.location])))
            entry.add("description", _("You bring it.") if own else _("You would come."))
            entry.add("url", address(f"/c/{wall.conference.slug}/anliegen/{number}/"))
            entry.add("status", "CONFIRMED" if own else "TENTATIVE")
            yield entry


def _common(wall, latest):
    for slot in wall.slots:
        if slot.common:
            entry = _entry(wall, slot, f"slot-{slot.pk}", latest)
            entry.add("summary", slot.name)
            entry.add("transp", "TRANSPARENT")
            if slot.place:
                entry.add("location", slot.place)
            yield entry


def _entry(wall, slot, name, latest, *what):
    changed = [latest[each] for each in (("slot", slot.pk), *what) if each in latest]
    number, at = max(changed, default=(0, wall.conference.created_at))
    entry = Entry.new(uid=_uid(wall.conference, name), start=localtime(slot.starts_at), end=localtime(slot.ends_at))
    entry.stamp = entry.last_modified = at.astimezone(UTC).replace(microsecond=0)
    entry.sequence = number
    return entry


def _latest(conference):
    """When each sheet, slot and room was changed last: ("sheet", number) → (number of the event, moment)."""
    latest = {("sheet", number): (steps[-1].number, steps[-1].at) for number, steps in past.of(conference).of.items()}
    frame = conference.events.filter(Q(kind__startswith="slot.") | Q(kind__startswith="room."))
    for number, at, facts in frame.order_by("number").values_list("number", "at", "facts"):
        for name in ("slot", "room"):
            latest[name, facts.get(name)] = number, at
    return latest


def _uid(conference, *name):
    """A name that stays, says nothing, and that no other conference has."""
    return str(
        uuid.uuid5(uuid.NAMESPACE_URL, f"anliegenwand:{conference.created_at.isoformat()}:{conference.pk}:{name}")
    )
