"""A sheet that hangs in several cells: its convener says which of them moves, or that it goes on in one more."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anliegen.wall import moves
from tests.world import Phone, broken_promises, plain, told, where


@pytest.fixture
def sheet(world):
    """Ben's sheet, in Linde in the first and the second round."""
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    moves.continue_in(sheet, world.second, world.linde, by=world.ben)
    return sheet


def question(world, who, sheet="1"):
    """The page of the free cell that was tapped: Birke in the third round."""
    return Phone(who).get(world.url(f"wall/cell/{world.third.pk}/{world.birke.pk}/"), {"sheet": sheet})


def answers(page):
    """The fields that every answer sends, and what the buttons offer: (label, name, value, where it is sent)."""
    html = plain(page)
    form = re.search(r'<form [^>]*action="([^"]*/wall/move/)".*?</form>', html, re.DOTALL)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    buttons = re.findall(
        r'<button class="choice" name="origin" value="([-\d]+)"><b>(\w+)</b> <span>(.*?)</span>', form[0]
    )
    further = re.search(r'formaction="([^"]*)"', form[0])[1]
    return form[1], hidden, buttons, further


def test_the_wall_asks_only_for_a_sheet_in_several_cells(world, sheet):
    other = world.writes(world.ben)
    moves.pin(other, world.first, world.aula, by=world.ben)
    assert "data-ask" in plain(Phone(world.ben).get(world.url("wall/?place=1")))
    assert "data-ask" not in plain(Phone(world.ben).get(world.url("wall/?place=2")))


def test_one_of_its_cells_moves_and_the_other_stays(world, sheet):
    action, hidden, buttons, _further = answers(question(world, world.ben))
    assert [(room, time) for _origin, room, time in buttons] == [("Linde", "Fri 10:00"), ("Linde", "Fri 12:00")]
    answer = Phone(world.ben).submit(action, hidden | {"origin": buttons[1][0]})
    assert answer["Location"] == world.url("anliegen/1/")
    assert where(sheet) == [("Round 1", "Linde"), ("Round 3", "Birke")]
    gone, come = (
        ["placed", 1, slot.pk, room.pk] for slot, room in ((world.second, world.linde), (world.third, world.birke))
    )
    assert told(world.conference) == ("wall.moved", world.ben, [gone], [come])
    assert broken_promises(world.conference) == []


def test_none_moves_and_it_goes_on_there_as_well(world, sheet):
    _action, hidden, _buttons, further = answers(question(world, world.ben))
    assert Phone(world.ben).submit(further, hidden)["Location"] == world.url("anliegen/1/")
    assert where(sheet) == [("Round 1", "Linde"), ("Round 2", "Linde"), ("Round 3", "Birke")]
    assert broken_promises(world.conference) == []


def test_what_somebody_else_moved_meanwhile_is_not_moved_again(world, sheet):
    action, hidden, buttons, _further = answers(question(world, world.ben))
    moves.move(sheet, world.first, world.aula, by=world.ada, origin=(world.first.pk, world.linde.pk))
    answer = Phone(world.ben).submit(action, hidden | {"origin": buttons[1][0]})
    assert answer.status_code == 409
    assert "Ada has just moved #1." in plain(answer)
    assert where(sheet) == [("Round 1", "Aula"), ("Round 2", "Linde")]


def test_without_a_script_the_cells_page_leads_to_the_question(world, sheet):
    page = plain(Phone(world.ben).get(world.url(f"wall/cell/{world.third.pk}/{world.birke.pk}/")))
    address = world.url(f"wall/cell/{world.third.pk}/{world.birke.pk}/?sheet=1")
    assert f'href="{address}"' in page
    assert '<button name="anliegen" value="1"' not in page, "that would be refused"


@pytest.mark.parametrize("asked", ["1", "2", "99", "x", "", "9" * 40])
def test_others_and_other_sheets_are_not_asked(world, sheet, asked):
    world.writes(world.ben)
    for who in (world.cleo, *([world.ben] if asked != "1" else [])):
        page = question(world, who, asked)
        assert page.status_code == 200
        assert "Which one moves here?" not in plain(page)


def test_where_the_facilitators_pin_nobody_else_is_asked(world, sheet):
    world.conference.participants_pin = False
    world.conference.save()
    assert "Which one moves here?" not in plain(question(world, world.ben))
    assert "Which one moves here?" in plain(question(world, world.ada))


def test_a_cell_that_was_taken_meanwhile_says_by_whom(world, sheet):
    moves.pin(world.writes(world.cleo, "Suppe"), world.third, world.birke, by=world.cleo)
    page = plain(question(world, world.ben))
    assert "Suppe" in page
    assert "Which one moves here?" not in page


def test_one_sheet_or_three_are_offered_with_as_many_queries(world, sheet):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            question(world, world.ben)
        return len(queries)

    few = counted()
    for room in (world.aula, world.birke):
        more = world.writes(world.ben)
        moves.pin(more, world.first, room, by=world.ben)
        moves.continue_in(more, world.second, room, by=world.ben)
    assert counted() == few
