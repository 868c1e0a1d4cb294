"""Finds an arrangement: which sheet hangs when, and in which room. Knows neither Django nor the database.

It runs as a process of its own (`python -m anliegen.wall.solver`, JSON in, JSON out), so that a hall's pages don't wait
for it. Three steps: HiGHS chooses the round of each sheet; sheets change rounds in pairs as long as fewer people miss
something by it; then each round gives out its rooms, the largest group first, each the smallest room that holds it.

In order of weight: everybody has a place, nobody convenes in two rooms at once, rooms are big enough, few people want
two sheets of one round. That a round's rooms suffice is said exactly: as many rooms of at least each size as groups
that need them (Hall's condition; it suffices because what holds a large group holds a small one).
"""

import json
import sys
import time
from collections import defaultdict

import highspy
import numpy

UNPLACED, DOUBLED, SMALL = 1000.0, 300.0, 100.0
SECONDS = 2.0  # for each of the first two steps, at most
TRIES = 4000  # of the most promising changes, before the search ends
NEVER = 1e7  # what it costs to let a convener's two sheets meet


def solve(problem, seconds=SECONDS):
    """Return {number: [slot, room]} for as many sheets as there are cells.

    `problem`: `sheets` [{number, wants, conveners, people}] with `conveners` and `people` as lists of ids, `cells`
    [[slot, room]] that are free for them, `seats` {room: seats, 0 if nobody counted}, `stay` {slot: [sheet]} what hangs
    there already, `now` {number: room} where sheets would rather stay.
    """
    rooms = defaultdict(list)
    for slot, room in problem["cells"]:
        rooms[slot].append(room)
    seats = {room: problem["seats"].get(str(room), 0) or sys.maxsize for _slot, room in problem["cells"]}
    biggest = max(seats.values(), default=0)
    wants = {sheet["number"]: min(sheet["wants"], biggest) for sheet in problem["sheets"]}
    stay = {int(slot): there for slot, there in problem.get("stay", {}).items()}
    when = _rounds(problem["sheets"], stay, rooms, seats, wants, seconds)
    when = _fewer_clashes(problem["sheets"], stay, rooms, seats, wants, when, seconds)
    found = {}
    for slot, free in rooms.items():
        here = sorted((number for number, at in when.items() if at == slot), key=lambda number: -wants[number])
        found |= _give_rooms(slot, here, free, seats, wants, problem.get("now", {}))
    return found


def _rounds(sheets, stay, rooms, seats, wants, seconds):
    """Return {number: slot}, chosen by HiGHS."""
    model = highspy.Highs()
    for name, value in (("output_flag", False), ("time_limit", seconds), ("threads", 1)):
        model.setOptionValue(name, value)
    at = {(sheet["number"], slot): model.addBinary() for sheet in sheets for slot in rooms}
    costs = []
    for sheet in sheets:
        nowhere = model.addBinary()
        model.addConstr(model.qsum(at[sheet["number"], slot] for slot in rooms) + nowhere == 1)
        costs.append((UNPLACED + min(len(sheet["people"]), 99)) * nowhere)
    for slot, free in rooms.items():
        model.addConstr(model.qsum(at[sheet["number"], slot] for sheet in sheets) <= len(free))
        small = model.addVariable(0, len(free))
        costs.append(SMALL * small)
        for size in sorted({want for want in wants.values() if want > min(seats[room] for room in free)}):
            need = model.qsum(at[number, slot] for number, want in wants.items() if want >= size)
            model.addConstr(need <= sum(seats[room] >= size for room in free) + small)
        costs += _doubled(model, at, slot, sheets, stay.get(slot, []))
    model.minimize(model.qsum(costs))
    values = model.getSolution().col_value
    return {number: slot for (number, slot), each in at.items() if values and values[each.index] > 0.5}


def _doubled(model, at, slot, sheets, there):
    """What it costs that somebody convenes several sheets in that round."""
    brings, costs = defaultdict(list), []
    for sheet in sheets:
        for convener in sheet["conveners"]:
            brings[convener].append(at[sheet["number"], slot])
    busy = {convener for sheet in there for convener in sheet["conveners"]}
    for convener, variables in brings.items():
        if len(variables) + (convener in busy) > 1:
            often = model.addVariable(0, len(variables))
            model.addConstr(model.qsum(variables) <= 1 - (convener in busy) + often)
            costs.append(DOUBLED * often)
    return costs


