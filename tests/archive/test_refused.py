"""A wrong archive is refused with its place, and leaves nothing behind."""

import copy
import io
import json
import warnings
import zipfile

import pytest

from anliegen.exports import arrivals
from conference.refusal import Refused
from conference.setup import conferences
from tests.archive import photos
from tests.archive.broken import BROKEN
from tests.archive.lively import loaded, on_disk, packed, rows
from tests.tpac import zipped


def change(path, value):
    """Return what puts a value at a path like `rooms.0.name` of an archive's content."""

    def wrong(content):
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in way:
            content = content[step]
        content[last] = value

    return wrong


def remove(path):
    def wrong(content):
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in way:
            content = content[step]
        del content[last]

    return wrong


def two_in_one_cell(content):
    cells = [cell for sheet in content["anliegen"] for cell in sheet["placements"]]
    cells[0].update(slot=cells[1]["slot"], room=cells[1]["room"])


def sheet_on_a_closed_cell(content):
    placement = next(cell for sheet in content["anliegen"] for cell in sheet["placements"])
    content["closed"].append({"slot": placement["slot"], "room": placement["room"]})


def sheet_in_a_break(content):
    common = next(at for at, slot in enumerate(content["slots"], 1) if slot["common"])
    next(cell for sheet in content["anliegen"] for cell in sheet["placements"])["slot"] = common


def twice_by_the_same(content):
    content["anliegen"][0]["conveners"] = [{"seat": 1, "name": "Ada", "came_with": None}] * 2


def the_same_name(content):
    content["rooms"][0]["name"] = content["rooms"][1]["name"].upper()


def a_hanging_sheet_withdrawn(content):
    next(sheet for sheet in content["anliegen"] if sheet["placements"])["withdrawn_at"] = "2026-01-01T10:00:00+00:00"


def too_many_rooms(content):
    content["rooms"] = [{**content["rooms"][0], "name": f"Raum {at}"} for at in range(201)]


def twice(part):
    return lambda content: content[part].append(content[part][0])


def many(part, times):
    def wrong(content):
        content[part] = [content[part][0]] * times

    return wrong


