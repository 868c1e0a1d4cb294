"""What calendars are made of (RFC 5545): entries with names that stay, and the numbers of what changed them last.

An entry keeps its UID wherever its sheet hangs; its SEQUENCE is the number of the event that changed it last.
"""

import uuid
from datetime import UTC, date, timedelta

from django.db.models import Q
from django.utils.timezone import localtime
from icalendar import Calendar, vText
from icalendar import Event as Entry

from anliegen.wall import past
from conference.letters import allowed

OFTEN = timedelta(minutes=10)  # how often a calendar may ask


def calendar(conference, slots, entries, *name):
    """Return the calendar of that name as bytes."""
    made = Calendar.new(uid=uid(conference, *name), prodid="-//Anliegenwand//Anliegenwand//EN")
    for each in ("NAME", "X-WR-CALNAME"):
        made.add(each, vText(allowed(conference.name)))
    made.refresh_interval = OFTEN
    made.add("X-PUBLISHED-TTL", vText("PT10M"))
    for entry in sorted(entries, key=lambda each: (each.start, each.uid)):
        made.add_component(entry)
    if slots:
        first, last = slots[0].starts_at.year, slots[-1].ends_at.year
        # Whole years, also when it is a day: calendars keep a zone by its name for entries of others.
        made.add_missing_timezones(date(first - 1, 1, 1), date(last + 2, 1, 1))
    return made.to_ical()


def of_sheet(conference, sheet, nth, slot, room, latest):
    """Return the entry of a sheet's nth place."""
    made = _entry(conference, slot, f"sheet-{sheet.number}-{nth}", latest, ("sheet", sheet.number), ("room", room.pk))
    made.add("summary", f"#{sheet.number} {allowed(sheet.title)}")
    made.add("location", allowed(", ".join(filter(None, [room.name, room.location]))))
    return made


def common(conference, slots, latest):
    """What all do together."""
    for slot in slots:
        if slot.common:
            made = _entry(conference, slot, f"slot-{slot.pk}", latest)
            made.add("summary", allowed(slot.name))
            made.add("transp", "TRANSPARENT")
            if slot.place:
                made.add("location", allowed(slot.place))
            yield made


def _entry(conference, slot, name, latest, *what):
    changed = [latest[each] for each in (("slot", slot.pk), *what) if each in latest]
    number, at = max(changed, default=(0, conference.created_at))
    made = Entry.new(uid=uid(conference, name), start=localtime(slot.starts_at), end=localtime(slot.ends_at))
    made.stamp = made.last_modified = at.astimezone(UTC).replace(microsecond=0)
    made.sequence = number
    return made


def latest(conference):
    """When each sheet, slot and room was changed last: ("sheet", number) → (number of the event, moment)."""
    found = {("sheet", number): (steps[-1].number, steps[-1].at) for number, steps in past.of(conference).of.items()}
    frame = conference.events.filter(Q(kind__startswith="slot.") | Q(kind__startswith="room."))
    for number, at, facts in frame.order_by("number").values_list("number", "at", "facts"):
        for name in ("slot", "room"):
            found[name, facts.get(name)] = number, at
    return found


def uid(conference, *name):
    """A name that stays, says nothing, and that no other conference has."""
    return str(
        uuid.uuid5(uuid.NAMESPACE_URL, f"anliegenwand:{conference.created_at.isoformat()}:{conference.pk}:{name}")
    )
