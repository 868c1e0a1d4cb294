"""The Nachrichtenwand costs the same with one report, with three and with 232, and its page stays light."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anliegen.models import Anliegen, Attendance, Comment, Convener, Photo, Placement, Report, Version
from conference.live import kept
from conference.models import Conference
from tests.world import Phone, add_room

pytestmark = pytest.mark.django_db
TEXT = "- A result with **some** words, as groups write them\n" * 30


def hang(world, count):
    """Let so many reports hang, each with people, a photo, a comment and a version; and as many be missing."""
    there = Anliegen.objects.filter(conference=world.conference).count()
    rooms = [add_room(world.conference, f"Tisch {there}-{at}") for at in range(count)]
    for at in range(count):
        number = there + 1 + at
        sheet = Anliegen.objects.create(conference=world.conference, number=number, title=f"Wer kocht {number}?")
        Convener.objects.bulk_create([Convener(anliegen=sheet, name=name) for name in ("Emil", "Fred")])
        Convener.objects.create(anliegen=sheet, seat=world.ben, name="Ben")
        Placement.objects.create(anliegen=sheet, slot=world.first, room=rooms[at])
        Attendance.objects.create(anliegen=sheet, name="Cleo", named=True)
        report = Report.objects.create(
            anliegen=sheet, results=TEXT, published_at=timezone.now(), changed_at=timezone.now()
        )
        facts = {"checksum": "0", "width": 4, "height": 3}
        Photo.objects.create(report=report, file=f"photo-{number}", **facts)
        Comment.objects.create(report=report, seat=world.cleo, name="Cleo", kind="ask", text="?")
        Version.objects.create(report=report, number=1, by=world.ben)
    Conference.objects.filter(pk=world.conference.pk).update(last_number=there + count)


def costs(world, seat, path, **fields):
    """Return the queries of a page that nobody has asked for since the last change, and its size in bytes."""
    phone = Phone(seat)
    phone.get("/healthz")
    kept.forget()
    with CaptureQueriesContext(connection) as captured:
        answer = phone.get(world.url(path), fields)
    assert answer.status_code == 200, path
    return len(captured), len(answer.content), [query["sql"] for query in captured]


PAGES = {
    "news": ("cleo", "news/", {}),
    "mine": ("ben", "news/", {"show": "mine", "order": "number", "page": "2"}),
    "told": ("cleo", "news/1/", {}),
    "newsroom": ("hal", "facilitate/newsroom/", {}),
    "home": ("ben", "", {}),
}


def test_the_same_with_1_3_and_232(world):
    pages = PAGES | {"leaf": ("cleo", f"display/{world.screen.key}/news/", {})}
    found = {page: [] for page in pages}
    for more in (1, 2, 229):
        hang(world, more)
        for page, (who, path, fields) in pages.items():
            found[page].append(costs(world, getattr(world, who), path, **fields))
    for page, (one, three, many) in found.items():
        assert one[0] == three[0] == many[0], page + "\n" + "\n".join(many[2])
        assert many[0] <= 40, page
    assert found["news"][2][1] < 60_000


def test_sheets_that_were_drawn_are_not_read_again(world):
    hang(world, 30)
    Phone(world.cleo).get(world.url("news/"))
    phone = Phone(world.hal)
    phone.get("/healthz")
    with CaptureQueriesContext(connection) as captured:
        assert "Wer kocht" in phone.get(world.url("news/")).content.decode()
    assert len(captured) <= 3, "\n".join(query["sql"] for query in captured)


def test_pages_hold_all_of_it_once(world):
    hang(world, 60)
    seen = []
    for page in (1, 2, 3):
        text = Phone(world.cleo).get(world.url("news/"), {"page": page, "order": "number"}).content.decode()
        seen += [number for number in range(1, 61) if f'id="sheet-of-{number}"' in text]
    assert seen == list(range(1, 61))
    beyond = Phone(world.cleo).get(world.url("news/"), {"page": 99})
    assert 'id="sheet-of-1"' in beyond.content.decode()
