"""The wall as conference apps know one: days, rooms, sessions, with numbers and names that stay when a sheet moves.

A day goes on after midnight as long as people do. What all do together stands in the room where it is, or in a room
of its own: no app shows a break in eighty columns. A sheet that hangs in several cells is a session in each.
"""

import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.day import entries
from conference.letters import allowed

SHEET, COMMON = "anliegen", "together"  # tracks; the format wants slugs that begin with a letter
MOST_PLACES = 1_000  # of one sheet
FIRST_COMMON = 1_000_000_000  # beyond the numbers of sheets; apps keep 31 bits
LONGEST = timedelta(hours=99, minutes=59)
MORNING = time(4)  # what begins before belongs to the day before, if there was one: as conference apps do it


@dataclass(frozen=True)
class Person:
    id: int
    guid: str
    name: str


@dataclass(frozen=True)
class Session:
    """A sheet in a cell, or what all do together."""

    id: int
    guid: str
    slug: str
    room: str
    title: str
    subtitle: str
    track: str
    kind: str
    start: datetime
    length: timedelta
    goal: str = ""
    context: str = ""
    persons: list[Person] = field(default_factory=list)
    url: str = ""
    report: str = ""


@dataclass(frozen=True)
class Day:
    """`rooms`: name → its sessions, in the order of the wall."""

    index: int
    date: date
    start: datetime
    end: datetime
    rooms: dict


@dataclass(frozen=True)
class Schedule:
    """All of it. `rooms`: (name, guid, seats or 0, where it is); `tracks`: slug → name."""

    name: str
    theme: str
    acronym: str
    version: str
    language: str
    zone: str
    base: str
    url: str
    rooms: list
    tracks: dict
    days: list[Day]


def of(whole, at):
    """Return the schedule of a conference; `at(path)` gives a full address."""
    conference = whole.conference
    named = {name.casefold(): name for name in (allowed(room.name) for room in whole.rooms)}
    places = [_place(slot, named) for slot in whole.slots if slot.common]
    extra = [name for name in dict.fromkeys(places) if name.casefold() not in named]
    rooms = [(name, entries.uid(conference, "place", name), 0, "") for name in extra]
    rooms += [
        (allowed(room.name), entries.uid(conference, "room", room.pk), room.capacity, allowed(room.location))
        for room in whole.rooms
    ]
    names = [name for name, *_rest in rooms]
    sessions = [*_sheets(whole, at), *(_common(whole, slot, named, at) for slot in whole.slots if slot.common)]
    return Schedule(
        name=allowed(conference.name),
        theme=allowed(conference.theme),
        acronym=acronym(conference),
        version=str(conference.version),
        language=conference.language,
        zone=conference.time_zone,
        base=at("/"),
        url=at(f"/c/{conference.slug}/"),
        rooms=rooms,
        tracks={SHEET: _("Anliegen"), COMMON: _("Together")},
        days=_days(whole, sessions, names),
    )


def acronym(conference):
    """A short name that begins with a letter and has at least four: both formats want that."""
    short = re.sub(r"[^a-z0-9]+", "_", slugify(conference.slug)).strip("_")
    return short if len(short) > 3 and short[0].isalpha() else f"open_space_{short}".rstrip("_")


def moment(at):
    """Return a moment as both formats write it: local, with an offset of whole minutes."""
    local = localtime(at).replace(microsecond=0)
    return (local if local.utcoffset().seconds % 60 == 0 else local.astimezone(UTC)).isoformat()


def length(session):
    """How long it takes, in hours and minutes."""
    minutes = session.length // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _sheets(whole, at):
    order = {slot.pk: number for number, slot in enumerate(whole.slots)}
    columns = {room.pk: number for number, room in enumerate(whole.rooms)}
    short = acronym(whole.conference)
    for sheet in whole.sheets:
        url = at(f"/c/{whole.conference.slug}/anliegen/{sheet.number}/")
        places = sorted(sheet.places, key=lambda place: (order[place.slot.pk], columns[place.room.pk]))
        for nth, place in enumerate(places[:MOST_PLACES]):
            yield Session(
                id=sheet.number * MOST_PLACES + nth,
                guid=entries.uid(whole.conference, f"sheet-{sheet.number}-{nth}"),
                slug=f"{short}-sheet-{sheet.number}" + (f"-{nth + 1}" if nth else ""),
                room=allowed(place.room.name),
                title=allowed(sheet.title),
                subtitle=_subtitle(sheet, nth, len(places)),
                track=SHEET,
                kind="discussion",
                start=place.slot.starts_at,
                length=_length(place.slot),
                goal=allowed(sheet.goal),
                context=allowed(sheet.context),
                persons=[_person(whole.conference, name) for name in dict.fromkeys(sheet.conveners)],
                url=url,
                report=f"{url}report/" if sheet.report else "",
            )


def _subtitle(sheet, nth, count):
    said = [_("with #%(numbers)s") % {"numbers": ", #".join(map(str, sheet.also))}] if sheet.also else []
    said += [_("part %(part)s of %(count)s") % {"part": nth + 1, "count": count}] if count > 1 else []
    return " · ".join(said)


def _common(whole, slot, named, at):
    place = _place(slot, named)
    return Session(
        id=FIRST_COMMON + slot.pk,
        guid=entries.uid(whole.conference, f"slot-{slot.pk}"),
        slug=f"{acronym(whole.conference)}-slot-{slot.pk}",
        room=named.get(place.casefold(), place),
        title=allowed(slot.name),
        subtitle="",
        track=COMMON,
        kind="other",
        start=slot.starts_at,
        length=_length(slot),
        url=at(f"/c/{whole.conference.slug}/wall/#slot-{slot.pk}"),
    )


def _place(slot, named):
    place = allowed(slot.place).strip() or _("All together")
    return named.get(place.casefold(), place)


def _length(slot):
    return min(slot.ends_at - slot.starts_at, LONGEST)


def _person(conference, name):
    guid = uuid.UUID(entries.uid(conference, "person", name))
    return Person(guid.int % 2_000_000_000 + 1, str(guid), allowed(name))


def _days(whole, sessions, names):
    days = {}  # date → slots
    for slot in whole.slots:
        start = localtime(slot.starts_at)
        before = start.date() - timedelta(days=1)
        days.setdefault(before if start.time() < MORNING and before in days else start.date(), []).append(slot)
    if not days:  # both formats want one
        day = whole.conference.starts_on or localtime(whole.conference.created_at).date()
        begin = datetime.combine(day, time(0), localtime(whole.conference.created_at).tzinfo)
        return [Day(1, day, begin, begin + timedelta(days=1), {name: [] for name in names})]
    of_start = {slot.starts_at: day for day, slots in days.items() for slot in slots}
    rooms = {day: {name: [] for name in names} for day in days}
    for session in sorted(sessions, key=lambda each: (each.start, each.id)):
        rooms[of_start[session.start]][session.room].append(session)
    return [
        Day(index, day, slots[0].starts_at, max(slot.ends_at for slot in slots), rooms[day])
        for index, (day, slots) in enumerate(days.items(), 1)
    ]
