"""The small cast of all stories, and the house they sit in.

Ada facilitates, Ben brings Anliegen, Cleo comes along, Hal helps, Olga organises, a screen hangs in the hall. Dora sits
in another conference and must neither see nor change anything here. All speak English, so that stories can quote.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from importlib import import_module
from types import SimpleNamespace
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from anliegen.collect import sheets
from anliegen.models import Anliegen, ClosedCell, Placement
from anliegen.wall import facts
from conference.entrance import seats
from conference.models import Conference, Role, Room, Seat, Slot
from conference.setup import conferences

MORNING = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)


@dataclass
class World:
    """Two conferences. The first has three rooms, three rounds and a break between them."""

    conference: Conference
    olga: Seat
    ada: Seat
    hal: Seat
    ben: Seat
    cleo: Seat
    screen: Seat
    aula: Room
    linde: Room
    birke: Room
    first: Slot
    second: Slot
    lunch: Slot
    third: Slot
    other: "World | SimpleNamespace" = None

    @property
    def dora(self):
        return self.other.dora

    @property
    def rooms(self):
        return [self.aula, self.linde, self.birke]

    @property
    def rounds(self):
        return [self.first, self.second, self.third]

    def url(self, rest=""):
        return f"/c/{self.conference.slug}/{rest}"

    def writes(self, seat, title="Wer kocht?", **texts):
        """Return a new sheet of that seat, in the parking."""
        conveners = texts.pop("conveners", [(seat, seat.name)])
        return sheets.write(self.conference, by=seat, title=title, conveners=conveners, **texts)


def build():
    """Return the world as it is in the morning: an empty wall."""
    conference, olga = conferences.start("Nachbarschaft", organiser="Olga", language="en", time_zone="Europe/Berlin")
    garden, dora = conferences.start("Garten", organiser="Dora", language="en", time_zone="Europe/Berlin")
    rooms = {name: add_room(conference, name.title()) for name in ("aula", "linde", "birke")}
    slots = {
        "first": add_slot(conference, "Round 1", 0),
        "second": add_slot(conference, "Round 2", 2),
        "lunch": add_slot(conference, "Lunch", 4, common=True),
        "third": add_slot(conference, "Round 3", 6),
    }
    doras = {"room": add_room(garden, "Laube"), "slot": add_slot(garden, "Round 1", 0)}
    doras["sheet"] = sheets.write(garden, by=dora, title="Kompost", conveners=[(dora, "Dora")])
    return World(
        conference=conference,
        olga=olga,
        ada=seats.join(conference, "Ada", Role.FACILITATOR),
        hal=seats.join(conference, "Hal", Role.HELPER),
        ben=seats.join(conference, "Ben"),
        cleo=seats.join(conference, "Cleo"),
        screen=conference.seats.get(role=Role.DISPLAY),
        **rooms,
        **slots,
        other=SimpleNamespace(conference=garden, dora=dora, **doras),
    )


def add_room(conference, name, capacity=0):
    return Room.objects.create(conference=conference, name=name, capacity=capacity, position=conference.rooms.count())


def add_slot(conference, name, hours, common=False):
    """Return a new slot of one hour, so many hours after the morning."""
    start = MORNING + timedelta(hours=hours)
    return Slot.objects.create(
        conference=conference, name=name, starts_at=start, ends_at=start + timedelta(hours=1), common=common
    )


class Phone(Client):
    """A browser that sits on those seats, as if it had joined or opened personal links."""

    def __init__(self, *seats, organiser=None, **options):
        super().__init__(**options)
        self.home = f"/c/{seats[0].conference.slug}/" if seats else ""
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session["seats"] = {seat.conference.slug: seat.key for seat in seats}
        if organiser:
            session["organiser"] = organiser.key
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    def sends(self, verb, **fields):
        """Send the plain form of a verb: `wall/pin`, `anliegen/new`."""
        return self.submit(f"{self.home}{verb}/", fields)

    def taps(self, verb, **fields):
        """Do the same in a page with htmx."""
        return self.submit(f"{self.home}{verb}/", fields, headers={"HX-Request": "true"})

    def submit(self, address, fields, **options):
        """Post a form encoded as browsers do; half of a broken emoji goes through as it is."""
        body = urlencode(fields, errors="surrogatepass")
        return self.generic("POST", address, body, "application/x-www-form-urlencoded", **options)


def cell(slot, room):
    """Return the fields that name a cell."""
    return {"slot": slot.pk, "room": room.pk}


def region(slot, room):
    """Return the id of the live region of a cell."""
    return f"cell-{slot.pk}-{room.pk}"


def told(conference):
    """Return what the history says was done last: (what, by whom, what went, what came)."""
    event = conference.events.select_related("by").last()
    return event.kind, event.by, event.facts.get("gone"), event.facts.get("come")


def where(sheet):
    """Return the cells where the sheet hangs, as (slot, room) names in the wall's order."""
    rows = Placement.objects.filter(anliegen=sheet).select_related("slot", "room")
    return [(row.slot.name, row.room.name) for row in rows]


def plain(response):
    """Return an answer's HTML as people read it: unescaped, without the soft hyphens that let long words break."""
    return unescape(response.content.decode()).replace("\u00ad", "")


def broken_promises(conference):
    """Return what is wrong with a conference: empty if every invariant of the wall and the history holds."""
    conference.refresh_from_db()
    here = list(Placement.objects.filter(slot__conference=conference).values_list("slot", "room"))
    closed = list(ClosedCell.objects.filter(slot__conference=conference).values_list("slot", "room"))
    common = set(conference.slots.filter(common=True).values_list("pk", flat=True))
    numbers = list(Anliegen.objects.filter(conference=conference).values_list("number", flat=True))
    events = list(conference.events.all())
    withdrawn = Placement.objects.filter(anliegen__conference=conference, anliegen__withdrawn_at__isnull=False)
    astray = Placement.objects.filter(slot__conference=conference).exclude(room__conference=conference)
    promises = {
        "one sheet a cell": len(here) == len(set(here)),
        "nothing on closed cells": not set(here) & set(closed),
        "one closing a cell": len(closed) == len(set(closed)),
        "nothing on common slots": not any(slot in common for slot, _room in here + closed),
        "no withdrawn sheet on the wall": not withdrawn.exists(),
        "nothing on the wall of others": not astray.exists(),
        "sheet numbers gap-free": numbers == list(range(1, len(numbers) + 1))
        and conference.last_number == len(numbers),
        "event numbers gap-free": [event.number for event in events] == list(range(1, len(events) + 1)),
        "version is the last event": conference.version == len(events),
        "history replays to the present": facts.replay(events) == facts.present(conference),
    }
    return [promise for promise, kept in promises.items() if not kept]