def _fewer_clashes(sheets, stay, rooms, seats, wants, when, seconds):
    """Let the two sheets change rounds by which most people miss less, again and again. Free cells take part as sheets
    that nobody wants; what stays where it is only counts."""
    slots, ends = list(rooms), time.monotonic() + seconds
    row = {slot: at for at, slot in enumerate(slots)}
    movers = [sheet for sheet in sheets if sheet["number"] in when]
    cells = [row[when[sheet["number"]]] for sheet in movers]
    for slot, free in rooms.items():
        empty = len(free) - cells.count(row[slot])
        movers = movers + [{"number": None, "conveners": [], "people": []}] * empty
        cells += [row[slot]] * empty
    settled = [(sheet, row[slot]) for slot, there in stay.items() if slot in row for sheet in there]
    meets = _meetings(movers, [sheet for sheet, _at in settled])
    at = numpy.array(cells, dtype=int)
    size = numpy.array([wants.get(sheet["number"], 0) for sheet in movers])
    there = numpy.zeros((len(settled), len(slots)))
    for number, (_sheet, slot) in enumerate(settled):
        there[number, slot] = 1
    while len(movers) and time.monotonic() < ends:
        here = numpy.eye(len(slots))[at]
        cost = meets[:, : len(movers)] @ here + meets[:, len(movers) :] @ there
        own = cost[numpy.arange(len(movers)), at]
        gain = own[:, None] + own[None, :] - cost[:, at] - cost[:, at].T + 2 * meets[:, : len(movers)]
        gain[at[:, None] == at[None, :]] = 0
        if not (swap := _best(gain, at, size, [sorted(seats[room] for room in rooms[slot]) for slot in slots])):
            break
        one, two = swap
        at[one], at[two] = at[two], at[one]
    return {sheet["number"]: slots[slot] for sheet, slot in zip(movers, at, strict=True) if sheet["number"] is not None}


def _meetings(movers, settled):
    """Return, for each mover and each sheet, how many people want both; very many where one person convenes both."""
    everybody = movers + settled
    people = {each for sheet in everybody for each in sheet["people"]}
    conveners = {each for sheet in everybody for each in sheet["conveners"]}
    wants = _marks(everybody, "people", people)
    brings = _marks(everybody, "conveners", conveners)
    meets = wants[: len(movers)] @ wants.T + NEVER * (brings[: len(movers)] @ brings.T)
    numpy.fill_diagonal(meets, 0)
    return meets


def _marks(sheets, field, ids):
    column = {each: at for at, each in enumerate(sorted(ids))}
    marks = numpy.zeros((len(sheets), len(column)), dtype=numpy.float32)
    for at, sheet in enumerate(sheets):
        marks[at, [column[each] for each in sheet[field]]] = 1
    return marks.astype(numpy.float64)


def _best(gain, at, size, seats):
    """Return the pair whose change gains most and leaves no more groups in too small a room, or None."""
    for flat in numpy.argsort(gain, axis=None)[::-1][:TRIES]:
        one, two = divmod(int(flat), len(at))
        if gain[one, two] <= 0:
            return None
        if size[one] == size[two]:
            return one, two
        rounds = (at[one], at[two])
        before = sum(_small(size[at == slot], seats[slot]) for slot in rounds)
        after = at.copy()
        after[one], after[two] = at[two], at[one]
        if sum(_small(size[after == slot], seats[slot]) for slot in rounds) <= before:
            return one, two
    return None


def _small(sizes, seats):
    """How many of these groups get too small a room in that round."""
    sizes = numpy.sort(sizes)[::-1]
    free, small = sorted(seats, reverse=True), 0
    for want in sizes:
        if want and free and free[0] >= want:
            free.pop(0)
        elif want:
            small += 1
    return small


def _give_rooms(slot, numbers, free, seats, wants, now):
    """Return {number: [slot, room]}: the largest group first, each its own room or the smallest that holds it."""
    free, found = sorted(free, key=lambda room: seats[room]), {}
    for number in numbers:
        fitting = [room for room in free if seats[room] >= wants[number]] or free[-1:]
        room = now.get(str(number)) if now.get(str(number)) in fitting else fitting[0]
        free.remove(room)
        found[number] = [slot, room]
    return found


if __name__ == "__main__":
    json.dump(solve(json.load(sys.stdin)), sys.stdout)
