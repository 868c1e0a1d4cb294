"""News: told after commit and never before, with what changed; nothing is told that was rolled back."""

import asyncio
import json
import queue
import threading
import time

import pytest
from django.db import connection

from anliegen.collect import sheets
from anliegen.wall import moves, undo
from conference.live import tokens
from conference.live.changes import change
from conference.live.hub import hub
from conference.refusal import Refused
from tests.world import Phone, broken_promises, cell, plain, region, where


class Ear:
    """An open page, as the hub knows it: a member on the server's loop."""

    def __init__(self, loop, conference):
        self.loop, self.heard = loop, queue.Queue()
        self.ticket = tokens.Ticket(conference.pk, conference.slug, 1, "en")
        self.audience = self.run(hub.join(self.ticket, self.write))
        self.greeting = self.hears()

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    def write(self, frame):
        self.heard.put(json.loads(frame.text))

    def hears(self):
        return self.heard.get(timeout=10)

    def hears_nothing(self, during=0.3):
        try:
            return not self.heard.get(timeout=during)
        except queue.Empty:
            return True


@pytest.fixture
def listen(real_world):
    """Let somebody listen to a conference, on a loop of its own as in a server."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    ears = []

    def listen(conference):
        ears.append(Ear(loop, conference))
        return ears[-1]

    yield listen
    for ear in ears:
        loop.call_soon_threadsafe(hub.leave, ear.audience, ear.ticket, ear.write)
    deadline = time.monotonic() + 5
    while hub.audiences and time.monotonic() < deadline:
        time.sleep(0.01)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    hub.loop = None


DEEDS = {
    "pin": lambda w: moves.pin(w.parked, w.third, w.aula, by=w.ben),
    "move": lambda w: moves.move(w.hangs, w.third, w.aula, by=w.ben),
    "swap": lambda w: moves.swap(w.hangs, w.other_sheet, by=w.ada),
    "park": lambda w: moves.park(w.hangs, by=w.ben),
    "continue": lambda w: moves.continue_in(w.hangs, w.third, w.aula, by=w.ben),
    "fix": lambda w: moves.fix(w.hangs, by=w.ada),
    "close": lambda w: moves.close(w.conference, w.third, w.aula, by=w.ada),
    "open": lambda w: moves.open_again(w.conference, w.third, w.birke, by=w.ada),
    "undo": lambda w: undo.undo(w.conference, by=w.ada),
    "write": lambda w: w.writes(w.cleo, "Something new"),
    "edit": lambda w: sheets.edit(w.hangs, by=w.ben, title="Something new", goal="", context=""),
    "withdraw": lambda w: sheets.withdraw(w.hangs, by=w.ben),
}


@pytest.fixture
def world(real_world):
    world = real_world
    world.parked, world.hangs, world.other_sheet = (world.writes(world.ben) for _ in range(3))
    moves.pin(world.hangs, world.first, world.linde, by=world.ben)
    moves.pin(world.other_sheet, world.second, world.aula, by=world.ben)
    moves.close(world.conference, world.third, world.birke, by=world.ada)
    return world


@pytest.mark.parametrize("deed", DEEDS)
def test_every_change_is_told_once_with_what_it_touched(world, listen, deed):
    ear = listen(world.conference)
    version = ear.greeting["version"]
    DEEDS[deed](world)
    news = ear.hears()
    world.conference.refresh_from_db()
    assert (news["was"], news["version"]) == (version, world.conference.version)
    touched = {
        "pin": {"parked-1", region(world.third, world.aula)},
        "move": {"parked-2", region(world.first, world.linde), region(world.third, world.aula)},
        "swap": {"parked-2", "parked-3", region(world.first, world.linde), region(world.second, world.aula)},
        "park": {"parked-2", region(world.first, world.linde)},
        "continue": {"parked-2", region(world.third, world.aula)},
        "fix": {region(world.first, world.linde)},
        "close": {region(world.third, world.aula)},
        "open": {region(world.third, world.birke)},
        "undo": {region(world.third, world.birke)},
        "write": {"parked-4"},
        "edit": {"parked-2", region(world.first, world.linde)},
        "withdraw": {"parked-2", region(world.first, world.linde)},
    }[deed]
    assert set(news["regions"]) == touched | {"counts"}
    assert ear.hears_nothing()


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_told_is_what_the_page_shows(world, listen, deed):
    ear = listen(world.conference)
    DEEDS[deed](world)
    regions = ear.hears()["regions"]
    world.conference.refresh_from_db()
    page = Phone(world.cleo).get(world.url("wall/")).content.decode()
    for id, html in regions.items():
        assert html in page if html else f'id="{id}"' not in page, id


def test_nothing_is_told_before_it_is_done(world, listen):
    ear = listen(world.conference)
    with change(world.conference, by=world.ada) as log:
        log.record("wall.closed", touches=["counts"])
        assert ear.hears_nothing()
    assert ear.hears()["version"] == ear.greeting["version"] + 1


def test_nothing_is_told_that_was_rolled_back(world, listen):
    ear = listen(world.conference)

    def stumble():
        with change(world.conference, by=world.ada) as log:
            log.record("wall.closed", touches=["counts"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    with pytest.raises(Refused):
        moves.pin(world.parked, world.first, world.linde, by=world.ben)
    assert ear.hears_nothing()
    assert broken_promises(world.conference) == []


def test_who_is_told_finds_it_done(world, listen):
    """Another connection sees the change as soon as it is told."""
    ear, seen = listen(world.conference), queue.Queue()
    told = ear.write

    def look():
        seen.put(where(world.parked))
        connection.close()

    def write(frame):
        told(frame)
        threading.Thread(target=look).start()

    asyncio.run_coroutine_threadsafe(hub.join(ear.ticket, write), ear.loop).result(10)
    seen.get(timeout=10)
    moves.pin(world.parked, world.third, world.aula, by=world.ben)
    assert seen.get(timeout=10) == [("Round 3", "Aula")]
    ear.loop.call_soon_threadsafe(hub.leave, ear.audience, ear.ticket, write)


def test_dora_hears_nothing_of_it(world, listen):
    dora, ada = listen(world.other.conference), listen(world.conference)
    moves.pin(world.parked, world.third, world.aula, by=world.ben)
    assert ada.hears()
    assert dora.hears_nothing()


def test_two_changes_in_one_go_are_one_message(world, listen):
    ear = listen(world.conference)
    sheets.withdraw(world.hangs, by=world.ben)  # it leaves the wall, and it is withdrawn
    news = ear.hears()
    assert news["version"] == news["was"] + 2


def test_the_answer_and_the_news_say_the_same(world, listen):
    ear = listen(world.conference)
    answer = Phone(world.ben).taps("wall/pin", anliegen=1, **cell(world.third, world.aula))
    news = ear.hears()
    assert answer["X-Version"] == f"{news['was']} {news['version']}"
    for html in filter(None, news["regions"].values()):
        assert html in answer.content.decode()
    assert "#1 hangs in Aula." in plain(answer)
