"""The wall's page travels packed: its shared part packed once, and every browser can open it."""

import gzip

import pytest
from django.http import HttpResponse

from anliegen.collect import sheets
from anliegen.wall import moves, picture
from conference.live import kept, packing
from conference.models import Conference
from conference.setup import rooms
from tests.world import Phone


@pytest.fixture
def phone(world):
    sheet = world.writes(world.ben, "Wer kocht? Ähm, 🍲")
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    return Phone(world.ben)


def fetch(phone, world, **headers):
    return phone.get(world.url("wall/"), headers=headers)


def without_secrets(text):
    """A page without what differs each time: masked tokens."""
    return [line for line in text.splitlines() if "csrf" not in line and "data-socket" not in line]


def test_packed_is_the_same_page(phone, world):
    plain = fetch(phone, world).content.decode()
    answer = fetch(phone, world, accept_encoding="gzip, br")
    assert answer["Content-Encoding"] == "gzip"
    assert int(answer["Content-Length"]) == len(answer.content) < len(plain)
    assert without_secrets(gzip.decompress(answer.content).decode()) == without_secrets(plain)
    assert "Ähm, 🍲" in plain


def test_the_shared_part_is_packed_once(phone, world, monkeypatch):
    fetch(phone, world, accept_encoding="gzip")
    text, piece = picture.whole(Conference.objects.get(pk=world.conference.pk))["shared"]
    monkeypatch.setattr(picture, "packed", lambda text: pytest.fail("packed again"))
    answer = fetch(Phone(world.cleo), world, accept_encoding="gzip")
    assert piece in answer.content
    assert text in gzip.decompress(answer.content).decode()


def test_its_etag_still_says_unchanged(phone, world):
    answer = fetch(phone, world, accept_encoding="gzip")
    assert answer["ETag"].startswith('W/"')
    assert "Accept-Encoding" in answer["Vary"]
    again = fetch(phone, world, accept_encoding="gzip", if_none_match=answer["ETag"])
    assert again.status_code == 304


def test_who_takes_no_gzip_gets_it_plain(phone, world):
    assert "Content-Encoding" not in fetch(phone, world).headers


def test_a_page_whose_shared_part_is_not_in_it_is_packed_as_ever(world, rf):
    response = HttpResponse("x" * 500)
    response.shared = ("y", packing.packed("y"))
    packing_middleware = packing.Packing(lambda request: response)
    answer = packing_middleware(rf.get("/", headers={"accept-encoding": "gzip"}))
    assert gzip.decompress(answer.content) == b"x" * 500


def test_what_was_kept_is_the_wall_as_if_drawn_afresh(world):
    sheet, other = world.writes(world.ben, "Wer kocht?"), world.writes(world.cleo, "Wer singt?")
    changes = [
        lambda: moves.pin(sheet, world.first, world.linde, by=world.ada),
        lambda: moves.pin(other, world.first, world.aula, by=world.ada),
        lambda: moves.swap(other, sheet, by=world.ada),
        lambda: moves.fix(other, by=world.ada),
        lambda: moves.continue_in(sheet, world.second, world.linde, by=world.ada),
        lambda: moves.close(world.conference, world.third, world.birke, by=world.ada),
        lambda: sheets.edit(sheet, world.ben, "Wer backt?", "", "", seeks_host=True, others=["Emil"]),
        lambda: rooms.edit(world.linde, by=world.olga, name="Buche"),
        lambda: moves.fix(other, by=world.ada, on=False),
        lambda: moves.park(other, by=world.ada),
        lambda: sheets.withdraw(sheet, by=world.ben),
    ]
    walls = []
    for change in changes:
        change()
        conference = Conference.objects.get(pk=world.conference.pk)
        walls.append(picture.whole(conference)["shared"])
        kept.forget()
        assert picture.whole(conference)["shared"] == walls[-1]
    assert len(set(walls)) == len(changes)
