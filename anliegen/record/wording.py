"""What changed between two texts, and how two people's changes of one text go together.

merge3 (which Bazaar and Breezy merge source code with) says where two changes truly conflict; diff-match-patch, the
other one looked at, puts each patch where it fits best and drops what fits nowhere. Here nothing may be dropped.
Lines first, then the words of lines that both changed: two people in one paragraph do not conflict.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from merge3 import Merge3

MOST = 3_000  # pieces that are compared one by one: beyond, it would take minutes
WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Conflict:
    """A place that both changed, differently."""

    mine: str
    theirs: str


def changes(old, new):
    """Return the changes that lead from one text to the other, as (start, end, instead) of the old one, in order."""
    return _changes(old, new, 0, [_lines, WORD.findall])


def merge(base, mine, theirs):
    """Return the merged text as a list of strings and `Conflict`s: what both made of the base."""
    if mine in (base, theirs):
        return [theirs]
    if theirs == base:
        return [mine]
    return _merge(base, mine, theirs, [_lines, WORD.findall])


def merge_steps(base, mine, theirs):
    """Return the next steps, merged by row and field. Where both wrote something else it is both; what one took away
    and the other changed stays."""
    was, here = ({step["id"]: step for step in steps} for steps in (base, mine))
    merged = [_step(was.get(step["id"]), here.get(step["id"]), step) for step in theirs]
    there = {step["id"] for step in theirs}
    new = [step for step in mine if step["id"] not in there and was.get(step["id"]) != step]
    return [step for step in merged if step] + new


def _step(was, mine, theirs):
    if mine is None:
        return None if was == theirs else theirs
    was = was or dict.fromkeys(theirs, "")
    return {name: _field(was[name], mine[name], theirs[name], name) for name in theirs}


def _field(was, mine, theirs, name):
    pieces = merge(was, mine, theirs)
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(pieces)
    return mine if name == "by" else f"{mine} / {theirs}"


def _lines(text):
    return text.splitlines(keepends=True)


def _changes(old, new, at, ways):
    ahead = _same_ahead(old, new)
    old, new, at = old[ahead:], new[ahead:], at + ahead
    behind = _same_ahead(old[::-1], new[::-1])
    old, new = old[: len(old) - behind], new[: len(new) - behind]
    if not old or not new or not ways:
        return [(at, at + len(old), new)] if old or new else []
    a, b, found = ways[0](old), ways[0](new), []
    if len(a) > MOST or len(b) > MOST:
        return [(at, at + len(old), new)]
    starts = _starts(a)
    for kind, one, two, three, four in SequenceMatcher(None, a, b).get_opcodes():
        if kind != "equal":
            found += _changes("".join(a[one:two]), "".join(b[three:four]), at + starts[one], ways[1:])
    return found


def _starts(pieces):
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _same_ahead(one, two):
    """How many letters are the same at the beginning."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == two[:middle] else (low, middle - 1)
    return low


def _merge(base, mine, theirs, ways):
    pieces = [ways[0](text) for text in (base, mine, theirs)]
    if any(len(each) > MOST for each in pieces):
        return [Conflict(mine, theirs)]
    found = []
    for kind, *text in Merge3(*pieces).merge_groups():
        if kind != "conflict":
            found.append("".join(text[0]))
            continue
        was, one, two = ("".join(each) for each in text)
        found += _merge(was, one, two, ways[1:]) if ways[1:] else [Conflict(one, two)]
    return found
