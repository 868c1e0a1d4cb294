"""The market's pages: who is next, who presents, what the history says; and nothing for Dora."""

import pytest

from anliegen.market import opening, queue
from anliegen.models import TurnState
from anliegen.wall import moves
from tests.world import Phone, broken_promises, cell, plain


@pytest.fixture
def line(world):
    """The market is open; Ben's 1 and 2 wait, then Cleo's 3 and 4."""
    opening.open_market(world.conference, by=world.ada)
    brings = ((world.ben, "Soup"), (world.ben, "Bread"), (world.cleo, "Salt"), (world.cleo, "Tea"))
    world.sheets = [world.writes(seat, title) for seat, title in brings]
    for sheet in world.sheets:
        queue.line_up(sheet, by=world.ada)
    return world


def in_state(world, state):
    return list(world.conference.turns.filter(state=state).values_list("anliegen__number", flat=True))


def test_pinning_does_not_end_the_turn(line):
    """Many pin first and speak on; the stage says where it hangs."""
    queue.call(line.conference, by=line.ada)
    answer = Phone(line.ben).taps("wall/pin", anliegen=1, **cell(line.first, line.linde))
    assert in_state(line, TurnState.PRESENTING) == [1]
    assert "Linde 10:00" in plain(answer).split('class="hangs"')[1]


def test_dora_reads_and_changes_nothing_here(line):
    dora = Phone(line.dora)
    for verb in ("line-up", "step-out", "call", "skip", "recall", "reorder", "end"):
        assert dora.submit(line.url(f"market/{verb}/"), {"anliegen": 1}).status_code == 403
    assert "Soup" not in plain(dora.get(line.url("market/")))
    assert in_state(line, TurnState.WAITING) == [1, 2, 3, 4]


def test_a_sheet_of_elsewhere_stays_out_of_this_queue(line):
    """There is a #1 in Dora's conference, too: the address says which one is meant."""
    assert line.other.sheet.number == 1
    queue.step_out(line.sheets[0], by=line.ben)
    Phone(line.ada).sends("market/line-up", anliegen=1)
    assert in_state(line, TurnState.WAITING) == [2, 3, 4, 1]
    assert not line.other.sheet.turns.exists()


def test_the_history_says_what_happened(line):
    queue.call(line.conference, by=line.ada)
    queue.skip(line.conference, by=line.ada)
    queue.recall(line.sheets[0], by=line.ada)
    queue.reorder(line.sheets[0], by=line.ada)
    queue.end(line.conference, by=line.ada)
    queue.step_out(line.sheets[0], by=line.ben)
    said = plain(Phone(line.cleo).get(line.url("wall/history/")))
    for sentence in (
        "Ada opened the market.", "Ada lined up #1.", "Ada called #1.", "Ada skipped #1.", "Ada called #2.",
        "Ada put #1 in front of the queue.", "Ada moved #1 in the queue.", "Ada ended the turn of #2.",
        "Ben took #1 out of the queue.",
    ):  # fmt: skip
        assert sentence in said


def test_a_move_of_who_presents_stays_in_the_history_of_the_wall(line):
    queue.call(line.conference, by=line.ada)
    moves.pin(line.sheets[0], line.first, line.linde, by=line.ben)
    assert broken_promises(line.conference) == []


def test_the_pages_say_who_is_next(line):
    ben, cleo = Phone(line.ben), Phone(line.cleo)
    assert "You are next with #1." in plain(ben.get(line.url()))
    assert "2 more before #3." in plain(cleo.get(line.url()))
    queue.call(line.conference, by=line.ada)
    said = plain(ben.get(line.url()))
    assert "You present #1 now." in said
    assert f'href="{line.url("wall/?place=1")}"' in said
    assert "You are next with #2." in said
    assert "#2 is next." in plain(Phone(line.hal).get(line.url("anliegen/2/")))


def test_where_facilitators_pin_the_presenter_tells_them(line):
    line.conference.participants_pin = False
    line.conference.save(update_fields=["participants_pin"])
    queue.call(line.conference, by=line.ada)
    said = plain(Phone(line.ben).get(line.url()))
    assert "the facilitators pin it" in said
    assert "wall/?place=1" not in said


def test_the_markets_page_works_for_everybody(line):
    for seat, can in ((line.cleo, False), (line.hal, False), (line.ada, True), (line.olga, True)):
        page = plain(Phone(seat).get(line.url("market/")))
        assert page.count('class="waits"') == 4
        assert ('data-key="r"' in page) == can
        assert ("Line up sheet number" in page) == (seat != line.cleo)
