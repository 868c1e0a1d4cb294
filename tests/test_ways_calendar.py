"""schedule.ics: the whole wall, read by an independent reader, and again after a move. And the page of all ways out."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.conf import settings
from django.test import Client

from anliegen.day import plan
from anliegen.exports import archive
from anliegen.models import Anliegen
from anliegen.wall import moves
from conference.access import wall_key
from conference.entrance import seats
from conference.models import Phase
from conference.setup import phases, slots
from tests import tpac
from tests.schedules import NUL
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def wall(world):
    world.linde.location = "1st floor; left"
    world.linde.save()
    world.cooks, world.garden = world.writes(world.ben, "Wer kocht?", goal="Soup"), world.writes(world.cleo, "Garten")
    moves.pin(world.cooks, world.first, world.linde, by=world.ben)
    moves.pin(world.garden, world.second, world.aula, by=world.cleo)
    return world


def read(content):
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = vobject.readOne(content.decode())
    return {entry.summary.value: entry for entry in calendar.vevent_list}


def fetched(world, **fields):
    answer = Phone(world.cleo).get(world.url("export/schedule.ics"), fields)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"BEGIN:VTIMEZONE" in answer.content
    return read(answer.content)


def test_the_whole_wall_with_rooms_and_who_brings_it(wall):
    entries = fetched(wall)
    assert entries.keys() == {"#1 Wer kocht?", "#2 Garten", "Lunch"}
    cooks = entries["#1 Wer kocht?"]
    assert cooks.dtstart.value == datetime(2026, 6, 12, 10, 0, tzinfo=BERLIN)
    assert cooks.location.value == "Linde, 1st floor; left"
    assert cooks.description.value == "Goal: Soup\n\nBen"
    assert fetched(wall, names="no")["#1 Wer kocht?"].description.value == "Goal: Soup"


def test_a_move_is_followed_by_the_same_entry(wall):
    before = fetched(wall)
    moves.move(wall.cooks, wall.third, wall.birke, by=wall.ada)
    slots.postpone(wall.second, minutes=10, by=wall.olga)
    after = fetched(wall)
    for title in ("#1 Wer kocht?", "#2 Garten"):
        assert after[title].uid.value == before[title].uid.value
        assert int(after[title].sequence.value) > int(before[title].sequence.value)
    assert after["Lunch"].uid.value == before["Lunch"].uid.value
    assert after["#1 Wer kocht?"].location.value == "Birke"


def test_who_has_the_plan_too_has_no_entry_twice(wall):
    mine = read(Client().get(wall.url(f"plan/{plan.renew(wall.ben)}.ics")).content)
    assert mine["#1 Wer kocht?"].uid.value == fetched(wall)["#1 Wer kocht?"].uid.value


def test_a_calendar_subscribes_by_the_link(wall):
    plan.renew(wall.ben)
    answer = Client().get(wall.url(f"export/{wall_key(wall.ben)}/schedule.ics"))
    assert read(answer.content).keys() == fetched(wall).keys()


def test_letters_that_are_none_and_what_is_hidden_stay_here(wall):
    Anliegen.objects.filter(pk=wall.cooks.pk).update(title=f"a{NUL}b]]>\nBEGIN:VEVENT", goal="x\x0by")
    Anliegen.objects.filter(pk=wall.garden.pk).update(hidden_why="rude")
    entries = fetched(wall)
    assert entries.keys() == {"#1 ab]]>\nBEGIN:VEVENT", "Lunch"}


def test_a_real_conference(db):
    if not tpac.FILE.exists():
        pytest.skip("needs tpac-2019.json in ../shared/data")
    conference = archive.load(io.BytesIO(tpac.archive(tpac.read())))
    answer = Phone(seats.join(conference, "Reader")).get(f"/c/{conference.slug}/export/schedule.ics")
    entries = read(answer.content)
    assert len(entries) == 58 + 3
    assert {entry.dtstart.value.utcoffset() for entry in entries.values()} == {timedelta(hours=9)}


def test_the_page_offers_each_seat_what_it_may_take(wall):
    gathered = ("data.xlsx", "data-csv.zip", "site.zip")
    page = plain(Phone(wall.cleo).get(wall.url("export/")))
    assert all(f"export/{name}" in page for name in ("wall.pdf", "sheets.pdf", "schedule.ics", "schedule.xml"))
    assert not any(f"export/{name}" in page for name in (*gathered, "archive.zip"))
    assert "ask the organisers" in page
    assert "sheets.pdf?numbers=2&withdrawn=on" in page
    page = plain(Phone(wall.ada).get(wall.url("export/")))
    assert all(f"export/{name}" in page for name in gathered)
    assert "archive.zip" not in page
    assert "export/archive.zip" in plain(Phone(wall.olga).get(wall.url("export/")))


def test_everybody_finds_the_page_and_at_the_end_first_of_all(wall):
    link = f'href="{wall.url("export/")}"'
    assert 'class="button quiet" ' + link in plain(Phone(wall.cleo).get(wall.url()))
    assert 'class="button main" ' + link not in plain(Phone(wall.cleo).get(wall.url()))
    assert link in plain(Phone(wall.ada).get(wall.url("facilitate/")))
    assert link in plain(Phone(wall.olga).get(wall.url("setup/")))
    phases.enter(wall.conference, Phase.CLOSED, by=wall.ada)
    assert 'class="button main" ' + link in plain(Phone(wall.cleo).get(wall.url()))


def test_a_participant_prints_the_wall_and_hears_what_was_wrong(wall):
    phone = Phone(wall.cleo)
    answer = phone.get(wall.url("export/sheets.pdf"), {"numbers": "2"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    refused = phone.get(wall.url("export/sheets.pdf"), {"numbers": "x"})
    assert refused.status_code == 422
    assert "Write numbers with commas between" in plain(refused)
    assert "Number and open new ones" not in plain(refused)


def test_the_book_is_offered_as_soon_as_there_is_one(wall):
    address, phone = wall.url("export/"), Phone(wall.cleo)
    assert "export/book.pdf" not in plain(phone.get(address))
    file = settings.MEDIA_ROOT / "books/of-the-ways/book.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(2_400_000))
    files = {"pdf": "books/of-the-ways/book.pdf"}
    wall.conference.editions.create(number=1, state="done", files=files, done_at=wall.conference.created_at)
    page = plain(phone.get(address))
    assert f'href="{wall.url("export/book.pdf")}">PDF, about 3 MB' in page
    assert "export/book.docx" not in page
