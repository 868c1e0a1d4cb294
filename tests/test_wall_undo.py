"""Undo and redo: new events that take back older ones. Everybody their own, facilitators any."""

import pytest

from anliegen.collect import sheets
from anliegen.models import ClosedCell
from anliegen.wall import facts, moves, undo
from conference.models import Conference
from conference.refusal import Refused
from conference.setup import rooms
from tests.world import Phone, broken_promises, plain, told, where


@pytest.fixture
def sheet(world):
    """Ben's sheet, in Linde at 10:00."""
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    return sheet


def number_of(log):
    return log.events[-1].number


def test_ben_takes_his_pin_back_and_does_it_again(world, sheet):
    answer = Phone(world.ben).taps("wall/undo")
    assert answer.status_code == 200
    assert "Taken back." in plain(answer)
    assert where(sheet) == []
    assert told(world.conference)[:2] == ("wall.undone", world.ben)
    answer = Phone(world.ben).taps("wall/redo")
    assert answer.status_code == 200
    assert "Done again." in plain(answer)
    assert where(sheet) == [("Round 1", "Linde")]
    assert told(world.conference)[:2] == ("wall.redone", world.ben)
    assert broken_promises(world.conference) == []


def test_the_history_only_grows(world, sheet):
    before = list(world.conference.events.values_list("number", "kind", "facts"))
    undo.undo(world.conference, by=world.ben)
    after = list(world.conference.events.values_list("number", "kind", "facts"))
    assert after[:-1] == before


def test_several_steps_back_and_forth(world, sheet):
    steps = [(world.second, world.aula), (world.third, world.birke), (world.first, world.aula)]
    for slot, room in steps:
        moves.move(sheet, slot, room, by=world.ada)
    stations = [("Round 1", "Linde"), ("Round 2", "Aula"), ("Round 3", "Birke"), ("Round 1", "Aula")]
    for station in reversed(stations[:-1]):
        undo.undo(world.conference, by=world.ada)
        assert where(sheet) == [station]
    for station in stations[1:]:
        undo.redo(world.conference, by=world.ada)
        assert where(sheet) == [station]
    with pytest.raises(Refused, match="nothing to redo"):
        undo.redo(world.conference, by=world.ada)
    assert broken_promises(world.conference) == []


def test_back_forth_back_and_then_something_else(world, sheet):
    moves.move(sheet, world.second, world.aula, by=world.ben)
    undo.undo(world.conference, by=world.ben)
    undo.redo(world.conference, by=world.ben)
    undo.undo(world.conference, by=world.ben)
    assert where(sheet) == [("Round 1", "Linde")]
    moves.move(sheet, world.third, world.birke, by=world.ben)
    with pytest.raises(Refused, match="nothing to redo"):
        undo.redo(world.conference, by=world.ben)
    undo.undo(world.conference, by=world.ben)
    assert where(sheet) == [("Round 1", "Linde")]


@pytest.mark.parametrize("deed", ["swap", "park", "continue", "fix", "loosen", "close", "open"])
def test_every_verb_can_be_taken_back_and_done_again(world, sheet, deed):
    second = world.writes(world.cleo)
    moves.pin(second, world.second, world.aula, by=world.ada)
    moves.close(world.conference, world.third, world.birke, by=world.ada)
    if deed == "loosen":
        moves.fix(sheet, by=world.ada)
    before = facts.present(world.conference)
    {
        "swap": lambda: moves.swap(sheet, second, by=world.ada),
        "park": lambda: moves.park(sheet, by=world.ada),
        "continue": lambda: moves.continue_in(sheet, world.third, world.aula, by=world.ada),
        "fix": lambda: moves.fix(sheet, by=world.ada),
        "loosen": lambda: moves.fix(sheet, by=world.ada, on=False),
        "close": lambda: moves.close(world.conference, world.third, world.aula, by=world.ada),
        "open": lambda: moves.open_again(world.conference, world.third, world.birke, by=world.ada),
    }[deed]()
    after = facts.present(world.conference)
    assert after != before
    undo.undo(world.conference, by=world.ada)
    assert facts.present(world.conference) == before
    undo.redo(world.conference, by=world.ada)
    assert facts.present(world.conference) == after
    assert broken_promises(world.conference) == []


def test_everybody_takes_back_their_own(world, sheet):
    cleos = world.writes(world.cleo)
    moves.pin(cleos, world.second, world.aula, by=world.cleo)
    undo.undo(world.conference, by=world.ben)
    assert where(sheet) == []
    assert where(cleos) == [("Round 2", "Aula")]


def test_there_is_nothing_to_undo(world, sheet):
    for verb, sentence in (("undo", "There is nothing left to undo."), ("redo", "There is nothing to redo.")):
        answer = Phone(world.cleo).taps(f"wall/{verb}")
        assert answer.status_code == 409
        assert sentence in plain(answer)


