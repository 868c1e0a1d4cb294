"""One's plan as a calendar feed: an independent reader reads it, and again after a move; the old link is dead."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client

from anliegen.day import plan
from anliegen.models import Interest
from anliegen.wall import moves
from conference.setup import slots
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def feed(world):
    """Ben brings 1 in Linde in round 1; he marked Cleo's 2 in Aula in round 2; 3 concerns him not."""
    world.linde.location = "1st floor; left"
    world.linde.save()
    cooks = world.writes(world.ben, "Wer kocht, und für wen?")
    garden, other = world.writes(world.cleo, "Ein Garten"), world.writes(world.cleo, "Another")
    Interest.objects.create(anliegen=garden, seat=world.ben)
    moves.pin(cooks, world.first, world.linde, by=world.ben)
    moves.pin(garden, world.second, world.aula, by=world.ada)
    moves.pin(other, world.second, world.birke, by=world.ada)
    world.cooks, world.garden = cooks, garden
    return world.url(f"plan/{plan.renew(world.ben)}.ics")


def read(address, **fields):
    """Return the entries that a calendar without a cookie reads there: title → entry."""
    answer = Client().get(address, fields)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    calendar = vobject.readOne(answer.content.decode())
    assert calendar.name == "VCALENDAR"
    return {entry.summary.value: entry for entry in calendar.vevent_list}


def test_says_what_i_bring_what_i_marked_and_what_all_do(world, feed):
    entries = read(feed)
    assert entries.keys() == {"#1 Wer kocht, und für wen?", "#2 Ein Garten", "Lunch"}
    mine = entries["#1 Wer kocht, und für wen?"]
    assert mine.dtstart.value == datetime(2026, 6, 12, 10, 0, tzinfo=BERLIN)
    assert mine.dtstart.value.utcoffset() == timedelta(hours=2)
    assert mine.dtend.value == datetime(2026, 6, 12, 11, 0, tzinfo=BERLIN)
    assert mine.location.value == "Linde, 1st floor; left"
    assert mine.url.value == f"http://testserver{world.url('anliegen/1/')}"
    assert mine.status.value == "CONFIRMED"
    assert entries["#2 Ein Garten"].status.value == "TENTATIVE"
    assert read(feed, common="no").keys() == {"#1 Wer kocht, und für wen?", "#2 Ein Garten"}


def test_a_move_is_followed_by_the_same_entry(world, feed):
    before = read(feed)
    moves.move(world.cooks, world.third, world.birke, by=world.ada)
    after = read(feed)
    old, new = (each["#1 Wer kocht, und für wen?"] for each in (before, after))
    assert new.uid.value == old.uid.value
    assert int(new.sequence.value) > int(old.sequence.value)
    assert new.last_modified.value >= old.last_modified.value
    assert (new.dtstart.value, new.location.value) == (datetime(2026, 6, 12, 16, 0, tzinfo=BERLIN), "Birke")
    assert after["#2 Ein Garten"].serialize() == before["#2 Ein Garten"].serialize()
    uids = [entry.uid.value for entry in after.values()]
    assert len(set(uids)) == len(uids)


def test_a_round_that_begins_later_is_followed(world, feed):
    before = read(feed)["#2 Ein Garten"]
    slots.postpone(world.second, minutes=10, by=world.olga)
    after = read(feed)["#2 Ein Garten"]
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstart.value == before.dtstart.value + timedelta(minutes=10)


def test_what_is_parked_or_withdrawn_leaves_the_calendar(world, feed):
    moves.park(world.garden, by=world.ada)
    assert read(feed).keys() == {"#1 Wer kocht, und für wen?", "Lunch"}


def test_a_sheet_that_goes_on_has_two_entries(world, feed):
    moves.continue_in(world.cooks, world.second, world.linde, by=world.ben)
    answer = Client().get(feed, {"common": "no"}).content.decode()
    entries = [each for each in vobject.readOne(answer).vevent_list if each.summary.value.startswith("#1")]
    assert [each.dtstart.value.hour for each in entries] == [10, 12]
    assert len({each.uid.value for each in entries}) == 2


def test_winter_and_another_zone(world, feed):
    world.first.starts_at = datetime(2026, 1, 8, 23, 30, tzinfo=UTC)
    world.first.ends_at = datetime(2026, 1, 9, 0, 30, tzinfo=UTC)
    world.first.save()
    assert read(feed)["#1 Wer kocht, und für wen?"].dtstart.value.utcoffset() == timedelta(hours=1)
    world.conference.time_zone = "Asia/Kathmandu"
    world.conference.save()
    start = read(feed)["#1 Wer kocht, und für wen?"].dtstart.value
    assert start == datetime(2026, 1, 8, 23, 30, tzinfo=UTC)
    assert start.utcoffset() == timedelta(hours=5, minutes=45)
    world.conference.time_zone = "UTC"
    world.conference.save()
    assert read(feed)["#1 Wer kocht, und für wen?"].dtstart.value == datetime(2026, 1, 8, 23, 30, tzinfo=UTC)


def test_texts_of_people_are_no_markup(world, feed):
    world.cooks.title = "BEGIN:VEVENT\\nX; \\, Ä, 🌳 " + "sehr " * 30
    world.cooks.save()
    assert f"#1 {world.cooks.title}".strip() in {title.strip() for title in read(feed)}
    world.conference.name = "A; B, C"
    world.conference.save()
    assert vobject.readOne(Client().get(feed).content.decode()).x_wr_calname.value == "A; B, C"


def test_asked_again_it_says_that_nothing_changed(world, feed):
    tag = Client().get(feed)["ETag"]
    assert Client().get(feed, headers={"If-None-Match": tag}).status_code == 304
    moves.move(world.cooks, world.third, world.birke, by=world.ada)
    assert Client().get(feed, headers={"If-None-Match": tag}).status_code == 200


def test_the_link_is_made_on_demand_and_renewed_the_old_one_is_dead(world, feed):
    phone = Phone(world.cleo)
    assert "webcal://" not in plain(phone.get(world.url("plan/")))
    assert phone.sends("plan/renew").status_code == 302
    world.cleo.refresh_from_db()
    old = world.url(f"plan/{world.cleo.plan_key}.ics")
    page = plain(phone.get(world.url("plan/")))
    assert f"webcal://testserver{old}" in page
    assert "<svg" in page
    assert read(old).keys() == {"#2 Ein Garten", "#3 Another", "Lunch"}
    phone.sends("plan/renew")
    assert Client().get(old).status_code == 403
    world.cleo.refresh_from_db()
    assert read(world.url(f"plan/{world.cleo.plan_key}.ics"))


def test_the_key_opens_nothing_else(world, feed):
    world.ben.refresh_from_db()
    assert Client().get(f"/me/{world.ben.plan_key}/").status_code == 404
    assert Client().get(world.url(f"display/{world.ben.plan_key}/")).status_code == 403
    assert Client().get(f"/c/{world.other.conference.slug}/plan/{world.ben.plan_key}.ics").status_code == 403
    for key in (world.ben.key, world.screen.key, "None", "x"):
        assert Client().get(world.url(f"plan/{key}.ics")).status_code == 403
    assert world.ben.key not in Client().get(feed).content.decode()


def test_a_calendar_that_asks_costs_the_same_for_any_wall(world, feed, django_assert_max_num_queries):
    for slot in world.rounds:
        for room in world.rooms:
            if not slot.placements.filter(room=room).exists():
                moves.pin(world.writes(world.ben), slot, room, by=world.ben)
    with django_assert_max_num_queries(12):
        assert len(read(feed)) >= 3
