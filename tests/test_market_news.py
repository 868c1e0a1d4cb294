"""The market's news: each verb tells the rows that it moved, and the stage only if that looks different; a queue of a
hundred costs what one of three does. Two facilitators who press at once call one."""

import json

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anliegen.collect import sheets
from anliegen.market import clock, opening, queue
from anliegen.models import Anliegen, TurnState
from anliegen.wall import moves
from conference.entrance import renaming
from conference.live.hub import hub
from conference.refusal import Refused
from tests.test_concurrency import at_once
from tests.world import Phone, broken_promises

MOST_BYTES = 6_000  # of a push: what a move on the wall costs, twice


@pytest.fixture
def told(monkeypatch):
    """What was handed to the hub."""
    heard = []
    monkeypatch.setattr(hub, "tell", heard.append)
    return heard


def open_with(world, count):
    """The market is open, so many sheets of Ben's wait."""
    opening.open_market(world.conference, by=world.ada)
    world.sheets = [world.writes(world.ben, f"A title of the usual length, number {at}") for at in range(count)]
    for sheet in world.sheets:
        queue.line_up(sheet, by=world.ada)
    world.seventh = world.sheets[6] if count > 6 else None
    return world


@pytest.fixture
def world(real_world):
    """Eight wait: who stands behind the third is not on the stage."""
    return open_with(real_world, 8)


