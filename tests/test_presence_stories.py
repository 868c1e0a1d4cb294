"""The law of two feet: who scans a door is in that room and in no other; all are counted, who agreed is named."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anliegen.day import presences
from anliegen.models import Presence
from anliegen.wall import moves
from conference.entrance import seats
from conference.live import hot
from conference.live.hub import hub
from conference.models import Conference, Role, Room, Slot
from conference.refusal import Refused
from conference.setup import rooms
from tests.test_concurrency import at_once
from tests.world import Phone, add_slot, broken_promises, plain


def who(open_only=True):
    """Who is where, by name."""
    rows = Presence.objects.filter(until=None) if open_only else Presence.objects.all()
    return sorted(rows.values_list("seat__name", "room__name"))


def fresh(world):
    """The conference as it is after the next telling."""
    world.writes(world.hal, "Something else")
    return Conference.objects.get(pk=world.conference.pk)


def heads(answer):
    return re.search(r'id="heads" hidden data-live data-counts="([^"]*)"', answer.content.decode())[1]


def at(world, room):
    return f"here/{room.pk}"


def move_day(world, hours):
    """Let the day be so many hours earlier than the world says."""
    away = timezone.now() - world.first.starts_at - timedelta(minutes=10) - timedelta(hours=hours)
    for slot in Slot.objects.filter(conference=world.conference):
        Slot.objects.filter(pk=slot.pk).update(starts_at=slot.starts_at + away, ends_at=slot.ends_at + away)


def test_who_scans_a_door_is_in_that_room_and_leaves_by_walking_into_the_next(world):
    cleo = Phone(world.cleo)
    page = cleo.get(world.url(f"here/{world.linde.pk}/"))
    assert who(open_only=False) == []
    assert "I’m here" in plain(page)
    answer = cleo.sends(at(world, world.linde))
    assert (answer.status_code, answer["Location"]) == (302, world.url(f"here/{world.linde.pk}/"))
    assert "You are here." in plain(cleo.get(answer["Location"]))
    assert "So far you are in Linde." in plain(cleo.get(world.url(f"here/{world.aula.pk}/")))
    cleo.sends(at(world, world.aula))
    assert who() == [("Cleo", "Aula")]
    assert who(open_only=False) == [("Cleo", "Aula"), ("Cleo", "Linde")]


def test_i_leave_stands_on_the_first_page_while_i_am_somewhere(world):
    cleo = Phone(world.cleo)
    assert "I leave" not in plain(cleo.get(world.url()))
    cleo.sends(at(world, world.linde))
    assert "You are in <b>Linde</b>." in plain(cleo.get(world.url()))
    answer = cleo.sends("here/leave", back=world.url())
    assert (answer.status_code, answer["Location"]) == (302, world.url())
    assert who() == []
    assert "I leave" not in plain(cleo.get(world.url()))
    assert cleo.sends("here/leave").status_code == 302


def test_twice_is_once_and_a_page_is_sent_again_only_after_a_change(world):
    assert presences.come(world.cleo, world.linde)
    assert not presences.come(world.cleo, world.linde)
    world.cleo.refresh_from_db()
    assert (who(open_only=False), world.cleo.version) == ([("Cleo", "Linde")], 1)
    assert presences.leave(world.cleo)
    assert not presences.leave(world.cleo)
    world.cleo.refresh_from_db()
    assert world.cleo.version == 2


def test_a_screen_is_nowhere(world):
    with pytest.raises(Refused):
        presences.come(world.screen, world.linde)
    assert Phone(world.screen).sends(at(world, world.linde)).status_code == 403
    assert who() == []


def test_a_room_of_another_conference_or_one_that_is_gone_is_none(world):
    gone = Room.objects.get(pk=world.birke.pk)
    presences.come(world.ben, world.birke)
    rooms.remove(world.birke, by=world.olga)
    with pytest.raises(Refused, match="This room is gone"):
        presences.come(world.cleo, gone)
    assert Phone(world.cleo).sends(at(world, world.other.room)).status_code == 404
    assert Phone(world.dora).submit(world.url(f"here/{world.linde.pk}/"), {}).status_code == 403
    assert who() == []


def test_two_open_stays_of_one_seat_the_database_does_not_take(world):
    presences.come(world.cleo, world.linde)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(seat=world.cleo, room=world.aula)


def test_many_scans_of_one_seat_at_once_leave_it_in_one_room(real_world):
    world = real_world
    scans = [lambda room=room: presences.come(world.cleo, room) for room in world.rooms * 4]
    done = at_once(scans)
    assert all(each in (True, False) for each in done)
    assert len(who()) == 1
    assert Presence.objects.filter(until=None).count() == 1
    assert broken_promises(world.conference) == []


def test_a_stay_ends_by_itself_after_some_hours(world):
    move_day(world, 1)
    presences.come(world.cleo, world.linde)
    presences.come(world.ben, world.linde)
    Presence.objects.filter(seat=world.ben).update(since=timezone.now() - timedelta(hours=4, minutes=1))
    assert presences.heads(fresh(world)) == {world.linde.pk: 1}
    assert presences.of(world.ben) is None
    assert presences.come(world.ben, world.linde)
    assert presences.of(world.ben).room == world.linde


@pytest.mark.parametrize(("goes_on", "there"), [(False, 0), (True, 1)])
def test_a_stay_ends_with_the_day_and_goes_on_in_a_break(world, goes_on, there):
    move_day(world, 7)  # the last slot has ended ten minutes ago
    if goes_on:
        now = timezone.localtime()
        ends = now.replace(hour=23, minute=59, second=59)
        slot = add_slot(world.conference, "Evening", 0)
        Slot.objects.filter(pk=slot.pk).update(starts_at=max(now + (ends - now) / 2, now), ends_at=ends)
    presences.come(world.cleo, world.linde)
    Presence.objects.update(since=timezone.now() - timedelta(minutes=30))
    assert sum(presences.heads(fresh(world)).values()) == there


def test_a_break_empties_the_rooms_and_who_scans_in_it_is_there(world):
    move_day(world, 4)  # lunch began ten minutes ago
    presences.come(world.cleo, world.linde)
    presences.come(world.ben, world.linde)
    Presence.objects.filter(seat=world.ben).update(since=timezone.now() - timedelta(minutes=20))
    assert presences.heads(fresh(world)) == {world.linde.pk: 1}
    assert presences.of(world.ben) is None
    assert presences.of(world.cleo).room == world.linde


def test_who_comes_in_the_evening_is_there(world):
    move_day(world, 7)
    presences.come(world.cleo, world.linde)
    assert presences.heads(fresh(world)) == {world.linde.pk: 1}


def test_wall_desk_first_page_and_door_know_how_many(world):
    presences.come(world.cleo, world.linde)
    presences.come(world.ben, world.linde)
    fresh(world)
    pages = [(world.cleo, ""), (world.cleo, "wall/"), (world.ada, "facilitate/")]
    found = [heads(Phone(seat).get(world.url(page))) for seat, page in pages]
    found.append(heads(Client().get(world.url(f"door/{world.linde.pk}/{world.screen.key}/"))))
    assert found == [f"{world.linde.pk}:2"] * 4


def test_everybody_is_told_how_many_and_nobody_who(real_world, monkeypatch):
    heard, world = [], real_world
    monkeypatch.setattr(hub, "tell", heard.append)
    presences.come(world.cleo, world.linde)
    presences.come(world.ben, world.linde)
    hot.taps.teller.join(5)
    (news,) = heard
    assert news["regions"]["en"].keys() == {"heads"}
    assert f'data-counts="{world.linde.pk}:2"' in news["regions"]["en"]["heads"]
    assert "Cleo" not in str(news)
    event = world.conference.events.last()
    assert (event.kind, event.by, event.facts) == ("presence.counted", None, {})


def test_who_agreed_is_told_by_name(real_world, monkeypatch):
    heard, world = [], real_world
    presences.show(world.cleo, on=True)
    hot.taps.teller.join(5)
    monkeypatch.setattr(hub, "tell", heard.append)
    presences.come(world.cleo, world.linde)
    hot.taps.teller.join(5)
    names = heard[0]["regions"]["en"][f"here-{world.linde.pk}"]
    assert "Cleo" in names


def test_nobody_sees_who_is_where_but_of_those_who_agreed(world):
    room = world.url(f"here/{world.linde.pk}/")
    for seat in (world.cleo, world.ben):
        presences.come(seat, world.linde)
    assert "Cleo" not in plain(Phone(world.hal).get(room))
    Phone(world.cleo).sends("here/show", on="on")
    text = plain(Phone(world.hal).get(room))
    assert "Here: " in text
    assert "Cleo" in text
    assert "Ben" not in text
    Phone(world.cleo).sends("here/show")
    assert "Cleo" not in plain(Phone(world.hal).get(room))


def test_a_sheet_says_who_is_there_of_those_who_agreed_while_it_runs(world):
    sheet = world.writes(world.ben, "Soup")
    moves.pin(sheet, world.first, world.linde, by=world.ada)
    for seat in (world.cleo, world.hal):
        presences.come(seat, world.linde)
    presences.show(world.cleo, on=True)
    page = world.url("anliegen/1/")
    assert "Cleo" not in plain(Phone(world.ada).get(page))
    move_day(world, 0)
    text = plain(Phone(world.ada).get(page))
    assert (
        f'<p id="here-{world.linde.pk}" class="hint who-is-here" data-live>Here: <span dir="auto">Cleo</span></p>'
        in text
    )


def test_who_is_taken_out_is_no_longer_counted(world):
    presences.come(world.cleo, world.linde)
    log = seats.remove(world.cleo, by=world.olga)
    assert {"heads", f"here-{world.linde.pk}"} <= set(log.touched)
    assert presences.heads(fresh(world)) == {}


def test_who_has_no_seat_joins_first_and_then_comes_back(world):
    stranger, door = Client(), world.url(f"here/{world.linde.pk}/")
    assert stranger.get(door).status_code == 403
    code = world.conference.entrances.get(role=Role.PARTICIPANT).code
    answer = stranger.post(f"/j/{code}/", {"name": "Emil"})
    assert (answer.status_code, answer["Location"]) == (302, door)
    assert "I’m here" in plain(stranger.get(door))
    assert stranger.post(f"/j/{code}/", {})["Location"] == world.url()


def test_joining_leads_to_no_other_conference(world):
    stranger = Client()
    stranger.get(world.url(f"here/{world.linde.pk}/"))
    other = world.other.conference
    code = other.entrances.get(role=Role.PARTICIPANT).code
    assert stranger.post(f"/j/{code}/", {"name": "Emil"})["Location"] == f"/c/{other.slug}/"


def test_many_rooms_are_counted_by_the_same_queries(world):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            presences.region(fresh(world))
        return len(seen)

    presences.come(world.cleo, world.linde)
    one = queries()
    for seat, room in ((world.ben, world.aula), (world.hal, world.birke)):
        presences.come(seat, room)
    assert queries() == one
