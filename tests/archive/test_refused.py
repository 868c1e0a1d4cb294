"""A wrong archive is refused with its place, and leaves nothing behind."""

import copy

import pytest

from conference.refusal import Refused
from tests.archive.broken import BROKEN
from tests.archive.lively import loaded, packed, rows


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
    "an undo of nothing": (change("events.0", {"kind": "wall.undone", "number": 1, "by": None}), "events 1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_archive_is_refused_with_its_place_and_leaves_nothing(content, what):
    wrong, said = WRONG[what]
    before = copy.deepcopy(content)
    wrong(content)
    assert content != before
    with pytest.raises(Refused, match=said) as refused:
        loaded(packed(content))
    assert refused.value.status == 400
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
