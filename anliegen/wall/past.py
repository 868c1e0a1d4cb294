"""The history as the sheets lived through it: step by step, kept in this process. History only grows, so what was read
stays true; only what is new is read.

For a first page, to look through the day's events with the database took a tenth of a second.
"""

from collections import defaultdict
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from django.db.models import Q

from conference.live.kept import Kept

CONFERENCES = 50
TOLD = ["merge.merged", "merge.split", "report.published", "report.taken-back", "report.nudged"]
SHIFTS = ["slot.edited", "slot.postponed"]
KINDS = Q(kind__startswith="wall.") | Q(kind__startswith="anliegen.") | Q(kind__in=TOLD + SHIFTS)
FIELDS = ("number", "at", "by", "kind", "facts")

kept = Kept(CONFERENCES)


class Step(NamedTuple):
    """What an event did to one sheet: the cells it left and came to, as (slot, room) ids; `facts` as recorded."""

    sheet: int
    number: int
    at: datetime
    by: int | None
    kind: str
    facts: dict
    gone: list
    come: list


class Shift(NamedTuple):
    """A slot got other times; `was` are those before, [start, end]."""

    number: int
    at: datetime
    by: int | None
    kind: str
    was: list


class Past:
    """All steps in order, those of each sheet, and the shifts of each slot."""

    def __init__(self):
        self.to, self.steps, self.of, self.shifts = 0, [], defaultdict(list), defaultdict(list)
        self.lock = Lock()

    def grow(self, conference):
        """Read what is new, up to the number that the conference has; what is not committed has none."""
        with self.lock:
            if conference.version > self.to:
                new = conference.events.filter(KINDS, number__gt=self.to, number__lte=conference.version)
                for event in new.order_by("number").values_list(*FIELDS):
                    self.add(*event)
                self.to = conference.version
        return self

    def add(self, number, at, by, kind, facts):
        if kind in SHIFTS and "was" in facts:
            was = [datetime.fromisoformat(each) for each in facts["was"]]
            self.shifts[facts.get("slot")].append(Shift(number, at, by, kind, was))
        for sheet, (gone, come) in moved(facts).items() or {each: ([], []) for each in named(kind, facts)}.items():
            step = Step(sheet, number, at, by, kind, facts, gone, come)
            self.steps.append(step)
            self.of[sheet].append(step)


def of(conference):
    """Return the conference's past, up to its number."""
    key = conference.pk, conference.created_at
    return kept.piece(key, Past).grow(conference)


def moved(facts):
    """Return number of a sheet → the cells that it left, the cells that it came to, as the facts of an event say."""
    found = {}
    for side in ("gone", "come"):
        for kind, *what in facts.get(side, []):
            if kind == "placed":
                found.setdefault(what[0], ([], []))[side == "come"].append(tuple(what[1:]))
    return found


def named(kind, facts):
    """Return the numbers of the sheets that an event beside the wall is about."""
    return {facts.get("anliegen"), facts.get("other")} - {None} if not kind.startswith("wall.") else set()
