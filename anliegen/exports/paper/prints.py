"""What stands on each print: plain data for its template, in the conference's language, since everybody reads it."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.collect import paper_code
from anliegen.exports.paper import glyphs
from anliegen.wall import picture
from conference.entrance import addresses, codes
from conference.models import Role


@dataclass
class Print:
    """A template, what it shows, in which language, where its QR codes lead, and the files of its photos."""

    template: str
    data: dict
    language: str
    links: list = field(default_factory=list)
    photos: list = field(default_factory=list)

    def link(self, address):
        """Take an address; return its place among the codes."""
        self.links.append(address)
        return len(self.links) - 1

    def photo(self, path):
        """Take the file of a photo; return its place among them."""
        self.photos.append(str(path))
        return len(self.photos) - 1


def chosen(conference, ranges=(), slot=None, withdrawn=False):
    """Return the sheets of those numbers and of that round, in the order of the wall's rooms for a round; none that
    is hidden, for whoever asks."""
    found = conference.anliegen.filter(hidden_why="").prefetch_related("conveners")
    if not withdrawn:
        found = found.filter(withdrawn_at=None)
    if ranges:
        found = found.filter(reduce(or_, (Q(number__range=pair) for pair in ranges)))
    if slot:
        found = found.filter(placements__slot=slot).order_by("placements__room__position", "number")
    return list(found)


def blank(conference, numbers, size, at):
    """Return empty sheets with the codes of their paper (None: without one); `at(path)` gives a full address."""
    made = Print("blank", {**about(conference), "size": size}, conference.language)
    made.data["title"] = _("Sheets to write on")
    made.data["words"] = {
        "number": _("Number"),
        "what": _("What is it about?"),
        "goal": _("To what goal?"),
        "context": _("In which context?"),
        "who": _("Who brings it?"),
        "scan": _("A helper scans this and types the sheet in. Then its number is known: write it large at the top."),
        "leads": _("QR code: enter"),
    }
    entry = f"/c/{conference.slug}/entry/"
    named = [paper_code.shown(number) if number else "" for number in numbers]
    made.data["sheets"] = [
        {"code": code, "qr": made.link(at(f"{entry}?paper={code}" if code else entry))} for code in named
    ]
    return made


def written(conference, sheets, size, at):
    """Return sheets as they were written, each with where it hangs."""
    made = Print("sheet", {**about(conference), "size": size}, conference.language)
    made.data["title"] = _("Sheets: %(name)s") % {"name": conference.name}
    made.data["words"] = {
        "goal": _("To what goal?"),
        "context": _("In which context?"),
        "leads": _("QR code: sheet"),
        "more": _("Continued:"),
        "missing": missing(),
    }
    places = picture.read(conference).places()
    made.data["sheets"] = [
        {
            "number": str(sheet.number),
            "title": sheet.title,
            "goal": sheet.goal,
            "context": sheet.context,
            "who": named(sheet),
            "note": _note(sheet),
            "missing": _misses(sheet),
            "places": [{"room": room.name, "time": when(slot)} for slot, room in places.get(sheet.number, [])],
            "qr": made.link(at(f"/c/{conference.slug}/anliegen/{sheet.number}/")),
        }
        for sheet in sheets
    ]
    return made


def tents(conference, sheets, at):
    """Return a table tent for each place where one of the sheets hangs."""
    made = Print("tent", about(conference), conference.language)
    made.data["title"] = _("Table tents: %(name)s") % {"name": conference.name}
    made.data["words"] = {"leads": _("QR code: sheet")}
    places = picture.read(conference).places()
    made.data["tents"] = [
        {
            "number": str(sheet.number),
            "title": sheet.title,
            "who": named(sheet),
            "room": room.name if room else "",
            "time": when(slot) if slot else "",
            "qr": made.link(at(f"/c/{conference.slug}/anliegen/{sheet.number}/")),
        }
        for sheet in sheets
        for slot, room in places.get(sheet.number, [(None, None)])
    ]
    return made


def rooms(conference, chosen, at):
    """Return what happens in each of the rooms, day by day, for their doors."""
    made = Print("room", about(conference), conference.language)
    made.data["title"] = _("Door sheets: %(name)s") % {"name": conference.name}
    made.data["words"] = {
        "time": _("Time"),
        "number": _("Number"),
        "title": _("What is it about?"),
        "scan": _("Scan this when you come in: you are here, and see what runs now."),
        "leads": _("QR code: be here, in"),
    }
    wall = picture.read(conference)
    days = {}
    for slot in wall.slots:
        days.setdefault(localtime(slot.starts_at).date(), []).append(slot)
    made.data["sheets"] = [
        {
            "room": room.name,
            "about": " · ".join(filter(None, [room.location, _seats(room)])),
            "day": date_format(day, "l, j. F"),
            "slots": [_of_room(wall, slot, room) for slot in slots],
            "qr": made.link(at(f"/c/{conference.slug}/here/{room.pk}/")),
        }
        for room in chosen
        for day, slots in days.items()
    ]
    return made


def poster(conference, size, at):
    """Return the poster that invites: only ever the participants' code."""
    entrance = conference.entrances.get(role=Role.PARTICIPANT)
    made = Print("poster", {**about(conference), "size": size}, conference.language)
    made.link(at(addresses.joining(entrance)))
    made.data |= {
        "title": _("Poster: %(name)s") % {"name": conference.name},
        "front": addresses.without_scheme(at("/")),
        "code": codes.spelled(entrance.code),
        "steps": [
            _("Scan the code, or type it."),
            _("Say your name. No account, no e-mail."),
            _("Write what moves you, and see the wall."),
        ],
        "words": {"leads": _("QR code: come in"), "or": _("Or open"), "type": _("and type")},
    }
    return made


