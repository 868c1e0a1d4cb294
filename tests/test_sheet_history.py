"""What happened to a sheet: also what moved it along with others."""

import pytest

from anliegen.models import Arrangement
from anliegen.wall import arranging, history, moves, undo
from conference.models import Phase
from conference.setup import phases, rooms
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(world):
    """Sheet 1; sheet 2 waits and nothing happens to it."""
    sheet = world.writes(world.ben)
    world.writes(world.cleo, "Ein Garten")
    return sheet


def happened(world, number=1):
    """Return what the history says of that sheet, the newest first."""
    world.conference.refresh_from_db()
    return [line["sentence"] for line in history.lines(world.conference, history.of_sheet(world.conference, number))]


def arranged(world, sheet):
    cell = [world.first.pk, world.linde.pk]
    proposal = Arrangement.objects.create(
        conference=world.conference, by=world.ada, scope=arranging.PARKED, moves=[[sheet.number, None, cell]]
    )
    arranging.take(proposal, by=world.ada)


def test_a_proposal_that_hung_it_and_was_taken_back_is_told(world, sheet):
    arranged(world, sheet)
    assert "as proposed." in happened(world)[0]
    undo.undo(world.conference, by=world.ada)
    undo.redo(world.conference, by=world.ada)
    world.conference.refresh_from_db()
    kinds = history.of_sheet(world.conference, 1).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["anliegen.written", "wall.arranged", "wall.undone", "wall.redone"]
    assert happened(world, 2) == ["Cleo wrote #2."]


def test_a_room_that_was_taken_from_under_it_is_told(world, sheet):
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    rooms.remove(world.linde, by=world.olga)
    assert "off the wall; the sheets went to the parking." in happened(world)[0]
    assert "the sheets went to the parking." in plain(Phone(world.cleo).get(world.url("anliegen/1/")))
    assert happened(world, 2) == ["Cleo wrote #2."]


def test_what_names_two_sheets_is_told_once_to_each(world, sheet):
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    other = world.conference.anliegen.get(number=2)
    moves.pin(other, world.first, world.aula, by=world.ada)
    moves.swap(sheet, other, by=world.ada)
    for number in (1, 2):
        assert [said for said in happened(world, number) if "swapped" in said] == ["Ada swapped #1 and #2."]
        assert len(happened(world, number)) == 3


def test_a_phase_is_told(world):
    phases.enter(world.conference, Phase.MARKET, by=world.ada)
    said = [line["sentence"] for line in history.lines(world.conference)]
    assert "Ada changed the phase." in said