STAGE = {"presenter"}
DEEDS = {
    "line up": (lambda w: queue.line_up(w.writes(w.ben), by=w.ben), {"turn-9", "parked-9", "counts"}),
    "step out, far behind": (lambda w: queue.step_out(w.seventh, by=w.ben), {"turn-7", "counts"}),
    "step out, in front": (lambda w: queue.step_out(w.sheets[1], by=w.ben), {"turn-2", "counts"} | STAGE),
    "call": (lambda w: queue.call(w.conference, by=w.ada), {"turn-1", "counts"} | STAGE),
    "skip, far behind": (lambda w: queue.skip(w.conference, by=w.ada, sheet=w.seventh), {"turn-7", "counts"}),
    "to the front": (lambda w: queue.reorder(w.seventh, by=w.ada, before=w.sheets[0]), {"turn-7", "counts"} | STAGE),
    "a step back": (lambda w: queue.reorder(w.seventh, by=w.ada, step=1), {"turn-7", "counts"}),
    "rename": (lambda w: sheets.edit(w.seventh, w.ben, "New", "", ""), {"turn-7", "parked-7", "counts"} | STAGE),
    "withdraw": (lambda w: sheets.withdraw(w.seventh, by=w.ben), {"turn-7", "parked-7", "counts"} | STAGE),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_verb_tells_what_it_changed(world, told, deed):
    do, touched = DEEDS[deed]
    do(world)
    assert set().union(*(each["regions"]["en"] for each in told)) == touched


CLOCK = {"extend": clock.extend, "pause": clock.pause, "end": queue.end, "call": queue.call, "skip": queue.skip}


@pytest.mark.parametrize("verb", CLOCK)
def test_what_happens_on_the_stage_is_told(world, told, verb):
    queue.call(world.conference, by=world.ada)
    told.clear()
    CLOCK[verb](world.conference, by=world.ada)
    assert len(told) == 1
    assert "presenter" in told[0]["regions"]["en"]


def test_a_pin_tells_the_stage_only_if_the_sheet_is_on_it(world, told):
    queue.call(world.conference, by=world.ada)
    told.clear()
    moves.pin(world.sheets[0], world.first, world.linde, by=world.ben)
    moves.pin(world.sheets[4], world.first, world.aula, by=world.ben)
    assert ["presenter" in each["regions"]["en"] for each in told] == [True, False]


def test_what_is_told_is_what_the_page_shows(world, told):
    queue.call(world.conference, by=world.ada)
    queue.skip(world.conference, by=world.ada, sheet=world.seventh)
    page = Phone(world.cleo).get(world.url("market/")).content.decode()
    newest = {}
    for each in told:
        newest |= each["regions"]["en"]
    assert {"presenter", "turn-1", "turn-7", "counts"} == newest.keys()
    for id, html in newest.items():
        assert html in page if html else f'id="{id}"' not in page, id


def test_opening_and_closing_lets_every_page_read_itself(world, told):
    opening.close_market(world.conference, by=world.ada)
    opening.open_market(world.conference, by=world.ada)
    assert [each["stale"] for each in told] == [["page"], ["page"]]


def test_a_new_name_of_a_convener_is_told_to_the_queue(world, told):
    world.ben.refresh_from_db()
    before = set(renaming.after)
    assert before, "the day has registered its part"
    from conference.entrance import seats

    seats.rename(world.ben, "Benedikt")
    regions = told[-1]["regions"]["en"]
    assert {"turn-7", "presenter"} <= regions.keys()
    assert "Benedikt" in regions["turn-7"]


VERBS = {
    "line up": lambda w: queue.line_up(w.extra, by=w.ben),
    "call": lambda w: queue.call(w.conference, by=w.ada),
    "skip": lambda w: queue.skip(w.conference, by=w.ada),
    "reorder": lambda w: queue.reorder(w.sheets[-1], by=w.ada, before=w.sheets[-3]),
    "recall": lambda w: queue.recall(w.sheets[0], by=w.ada),
    "step out": lambda w: queue.step_out(w.sheets[-2], by=w.ben),
    "extend": lambda w: clock.extend(w.conference, by=w.ada),
}


def test_a_queue_of_a_hundred_stays_fast(real_world, told):
    costs, sizes = {}, {}
    world = open_with(real_world, 8)
    for count in (8, 100):
        more = [world.writes(world.ben, f"A title of the usual length, number {at}") for at in range(count - 8)]
        for sheet in more:
            queue.line_up(sheet, by=world.ada)
        world.sheets += more
        world.extra = world.writes(world.ben, "One more")
        queue.call(world.conference, by=world.ada)
        for verb, do in VERBS.items():
            for cache in caches.all():
                cache.clear()
            told.clear()
            with CaptureQueriesContext(connection) as captured:
                do(world)
            costs.setdefault(verb, []).append(len(captured))
            sizes.setdefault(verb, []).append(len(json.dumps(told[-1]["regions"]["de"])))
        world.sheets = [each for each in world.sheets if waits(each)]
    print(f"\nqueries with 8 and 100 in the queue: {costs}\nbytes of a push: {sizes}")
    assert all(many <= few for few, many in costs.values()), costs
    assert max(many for _few, many in sizes.values()) <= MOST_BYTES, sizes


def waits(sheet):
    return sheet.turns.filter(state=TurnState.WAITING).exists()


def pressed(deed):
    """The same deed, whose refusal is an answer."""

    def press():
        try:
            return deed()
        except Refused as refused:
            return refused.sentence

    return press


def test_two_facilitators_call_at_once_and_one_gets_a_sentence(world):
    world.conference.refresh_from_db()
    seen = world.conference.version
    answers = at_once(
        [pressed(lambda who=who: queue.call(world.conference, by=who, seen=seen)) for who in (world.ada, world.olga)]
    )
    assert sum(isinstance(each, str) and "has just called #1." in each for each in answers) == 1
    states = dict(world.conference.turns.values_list("anliegen__number", "state"))
    assert [number for number, state in states.items() if state == TurnState.PRESENTING] == [1]
    assert list(states.values()).count(TurnState.WAITING) == 7


def test_fifty_people_press_everything_at_once_and_the_queue_holds(world):
    def person(number):
        sheet = Anliegen.objects.get(pk=world.sheets[number % 8].pk)
        other = Anliegen.objects.get(pk=world.sheets[(number + 3) % 8].pk)
        deeds = [
            lambda: queue.call(world.conference, by=world.ada),
            lambda: queue.skip(world.conference, by=world.ada),
            lambda: queue.reorder(sheet, by=world.olga, before=other),
            lambda: queue.line_up(sheet, by=world.ben),
            lambda: queue.step_out(sheet, by=world.ben),
            lambda: queue.recall(sheet, by=world.ada),
            lambda: clock.pause(world.conference, by=world.olga),
        ]
        return pressed(deeds[number % len(deeds)])

    answers = at_once([person(number) for number in range(50)])
    assert sum(not isinstance(each, str) for each in answers) > 10, answers
    open_turns = world.conference.turns.exclude(state=TurnState.DONE).values_list("anliegen", flat=True)
    assert len(open_turns) == len(set(open_turns))
    assert world.conference.turns.filter(state=TurnState.PRESENTING).count() <= 1
    positions = list(world.conference.turns.filter(state=TurnState.WAITING).values_list("position", flat=True))
    assert len(positions) == len(set(positions))
    assert broken_promises(world.conference) == []


def test_who_looks_sees_one_presenter(world):
    """Whoever reads while others call sees a whole stage."""
    phone = Phone(world.cleo)
    for _each in range(3):
        queue.call(world.conference, by=world.ada)
        page = phone.get(world.url("market/")).content.decode()
        assert page.count('class="presents"') == 1
        assert 'data-state="running"' in page
