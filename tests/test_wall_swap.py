"""Swap: two sheets change places. Nobody is ever without a cell, nobody ever shares one."""

import pytest

from anliegen.wall import moves
from tests.world import Phone, broken_promises, plain, region, told, where


@pytest.fixture
def pair(world):
    """Ben's sheet in Linde at 10:00, Cleo's in Aula at 12:00."""
    bens, cleos = world.writes(world.ben), world.writes(world.cleo)
    moves.pin(bens, world.first, world.linde, by=world.ben)
    moves.pin(cleos, world.second, world.aula, by=world.cleo)
    return bens, cleos


def test_ada_swaps_two_sheets(world, pair):
    answer = Phone(world.ada).taps("wall/swap", anliegen=1, **{"with": 2})
    text = plain(answer)
    assert answer.status_code == 200
    assert [where(sheet) for sheet in pair] == [[("Round 2", "Aula")], [("Round 1", "Linde")]]
    assert "#1 and #2 changed places." in text
    assert f'hx-target="#{region(world.first, world.linde)}"' in text
    assert f'hx-target="#{region(world.second, world.aula)}"' in text
    linde, aula = [world.first.pk, world.linde.pk], [world.second.pk, world.aula.pk]
    gone, come = [["placed", 1, *linde], ["placed", 2, *aula]], [["placed", 1, *aula], ["placed", 2, *linde]]
    assert told(world.conference) == ("wall.swapped", world.ada, gone, come)
    assert broken_promises(world.conference) == []


def test_a_parked_sheet_takes_the_others_cell(world, pair):
    third = world.writes(world.ben)
    Phone(world.ada).sends("wall/swap", anliegen=3, **{"with": 2})
    assert where(third) == [("Round 2", "Aula")]
    assert where(pair[1]) == []


def test_ben_swaps_his_own_two(world, pair):
    second = world.writes(world.ben)
    moves.pin(second, world.third, world.birke, by=world.ben)
    Phone(world.ben).sends("wall/swap", anliegen=1, **{"with": 3})
    assert where(pair[0]) == [("Round 3", "Birke")]
    assert where(second) == [("Round 1", "Linde")]


def test_ben_does_not_swap_with_cleo(world, pair):
    for one, other in ((1, 2), (2, 1)):
        answer = Phone(world.ben).taps("wall/swap", anliegen=one, **{"with": other})
        assert answer.status_code == 403
        assert "#2 belongs to somebody else." in plain(answer)
    assert [where(sheet) for sheet in pair] == [[("Round 1", "Linde")], [("Round 2", "Aula")]]


@pytest.mark.parametrize(("one", "other"), [(1, 1), (3, 4)])
def test_there_is_nothing_to_swap(world, pair, one, other):
    """A sheet with itself; two parked ones."""
    world.writes(world.ben), world.writes(world.ben)
    answer = Phone(world.ada).taps("wall/swap", anliegen=one, **{"with": other})
    assert answer.status_code == 400
    assert "There is nothing to swap." in plain(answer)


@pytest.mark.parametrize("which", [0, 1])
def test_a_sheet_in_two_cells_is_not_swapped(world, pair, which):
    moves.continue_in(pair[which], world.third, world.linde, by=world.ada)
    answer = Phone(world.ada).taps("wall/swap", anliegen=1, **{"with": 2})
    assert answer.status_code == 409
    assert "A sheet in several cells can't be swapped." in plain(answer)


def test_a_fixed_sheet_stays(world, pair):
    moves.fix(pair[1], by=world.ada)
    answer = Phone(world.ada).taps("wall/swap", anliegen=1, **{"with": 2})
    assert answer.status_code == 409
    assert "#2 is fixed where it hangs." in plain(answer)
    assert [where(sheet) for sheet in pair] == [[("Round 1", "Linde")], [("Round 2", "Aula")]]


@pytest.mark.parametrize("mover", ["ben", "cleo"])
def test_either_sheet_may_have_moved_meanwhile(world, pair, mover):
    world.conference.refresh_from_db()
    seen = world.conference.version
    sheet = pair[0] if mover == "ben" else pair[1]
    moves.move(sheet, world.third, world.birke, by=getattr(world, mover))
    answer = Phone(world.ada).taps("wall/swap", anliegen=1, seen=seen, **{"with": 2})
    assert answer.status_code == 409
    assert f"{mover.title()} has just moved #{sheet.number}." in plain(answer)
    assert where(sheet) == [("Round 3", "Birke")]


def test_a_withdrawn_sheet_is_not_swapped_in(world, pair):
    from anliegen.collect import sheets

    sheets.withdraw(pair[1], by=world.cleo)
    answer = Phone(world.ada).taps("wall/swap", anliegen=1, **{"with": 2})
    assert answer.status_code == 409
    assert "#2 was withdrawn." in plain(answer)
    assert where(pair[0]) == [("Round 1", "Linde")]