def about(conference):
    return {"name": conference.name, "theme": conference.theme or conference.name}


def named(sheet, most=0):
    """Who brings it, as the wall says it; of more than `most` (if any) the first."""
    names = [each.name for each in sheet.conveners.all()]
    shown = [*names[:most], "…"] if most and len(names) > most else names
    if sheet.seeks_host:
        shown.append(_("seeks a host"))
    return " · ".join(shown)


def missing():
    """What explains the box that stands for a letter without a font."""
    return _("□ stands for a letter that this print doesn't know.")


def _misses(sheet):
    texts = [sheet.title, sheet.goal, sheet.context, *(each.name for each in sheet.conveners.all())]
    return any(glyphs.printable(text).count(glyphs.MISSING) > text.count(glyphs.MISSING) for text in texts)


def _note(sheet):
    return _("This sheet was withdrawn. It stays in the record.") if sheet.withdrawn_at else ""


def when(slot):
    """Say when a slot is."""
    starts, ends = localtime(slot.starts_at), localtime(slot.ends_at)
    return f"{date_format(starts, 'D')} {time_format(starts, 'H:i')}–{time_format(ends, 'H:i')}"


def _seats(room):
    return ngettext("%(n)s seat", "%(n)s seats", room.capacity) % {"n": room.capacity} if room.capacity else ""


def _of_room(wall, slot, room):
    placement = wall.placed.get((slot.pk, room.pk))
    starts, ends = (time_format(localtime(each), "H:i") for each in (slot.starts_at, slot.ends_at))
    if slot.common:
        return {"common": True, "time": starts, "name": " · ".join(filter(None, [slot.name, slot.place]))}
    told = {"common": False, "time": starts, "until": f"–{ends}", "number": "", "title": "", "who": ""}
    if placement:
        sheet = placement.anliegen
        told |= {"number": str(sheet.number), "title": sheet.title, "who": named(sheet)}
    elif (slot.pk, room.pk) in wall.closed:
        told["title"] = _("closed")
    return told
