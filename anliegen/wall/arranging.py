"""Proposals for the wall: what is to be arranged, read once; worked out in a process of its own; taken in one step.

The default of Open Space stays: conveners choose. A proposal changes nothing until a facilitator takes it.
"""

import json
import logging
import subprocess
import sys
import threading
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Arrangement
from anliegen.wall import crowd, facts, picture
from anliegen.wall.facts import Delta
from conference.live.changes import change
from conference.refusal import Refused

PARKED = "parked"
LONGEST = 20  # seconds until a proposal counts as lost
MOST_TOLD = 12  # sheets that are pushed one by one; with more, pages read the wall anew

log = logging.getLogger(__name__)
one_at_a_time = threading.Semaphore(1)


@dataclass
class Task:
    """A wall to arrange: `places` number → [(slot, room)] as they are; `movers` may go to `cells`; the rest stays."""

    wall: picture.Wall
    crowd: crowd.Crowd
    places: dict
    movers: dict  # number → sheet
    cells: list = field(default_factory=list)

    def wants(self, sheet):
        """Seats that a sheet needs: what its conveners expect, or those who would come with those who bring it."""
        both = self.crowd.wants[sheet.number] | self.crowd.brings[sheet.number]
        return max(sheet.expects or 0, both.bit_count())

    def problem(self):
        """The task as the solver reads it."""
        staying = defaultdict(list)
        for (slot, _room), placement in self.wall.placed.items():
            if placement.anliegen.number not in self.movers:
                staying[slot].append(self._as_sheet(placement.anliegen))
        return {
            "sheets": [self._as_sheet(sheet) for sheet in self.movers.values()],
            "cells": self.cells,
            "seats": {room.pk: room.capacity for room in self.wall.rooms},
            "stay": staying,
            "now": {number: self.places[number][0][1] for number in self.movers if self.places.get(number)},
        }

    def _as_sheet(self, sheet):
        brings = self.crowd.brings[sheet.number]
        people = _bits(self.crowd.wants[sheet.number] | brings)
        return {"number": sheet.number, "wants": self.wants(sheet), "conveners": _bits(brings), "people": people}


def read(conference, scope):
    """Read what is to be arranged. Rounds that have begun are left alone, unless all have or one is asked for."""
    wall, now = picture.read(conference), timezone.now()
    places = defaultdict(list)
    for cell, placement in wall.placed.items():
        places[placement.anliegen.number].append(cell)
    task = Task(wall, crowd.read(conference), dict(places), {sheet.number: sheet for sheet in wall.parked})
    if scope == PARKED:
        rounds = [slot.pk for slot in wall.rounds if slot.starts_at > now] or [slot.pk for slot in wall.rounds]
    else:
        rounds = [slot.pk for slot in wall.rounds if str(slot.pk) == scope]
        for (slot, _room), placement in wall.placed.items():
            number = placement.anliegen.number
            if slot in rounds and not placement.fixed and len(places[number]) == 1:
                task.movers[number] = placement.anliegen
    own = {cell for number in task.movers for cell in places.get(number, [])}
    free = {(slot.pk, room.pk) for slot, room in wall.free}
    every = [(slot, room.pk) for slot in rounds for room in wall.rooms]
    task.cells = [cell for cell in every if cell in free or cell in own]
    return task


def propose(conference, scope, by):
    """Begin a proposal and return it; it is worked out meanwhile. Who taps twice gets the same."""
    since = timezone.now() - timezone.timedelta(seconds=LONGEST)
    waiting = conference.arrangements.filter(by=by, scope=scope, moves=None, failed=False, created_at__gt=since).first()
    if waiting:
        return waiting
    task = read(conference, scope)
    if not task.movers or not task.cells:
        raise Refused(_("There is nothing to arrange: nothing is parked, or no cell of a round to come is free."))
    conference.arrangements.filter(by=by).delete()
    proposal = Arrangement.objects.create(conference=conference, by=by, scope=scope)
    threading.Thread(target=_meanwhile, args=(proposal, task), daemon=True).start()
    return proposal


def work_out(proposal, task):
    """Let the solver find the moves, and keep them with the proposal."""
    problem = json.dumps(task.problem())
    with one_at_a_time:
        done = subprocess.run(  # noqa: S603 - our own module, with numbers alone
            [sys.executable, "-m", "anliegen.wall.solver"],
            input=problem,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=True,
            cwd=settings.CODE,
        )
    found = {int(number): tuple(cell) for number, cell in json.loads(done.stdout).items()}
    moves = [
        [number, (task.places.get(number) or [None])[0], cell]
        for number, cell in sorted(found.items())
        if task.places.get(number) != [cell]
    ]
    proposal.moves = json.loads(json.dumps(moves))
    Arrangement.objects.filter(pk=proposal.pk).update(moves=proposal.moves)


def take(proposal, by):
    """Hang the sheets as proposed, in one step that can be taken back in one. Refused where they hang elsewhere now."""
    with change(proposal.conference, by) as done:
        if not proposal.moves:
            raise Refused(_("This proposal moves nothing."))
        places = defaultdict(list)
        for kind, *what in facts.present(proposal.conference):
            if kind == "placed":
                places[what[0]].append(what[1:])
        delta = Delta()
        for number, was, cell in proposal.moves:
            if places[number] != ([was] if was else []):
                raise Refused(_("#%(number)s was moved meanwhile. Ask for a new proposal.") % {"number": number})
            delta.gone += [["placed", number, *was]] if was else []
            delta.come.append(["placed", number, *cell])
        facts.apply(done.conference, delta)
        if len(proposal.moves) <= MOST_TOLD:
            delta.record(done, "wall.arranged")
        else:
            done.record("wall.arranged", stale=["page"], gone=delta.gone, come=delta.come)
        Arrangement.objects.filter(pk=proposal.pk).delete()
    return done


def after(task, moves):
    """Return the places as they would be: number → [(slot, room)]."""
    return {**task.places, **{number: [tuple(cell)] for number, _was, cell in moves}}


def _meanwhile(proposal, task):
    try:
        work_out(proposal, task)
    except Exception:
        log.exception("The proposal %s was not worked out", proposal.pk)
        Arrangement.objects.filter(pk=proposal.pk).update(failed=True)
    finally:
        connection.close()


def _bits(people):
    return [at for at in range(people.bit_length()) if people >> at & 1]
