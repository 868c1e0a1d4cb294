"""Park, and continue in another cell: one takes a sheet off cells, the other gives it one more."""

import pytest

from anliegen.wall import moves
from tests.world import Phone, broken_promises, cell, plain, region, told, where


@pytest.fixture
def sheet(world):
    """Ben's sheet, in Linde at 10:00."""
    sheet = world.writes(world.ben, "Wer kocht?")
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    return sheet


def test_ben_parks_his_sheet(world, sheet):
    answer = Phone(world.ben).taps("wall/park", anliegen=1)
    text = plain(answer)
    assert answer.status_code == 200
    assert where(sheet) == []
    assert f'hx-target="#{region(world.first, world.linde)}"' in text
    assert '<li id="parked-1"' in text
    assert "#1 is in the parking." in text
    gone = [["placed", 1, world.first.pk, world.linde.pk]]
    assert told(world.conference) == ("wall.parked", world.ben, gone, [])
    assert broken_promises(world.conference) == []


def test_a_parked_sheet_stands_in_the_parking_of_every_page(world, sheet):
    Phone(world.ada).sends("wall/park", anliegen=1)
    assert '<li id="parked-1"' in plain(Phone(world.cleo).get(world.url("wall/")))
    assert "now in the parking, was Linde 10:00" in plain(Phone(world.ben).get(world.url()))


def test_parking_twice_is_refused(world, sheet):
    moves.park(sheet, by=world.ada)
    answer = Phone(world.ben).taps("wall/park", anliegen=1)
    assert answer.status_code == 409
    assert "#1 is in the parking already." in plain(answer)


def test_parking_what_somebody_moved_meanwhile(world, sheet):
    world.conference.refresh_from_db()
    seen = world.conference.version
    moves.move(sheet, world.second, world.aula, by=world.ada)
    answer = Phone(world.ben).taps("wall/park", anliegen=1, seen=seen)
    assert answer.status_code == 409
    assert "Ada has just moved #1." in plain(answer)
    assert where(sheet) == [("Round 2", "Aula")]


def test_a_fixed_sheet_is_not_parked(world, sheet):
    moves.fix(sheet, by=world.ada)
    assert Phone(world.ada).taps("wall/park", anliegen=1).status_code == 409
    assert where(sheet) == [("Round 1", "Linde")]


def test_cleo_does_not_park_bens_sheet(world, sheet):
    assert Phone(world.cleo).taps("wall/park", anliegen=1).status_code == 403
    assert where(sheet) == [("Round 1", "Linde")]


def test_a_sheet_goes_on_in_another_cell(world, sheet):
    answer = Phone(world.ben).taps("wall/continue", anliegen=1, **cell(world.second, world.linde))
    assert answer.status_code == 200
    assert "#1 goes on in Linde." in plain(answer)
    assert where(sheet) == [("Round 1", "Linde"), ("Round 2", "Linde")]
    come = [["placed", 1, world.second.pk, world.linde.pk]]
    assert told(world.conference) == ("wall.continued", world.ben, [], come)
    assert broken_promises(world.conference) == []


def test_parking_takes_all_cells_or_the_one_chosen(world, sheet):
    moves.continue_in(sheet, world.second, world.linde, by=world.ben)
    moves.continue_in(sheet, world.third, world.linde, by=world.ben)
    Phone(world.ben).sends("wall/park", anliegen=1, origin=f"{world.second.pk}-{world.linde.pk}")
    assert where(sheet) == [("Round 1", "Linde"), ("Round 3", "Linde")]
    Phone(world.ben).sends("wall/park", anliegen=1)
    assert where(sheet) == []


def test_what_hangs_nowhere_does_not_go_on(world):
    world.writes(world.ben)
    answer = Phone(world.ben).taps("wall/continue", anliegen=1, **cell(world.second, world.linde))
    assert answer.status_code == 409
    assert "#1 hangs nowhere yet. Pin it first." in plain(answer)


def test_going_on_needs_a_free_cell(world, sheet):
    moves.pin(world.writes(world.cleo), world.second, world.linde, by=world.cleo)
    answer = Phone(world.ben).taps("wall/continue", anliegen=1, **cell(world.second, world.linde))
    assert answer.status_code == 409
    assert "taken by #2 (Cleo)" in plain(answer)
    assert where(sheet) == [("Round 1", "Linde")]


def test_cleo_does_not_let_bens_sheet_go_on(world, sheet):
    answer = Phone(world.cleo).taps("wall/continue", anliegen=1, **cell(world.second, world.linde))
    assert answer.status_code == 403
    assert where(sheet) == [("Round 1", "Linde")]
