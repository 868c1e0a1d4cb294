"""A conference in which everything happened, and how to pack, unpack and load what stands in its archive."""

import io
import json
import zipfile
from pathlib import Path

from django.conf import settings

from anliegen.collect import sheets
from anliegen.demo import maker
from anliegen.exports import archive
from anliegen.models import (
    Anliegen,
    Attendance,
    ClosedCell,
    Comment,
    Convener,
    Edition,
    Interest,
    MergeAnswer,
    MergeProposal,
    Photo,
    Placement,
    Reading,
    Report,
    Turn,
    Version,
)
from anliegen.record import reports
from anliegen.wall import moves, undo
from conference.entrance import seats
from conference.live.changes import change
from conference.models import Conference, Entrance, Event, Notice, Role, Room, Seat, Slot
from conference.setup import notices, rooms
from tests.archive import photos
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
    record(conference, hanging, ada)
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


def record(conference, hanging, ada):
    """Two reports: one as full as can be, one just begun; and a group that left nothing but who was there."""
    people = list(conference.seats.filter(role=Role.PARTICIPANT))
    step = {"id": "a1", "who": "Ben", "what": "Einladen", "by": "2026-07-01"}
    texts = {"results": "- eins\n- zwei\n", "questions": "\u00a0\n", "steps": [step, step | {"id": "b2", "by": "bald"}]}
    report = reports.write(hanging[2], ada, happened="Wir haben *geredet*.\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    reports.write(hanging[2], ada, **texts)
    report = reports.publish(hanging[2], ada)
    Report.objects.filter(pk=report.pk).update(others=4, nudged_at=report.published_at, doc=b"typing")
    report.edits.create(by=ada, update=b"more typing")
    photos.hang(report, photos.ACROSS, caption="Tafel", alt="Eine Tafel", by=ada)
    photos.hang(report, photos.UPRIGHT, "webp", turned=90, crop=[0.1, 0, 0.75, 1])
    gone = Comment.objects.create(report=report, name="Gast", text="Wann?", kind="ask", answer="Bald.", seat=people[0])
    Comment.objects.create(
        report=report, name="Ada", text="Mehr", taken_in_at=gone.created_at, hidden_at=gone.created_at
    )
    with change(conference, ada) as log:
        log.record("comment.written", anliegen=hanging[2].number, comment=gone.pk)
        log.record("photo.removed", anliegen=hanging[2].number, photo=987_654)
    Reading.objects.create(report=report, seat=people[1])
    photos.issue(conference, ada)
    begun = reports.write(hanging[3], ada, happened="Noch nicht fertig")
    photos.hang(begun, photos.ACROSS)
    for sheet, seat, named in ((hanging[2], people[0], True), (hanging[2], None, True), (hanging[4], people[0], False)):
        Attendance.objects.create(anliegen=sheet, seat=seat, name=seat.name if seat else "Ohne Telefon", named=named)


def unpacked(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return json.loads(opened.read("conference.json"))


def loaded(packed):
    return archive.load(io.BytesIO(packed))


def packed(content, files=photos.DRAWN):
    """Return the archive of that content, with those of the files that it speaks of."""
    text = json.dumps(content)
    spoken = {name: data for name, data in files.items() if photos.checksum(data) in text}
    return zipped({"conference.json": text} | spoken)


def on_disk():
    """What lies below the pictures' folder: photos, covers, books, archives on their way."""
    home = Path(settings.MEDIA_ROOT)
    return sorted(each.name for each in home.glob("*/*"))


def rows():
    models = (Conference, Entrance, Room, Slot, Seat, Notice, Anliegen, Convener, Placement, ClosedCell, Event)
    models += (Interest, Turn, MergeProposal, MergeAnswer)
    models += (Edition, Report, Version, Photo, Comment, Reading, Attendance)
    return {model.__name__: count for model in models if (count := model.objects.count())}


def sit(client, conference, role):
    client.post(f"/j/{conference.entrances.get(role=role).code}/", {"name": "Eve"})
