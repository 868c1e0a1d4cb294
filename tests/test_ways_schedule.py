"""schedule.xml and schedule.json: what conference apps read, by their schemas, with ids that stay."""

import io
import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from anliegen.collect import sheets
from anliegen.exports import archive
from anliegen.models import Anliegen, Report
from anliegen.wall import moves
from conference.access import wall_key
from conference.entrance import seats
from conference.live import kept
from conference.models import Role, Slot
from conference.setup import conferences
from tests import schedules, tpac
from tests.schedules import NUL
from tests.world import Phone, add_room, add_slot, plain

pytestmark = pytest.mark.django_db
EVIL = ["=cmd|'/C calc'!A0", "<script>alert(1)</script>", "]]> & <![CDATA[", "🌳🔥", f"NUL{NUL} and \x0b and \ufffe"]


@pytest.fixture
def wall(world):
    """Ben's 1 hangs in Linde in round 1 and goes on in round 2; Cleo's 2 hangs in Aula; a third is parked."""
    world.cooks = world.writes(world.ben, "Wer kocht?", goal="Soup for all", context="We eat\ntogether")
    world.garden, world.parked = world.writes(world.cleo, "Ein Garten"), world.writes(world.ben, "Parked")
    moves.pin(world.cooks, world.first, world.linde, by=world.ben)
    moves.continue_in(world.cooks, world.second, world.linde, by=world.ben)
    moves.pin(world.garden, world.first, world.aula, by=world.cleo)
    return world


def read(world, seat=None, **fields):
    """Return schedule.xml and schedule.json as that seat gets them; some stories change rows behind the verbs' back."""
    kept.forget()
    phone = Phone(seat or world.cleo)
    found = [phone.get(world.url(f"export/schedule.{kind}"), fields) for kind in ("xml", "json")]
    assert [each.status_code for each in found] == [200, 200]
    assert [each["Content-Type"] for each in found] == ["application/xml; charset=utf-8", "application/json"]
    return [each.content for each in found]


def test_says_what_hangs_where_and_who_brings_it(wall):
    xml, told = read(wall)
    schedules.valid(xml, told)
    found = schedules.sessions(told)
    assert found.keys() == {"Wer kocht?", "Ein Garten", "Lunch"}
    garden = found["Ein Garten"]
    assert (garden["room"], garden["date"], garden["duration"]) == ("Aula", "2026-06-12T10:00:00+02:00", "01:00")
    assert [each["name"] for each in garden["persons"]] == ["Cleo"]
    assert garden["url"] == f"http://testserver{wall.url('anliegen/2/')}"
    assert found["Wer kocht?"]["abstract"] == "Soup for all"
    assert found["Wer kocht?"]["description"] == "We eat\ntogether"
    parts = [each for each in ElementTree.fromstring(xml).iter("event") if each.findtext("title") == "Wer kocht?"]
    assert [each.findtext("subtitle") for each in parts] == ["part 1 of 2", "part 2 of 2"]
    assert parts[0].find("persons/person").get("id") == parts[1].find("persons/person").get("id")


def test_a_break_is_told_once_beside_the_rooms_or_where_it_is(wall):
    rooms = json.loads(read(wall)[1])["schedule"]["conference"]["days"][0]["rooms"]
    assert list(rooms) == ["All together", "Aula", "Linde", "Birke"]
    assert [each["title"] for each in rooms["All together"]] == ["Lunch"]
    Slot.objects.filter(pk=wall.lunch.pk).update(place="aula")
    xml, told = read(wall)
    schedules.valid(xml, told)
    assert schedules.sessions(told)["Lunch"]["room"] == "Aula"


def test_a_move_changes_times_and_rooms_and_no_name(wall):
    before = schedules.sessions(read(wall)[1])["Ein Garten"]
    moves.move(wall.garden, wall.third, wall.birke, by=wall.ada)
    after = schedules.sessions(read(wall)[1])["Ein Garten"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"date", "start", "end", "room"}
    assert after["room"] == "Birke"


