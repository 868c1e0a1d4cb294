"""A conference in which everything happened, and how to pack, unpack and load what stands in its archive."""

import io
import json
import zipfile

from anliegen.collect import sheets
from anliegen.demo import maker
from anliegen.exports import archive
from anliegen.models import (
    Anliegen,
    ClosedCell,
    Convener,
    Interest,
    MergeAnswer,
    MergeProposal,
    Placement,
    Turn,
)
from anliegen.wall import moves, undo
from conference.entrance import seats
from conference.models import Conference, Entrance, Event, Notice, Role, Room, Seat, Slot
from conference.setup import notices, rooms
from tests.tpac import zipped


def lively():
    """Return a conference in which everything has happened that an archive must hold."""
    conference = maker.make(people=9, anliegen=12, rooms=4, slots=3)
    ada = conference.seats.get(role=Role.FACILITATOR)
    guest = seats.enter_guest(conference, "Gül A.", by=ada)
    sheets.write(conference, ada, "Für jemanden ohne Telefon", conveners=[(guest, guest.name), (None, "Hanno P.")])
    hanging = list(conference.anliegen.filter(placements__isnull=False, placements__fixed=False).distinct())
    moves.park(hanging[0], by=ada)
    undo.undo(conference, ada)
    undo.redo(conference, ada)
    sheets.withdraw(hanging[1], by=ada)
    notices.post(conference, "Kaffee ist da.", by=ada)
    notices.post(conference, "Kaffee ist aus.", by=ada)
    notices.take_down(conference.notices.first(), by=ada)
    beside(conference, hanging, ada)
    rooms.remove(conference.rooms.get(name="Buche"), by=ada)
    return Conference.objects.get(pk=conference.pk)


def beside(conference, hanging, ada):
    """Interest, turns, a merge proposal with an answer, a merged and a hidden sheet, a notice for some."""
    people = list(conference.seats.filter(role=Role.PARTICIPANT))
    marks = [Interest(anliegen=sheet, seat=seat) for sheet in hanging[2:5] for seat in people[:4]]
    Interest.objects.bulk_create(marks, ignore_conflicts=True)
    for at, (sheet, state) in enumerate(zip(hanging[2:5], ("done", "presenting", "waiting"), strict=True), 1):
        Turn.objects.create(conference=conference, anliegen=sheet, position=at, state=state, left=7_000)
    proposal = MergeProposal.objects.create(conference=conference, kept=hanging[2], other=hanging[3], by=ada)
    MergeAnswer.objects.create(proposal=proposal, seat=people[0], yes=True)
    merged, hidden = (sheets.write(conference, people[0], title) for title in ("Doppelt", "Werbung"))
    for sheet in (merged, hidden):
        sheets.withdraw(sheet, by=ada)
    Anliegen.objects.filter(pk=merged.pk).update(merged_into=hanging[2], paper=17)
    Anliegen.objects.filter(pk=hidden.pk).update(hidden_by=ada, hidden_why="Kein Anliegen")
    room = conference.rooms.get(name="Eiche")
    Notice.objects.create(conference=conference, text="Die Eiche ist kalt.", urgent=True, room=room, sheet=3)


def unpacked(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return json.loads(opened.read("conference.json"))


def loaded(packed):
    return archive.load(io.BytesIO(packed))


def packed(content):
    return zipped({"conference.json": json.dumps(content)})


def rows():
    models = (Conference, Entrance, Room, Slot, Seat, Notice, Anliegen, Convener, Placement, ClosedCell, Event)
    models += (Interest, Turn, MergeProposal, MergeAnswer)
    return [model.objects.count() for model in models]


def sit(client, conference, role):
    client.post(f"/j/{conference.entrances.get(role=role).code}/", {"name": "Eve"})
