"""Fix and loosen a sheet, close and open a cell: what only facilitators do."""

import pytest

from anliegen.models import ClosedCell, Placement
from anliegen.wall import moves
from tests.world import Phone, broken_promises, cell, plain, region, told


@pytest.fixture
def sheet(world):
    """Ben's sheet, in Linde at 10:00."""
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    return sheet


def fixed(sheet):
    return list(Placement.objects.filter(anliegen=sheet).values_list("fixed", flat=True))


def test_ada_fixes_a_sheet_and_lets_it_loose(world, sheet):
    fact = [["fixed", 1, world.first.pk, world.linde.pk]]
    answer = Phone(world.ada).taps("wall/fix", anliegen=1)
    assert "#1 is fixed." in plain(answer)
    assert f'hx-target="#{region(world.first, world.linde)}"' in plain(answer)
    assert fixed(sheet) == [True]
    assert told(world.conference) == ("wall.fixed", world.ada, [], fact)
    assert broken_promises(world.conference) == []
    assert "#1 can be moved again." in plain(Phone(world.ada).taps("wall/loosen", anliegen=1))
    assert fixed(sheet) == [False]
    assert told(world.conference) == ("wall.loosened", world.ada, fact, [])
    assert broken_promises(world.conference) == []


def test_fixing_holds_all_cells_of_a_sheet(world, sheet):
    moves.continue_in(sheet, world.second, world.linde, by=world.ben)
    Phone(world.ada).sends("wall/fix", anliegen=1)
    assert fixed(sheet) == [True, True]


def test_fixing_twice_and_loosening_twice(world, sheet):
    phone = Phone(world.ada)
    assert phone.taps("wall/loosen", anliegen=1).status_code == 409
    phone.sends("wall/fix", anliegen=1)
    answer = phone.taps("wall/fix", anliegen=1)
    assert answer.status_code == 409
    assert "#1 is so already." in plain(answer)


def test_a_parked_sheet_is_not_fixed(world):
    world.writes(world.ben)
    assert Phone(world.ada).taps("wall/fix", anliegen=1).status_code == 409


@pytest.mark.parametrize("verb", ["fix", "loosen"])
def test_ben_does_not_fix_his_own(world, sheet, verb):
    assert Phone(world.ben).taps(f"wall/{verb}", anliegen=1).status_code == 403
    assert fixed(sheet) == [False]


def test_ada_closes_a_cell_and_opens_it(world):
    fact = [["closed", world.first.pk, world.linde.pk]]
    answer = Phone(world.ada).taps("wall/close", **cell(world.first, world.linde))
    assert "The cell is closed." in plain(answer)
    assert f'hx-target="#{region(world.first, world.linde)}"' in plain(answer)
    assert ClosedCell.objects.count() == 1
    assert told(world.conference) == ("wall.closed", world.ada, [], fact)
    assert broken_promises(world.conference) == []
    answer = Phone(world.ada).taps("wall/open", **cell(world.first, world.linde))
    assert "The cell is open." in plain(answer)
    assert ClosedCell.objects.count() == 0
    assert told(world.conference) == ("wall.opened", world.ada, fact, [])
    assert broken_promises(world.conference) == []


def test_a_taken_cell_is_not_closed(world, sheet):
    answer = Phone(world.ada).taps("wall/close", **cell(world.first, world.linde))
    assert answer.status_code == 409
    assert "taken by #1 (Ben)" in plain(answer)
    assert ClosedCell.objects.count() == 0


def test_a_break_is_not_closed(world):
    assert Phone(world.ada).taps("wall/close", **cell(world.lunch, world.linde)).status_code == 400


def test_closing_twice_and_opening_twice(world):
    phone = Phone(world.ada)
    answer = phone.taps("wall/open", **cell(world.first, world.linde))
    assert answer.status_code == 409
    assert "That cell is open already." in plain(answer)
    phone.sends("wall/close", **cell(world.first, world.linde))
    assert phone.taps("wall/close", **cell(world.first, world.linde)).status_code == 409
    assert ClosedCell.objects.count() == 1


@pytest.mark.parametrize("verb", ["close", "open"])
@pytest.mark.parametrize("who", ["ben", "hal"])
def test_others_do_not_close_cells(world, verb, who):
    assert Phone(getattr(world, who)).taps(f"wall/{verb}", **cell(world.first, world.linde)).status_code == 403
    assert ClosedCell.objects.count() == 0