def test_new_words_keep_the_names_too(wall):
    before = schedules.sessions(read(wall)[1])["Ein Garten"]
    Anliegen.objects.filter(pk=wall.garden.pk).update(title="🌳")
    after = schedules.sessions(read(wall)[1])["🌳"]
    assert {name for name in before if before[name] != after[name]} == {"title"}


def test_without_names_there_are_none(wall):
    xml, told = read(wall, names="no")
    schedules.valid(xml, told)
    assert b"Cleo" in read(wall)[0]
    assert b"Cleo" not in xml + told
    assert all(each["persons"] == [] for each in schedules.sessions(told).values())


def test_what_is_hidden_or_withdrawn_is_not_in_it(wall):
    Anliegen.objects.filter(pk=wall.garden.pk).update(hidden_why="rude")
    sheets.withdraw(wall.cooks, by=wall.ben)
    assert schedules.sessions(read(wall, wall.ada)[1]).keys() == {"Lunch"}


def test_a_published_report_is_linked(wall):
    report = Report.objects.create(anliegen=wall.garden, results="Beans")
    assert schedules.sessions(read(wall)[1])["Ein Garten"]["links"] == []
    Report.objects.filter(pk=report.pk).update(published_at=datetime.now(UTC))
    xml, told = read(wall)
    schedules.valid(xml, told)
    assert schedules.sessions(told)["Ein Garten"]["links"][0]["url"].endswith("/anliegen/2/report/")


@pytest.mark.parametrize("title", EVIL)
def test_what_people_write_is_text(wall, title):
    Anliegen.objects.filter(pk=wall.garden.pk).update(title=title, goal=title, context=title)
    wall.linde.name = f"{title} room"
    wall.linde.save()
    wall.conference.name = title
    wall.conference.save()
    schedules.valid(*read(wall))


def test_an_empty_conference_has_a_day_without_sessions(db):
    for name in ("🌳", "AB", "2026"):
        conference, olga = conferences.start(name, organiser="Olga", language="de", time_zone="Etc/GMT+5")
        phone = Phone(olga)
        xml, told = (phone.get(f"/c/{conference.slug}/export/schedule.{kind}").content for kind in ("xml", "json"))
        schedules.valid(xml, told)
        assert schedules.sessions(told) == {}


def test_a_night_belongs_to_the_day_that_it_began_on(wall):
    for hours, name in ((14, "Fire"), (15, "Stars"), (25, "Morning")):
        add_slot(wall.conference, name, hours)
    slots = {slot.name: slot for slot in wall.conference.slots.all()}
    for name in ("Fire", "Stars", "Morning"):
        moves.pin(wall.writes(wall.ben, name), slots[name], wall.aula, by=wall.ada)
    xml, told = read(wall)
    schedules.valid(xml, told)
    days = json.loads(told)["schedule"]["conference"]["days"]
    ends = ["2026-06-13T02:00:00+02:00", "2026-06-13T12:00:00+02:00"]
    assert [(day["date"], day["day_end"]) for day in days] == [("2026-06-12", ends[0]), ("2026-06-13", ends[1])]
    assert [each["title"] for each in days[0]["rooms"]["Aula"]] == ["Ein Garten", "Fire", "Stars"]
    assert [each["title"] for each in days[1]["rooms"]["Aula"]] == ["Morning"]


def test_a_clock_that_is_put_back_changes_no_length(wall):
    wall.third.starts_at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    wall.third.ends_at = wall.third.starts_at + timedelta(hours=1)
    wall.third.save()
    moves.move(wall.garden, wall.third, wall.aula, by=wall.ada)
    xml, told = read(wall)
    schedules.valid(xml, told)
    garden = schedules.sessions(told)["Ein Garten"]
    assert (garden["date"], garden["end"]) == ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")


