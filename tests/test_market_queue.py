"""The queue: who lines up, who is called, who waits on; each verb with its good way, its refusals and its event."""

import pytest

from anliegen.collect import sheets
from anliegen.market import opening, queue
from anliegen.models import Anliegen, Turn, TurnState
from conference.refusal import Refused
from tests.world import Phone, broken_promises, plain


@pytest.fixture
def world(world):
    """The market is open; Ben brings 1 and 2, Cleo 3 and 4."""
    opening.open_market(world.conference, by=world.ada)
    world.sheets = [
        world.writes(seat, title)
        for seat, title in ((world.ben, "Soup"), (world.ben, "Bread"), (world.cleo, "Salt"), (world.cleo, "Tea"))
    ]
    return world


@pytest.fixture
def line(world):
    """All four wait."""
    for sheet in world.sheets:
        queue.line_up(sheet, by=world.ada)
    return world


def waiting(world):
    return list(world.conference.turns.filter(state=TurnState.WAITING).values_list("anliegen__number", flat=True))


def presenting(world):
    return world.conference.turns.filter(state=TurnState.PRESENTING).values_list("anliegen__number", flat=True).first()


def skipped(world):
    return list(world.conference.turns.filter(state=TurnState.SKIPPED).values_list("anliegen__number", flat=True))


def last(world):
    event = world.conference.events.select_related("by").last()
    return event.kind, event.by, event.facts.get("anliegen")


def refusal(answer):
    assert answer.status_code in (400, 403, 404, 409, 422), answer.status_code
    return plain(answer)


def test_a_convener_lines_up_with_one_tap(world):
    phone = Phone(world.ben)
    assert "Line up" in plain(phone.get(world.url()))
    answer = phone.sends("market/line-up", anliegen=1)
    assert (answer.status_code, waiting(world)) == (302, [1])
    assert last(world) == ("market.lined-up", world.ben, 1)
    assert "#1 is in the queue." in plain(phone.get(world.url()))


def test_who_lines_up_stands_at_the_end(line):
    assert waiting(line) == [1, 2, 3, 4]


def test_a_helper_lines_up_anybody_by_the_number(world):
    assert Phone(world.hal).sends("market/line-up", anliegen=3).status_code == 302
    assert (waiting(world), last(world)) == ([3], ("market.lined-up", world.hal, 3))


def test_nobody_lines_up_what_belongs_to_others(world):
    said = refusal(Phone(world.cleo).taps("market/line-up", anliegen=1))
    assert "#1 belongs to somebody else." in said
    assert waiting(world) == []


def test_a_sheet_waits_once(line):
    assert "#1 is in the queue already." in refusal(Phone(line.ben).taps("market/line-up", anliegen=1))
    assert waiting(line) == [1, 2, 3, 4]


def test_nobody_lines_up_while_the_market_is_closed(world):
    opening.close_market(world.conference, by=world.ada)
    assert "The market is closed" in refusal(Phone(world.ben).taps("market/line-up", anliegen=1))
    assert "Line up" not in plain(Phone(world.ben).get(world.url()))


def test_a_number_that_is_none_gets_a_sentence(world):
    for number in ("", "x", "0", "99", "1e9", "-1", str(2**70)):
        refusal(Phone(world.hal).taps("market/line-up", anliegen=number))
    assert waiting(world) == []


def test_who_lined_up_steps_out_again(line):
    assert Phone(line.ben).sends("market/step-out", anliegen=2).status_code == 302
    assert (waiting(line), last(line)) == ([1, 3, 4], ("market.stepped-out", line.ben, 2))
    assert "#2 does not wait in the queue." in refusal(Phone(line.ben).taps("market/step-out", anliegen=2))
    assert "#3 belongs to somebody else." in refusal(Phone(line.ben).taps("market/step-out", anliegen=3))


