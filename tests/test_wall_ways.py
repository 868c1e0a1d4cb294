"""The wall says for a while where a sheet was: the same words for everybody, gone after a quarter of an hour."""

from datetime import timedelta

import pytest

from anliegen.wall import moves, picture, undo, ways
from conference.live import kept, regions
from conference.models import Event
from tests.world import Phone, plain, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    sheet = world.writes(world.ben, "Wer kocht?")
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    return sheet


def cells(world, *places, language="en"):
    """Return what stands in those cells now, as everybody is told it."""
    world.conference.refresh_from_db()
    ids = [region(*place) for place in places]
    drawn = regions.render(world.conference, ids, [language])[language]
    return [drawn[id] for id in ids]


def later(world, minutes):
    """So many minutes pass."""
    for event in Event.objects.filter(conference=world.conference):
        Event.objects.filter(pk=event.pk).update(at=event.at - timedelta(minutes=minutes))
    kept.forget()  # else nobody changes what has happened


def test_old_and_new_place_say_so(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    new, old = cells(world, (world.first, world.aula), (world.first, world.linde))
    assert ">was Linde</span>" in new
    assert ">#1 now in Aula</span>" in old
    page = plain(Phone(world.cleo).get(world.url("wall/")))
    assert new.replace("\u00ad", "") in page
    assert old in page
    assert ">was Linde 10:00</p>" in plain(Phone(world.cleo).get(world.url("anliegen/1/")))


def test_another_time_says_the_time(world, sheet):
    moves.move(sheet, world.second, world.linde, by=world.ada)
    new, old = cells(world, (world.second, world.linde), (world.first, world.linde))
    assert ">was 10:00</span>" in new
    assert ">#1 now at 12:00</span>" in old
    moves.move(sheet, world.third, world.aula, by=world.ada)
    new, old = cells(world, (world.third, world.aula), (world.first, world.linde))
    assert ">was Linde 10:00</span>" in new
    assert ">#1 now in Aula 16:00</span>" in old
    assert "data-moved" not in cells(world, (world.second, world.linde))[0]


def test_parked_swapped_taken_back(world, sheet):
    moves.park(sheet, by=world.ada)
    assert ">#1 now in the parking</span>" in cells(world, (world.first, world.linde))[0]
    undo.undo(world.conference, by=world.ada)
    assert "data-moved" not in cells(world, (world.first, world.linde))[0]
    other = world.writes(world.cleo, "Ein Garten")
    moves.pin(other, world.second, world.aula, by=world.ada)
    moves.swap(sheet, other, by=world.ada)
    one, two = cells(world, (world.second, world.aula), (world.first, world.linde))
    assert ">was Linde 10:00</span>" in one
    assert ">was Aula 12:00</span>" in two


def test_a_first_place_and_a_new_sheet_in_the_old_one_have_no_past(world, sheet):
    assert "data-moved" not in cells(world, (world.first, world.linde))[0]
    moves.move(sheet, world.first, world.aula, by=world.ada)
    moves.pin(world.writes(world.cleo, "Ein Garten"), world.first, world.linde, by=world.ada)
    assert "data-moved" not in cells(world, (world.first, world.linde))[0]


def test_after_a_quarter_of_an_hour_nothing_is_said(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    later(world, 14)
    assert "data-moved" in cells(world, (world.first, world.aula))[0]
    later(world, 2)
    assert "data-moved" not in cells(world, (world.first, world.aula))[0]
    assert ">was" not in plain(Phone(world.cleo).get(world.url("anliegen/1/")))


def test_the_kept_wall_and_the_pushed_cells_agree(world, sheet):
    moves.move(sheet, world.first, world.aula, by=world.ada)
    world.conference.refresh_from_db()
    wall = picture.read(world.conference)
    row = picture.row_of(wall, world.first)
    assert row == cells(world, *((world.first, room) for room in world.rooms))
    assert all(cell in picture.whole(world.conference)["wall"] for cell in row)


def test_to_look_back_costs_one_query_after_a_change(world, sheet, django_assert_num_queries):
    for place in [(world.first, world.aula), (world.second, world.aula), (world.third, world.birke)]:
        moves.move(sheet, *place, by=world.ada)
        world.conference.refresh_from_db()
        with django_assert_num_queries(1):
            assert ways.lately(world.conference)
        with django_assert_num_queries(0):
            assert ways.lately(world.conference)


def test_a_sheet_that_goes_on_was_nowhere_else(world, sheet):
    moves.continue_in(sheet, world.second, world.linde, by=world.ben)
    assert "data-moved" not in "".join(cells(world, (world.first, world.linde), (world.second, world.linde)))