def test_a_wall_of_eighty_rooms(db):
    conference, olga = conferences.start("Würzburg", organiser="Olga", language="de", time_zone="Europe/Berlin")
    rooms = [add_room(conference, f"Raum {number}") for number in range(80)]
    slots = [add_slot(conference, f"Runde {number}", number * 2) for number in range(3)]
    for slot in slots:
        for room in rooms[:77]:
            sheet = sheets.write(conference, by=olga, title=f"{slot} {room}", conveners=[(olga, "Olga")])
            moves.pin(sheet, slot, room, by=olga)
    phone = Phone(olga)
    xml, told = (phone.get(f"/c/{conference.slug}/export/schedule.{kind}").content for kind in ("xml", "json"))
    schedules.valid(xml, told)
    assert len(schedules.sessions(told)) == 231


def test_a_real_conference(db):
    if not tpac.FILE.exists():
        pytest.skip("needs tpac-2019.json in ../shared/data")
    conference = archive.load(io.BytesIO(tpac.archive(tpac.read())))
    phone = Phone(seats.join(conference, "Reader"))
    xml, told = (phone.get(f"/c/{conference.slug}/export/schedule.{kind}").content for kind in ("xml", "json"))
    schedules.valid(xml, told)
    assert len(schedules.sessions(told)) == 58 + 3


def test_an_app_reads_by_its_link_and_asks_again_for_changes_only(wall):
    phone = Phone(wall.cleo)
    page = wall.url("export/")
    assert "schedule.xml" in plain(phone.get(page))
    assert phone.sends("export/link").status_code == 302
    wall.cleo.refresh_from_db()
    key = wall.cleo.plan_key
    link = wall.url(f"export/{wall_key(wall.cleo)}/schedule.xml")
    assert f"http://testserver{link}" in plain(phone.get(page))
    first = Client().get(link)
    assert first.status_code == 200
    assert not first.cookies
    assert first.content == read(wall)[0]
    for known in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert Client().get(link, headers=known).status_code == 304
    moves.move(wall.garden, wall.third, wall.birke, by=wall.ada)
    assert Client().get(link, headers={"If-None-Match": first["ETag"]}).status_code == 200
    phone.sends("export/link")
    wall.cleo.refresh_from_db()
    assert wall.cleo.plan_key == key, "who taps twice keeps the link"


def test_the_key_opens_this_and_nothing_else(wall):
    phone = Phone(wall.cleo)
    phone.sends("export/link")
    wall.cleo.refresh_from_db()
    key, link = wall_key(wall.cleo), wall.url(f"export/{wall_key(wall.cleo)}/schedule.json")
    assert wall.cleo.plan_key not in link
    assert Client().get(wall.url(f"plan/{key}.ics")).status_code == 403
    assert Client().get(link.replace(wall.conference.slug, wall.other.conference.slug)).status_code == 403
    assert Client().get(link.replace(".json", ".html")).status_code == 404
    for wrong in (wall.cleo.plan_key, key[:-1], f"{wall.ben.pk}-x", "9" * 60 + "-x", "9" * 5000, "²-x", "-"):
        assert Client().get(wall.url(f"export/{wrong}/schedule.xml")).status_code == 403, wrong
    assert Client().get(wall.url(f"export/{wall.screen.pk}-/schedule.xml")).status_code == 403
    phone.sends("plan/renew")
    assert Client().get(link).status_code == 403
    assert wall.conference.seats.get(role=Role.DISPLAY).plan_key is None


@pytest.mark.parametrize("kind", ["xml", "json", "ics"])
def test_costs_the_same_for_any_wall(wall, kind, django_assert_max_num_queries):
    for slot in wall.rounds:
        for room in wall.rooms:
            if not slot.placements.filter(room=room).exists():
                moves.pin(wall.writes(wall.ben), slot, room, by=wall.ben)
    phone, address = Phone(wall.cleo), wall.url(f"export/schedule.{kind}")
    with django_assert_max_num_queries(18):
        first = phone.get(address)
    with django_assert_max_num_queries(3):
        assert phone.get(address).content == first.content, "it is written once for all who ask"
