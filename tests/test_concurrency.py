"""Fifty people at once, on whatever database: every one of them is answered, and afterwards every promise holds."""

import fcntl
import random
import tempfile
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation

from anliegen.collect import sheets
from anliegen.models import Anliegen
from anliegen.wall import moves, undo
from conference.live.hub import hub
from conference.models import Room
from conference.refusal import Refused
from conference.setup import rooms
from tests.world import Phone, broken_promises, where

PEOPLE = 50
SHEETS = 14  # two more than the wall has cells, so that they are in each other's way


def at_once(people):
    """Run these functions in as many threads, all starting together; return what they return."""
    start = threading.Barrier(len(people))

    def run(person):
        try:
            start.wait(20)
            with translation.override("en"):
                return person()
        finally:
            connection.close()

    with one_crowd(), ThreadPoolExecutor(len(people)) as crowd:
        return list(crowd.map(run, people))


@contextmanager
def one_crowd():
    """Wait for the crowd of another worker: two of them are more connections than a PostgreSQL gives by default."""
    with (Path(tempfile.gettempdir()) / "anliegenwand-crowd.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def told(monkeypatch):
    """What was handed to the hub, in the order in which it came; it is told all the same."""
    heard, tell = [], hub.tell

    def listen(message):
        heard.append((message["was"], message["version"]))
        tell(message)

    monkeypatch.setattr(hub, "tell", listen)
    return heard


def any_deed(world, dice, seat):
    """Do something at random, with fresh rows as each request has them; return its name, or why it was refused."""
    sheet, other = (Anliegen.objects.get(pk=dice.choice(world.sheets)) for _ in range(2))
    slot, room = dice.choice(world.rounds), dice.choice(world.rooms)
    deeds = {
        "pin": lambda: moves.pin(sheet, slot, room, by=seat),
        "move": lambda: moves.move(sheet, slot, room, by=seat),
        "swap": lambda: moves.swap(sheet, other, by=seat),
        "park": lambda: moves.park(sheet, by=seat),
        "continue": lambda: moves.continue_in(sheet, slot, room, by=seat),
        "undo": lambda: undo.undo(world.conference, by=seat),
        "redo": lambda: undo.redo(world.conference, by=seat),
        "close": lambda: moves.close(world.conference, slot, room, by=seat),
        "open": lambda: moves.open_again(world.conference, slot, room, by=seat),
        "write": lambda: world.writes(seat),
        "withdraw": lambda: sheets.withdraw(sheet, by=seat),
        "bring back": lambda: sheets.bring_back(sheet, by=seat),
    }
    often = {"pin": 6, "move": 6, "swap": 5, "park": 2, "undo": 5, "redo": 3}
    deed = dice.choices(list(deeds), [often.get(name, 1) for name in deeds])[0]
    try:
        deeds[deed]()
    except Refused:
        return "refused"
    return deed


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_people_move_at_random(real_world, told, seed):
    world = real_world
    world.sheets = [world.writes(world.ben).pk for _ in range(SHEETS)]
    before = world.conference.events.count()
    told.clear()

    def person(number):
        dice = random.Random(seed * 1000 + number)
        seat = world.ada if number % 2 else world.olga
        return lambda: [any_deed(world, dice, seat) for _ in range(6)]

    done = Counter(deed for deeds in at_once([person(number) for number in range(PEOPLE)]) for deed in deeds)
    assert sum(done.values()) == PEOPLE * 6
    assert min(done[verb] for verb in ("pin", "move", "swap", "park", "undo")) > 0, done
    assert broken_promises(world.conference) == []
    assert world.conference.version > before
    chain = sorted(told)
    assert [was for was, _version in chain] == [before, *(version for _was, version in chain[:-1])]
    assert chain[-1][1] == world.conference.version


def test_fifty_people_want_one_cell(real_world):
    world = real_world
    wanted = [world.writes(world.ben) for _ in range(PEOPLE)]

    def person(sheet):
        def pin():
            try:
                moves.pin(sheet, world.first, world.linde, by=world.ben)
            except Refused as refused:
                return refused.sentence
            return "mine"

        return pin

    answers = at_once([person(sheet) for sheet in wanted])
    assert answers.count("mine") == 1
    winner = wanted[answers.index("mine")]
    assert where(winner) == [("Round 1", "Linde")]
    for sentence in set(answers) - {"mine"}:
        assert sentence.startswith(f"Linde at 10:00 has just been taken by #{winner.number} (Ben).")
    assert broken_promises(world.conference) == []


def test_a_sheet_is_moved_once_by_those_who_saw_the_same(real_world):
    """All look at the same wall, then all move the same sheet elsewhere: one does, the others are told who."""
    world = real_world
    sheet = world.writes(world.ben)
    moves.pin(sheet, world.first, world.linde, by=world.ben)
    world.conference.refresh_from_db()
    seen = world.conference.version
    cells = [(slot, room) for slot in world.rounds for room in world.rooms][:8]
    cells.remove((world.first, world.linde))

    def person(slot, room):
        def move():
            try:
                moves.move(Anliegen.objects.get(pk=sheet.pk), slot, room, by=world.ada, seen=seen)
            except Refused as refused:
                return refused.sentence
            return "moved"

        return move

    answers = Counter(at_once([person(*each) for each in cells]))
    assert answers == {"moved": 1, "Ada has just moved #1. Look where it hangs now.": len(cells) - 1}
    assert broken_promises(world.conference) == []


def test_fifty_phones_write_and_send_everything_twice(real_world):
    world = real_world

    def person():
        phone, form = Phone(world.ben), {"title": "Wer kocht?", "once": str(uuid.uuid4())}
        return lambda: [phone.sends("anliegen/new", **form)["Location"] for _ in range(2)]

    places = at_once([person() for _ in range(PEOPLE)])
    assert all(first == again for first, again in places)
    assert len({first for first, _again in places}) == PEOPLE
    assert broken_promises(world.conference) == []


def test_one_sheet_sent_by_many_hands_arrives_once(real_world):
    world, once = real_world, uuid.uuid4()
    at_once([lambda: world.writes(world.ben, once=once)] * 20)
    assert world.conference.anliegen.count() == 1
    assert broken_promises(world.conference) == []


def test_a_room_goes_while_people_pin_there(real_world):
    world = real_world
    pinned = [world.writes(world.ben) for _ in range(20)]

    def person(sheet, slot):
        room = Room.objects.get(pk=world.linde.pk)

        def pin():
            try:
                moves.pin(sheet, slot, room, by=world.ben)
            except Refused:
                return "refused"
            return "pinned"

        return pin

    people = [person(sheet, world.rounds[at % 3]) for at, sheet in enumerate(pinned)]
    at_once([*people[:10], lambda: rooms.remove(world.linde, by=world.olga), *people[10:]])
    assert all(where(sheet) == [] for sheet in pinned)
    assert broken_promises(world.conference) == []


def test_two_edit_one_sheet_and_neither_is_lost_unseen(real_world):
    world = real_world
    sheet = world.writes(world.ben)

    def person(number):
        texts = {"title": f"Title {number}", "goal": "", "context": "", "seen": sheet.version}

        def edit():
            try:
                sheets.edit(Anliegen.objects.get(pk=sheet.pk), by=world.ben, **texts)
            except Refused as refused:
                return refused.sentence
            return texts["title"]

        return edit

    answers = at_once([person(number) for number in range(10)])
    sheet.refresh_from_db()
    assert answers.count(sheet.title) == 1
    assert sum("meanwhile" in answer for answer in answers) == 9


def test_reading_goes_on_while_others_write(real_world):
    """Whoever looks sees a whole wall, never half of a swap."""
    world = real_world
    one, two = world.writes(world.ben), world.writes(world.ben)
    moves.pin(one, world.first, world.linde, by=world.ben)
    moves.pin(two, world.second, world.aula, by=world.ben)
    until = time.monotonic() + 2

    def writer():
        while time.monotonic() < until:
            moves.swap(one, two, by=world.ada)
        return 0

    def reader():
        phone, seen = Phone(world.cleo), 0
        while time.monotonic() < until:
            page = phone.get(world.url("wall/")).content.decode()
            for number in (1, 2):
                assert page.count(f'data-anliegen="{number}">\n<article') == 1
            seen += 1
        return seen

    assert min(at_once([reader, reader, writer])[:2]) > 5
    assert broken_promises(world.conference) == []
