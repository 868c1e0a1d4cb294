"""Undo and redo: an own event that takes back the facts of another, so that history only grows. To take back a merge is
to split it; to merge again needs consent, so that is not done again.

Everybody takes back their own last change; a facilitator may take back any that the wall still allows.
"""

from itertools import takewhile

from django.db.models import Q
from django.utils.translation import gettext as _

from anliegen.ownership import own
from anliegen.wall import facts, merging
from anliegen.wall.facts import Delta
from anliegen.wall.merging import MERGED
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused

LATELY = 200  # how far back undo looks


def undo(conference, by, number=None):
    """Take back the seat's last wall change, or the event of that number."""
    with change(conference, by) as log:
        mine = (each for each in standing(log.conference) if each.by_id == _id(by))
        event = _one(log, by, number) if number else next(mine, None)
        if event is None:
            raise Refused(_("There is nothing left to undo."))
        if event.kind == MERGED:
            merging.take_out(log, log.conference.anliegen.get(number=event.facts["other"]))
        else:
            _take_back(log, event, "wall.undone", undoes=event.number)
    return log


def redo(conference, by):
    """Do again what the seat took back last, unless it has changed the wall since."""
    with change(conference, by) as log:
        mine = [each for each in _lately(log.conference) if each.by_id == _id(by)]
        done_again = {each.facts["redoes"] for each in mine if each.kind == "wall.redone"}
        # Stop at the first change of another kind: what was taken back before it stays so.
        back = takewhile(lambda each: each.kind in ("wall.undone", "wall.redone"), mine)
        event = next((each for each in back if each.kind == "wall.undone" and each.number not in done_again), None)
        if event is None:
            raise Refused(_("There is nothing to redo."))
        _take_back(log, event, "wall.redone", redoes=event.number)
    return log


def standing(conference):
    """Wall changes and merges that can still be taken back, newest first."""
    lately = _lately(conference)
    done_again = {each.facts["redoes"] for each in lately if each.kind == "wall.redone"}
    undone = [each for each in lately if each.kind == "wall.undone" and each.number not in done_again]
    taken_back = {each.facts["undoes"] for each in undone}
    never = ("wall.undone", "wall.redone", "wall.cleared")
    left = [each for each in lately if each.kind not in never and each.number not in taken_back]
    gone = conference.anliegen.exclude(withdrawn_at=None).values_list("number", "merged_into__number") if left else []
    gone, newest = dict(gone), {}
    for each in left:
        if each.kind == MERGED:
            newest.setdefault(each.facts.get("other"), each)
    merged = [each for other, each in newest.items() if other in gone and gone[other] == each.facts.get("anliegen")]
    return [each for each in left if each in merged or each.kind != MERGED and not _numbers(each) & gone.keys()]


def _numbers(event):
    """The numbers of the sheets whose places the event changed."""
    delta = Delta.of(event)
    return {fact[1] for fact in delta.gone + delta.come if len(fact) == 4}


def _take_back(log, event, kind, **how):
    if log.by and not log.by.may(Role.FACILITATOR) and not log.conference.participants_pin:
        raise Refused(_("Here the facilitators pin. Tell them where your sheet should hang."), status=403)
    delta = Delta.of(event).inverse()
    _refuse_no_longer_own(log, delta)
    facts.apply(log.conference, delta)
    delta.record(log, kind, anliegen=event.facts.get("anliegen"), **how)


def _refuse_no_longer_own(log, delta):
    """Who facilitates no more, or brings a sheet no more, doesn't change by undoing what they may not change."""
    if log.by is None or log.by.may(Role.FACILITATOR):
        return
    changes = delta.gone + delta.come
    numbers = {fact[1] for fact in changes if fact[0] == "placed"}
    theirs = set(log.conference.anliegen.filter(own(log.by)).values_list("number", flat=True))
    if any(fact[0] != "placed" for fact in changes) or numbers - theirs:
        raise Refused(_("Only facilitators take back what others did."), status=403)


def _one(log, by, number):
    event = next((each for each in standing(log.conference) if each.number == number), None)
    if event is None:
        raise Refused(_("That has been taken back already."))
    if event.by_id != _id(by) and not (by is None or by.may(Role.FACILITATOR)):
        raise Refused(_("Only facilitators take back what others did."), status=403)
    return event


def _lately(conference):
    kinds = Q(kind__startswith="wall.") | Q(kind=MERGED)
    return list(conference.events.filter(kinds).order_by("-number")[:LATELY])


def _id(seat):
    return seat.pk if seat else None
