"""The verbs of the queue: line up, step out, call, skip, recall, reorder, end.

Who is called presents at once and their clock runs; who presented until then is done. Pinning the sheet that is being
presented does not end its turn: many pin first and speak on, and calling the next one ends it anyway, by the same key.
"""

from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.market import reads
from anliegen.models import Turn, TurnState
from anliegen.ownership import owns
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused

STEP = 1024  # between two positions, so that a turn moves without the others
WAITING, PRESENTING, DONE, SKIPPED = TurnState.WAITING, TurnState.PRESENTING, TurnState.DONE, TurnState.SKIPPED


def line_up(sheet, by):
    """Put a sheet at the end of the queue: its conveners do, or a helper for them. Who was skipped lines up again."""
    with change(sheet.conference, by) as log:
        _refuse_foreign(sheet, by)
        refuse_closed(log)
        turn = sheet.turns.exclude(state=DONE).first()
        if turn and turn.state != SKIPPED:
            raise Refused(_("#%(number)s is in the queue already.") % {"number": sheet.number}, touches=["presenter"])
        with _telling(log, sheet) as touches:
            turn = turn or Turn(conference=log.conference, anliegen=sheet)
            turn.state, turn.position = WAITING, _end_of_line(log)
            turn.save()
        log.record("market.lined-up", touches=touches, anliegen=sheet.number, **touches.facts)
    return log


def step_out(sheet, by):
    """Take a sheet out of the queue again."""
    with change(sheet.conference, by) as log:
        _refuse_foreign(sheet, by)
        turn = _turn(sheet, WAITING, SKIPPED, PRESENTING)
        if turn.state == PRESENTING:
            raise Refused(_("#%(number)s is being presented. End the turn instead.") % {"number": sheet.number})
        with _telling(log, sheet) as touches:
            turn.delete()
        log.record("market.stepped-out", touches=touches, anliegen=sheet.number, **touches.facts)
    return log


def leave(log, sheet):
    """Take a sheet that leaves the conference out of the queue, within the change that withdraws it."""
    turns = sheet.turns.exclude(state=DONE)
    if turns.exists():
        with _telling(log, sheet) as touches:
            turns.delete()
        log.record("market.stepped-out", touches=touches, anliegen=sheet.number, **touches.facts)


def call(conference, by, sheet=None, seen=None):
    """Call the next one, or that one out of turn; who presented is done. `seen` is the number that the sender had
    before them: two who press at once call one, not two."""
    with change(conference, by) as log:
        refuse_closed(log)
        _refuse_overtaken(log, seen)
        turn = _turn(sheet, WAITING, SKIPPED) if sheet else _next(log)
        if turn is None and _presenting(log) is None:
            raise Refused(_("Nobody waits in the queue."))
        _present(log, turn)
    return log


def skip(conference, by, sheet=None, seen=None):
    """Let somebody who is not there stand behind all who wait. Who was called makes room for the next."""
    with change(conference, by) as log:
        if sheet is None:
            _refuse_overtaken(log, seen)
        turn = _turn(sheet, WAITING, PRESENTING) if sheet else _presenting(log)
        if turn is None:
            raise Refused(_("Nobody presents at the moment."), touches=["presenter"])
        called = turn.state == PRESENTING
        with _telling(log, turn.anliegen) as touches:
            turn.state, turn.position, turn.ends_at, turn.left = SKIPPED, _end_of_line(log), None, None
            turn.save(update_fields=["state", "position", "ends_at", "left"])
        log.record("market.skipped", touches=touches, anliegen=turn.anliegen.number, **touches.facts)
        following = called and _waiting(log).first()
        if following:
            _present(log, following)
    return log


def recall(sheet, by):
    """Put somebody who was skipped, or is done, in front of all who wait: they are called next."""
    with change(sheet.conference, by) as log:
        refuse_withdrawn(sheet)
        if sheet.turns.filter(state__in=[WAITING, PRESENTING]).exists():
            raise Refused(_("#%(number)s is in the queue already.") % {"number": sheet.number})
        turn = sheet.turns.order_by("id").last()
        if turn is None:
            raise Refused(_("#%(number)s was not called yet. Let it line up.") % {"number": sheet.number})
        moved = _put(turn, list(_waiting(log)), 0)
        with _telling(log, *moved, sheet) as touches:
            turn.state, turn.ends_at, turn.left = WAITING, None, None
            turn.save(update_fields=["state", "position", "ends_at", "left"])
        log.record("market.recalled", touches=touches, anliegen=sheet.number, **touches.facts)
    return log


def reorder(sheet, by, before=None, step=0):
    """Move a turn before that of another sheet; or by a step (-1 forward, 1 back); else to the end."""
    with change(sheet.conference, by) as log:
        line = list(_waiting(log))
        turn = next((each for each in line if each.anliegen_id == sheet.pk), None)
        if turn is None:
            raise Refused(_("#%(number)s does not wait in the queue.") % {"number": sheet.number})
        at = line.index(turn)
        others = [each for each in line if each != turn]
        to = _aim(others, at, before, step)
        if to == at:
            raise Refused(_("#%(number)s stands there already.") % {"number": sheet.number})
        with _telling(log, sheet) as touches:
            moved = _put(turn, others, to)
            turn.save(update_fields=["position"])
        touches += [f"turn-{each.number}" for each in moved]
        log.record("market.reordered", touches=touches, anliegen=sheet.number, **touches.facts)
    return log


