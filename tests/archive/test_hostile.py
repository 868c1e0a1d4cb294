"""Archives that were made to break what loads them."""

import io
import json
import zipfile

import pytest

from anliegen.exports import archive
from anliegen.wall import moves
from conference.refusal import Refused
from tests.world import Phone


def content_of(world):
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.aula, by=world.ben)
    return json.loads(zipfile.ZipFile(io.BytesIO(archive.dump(world.conference))).read("conference.json"))


def load(content, **written):
    """Load it, with pieces of JSON in place of words: what `json` itself would not write."""
    text = json.dumps(content)
    for word, piece in written.items():
        text = text.replace(f'"{word}"', piece)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr("conference.json", text)
    return archive.load(packed)


DEEP = ["[" * 12 + "]" * 12, "[" * 480 + "]" * 480, '{"a":' * 800 + "1" + "}" * 800, "[" * 99000 + "]" * 99000]


@pytest.mark.parametrize("piece", ["NaN", "-Infinity", "1e999", *DEEP], ids=lambda piece: piece[:9])
@pytest.mark.parametrize("key", ["note", "gone", "seat", "anliegen"])
def test_no_number_and_no_depth_breaks_loading(world, piece, key):
    content = content_of(world)
    content["events"][0]["facts"] = {key: "PIECE"}
    with pytest.raises(Refused):
        load(content, PIECE=piece)


def test_a_room_at_the_end_of_the_world_is_refused(world):
    content = content_of(world)
    content["rooms"][0]["position"] = 2**31 - 1
    with pytest.raises(Refused):
        load(content)


def test_a_convener_whom_the_archive_calls_otherwise_stays_one_person(world):
    content = content_of(world)
    content["anliegen"][0]["conveners"][0]["name"] = "Bennie"
    copy = load(content)
    ben = Phone(copy.seats.get(name="Ben"))
    assert ben.sends("anliegen/1/edit", title="Wer kocht?", others="Ben, Emil").status_code == 302
    assert list(copy.anliegen.get().conveners.values_list("name", flat=True)) == ["Bennie", "Emil"]
