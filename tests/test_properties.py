"""The sequence of moves that nobody thought of: hypothesis plays the wall against a model that fits on a page.

The model: which number hangs in which cell, which cells are closed or fixed, and what redo must bring back.
"""

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from anliegen.collect import sheets
from anliegen.models import Anliegen
from anliegen.wall import facts, moves, undo
from conference.refusal import Refused
from conference.setup import rooms, slots
from tests import world as worlds

pytestmark = pytest.mark.django_db

at = st.integers(0, 8)  # nine cells, three sheets or more
who = st.sampled_from(["ada", "olga"])


class Wall(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.world = worlds.build()
        self.conference = self.world.conference
        self.cells = [(slot.pk, room.pk) for slot in self.world.rounds for room in self.world.rooms]
        self.hangs, self.closed, self.fixed, self.withdrawn = {}, set(), set(), set()
        self.count = 0
        self.undone = {"ada": 0, "olga": 0}  # how much each of them could redo at most
        self.mirror = {"ada": [], "olga": []}  # the walls that redo must bring back, while nobody does anything else

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def three_sheets(self):
        for _ in range(3):
            self.write()

    # What the model knows

    def places(self, number):
        return [cell for cell, there in self.hangs.items() if there == number]

    def is_free(self, cell):
        return cell in self.cells and cell not in self.hangs and cell not in self.closed

    def movable(self, number):
        return number not in self.withdrawn and not set(self.places(number)) & self.fixed

    def rows(self, number, cell=None):
        sheet = Anliegen.objects.get(conference=self.conference, number=number)
        if cell is None:
            return sheet
        slot, room = self.conference.slots.get(pk=cell[0]), self.conference.rooms.get(pk=cell[1])
        return sheet, slot, room

    def number(self, at):
        return at % self.count + 1

    def cell(self, at):
        return self.cells[at % len(self.cells)]

    def does(self, allowed, verb, by=None):
        """Do it; it succeeds exactly if the model allows it, and a refusal changes nothing."""
        before = facts.present(self.conference)
        refused = self.refusal(verb)
        assert bool(allowed) == (refused is None), refused or "the model would have refused"
        if refused:
            assert facts.present(self.conference) == before
            return False
        self.disturb(by)
        return True

    def refusal(self, verb):
        """Do it; return the sentence if it was refused."""
        try:
            verb()
        except Refused as refused:
            return refused.sentence
        return None

    def disturb(self, by=None):
        """Something happened: what it means to redo is no longer sure; whoever did it has nothing to redo."""
        self.mirror = {each: [] for each in self.mirror}
        if by:
            self.undone[by] = 0

    # What people do

    @rule()
    @precondition(lambda self: self.count < 6)
    def write(self):
        self.world.writes(self.world.ben)
        self.count += 1

    @rule(at=at, to=at, by=who)
    @precondition(lambda self: self.cells)
    def pin(self, at, to, by):
        number, cell = self.number(at), self.cell(to)
        allowed = self.movable(number) and len(self.places(number)) < 2 and self.is_free(cell)
        sheet, slot, room = self.rows(number, cell)
        if self.does(allowed, lambda: moves.pin(sheet, slot, room, by=getattr(self.world, by)), by):
            self.hangs = {place: there for place, there in self.hangs.items() if there != number} | {cell: number}

    @rule(to=at, taken=at, by=who)
    @precondition(lambda self: self.hangs)
    def move_one_of_several(self, to, taken, by):
        origin = sorted(self.hangs)[taken % len(self.hangs)]
        number, cell = self.hangs[origin], self.cell(to)
        allowed = origin not in self.fixed and self.is_free(cell)
        sheet, slot, room = self.rows(number, cell)
        if self.does(allowed, lambda: moves.move(sheet, slot, room, by=getattr(self.world, by), origin=origin), by):
            del self.hangs[origin]
            self.hangs[cell] = number

    @rule(at=at, other=at, by=who)
    def swap(self, at, other, by):
        one, two = self.number(at), self.number(other)
        mine, theirs = self.places(one), self.places(two)
        allowed = one != two and self.movable(one) and self.movable(two) and {len(mine), len(theirs)} in ({1}, {0, 1})
        if self.does(allowed, lambda: moves.swap(self.rows(one), self.rows(two), by=getattr(self.world, by)), by):
            for cell in mine + theirs:
                self.hangs[cell] = two if cell in mine else one

    @rule(at=at, by=who)
    def park(self, at, by):
        number = self.number(at)
        allowed = self.movable(number) and bool(self.places(number))
        if self.does(allowed, lambda: moves.park(self.rows(number), by=getattr(self.world, by)), by):
            for cell in self.places(number):
                del self.hangs[cell]

    @rule(at=at, to=at, by=who)
    @precondition(lambda self: self.cells)
    def continue_in(self, at, to, by):
        number, cell = self.number(at), self.cell(to)
        allowed = self.movable(number) and bool(self.places(number)) and self.is_free(cell)
        sheet, slot, room = self.rows(number, cell)
        if self.does(allowed, lambda: moves.continue_in(sheet, slot, room, by=getattr(self.world, by)), by):
            self.hangs[cell] = number

    @rule(at=at, by=who, on=st.booleans())
    def fix(self, at, by, on):
        number = self.number(at)
        changed = {cell for cell in self.places(number) if (cell in self.fixed) != on}
        allowed = bool(changed) and number not in self.withdrawn
        if self.does(allowed, lambda: moves.fix(self.rows(number), by=getattr(self.world, by), on=on), by):
            self.fixed ^= changed

    @rule(to=at, by=who)
    @precondition(lambda self: self.cells)
    def close(self, to, by):
        cell = self.cell(to)
        _sheet, slot, room = self.rows(1, cell)
        verb = lambda: moves.close(self.conference, slot, room, by=getattr(self.world, by))  # noqa: E731
        if self.does(self.is_free(cell), verb, by):
            self.closed.add(cell)

    @rule(to=at, by=who)
    @precondition(lambda self: self.cells)
    def open(self, to, by):
        cell = self.cell(to)
        _sheet, slot, room = self.rows(1, cell)
        verb = lambda: moves.open_again(self.conference, slot, room, by=getattr(self.world, by))  # noqa: E731
        if self.does(cell in self.closed, verb, by):
            self.closed.discard(cell)

    @rule(at=at)
    def withdraw(self, at):
        number = self.number(at)
        allowed = number not in self.withdrawn
        if self.does(allowed, lambda: sheets.withdraw(self.rows(number), by=self.world.ben)):
            self.take_off(self.places(number))
            self.withdrawn.add(number)

    @rule(at=at)
    def bring_back(self, at):
        number = self.number(at)
        if self.does(number in self.withdrawn, lambda: sheets.bring_back(self.rows(number), by=self.world.ben)):
            self.withdrawn.discard(number)

    @rule(at=at)
    @precondition(lambda self: len({room for _slot, room in self.cells}) > 1)
    def take_a_room_away(self, at):
        room = self.cell(at)[1]
        rooms.remove(self.conference.rooms.get(pk=room), by=self.world.olga)
        self.lose([cell for cell in self.cells if cell[1] == room])
        self.disturb()

    @rule(at=at)
    @precondition(lambda self: len({slot for slot, _room in self.cells}) > 1)
    def take_a_slot_away(self, at):
        slot = self.cell(at)[0]
        slots.remove(self.conference.slots.get(pk=slot), by=self.world.olga)
        self.lose([cell for cell in self.cells if cell[0] == slot])
        self.disturb()

    def lose(self, cells):
        self.take_off(cells)
        self.cells = [cell for cell in self.cells if cell not in cells]

    def take_off(self, cells):
        for cell in cells:
            self.hangs.pop(cell, None)
            self.closed.discard(cell)
            self.fixed.discard(cell)

    @rule(by=who)
    def undo(self, by):
        """A refusal changes nothing; what may stand on the wall the invariants check."""
        before = facts.present(self.conference)
        if self.refusal(lambda: undo.undo(self.conference, by=getattr(self.world, by))):
            assert facts.present(self.conference) == before
            return
        assert facts.present(self.conference) != before
        self.look_again()
        kept = self.mirror[by]
        self.disturb()
        self.mirror[by] = [*kept, before]
        self.undone[by] += 1

    @rule(by=who)
    def redo(self, by):
        """Where nobody came between, redo mirrors undo; where nothing was taken back, it refuses."""
        before = facts.present(self.conference)
        if self.refusal(lambda: undo.redo(self.conference, by=getattr(self.world, by))):
            assert facts.present(self.conference) == before
            assert not self.mirror[by], "nobody came between, so redo had to work"
            return
        assert self.undone[by] > 0, "there was nothing to redo"
        self.look_again()
        kept = self.mirror[by]
        self.disturb()
        self.undone[by] -= 1
        if kept:
            assert facts.present(self.conference) == kept.pop()
            self.mirror[by] = kept

    def look_again(self):
        """Take the wall over into the model; what may stand there the invariants check."""
        now = facts.present(self.conference)
        self.hangs = {fact[2:]: fact[1] for fact in now if fact[0] == "placed"}
        self.fixed = {fact[2:] for fact in now if fact[0] == "fixed"}
        self.closed = {fact[1:] for fact in now if fact[0] == "closed"}

    # What always holds

    @invariant()
    def the_wall_is_as_the_model_says(self):
        model = {("placed", number, *cell) for cell, number in self.hangs.items()}
        model |= {("fixed", self.hangs[cell], *cell) for cell in self.fixed}
        assert facts.present(self.conference) == model | {("closed", *cell) for cell in self.closed}

    @invariant()
    def every_promise_holds(self):
        assert worlds.broken_promises(self.conference) == []


def test_the_wall_is_what_its_model_says():
    with translation.override("en"):
        run_state_machine_as_test(
            Wall,
            settings=settings(
                max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