WRONG = {
    "another format": (change("format", "pretalx"), "no archive"),
    "too new": (change("version", 4), "newer release"),
    "a version that is none": (change("version", "1"), "version"),
    "a missing part": (remove("slots"), "slots: .*missing"),
    "no conference": (remove("conference"), "conference: .*missing"),
    "a part that is no list": (change("anliegen", {}), "anliegen: .*list"),
    "an entry that is no object": (change("rooms.0", "Aula"), "rooms 1: .*object"),
    "a missing field": (remove("rooms.0.name"), "rooms 1: name .*missing"),
    "an unknown field": (change("rooms.0.colour", "red"), "rooms 1: colour .*unknown"),
    "a number as a name": (change("rooms.0.name", 5), "rooms 1, name: .*wrong kind"),
    "a word as a number": (change("rooms.0.capacity", "many"), "rooms 1, capacity: .*wrong kind"),
    "yes as a number": (change("rooms.0.capacity", True), "rooms 1, capacity: .*wrong kind"),
    "fewer than no seats": (change("rooms.0.capacity", -1), "rooms 1, capacity"),
    "more seats than numbers": (change("rooms.0.capacity", 10**30), "rooms 1, capacity"),
    "a nameless room": (change("rooms.0.name", "\u200b \x00"), "rooms 1, name"),
    "two rooms of one name": (the_same_name, "same name"),
    "too many rooms": (too_many_rooms, "At most 200"),
    "a long title": (change("anliegen.0.title", "x" * 201), "anliegen 1, title: At most 200 .* 201"),
    "a long text": (change("anliegen.0.context", "x" * 4001), "anliegen 1, context: At most 4000 .* 4001"),
    "an empty title": (change("anliegen.0.title", ""), "anliegen 1, title"),
    "a gap in the numbers": (change("anliegen.3.number", 40), "anliegen: .*numbers"),
    "a number twice": (change("anliegen.3.number", 3), "anliegen: .*numbers"),
    "another last number": (change("conference.last_number", 2 * 10**9), "anliegen: .*numbers"),
    "a gap in the history": (change("events.3.number", 5), "events: .*numbers"),
    "a shorter history": (change("conference.version", 2), "events: .*numbers"),
    "a placement nowhere": (change("anliegen.0.placements", [{"slot": 99, "room": 1, "fixed": False}]), "99"),
    "a placement in room 0": (change("anliegen.0.placements", [{"slot": 2, "room": 0, "fixed": False}]), "anliegen 1"),
    "placements of nobody's kind": (change("anliegen.0.placements", "Aula"), "anliegen 1: .*list"),
    "two sheets in one cell": (two_in_one_cell, "one cell"),
    "a sheet on a closed cell": (sheet_on_a_closed_cell, "one cell"),
    "a sheet in a break": (sheet_in_a_break, "for everybody"),
    "two sheets of one paper": (change("anliegen.0.paper", 17), "paper: .*one paper"),
    "a withdrawn sheet on the wall": (a_hanging_sheet_withdrawn, "withdrawn"),
    "an unknown convener": (change("anliegen.0.conveners", [{"seat": 999, "name": "Eve", "came_with": None}]), "999"),
    "a convener twice": (twice_by_the_same, "twice"),
    "an unknown helper": (change("seats.0.entered_by", 999), "seats 1: .*999"),
    "an unknown role": (change("seats.0.role", "emperor"), "seats 1, role"),
    "an unknown phase": (change("conference.phase", "party"), "phase"),
    "an unknown time zone": (change("conference.time_zone", "Mars/Olympus"), "time zone"),
    "an unknown language": (change("conference.language", "tlh"), "language"),
    "a day that is none": (change("conference.starts_on", "2026-02-30"), "starts_on"),
    "an address that is none": (change("conference.slug", "../etc"), "slug"),
    "a moment that is none": (change("slots.0.starts_at", "tomorrow"), "slots 1, starts_at"),
    "a moment without an offset": (change("slots.0.starts_at", "2026-01-01T10:00:00"), "slots 1, starts_at"),
    "a moment before time": (change("slots.0.starts_at", "0001-01-01T00:00:00+00:00"), "slots 1, starts_at"),
    "a moment as a number": (change("slots.0.starts_at", 0), "slots 1, starts_at"),
    "a slot that ends before it starts": (change("slots.0.ends_at", "2020-01-01T10:00:00+00:00"), "slots 1: .*ends"),
    "facts that are none": (change("events.0.facts", []), "events 1, facts: .*wrong kind"),
    "facts about nowhere": (change("events.0.facts", {"come": [["placed", 1, 99, 1]]}), "events 1, facts: .*99"),
    "facts about no sheet": (change("events.0.facts", {"anliegen": 999}), "events 1, facts: .*999"),
    "facts of another shape": (change("events.0.facts", {"gone": [["flown", 1]]}), "events 1, facts: .*no fact"),
    "facts in a row": (change("events.0.facts", {"gone": 5}), "events 1, facts: .*list"),
    "facts with a null": (change("events.0.facts", {"note": "a\x00b"}), "events 1, facts: .*characters"),
    "half a character": (change("events.0.facts", {"note": "\ud800"}), "events 1, facts: .*characters"),
    "two reports of a sheet": (twice("reports"), "two reports"),
    "somebody twice in a group": (twice("attendances"), "in a group twice"),
    "a version twice": (twice("versions"), "two versions"),
    "a reading twice": (twice("readings"), "read a report twice"),
    "a reading of nobody": (change("readings.0.seat", None), "readings 1: seat .*missing"),
    "a report of no sheet": (change("reports.0.anliegen", 99), "reports 1: .*99"),
    "a photo of no report": (change("photos.0.report", 0), "photos 1: .*0"),
    "a text as a number": (change("reports.0.happened", 5), "reports 1, happened: .*wrong kind"),
    "a long report": (change("reports.0.results", "x" * 200_001), "results: At most 200000 .* 200001"),
    "steps that are none": (change("reports.0.steps", {}), "reports 1, steps: .*list"),
    "a step with more": (
        change("reports.0.steps", [{"id": "", "who": "", "what": "", "by": "", "x": 1}]),
        "x .*unknown",
    ),
    "too many steps": (change("reports.0.steps", [{"id": "", "who": "", "what": "", "by": ""}] * 101), "100 steps"),
    "texts that are none": (change("versions.0.texts", []), "versions 1, texts: .*object"),
    "a kind of picture that we have not": (change("photos.0.kind", "svg"), "no picture of ours"),
    "a checksum that leads out": (change("photos.0.checksum", "../../etc/passwd"), "no picture of ours"),
    "turned by half": (change("photos.0.turned", 45), "photos 1, turned"),
    "a crop of nothing": (change("photos.0.crop", [0.5, 0, 0.5, 1]), "photos 1, crop"),
    "a crop outside": (change("photos.0.crop", [0, 0, 2, 1]), "photos 1, crop"),
    "a crop with words": (change("photos.0.crop", ["0", 0, 1, 1]), "photos 1, crop"),
    "a hundred photos and one": (many("photos", 101), "100 photos"),
    "other sides": (change("photos.0.width", 61), "other sides"),
    "a photo that is not there": (change("photos.0.checksum", "0" * 64), "is not in this archive"),
    "an unknown kind of comment": (change("comments.0.kind", "sing"), "comments 1, kind"),
    "a cover that leads out": (change("conference.cover", "../../x.jpeg"), "conference, cover"),
    "a cover that is not there": (change("conference.cover", "0" * 64 + ".webp"), "is not in this archive"),
    "a book of another kind": (change("editions.0.files", {"exe": "0" * 64}), "editions 1, files"),
    "a book that is not there": (change("editions.0.files", {"pdf": "0" * 64}), "is not in this archive"),
    "options of another kind": (change("editions.0.options", {"only": ["a"]}), "editions 1, options"),
    "changes of another kind": (change("editions.0.changes", [["sheet", "1"]]), "editions 1, changes"),
    "marks of another kind": (change("editions.0.marks", {"x": {}}), "editions 1, marks"),
    "an undo of nothing": (change("events.0", {"kind": "wall.undone", "number": 1, "by": None}), "events 1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_archive_is_refused_with_its_place_and_leaves_nothing(content, what):
    wrong, said = WRONG[what]
    before = copy.deepcopy(content)
    wrong(content)
    assert content != before
    there = on_disk()
    with pytest.raises(Refused, match=said) as refused:
        loaded(packed(content))
    assert refused.value.status == 400
    assert rows() == {}
    assert on_disk() == there


@pytest.mark.parametrize("what", photos.STRANGE)
def test_what_is_no_picture_of_ours_stays_outside(content, what):
    data, said = photos.STRANGE[what]
    before, there = content["photos"][0]["checksum"], on_disk()
    content["photos"] = [each | {"checksum": photos.checksum(data), "kind": "jpeg"} for each in content["photos"][:1]]
    assert content["photos"][0]["checksum"] != before
    with pytest.raises(Refused, match=said):
        loaded(packed(content, photos.DRAWN | {photos.name(data): data}))
    assert rows() == {}
    assert on_disk() == there


FILES = {
    "a photo of other bytes": (lambda files: {**files, photos.name(photos.ACROSS): photos.COVER}, "not the file"),
    "a photo more": (lambda files: {**files, "photos/" + "0" * 64 + ".jpeg": b""}, "nothing that this archive speaks"),
    "a script": (lambda files: {**files, "setup.py": b""}, "setup.py is nothing"),
    "a book that is no book": (lambda files: replaced(files, b"%PDF-1.7 a book", b"MZ a program"), "not what its name"),
    "a way out": (lambda files: {**files, "photos/../../x.jpeg": b""}, "lead out"),
    "a way to the root": (lambda files: {**files, "/photos/x.jpeg": b""}, "lead out"),
    "a folder": (lambda files: {**files, "photos/": b""}, "no file|nothing that"),
}


def replaced(files, old, new):
    """The same files, one with other bytes under its new name."""
    return {name: new if data == old else data for name, data in files.items()}


@pytest.mark.parametrize("what", FILES)
def test_files_that_do_not_belong_are_refused(content, what):
    change_files, said = FILES[what]
    files, there = change_files(photos.DRAWN), on_disk()
    if what == "a book that is no book":
        old, new = photos.checksum(b"%PDF-1.7 a book"), photos.checksum(b"MZ a program")
        files = {name.replace(old, new): data for name, data in files.items()}
        content["editions"][0]["files"]["pdf"] = new
    with pytest.raises(Refused, match=said):
        loaded(zipped({"conference.json": json.dumps(content)} | files))
    assert rows() == {}
    assert on_disk() == there


def test_a_name_twice_and_a_link_are_refused(content):
    packed = zipfile.ZipInfo(photos.name(photos.ACROSS))
    packed.external_attr = 0o120777 << 16
    for name, said in ((photos.name(photos.ACROSS), "two files of one name"), (packed, "no file")):
        files = photos.DRAWN if isinstance(name, str) else {}
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as opened, warnings.catch_warnings(action="ignore"):
            opened.writestr("conference.json", json.dumps(content))
            for each in [*files, name]:
                opened.writestr(each, b"/etc/passwd")
        with pytest.raises(Refused, match=said):
            loaded(archive.getvalue())


def test_nothing_lies_on_the_disk_when_the_database_refuses(content, monkeypatch):
    there = on_disk()
    content["seats"][0]["created_at"] = content["seats"][1]["created_at"]
    monkeypatch.setattr(conferences, "open_entrances", breaks)
    with pytest.raises(Refused, match="contradict"):
        loaded(packed(content))
    assert rows() == {}
    assert on_disk() == there


def breaks(conference):
    """The database refuses, late: a code that is taken."""
    for _ in range(2):
        conference.entrances.create(role="helper", code="TWICE")


def test_there_is_a_sentence_when_the_disk_is_full(content, monkeypatch):
    monkeypatch.setattr(arrivals, "SPARE", 2**60)
    with pytest.raises(Refused, match="not enough room on the disk"):
        loaded(packed(content))
    assert rows() == {}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_and_leaves_nothing(db, what):
    file, said = BROKEN[what]
    with pytest.raises(Refused, match=said) as refused:
        loaded(file)
    assert refused.value.status == 400
    assert rows() == {}


def test_what_turns_a_page_upside_down_is_cleaned(content):
    content["anliegen"][0]["title"] = "\u202eVerkehrt\u0000 herum\n"
    assert loaded(packed(content)).anliegen.get(number=1).title == "Verkehrt herum"
