"""Door signs: what a room's screen says now and next, until when it is free, and where else there is room."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from anliegen.display import doors
from anliegen.wall import moves, picture
from conference.live.hub import hub
from conference.models import Role, Room, Slot
from tests.world import MORNING, Phone, plain

DURING = timedelta(minutes=20)


@pytest.fixture
def world(world):
    """Soup is cooked in Linde in round 1, bread baked in Birke; in round 3 the soup is eaten in Linde."""
    world.soup, world.bread, world.eaten = (
        world.writes(seat, title) for seat, title in ((world.ben, "Soup"), (world.cleo, "Bread"), (world.hal, "Eat"))
    )
    for sheet, slot, room in (
        (world.soup, world.first, world.linde),
        (world.bread, world.first, world.birke),
        (world.eaten, world.third, world.linde),
    ):
        moves.pin(sheet, slot, room, by=world.ada)
    return world


def sign(world, room, hours):
    with timezone.override("Europe/Berlin"):
        now = MORNING + timedelta(hours=hours) + DURING
        return doors.sign(picture.read(world.conference), room, now)


def today(world):
    """Let round 1 have begun twenty minutes ago."""
    away = timezone.now() - DURING - MORNING
    for slot in Slot.objects.filter(conference=world.conference):
        Slot.objects.filter(pk=slot.pk).update(starts_at=slot.starts_at + away, ends_at=slot.ends_at + away)


def at_door(world, room, **options):
    return plain(Client(**options).get(world.url(f"door/{room.pk}/{world.screen.key}/")))


def test_what_runs_and_what_comes_next(world):
    found = sign(world, world.linde, 0)
    assert (found.slot, found.sheet, found.free) == (world.first, world.soup, False)
    assert (found.next.slot, found.next.sheet, found.next.today) == (world.third, world.eaten, True)
    assert found.turns == world.first.ends_at


def test_between_two_sheets_it_is_free_until_the_next(world):
    found = sign(world, world.linde, 2)
    assert (found.sheet, found.free, found.free_until) == (None, True, world.third.starts_at)
    assert found.may_be_taken


def test_in_a_break_nobody_is_asked_to_take_the_room(world):
    found = sign(world, world.linde, 4)
    assert (found.slot, found.free, found.may_be_taken) == (world.lunch, True, False)
    assert found.free_until == world.third.starts_at


def test_a_room_without_sheets_is_free_until_the_last_slot_ends(world):
    found = sign(world, world.aula, 0)
    assert (found.free_until, found.next) == (world.third.ends_at, None)


def test_a_closed_cell_is_not_free(world):
    moves.close(world.conference, world.second, world.aula, by=world.ada)
    assert sign(world, world.aula, 0).free_until == world.second.starts_at
    found = sign(world, world.aula, 2)
    assert (found.closed, found.free) == (True, False)


def test_before_the_day_and_after_it(world):
    before, after = sign(world, world.linde, -2), sign(world, world.linde, 9)
    assert (before.slot, before.free_until, before.over) == (None, world.first.starts_at, False)
    assert (after.slot, after.over, after.free, after.next) == (None, True, False, None)
    assert after.turns is None


def test_a_wall_without_slots_has_no_end(world):
    world.conference.slots.all().delete()
    found = sign(world, world.linde, 0)
    assert (found.over, found.free, found.free_until) == (False, True, None)
    assert "Free" in at_door(world, world.linde)


def test_the_same_floor_is_nearer_than_the_next_door(world):
    moves.pin(world.writes(world.ben, "Far"), world.first, world.aula, by=world.ada)
    assert [room for room, _sheet in sign(world, world.linde, 0).nearby] == [world.aula, world.birke]
    Room.objects.filter(pk__in=[world.linde.pk, world.birke.pk]).update(location="Garden")
    world.linde.refresh_from_db()
    assert [room for room, _sheet in sign(world, world.linde, 0).nearby] == [world.birke, world.aula]


def test_the_page_says_it_with_codes_to_the_sheet_and_to_being_here(world):
    today(world)
    text = at_door(world, world.linde)
    for each in ("Linde", "Soup", "Ben", "Next", "Eat", "I’m here", "To the sheet", "Bread"):
        assert each in text, each
    assert text.count('class="qr"') == 2
    assert "Use this room" in at_door(world, world.aula)


def test_a_door_speaks_the_language_of_its_conference(world):
    today(world)
    world.conference.language = "de"
    world.conference.save()
    assert '<html lang="de">' in at_door(world, world.linde)


def test_a_room_that_is_not_there_has_no_door(world):
    for room in (world.other.room.pk, 10**9):
        assert Client().get(world.url(f"door/{room}/{world.screen.key}/")).status_code == 404


def test_only_a_displays_key_opens_a_door(world):
    other = world.other.conference.seats.get(role=Role.DISPLAY)
    for key in (world.olga.key, other.key, "x"):
        answer = Phone(world.olga).get(world.url(f"door/{world.linde.pk}/{key}/"))
        assert answer.status_code == 403
        assert "Soup" not in plain(answer)


def test_the_list_leads_to_every_door(world):
    answer = Phone(world.hal).get(world.url("doors/"))
    found = [world.url(f"door/{room.pk}/{world.screen.key}/") in plain(answer) for room in world.rooms]
    assert found == [True, True, True]
    for page in ("setup/rooms/", "displays/", "paper/"):
        assert world.url("doors/") in plain(Phone(world.olga).get(world.url(page))), page


def test_a_move_is_told_by_a_cell_that_the_door_looks_for(real_world, monkeypatch):
    """door.js reads its page again when a cell of its room is told."""
    heard, world = [], real_world
    soup = world.writes(world.ben, "Soup")
    monkeypatch.setattr(hub, "tell", heard.append)
    moves.pin(soup, world.first, world.linde, by=world.ada)
    assert any(id.endswith(f"-{world.linde.pk}") and id.startswith("cell-") for id in heard[0]["regions"]["en"])