def test_the_next_one_is_called_and_the_one_before_is_done(line):
    ada = Phone(line.ada)
    assert "#1 presents." in plain(ada.taps("market/call"))
    assert (presenting(line), waiting(line), last(line)) == (1, [2, 3, 4], ("market.called", line.ada, 1))
    ada.taps("market/call")
    assert (presenting(line), waiting(line)) == (2, [3, 4])
    assert Turn.objects.get(anliegen__number=1).state == TurnState.DONE


def test_the_facilitator_calls_somebody_out_of_turn(line):
    Phone(line.ada).taps("market/call", anliegen=3)
    assert (presenting(line), waiting(line)) == (3, [1, 2, 4])


def test_who_is_called_has_the_whole_time(line):
    queue.call(line.conference, by=line.ada)
    turn = line.conference.turns.get(state=TurnState.PRESENTING)
    assert (turn.ends_at - turn.called_at).total_seconds() == line.conference.turn_seconds == 30


def test_after_the_last_one_the_stage_is_empty(line):
    for _each in line.sheets:
        queue.call(line.conference, by=line.ada)
    answer = Phone(line.ada).taps("market/call")
    assert "The turn of #4 is over." in plain(answer)
    assert (presenting(line), last(line)) == (None, ("market.ended", line.ada, 4))
    assert "Nobody waits in the queue." in refusal(Phone(line.ada).taps("market/call"))


def test_two_who_press_at_once_call_one(line):
    """Both saw the same; the second gets a sentence and the present state."""
    line.conference.refresh_from_db()
    seen = line.conference.version
    Phone(line.olga).taps("market/call", seen=seen)
    answer = Phone(line.ada).taps("market/call", seen=seen)
    assert "Olga has just called #1. Look who presents now." in refusal(answer)
    assert 'id="presenter"' in answer.content.decode()
    assert (presenting(line), waiting(line)) == (1, [2, 3, 4])
    assert "Olga has just called #1." in refusal(Phone(line.ada).taps("market/end", seen=seen))
    assert "Olga has just called #1." in refusal(Phone(line.ada).taps("market/skip", seen=seen))


def test_a_double_click_calls_one(line):
    line.conference.refresh_from_db()
    seen = line.conference.version
    Phone(line.ada).taps("market/call", seen=seen)
    assert "You have just done that." in refusal(Phone(line.ada).taps("market/call", seen=seen))
    assert presenting(line) == 1


def test_who_is_not_there_is_skipped_and_the_next_one_comes(line):
    queue.call(line.conference, by=line.ada)
    said = plain(Phone(line.ada).taps("market/skip"))
    assert "#1 waits behind all others now. #2 presents." in said
    assert (presenting(line), waiting(line), skipped(line)) == (2, [3, 4], [1])
    assert "#1 was called, and nobody came." in plain(Phone(line.ben).get(line.url("market/")))


def test_who_was_skipped_is_called_after_all_others(line):
    queue.skip(line.conference, by=line.ada, sheet=line.sheets[0])
    order = []
    for _each in line.sheets:
        queue.call(line.conference, by=line.ada)
        order.append(presenting(line))
    assert order == [2, 3, 4, 1]


def test_who_was_skipped_lines_up_again_at_the_end(line):
    queue.skip(line.conference, by=line.ada, sheet=line.sheets[0])
    assert Phone(line.ben).sends("market/line-up", anliegen=1).status_code == 302
    assert (waiting(line), skipped(line)) == ([2, 3, 4, 1], [])


def test_who_comes_after_all_is_recalled_to_the_front(line):
    queue.skip(line.conference, by=line.ada, sheet=line.sheets[2])
    assert "#3 is next." in plain(Phone(line.ada).taps("market/recall", anliegen=3))
    assert (waiting(line), last(line)) == ([3, 1, 2, 4], ("market.recalled", line.ada, 3))


def test_who_is_done_can_be_recalled(line):
    queue.call(line.conference, by=line.ada)
    queue.call(line.conference, by=line.ada)
    queue.recall(line.sheets[0], by=line.ada)
    assert (presenting(line), waiting(line)) == (2, [1, 3, 4])
    assert "#1 is in the queue already." in refusal(Phone(line.ada).taps("market/recall", anliegen=1))


