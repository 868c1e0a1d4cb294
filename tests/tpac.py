"""A real conference, TPAC 2019, as our archive: 12 rooms, 8 slots, 58 proposals with goals and contexts in HTML.

The converter writes the format by hand, as a program elsewhere would: it shares no code with the one that reads it.
It tells of no reports; stories give it some.
"""

import io
import json
import zipfile
from pathlib import Path

from anliegen.exports.text import from_html

FILE = Path(__file__).resolve().parents[2] / "shared/data/tpac-2019.json"
DAY, OFFSET = "2019-09-18", "+09:00"


def read():
    return json.loads(FILE.read_text())


def archive(data):
    """Return the bytes of an archive."""
    rooms = {room["id"]: at for at, room in enumerate(data["rooms"], 1)}
    numbers = {session["id"]: at for at, session in enumerate(data["sessions"], 1)}
    places = [(numbers[each["session"]], each["slot"] + 1, rooms[each["room"]]) for each in data["placements"]]
    events = [event("anliegen.written", anliegen=number) for number in numbers.values()]
    pinned = set()
    for number, slot, room in places:
        kind = "wall.continued" if number in pinned else "wall.pinned"
        events.append(event(kind, anliegen=number, gone=[], come=[["placed", number, slot, room]]))
        pinned.add(number)
    content = {
        "format": "anliegenwand",
        "version": 1,
        "conference": conference(len(numbers), len(events)),
        "rooms": [a_room(room, at) for at, room in enumerate(data["rooms"], 1)],
        "slots": [a_slot(slot) for slot in data["slots"]],
        "seats": [],
        "notices": [],
        "anliegen": [a_sheet(session, numbers[session["id"]], places) for session in data["sessions"]],
        "closed": [],
        "events": [{**each, "number": number} for number, each in enumerate(events, 1)],
    }
    return zipped({"conference.json": json.dumps(content)})


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def conference(last_number, version):
    return {
        "slug": "tpac-2019",
        "name": "TPAC 2019",
        "theme": "What does the web need next?",
        "invitation": "",
        "language": "en",
        "time_zone": "Asia/Tokyo",
        "phase": "market",
        "participants_pin": True,
        "starts_on": DAY,
        "ends_on": None,
        "version": version,
        "last_number": last_number,
        "created_at": moment("08:00"),
    }


def a_room(room, position):
    floor = f"Floor {room['where']}"
    return {
        "name": room["name"],
        "capacity": room["capacity"],
        "location": floor,
        "features": "",
        "position": position,
    }


def a_slot(slot):
    return {
        "name": from_html(slot.get("name", f"Breakouts {slot['start']}")),
        "starts_at": moment(slot["start"]),
        "ends_at": moment(slot["end"]),
        "common": slot.get("break", False),
        "place": slot.get("room", ""),
    }


def a_sheet(session, number, places):
    return {
        "number": number,
        "title": from_html(session["title"]),
        "goal": goal(session["goal"]),
        "context": from_html(session["context"]),
        "seeks_host": False,
        "withdrawn_at": None,
        "version": number,
        "created_at": moment("10:00"),
        "conveners": [{"name": from_html(name), "seat": None} for name in session["initiators"]],
        "placements": [{"slot": slot, "room": room, "fixed": False} for sheet, slot, room in places if sheet == number],
    }


def goal(items):
    """Several goals are a list, as people would write it into one field."""
    texts = [from_html(item) for item in items]
    return texts[0] if len(texts) == 1 else "\n".join(f"– {text}" for text in texts)


def event(kind, **facts):
    return {"kind": kind, "by": None, "at": moment("10:00"), "facts": facts}


def moment(time):
    return f"{DAY}T{time}:00{OFFSET}"