def test_ada_takes_back_what_ben_did(world, sheet):
    log = moves.move(sheet, world.second, world.aula, by=world.ben)
    moves.close(world.conference, world.third, world.birke, by=world.ada)
    answer = Phone(world.ada).sends("wall/undo", event=number_of(log))
    assert answer.status_code == 302
    assert where(sheet) == [("Round 1", "Linde")]
    assert ClosedCell.objects.count() == 1


def test_ben_does_not_take_back_what_ada_did(world, sheet):
    log = moves.move(sheet, world.second, world.aula, by=world.ada)
    answer = Phone(world.ben).taps("wall/undo", event=number_of(log))
    assert answer.status_code == 403
    assert "Only facilitators take back what others did." in plain(answer)
    assert where(sheet) == [("Round 2", "Aula")]


def test_what_was_taken_back_is_not_taken_back_twice(world, sheet):
    log = moves.move(sheet, world.second, world.aula, by=world.ben)
    undo.undo(world.conference, by=world.ben)
    answer = Phone(world.ada).taps("wall/undo", event=number_of(log))
    assert answer.status_code == 409
    assert "That has been taken back already." in plain(answer)


def test_somebody_else_hangs_there_by_now(world, sheet):
    moves.move(sheet, world.second, world.aula, by=world.ben)
    cleos = world.writes(world.cleo)
    moves.pin(cleos, world.first, world.linde, by=world.cleo)
    answer = Phone(world.ben).taps("wall/undo")
    assert answer.status_code == 409
    assert "Something else hangs there by now." in plain(answer)
    assert where(sheet) == [("Round 2", "Aula")]
    assert where(cleos) == [("Round 1", "Linde")]
    assert broken_promises(world.conference) == []


def test_a_sheet_moved_on_since_is_not_called_back(world, sheet):
    log = moves.move(sheet, world.second, world.aula, by=world.ben)
    moves.move(sheet, world.third, world.birke, by=world.ada)
    answer = Phone(world.ben).taps("wall/undo", event=number_of(log))
    assert answer.status_code == 409
    assert where(sheet) == [("Round 3", "Birke")]


def test_a_sheet_fixed_since_stays(world, sheet):
    moves.fix(sheet, by=world.ada)
    assert Phone(world.ben).taps("wall/undo").status_code == 409
    assert where(sheet) == [("Round 1", "Linde")]


def test_a_sheet_withdrawn_since_stays_off(world, sheet):
    moves.park(sheet, by=world.ben)
    sheets.withdraw(sheet, by=world.ben)
    answer = Phone(world.ben).taps("wall/undo")
    assert answer.status_code == 409
    assert "nothing left to undo" in plain(answer)
    assert where(sheet) == []


def test_into_a_room_that_is_gone_nothing_goes_back(world, sheet):
    moves.move(sheet, world.second, world.aula, by=world.ben)
    rooms.remove(world.linde, by=world.olga)
    answer = Phone(world.ben).taps("wall/undo")
    assert answer.status_code == 409
    assert "That room or slot is no longer on the wall." in plain(answer)
    assert where(sheet) == [("Round 2", "Aula")]


def test_what_the_organiser_took_away_is_not_undone(world, sheet):
    rooms.remove(world.linde, by=world.olga)
    assert where(sheet) == []
    cleared = world.conference.events.get(kind="wall.cleared")
    assert Phone(world.olga).taps("wall/undo", event=cleared.number).status_code == 409
    assert broken_promises(world.conference) == []


@pytest.mark.parametrize("event", ["0", "-1", "99999", "x", "9" * 40])
def test_an_event_that_does_not_exist(world, sheet, event):
    answer = Phone(world.cleo).taps("wall/undo", event=event)
    assert answer.status_code in (400, 409)
    assert where(sheet) == [("Round 1", "Linde")]


def test_writing_a_sheet_is_nothing_to_undo_on_the_wall(world, sheet):
    written = world.conference.events.get(kind="anliegen.written")
    assert Phone(world.ada).taps("wall/undo", event=written.number).status_code == 409


def test_the_history_page_offers_what_can_go_back(world, sheet):
    log = moves.move(sheet, world.second, world.aula, by=world.ben)
    page = plain(Phone(world.ada).get(world.url("wall/history/")))
    assert "Ben moved #1 from Linde 10:00 to Aula 12:00." in page
    assert f'name="event" value="{number_of(log)}"' in page
    Phone(world.ada).sends("wall/undo", event=number_of(log))
    page = plain(Phone(world.ada).get(world.url("wall/history/")))
    assert f'name="event" value="{number_of(log)}"' not in page
    assert 'name="event"' not in plain(Phone(world.ben).get(world.url("wall/history/")))


def test_only_facilitators_undo_where_they_pin(world, sheet):
    Conference.objects.filter(pk=world.conference.pk).update(participants_pin=False)
    answer = Phone(world.ben).taps("wall/undo")
    assert answer.status_code == 403
    assert "Here the facilitators pin" in plain(answer)
    assert where(sheet) == [("Round 1", "Linde")]