def test_nobody_is_recalled_who_was_never_called(world):
    assert "#1 was not called yet." in refusal(Phone(world.ada).taps("market/recall", anliegen=1))


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ({"anliegen": 4, "before": 1}, [4, 1, 2, 3]),
        ({"anliegen": 1, "before": 4}, [2, 3, 1, 4]),
        ({"anliegen": 1}, [2, 3, 4, 1]),
        ({"anliegen": 3, "step": -1}, [1, 3, 2, 4]),
        ({"anliegen": 1, "step": 1}, [2, 1, 3, 4]),
    ],
)
def test_the_queue_is_put_in_another_order(line, move, order):
    assert Phone(line.ada).sends("market/reorder", **move).status_code == 302
    assert (waiting(line), last(line)) == (order, ("market.reordered", line.ada, move["anliegen"]))


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        ({"anliegen": 1, "step": -1}, "#1 stands there already."),
        ({"anliegen": 4}, "#4 stands there already."),
        ({"anliegen": 2, "before": 3}, "#2 stands there already."),
        ({"anliegen": 1, "step": 7}, "Choose where in the queue"),
        ({"anliegen": 1, "before": "x"}, "Choose where in the queue"),
    ],
)
def test_an_order_that_makes_no_sense_gets_a_sentence(line, move, sentence):
    assert sentence in refusal(Phone(line.ada).taps("market/reorder", **move))
    assert waiting(line) == [1, 2, 3, 4]


def test_nobody_is_put_before_somebody_who_left(line):
    queue.step_out(line.sheets[0], by=line.ben)
    assert "#1 does not wait in the queue." in refusal(Phone(line.ada).taps("market/reorder", anliegen=4, before=1))


def test_the_queue_is_reordered_as_often_as_one_likes(line):
    """Positions between two others run out; then all get new ones, and the order holds."""
    order = [1, 2, 3, 4]
    for _each in range(40):
        queue.reorder(
            Anliegen.objects.get(number=order[-1], conference=line.conference),
            by=line.ada,
            before=line.sheets[order[1] - 1],
        )
        order.insert(1, order.pop())
        assert waiting(line) == order


def test_the_facilitator_ends_a_turn(line):
    queue.call(line.conference, by=line.ada)
    assert "The turn of #1 is over." in plain(Phone(line.ada).taps("market/end"))
    assert (presenting(line), waiting(line)) == (None, [2, 3, 4])
    assert "Nobody presents at the moment." in refusal(Phone(line.ada).taps("market/end"))
    assert "Nobody presents at the moment." in refusal(Phone(line.ada).taps("market/skip"))


def test_a_withdrawn_sheet_leaves_the_queue(line):
    queue.call(line.conference, by=line.ada)
    for number in (1, 2):
        Phone(line.ben).sends(f"anliegen/{number}/withdraw")
    assert (presenting(line), waiting(line)) == (None, [3, 4])
    assert "#1 was withdrawn." in refusal(Phone(line.ben).taps("market/line-up", anliegen=1))
    assert broken_promises(line.conference) == []


def test_a_sheet_that_is_brought_back_lines_up_anew(line):
    sheets.withdraw(line.sheets[0], by=line.ben)
    sheets.bring_back(line.sheets[0], by=line.ben)
    queue.line_up(line.sheets[0], by=line.ben)
    assert waiting(line) == [2, 3, 4, 1]


def test_refusals_of_the_database_would_hold_without_us(line):
    """One presents at a time, one open turn a sheet."""
    from django.db import IntegrityError, transaction

    queue.call(line.conference, by=line.ada)
    for row in (
        {"anliegen": line.sheets[1], "state": TurnState.WAITING},
        {"anliegen": line.sheets[2], "state": TurnState.PRESENTING},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Turn.objects.create(conference=line.conference, position=1, **row)


def test_a_verb_refused_changes_nothing(world):
    before = world.conference.events.count()
    with pytest.raises(Refused):
        queue.call(world.conference, by=world.ada)
    assert world.conference.events.count() == before