def end(conference, by, seen=None):
    """End the turn of who presents; nobody is called."""
    with change(conference, by) as log:
        _refuse_overtaken(log, seen)
        if _presenting(log) is None:
            raise Refused(_("Nobody presents at the moment."), touches=["presenter"])
        _present(log, None)
    return log


def refuse_closed(log):
    """Raise Refused while the market is closed."""
    if not log.conference.market_open:
        raise Refused(_("The market is closed at the moment. A sheet can be pinned all the same."))


def refuse_withdrawn(sheet):
    """Raise Refused for a sheet that is not there any more."""
    sheet.refresh_from_db(fields=["withdrawn_at"])
    if sheet.withdrawn_at:
        raise Refused(_("#%(number)s was withdrawn.") % {"number": sheet.number})


def _present(log, turn):
    """Let that turn present, or nobody; who presented is done."""
    before = _presenting(log)
    sheets = [each.anliegen for each in (before, turn) if each]
    with _telling(log, *sheets) as touches:
        if before:
            before.state, before.ends_at, before.left = DONE, None, None
            before.save(update_fields=["state", "ends_at", "left"])
        if turn:
            now = timezone.now()
            turn.state, turn.called_at, turn.left = PRESENTING, now, None
            turn.ends_at = now + timedelta(seconds=log.conference.turn_seconds)
            turn.save(update_fields=["state", "called_at", "ends_at", "left"])
    if turn:
        after = {"after": before.anliegen.number} if before else {}
        log.record("market.called", touches=touches, anliegen=turn.anliegen.number, **after, **touches.facts)
    else:
        log.record("market.ended", touches=touches, anliegen=before.anliegen.number, **touches.facts)


class Touches(list):
    """The regions that a change of the queue touches; `facts`: which sheet is next from now on, if another."""

    facts = {}


@contextmanager
def _telling(log, *sheets):
    """Give the list of what a change of the queue touches, complete at the end of the block: the rows of these sheets,
    how many wait, and the stage if it looks different afterwards."""
    touches = Touches([*(f"turn-{sheet.number}" for sheet in sheets), "counts"])
    before = reads.front(log.conference)
    yield touches
    after = reads.front(log.conference)
    if after != before:
        touches.append("presenter")
    if log.conference.market_open and (pk := reads.next_of(after)) and pk != reads.next_of(before):
        touches.facts = {"next": log.conference.turns.get(pk=pk).anliegen.number}


def _waiting(log):
    return log.conference.turns.filter(state=WAITING).select_related("anliegen")


def _presenting(log):
    return log.conference.turns.filter(state=PRESENTING).select_related("anliegen").first()


def _next(log):
    """Who waits first; after all of them, who was skipped first."""
    skipped = log.conference.turns.filter(state=SKIPPED).select_related("anliegen")
    return _waiting(log).first() or skipped.first()


def _turn(sheet, *states):
    refuse_withdrawn(sheet)
    turn = sheet.turns.filter(state__in=states).select_related("anliegen").first()
    if turn is None:
        raise Refused(
            _("#%(number)s does not wait in the queue.") % {"number": sheet.number},
            touches=["presenter", f"turn-{sheet.number}"],
        )
    return turn


def _end_of_line(log):
    standing = log.conference.turns.filter(state__in=[WAITING, SKIPPED])
    return (standing.aggregate(last=Max("position"))["last"] or 0) + STEP


def _aim(others, at, before, step):
    """Where among the others a turn goes."""
    if before is not None:
        to = next((place for place, each in enumerate(others) if each.anliegen_id == before.pk), None)
        if to is None:
            raise Refused(_("#%(number)s does not wait in the queue.") % {"number": before.number})
        return to
    return min(max(at + step, 0), len(others)) if step else len(others)


def _put(turn, others, to):
    """Give the turn a position there (unsaved); return the sheets of the others that had to move for it."""
    low = others[to - 1].position if to else 0
    high = others[to].position if to < len(others) else low + 2 * STEP
    turn.position = (low + high) // 2
    if turn.position > low:
        return []
    for place, each in enumerate(others, 1):  # no room in between: all get new positions
        each.position = STEP * (place + (place > to))
    Turn.objects.bulk_update(others, ["position"])
    turn.position = STEP * (to + 1)
    return [each.anliegen for each in others]


def _refuse_overtaken(log, seen):
    """Refuse where somebody has called or ended since the sender looked."""
    kinds = ("market.called", "market.ended")
    event = seen is not None and log.conference.events.filter(number__gt=seen, kind__in=kinds).last()
    if not event:
        return
    names = {"name": event.by.name if event.by else _("The organiser"), "number": event.facts["anliegen"]}
    if log.by and event.by_id == log.by.pk:
        sentence = _("You have just done that. Look who presents now.")
    elif event.kind == "market.ended":
        sentence = _("%(name)s has just ended the turn of #%(number)s.")
    else:
        sentence = _("%(name)s has just called #%(number)s. Look who presents now.")
    raise Refused(sentence % names, touches=["presenter"])


def _refuse_foreign(sheet, by):
    refuse_withdrawn(sheet)
    if by and not by.may(Role.HELPER) and not owns(by, sheet):
        raise Refused(_("#%(number)s belongs to somebody else.") % {"number": sheet.number}, status=403)
