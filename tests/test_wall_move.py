"""Move: a sheet changes its cell. It says what its sender saw, so that nobody overwrites what somebody just did."""

import pytest

from anliegen.wall import moves
from conference.refusal import Refused
from tests.world import Phone, broken_promises, cell, plain, region, told, where


@pytest.fixture
def sheet(world):
    """Ben's sheet, in Linde at 10:00."""
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    return sheet


def test_ben_moves_his_sheet(world, sheet):
    answer = Phone(world.ben).sends("wall/move", anliegen=1, **cell(world.second, world.aula))
    assert answer.status_code == 302
    assert where(sheet) == [("Round 2", "Aula")]
    gone, come = [["placed", 1, world.first.pk, world.linde.pk]], [["placed", 1, world.second.pk, world.aula.pk]]
    assert told(world.conference) == ("wall.moved", world.ben, gone, come)
    assert broken_promises(world.conference) == []


def test_the_answer_holds_both_cells(world, sheet):
    text = plain(Phone(world.ben).taps("wall/move", anliegen=1, **cell(world.second, world.aula)))
    assert f'hx-target="#{region(world.first, world.linde)}"' in text
    assert f'hx-target="#{region(world.second, world.aula)}"' in text
    assert "#1 now hangs in Aula." in text


def test_ada_moves_any_sheet_and_ben_sees_so(world, sheet):
    Phone(world.ada).sends("wall/move", anliegen=1, **cell(world.second, world.aula))
    assert where(sheet) == [("Round 2", "Aula")]
    assert "now in Aula 12:00, was Linde 10:00" in plain(Phone(world.ben).get(world.url()))


def test_a_move_that_others_overtook_is_refused(world, sheet):
    """Ben looks, Ada moves the sheet, Ben drops it elsewhere: he is told, and sees where it hangs."""
    world.conference.refresh_from_db()
    seen = world.conference.version
    moves.move(sheet, world.second, world.aula, by=world.ada)
    answer = Phone(world.ben).taps("wall/move", anliegen=1, seen=seen, **cell(world.third, world.birke))
    text = plain(answer)
    assert answer.status_code == 409
    assert "Ada has just moved #1. Look where it hangs now." in text
    assert f'hx-target="#{region(world.second, world.aula)}"' in text
    assert where(sheet) == [("Round 2", "Aula")]


def test_what_happened_to_other_sheets_is_no_reason(world, sheet):
    world.conference.refresh_from_db()
    seen = world.conference.version
    moves.pin(world.writes(world.cleo), world.second, world.aula, by=world.cleo)
    Phone(world.ben).taps("wall/move", anliegen=1, seen=seen, **cell(world.third, world.birke))
    assert where(sheet) == [("Round 3", "Birke")]


def test_whoever_saw_the_newest_may_move(world, sheet):
    moves.move(sheet, world.second, world.aula, by=world.ada)
    world.conference.refresh_from_db()
    there = cell(world.third, world.birke)
    assert Phone(world.ben).sends("wall/move", anliegen=1, seen=world.conference.version, **there).status_code == 302
    assert where(sheet) == [("Round 3", "Birke")]


def test_onto_another_sheet(world, sheet):
    moves.pin(world.writes(world.cleo), world.second, world.aula, by=world.cleo)
    answer = Phone(world.ben).taps("wall/move", anliegen=1, **cell(world.second, world.aula))
    assert answer.status_code == 409
    assert "Aula at 12:00 has just been taken by #2 (Cleo)." in plain(answer)
    assert where(sheet) == [("Round 1", "Linde")]


def test_to_where_it_is(world, sheet):
    answer = Phone(world.ben).taps("wall/move", anliegen=1, **cell(world.first, world.linde))
    assert answer.status_code == 409
    assert where(sheet) == [("Round 1", "Linde")]
    assert "#1 hangs there already." in plain(answer)


def test_one_of_several_cells_is_chosen(world, sheet):
    moves.continue_in(sheet, world.second, world.linde, by=world.ben)
    answer = Phone(world.ben).taps("wall/move", anliegen=1, **cell(world.third, world.aula))
    assert answer.status_code == 409
    assert "#1 hangs in several cells. Choose which one moves." in plain(answer)
    origin = f"{world.second.pk}-{world.linde.pk}"
    Phone(world.ben).sends("wall/move", anliegen=1, origin=origin, **cell(world.third, world.aula))
    assert where(sheet) == [("Round 1", "Linde"), ("Round 3", "Aula")]


def test_from_a_cell_it_has_left(world, sheet):
    origin = f"{world.first.pk}-{world.linde.pk}"
    moves.move(sheet, world.second, world.linde, by=world.ada)
    answer = Phone(world.ben).taps("wall/move", anliegen=1, origin=origin, **cell(world.third, world.aula))
    assert answer.status_code == 409
    assert "#1 hangs elsewhere by now." in plain(answer)
    assert where(sheet) == [("Round 2", "Linde")]


def test_a_fixed_sheet_stays(world, sheet):
    moves.fix(sheet, by=world.ada)
    for seat in (world.ben, world.ada):
        answer = Phone(seat).taps("wall/move", anliegen=1, **cell(world.second, world.aula))
        assert answer.status_code == 409
        assert "#1 is fixed where it hangs." in plain(answer)
    assert where(sheet) == [("Round 1", "Linde")]


def test_a_parked_sheet_may_be_moved_onto_the_wall(world):
    parked = world.writes(world.ben)
    Phone(world.ben).sends("wall/move", anliegen=1, **cell(world.second, world.aula))
    assert where(parked) == [("Round 2", "Aula")]
    assert told(world.conference)[0] == "wall.pinned"


def test_the_sheet_of_somebody_else(world, sheet):
    answer = Phone(world.cleo).taps("wall/move", anliegen=1, **cell(world.second, world.aula))
    assert answer.status_code == 403
    assert where(sheet) == [("Round 1", "Linde")]


def test_a_foreign_conference_is_out_of_reach(world, sheet):
    other = world.other
    with pytest.raises(Refused, match="no longer on the wall"):
        moves.move(sheet, other.slot, other.room, by=world.ada)
    assert where(sheet) == [("Round 1", "Linde")]
