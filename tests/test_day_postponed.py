"""A round that begins at another time is told like a move: to those whose sheets hang in it, once, gathered."""

import re
from datetime import timedelta

import pytest

from anliegen.wall import moves
from conference.setup import slots
from tests.telling import everybody_reads, followed, hears, told_who
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    return followed(world)


def postponed(world, minutes, slot=None, by=None):
    slot = slot or world.first
    slot.refresh_from_db()
    slots.postpone(slot, by=by or world.olga, minutes=minutes)
    world.conference.refresh_from_db()


def test_a_postponed_round_is_told_to_those_concerned_and_to_nobody_else(world, sheet):
    other = world.writes(world.hal, "Another one")
    moves.pin(other, world.second, world.linde, by=world.hal)
    everybody_reads(world)
    postponed(world, 30)
    assert told_who(world) == ["Hal", "Ben", "Emil", "Cleo"]
    assert hears(world.cleo) == [("1", "now at 10:30, was 10:00, Linde")]
    assert hears(world.hal) == [("2", "now at 12:30, was 12:00, Linde")]


def test_postponed_twice_is_one_sentence_and_postponed_back_is_none(world, sheet):
    postponed(world, 30)
    postponed(world, 15)
    assert hears(world.ben) == [("1", "now at 10:45, was 10:00, Linde")]
    postponed(world, -45)
    assert told_who(world) == []


def test_a_postponed_round_is_told_once(world, sheet):
    postponed(world, 30)
    Phone(world.cleo).sends("day/read", to=world.conference.version)
    assert told_who(world) == ["Ben", "Emil"]
    postponed(world, 30)
    assert hears(world.cleo) == [("1", "now at 11:00, was 10:30, Linde")]


def test_a_sheet_that_moves_into_a_round_after_it_was_postponed_tells_its_move(world, sheet):
    postponed(world, 30)
    moves.move(sheet, world.second, world.aula, by=world.ada)
    assert hears(world.cleo) == [("1", "now in Aula 12:30, was Linde 10:30")]
    postponed(world, 30, world.second)
    assert hears(world.cleo) == [("1", "now in Aula 13:00, was Linde 10:30")]


def test_who_postpones_it_knows(world, sheet):
    postponed(world, 30, by=world.ada)
    assert told_who(world) == ["Ben", "Emil", "Cleo"]
    mine = world.writes(world.olga, "Mine")
    moves.pin(mine, world.third, world.linde, by=world.olga)
    everybody_reads(world)
    postponed(world, 5, world.third)
    assert told_who(world) == []


def test_other_times_by_the_slots_own_form_and_only_a_later_end(world, sheet):
    keep = {"name": world.first.name, "common": False, "place": ""}
    slots.edit(world.first, by=world.olga, **keep, starts_at=world.first.starts_at, ends_at=world.first.ends_at)
    assert told_who(world) == []
    later = world.first.ends_at + timedelta(minutes=15)
    slots.edit(world.first, by=world.olga, **keep, starts_at=world.first.starts_at, ends_at=later)
    assert hears(world.ben) == [("1", "now until 11:15, was 11:00, Linde")]
    moves.move(sheet, world.second, world.linde, by=world.ada)
    assert hears(world.ben) == [("1", "now at 12:00, was 10:00, Linde")]


def test_two_sheets_of_a_postponed_day_are_gathered(world, sheet):
    moves.pin(world.writes(world.ben, "Brot"), world.third, world.aula, by=world.ben)
    everybody_reads(world)
    postponed(world, 10)
    assert hears(world.ben) == [("2", "now at 16:10, was 16:00, Aula"), ("1", "now at 10:10, was 10:00, Linde")]
    assert "2 changes" in plain(Phone(world.ben).get(world.url()))


def test_the_wall_says_for_a_while_when_a_round_was_to_begin(world, sheet):
    wall = plain(Phone(world.cleo).get(world.url("wall/")))
    assert "was 10:00" not in wall
    postponed(world, 30)
    wall = plain(Phone(world.cleo).get(world.url("wall/")))
    assert re.search(r'<time>10:30</time>.*<span class="was" data-moved="\d+">was 10:00</span>', wall)
