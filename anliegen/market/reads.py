"""The market as it looks: who presents, who comes next, who waits. Live regions, the same for everybody.

`presenter` is the stage of the hall; `turn-<number>` is the row of a sheet in the queue, so that a change costs the
rows that it moved and not the whole queue. This reads and draws; the wall may ask which regions show a sheet here.
"""

from functools import partial

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.template.loader import render_to_string

from anliegen.models import Convener, Placement, TurnState
from conference.live.kept import Kept

NEXT = 3
kept = Kept(200)
AFTER_ALL = 10**10  # who was skipped stands behind all who wait


def presenter(conference, ids):
    """Draw who presents, the clock and the next three."""
    turns = _turns(conference, TurnState.PRESENTING, TurnState.WAITING).order_by("state", "position", "id")
    stage = _on_stage(conference, turns[: NEXT + 1])  # by the alphabet who presents stands before who waits
    return {id: partial(_draw_stage, conference, *stage) for id in ids}


def rows(conference, ids):
    """Draw the rows of the queue with those ids (`turn-<number>`); one that is not in the queue is the empty string."""
    numbers = [int(id.split("-")[1]) for id in ids]
    turns = _turns(conference, TurnState.WAITING, TurnState.SKIPPED).filter(anliegen__number__in=numbers)
    found = {turn.anliegen.number: turn for turn in turns}
    return {f"turn-{at}": partial(_draw_row, conference, found[at]) if at in found else str for at in numbers}


def market(conference):
    """Return the pieces of the market: the stage, and the queue in its order."""
    turns = sorted(_turns(conference, TurnState.PRESENTING, TurnState.WAITING, TurnState.SKIPPED), key=_at)
    queue = [each for each in turns if each.state != TurnState.PRESENTING]
    return {
        "presenter": _draw_stage(conference, *_on_stage(conference, turns)),
        "queue": [_draw_row(conference, each) for each in queue],
        "in_line": queue,
    }


def mine(seat):
    """Return what the market means for the seat's own sheets, whom the stage concerns first."""
    own = seat.conference.anliegen.filter(conveners__seat=seat, withdrawn_at=None).distinct()
    return of_sheets(seat, own)


def of_sheet(seat, sheet):
    """Return what the market means for one sheet, as a list of at most one."""
    return of_sheets(seat, seat.conference.anliegen.filter(pk=sheet.pk, withdrawn_at=None))


def of_sheets(seat, sheets):
    """Return those sheets with the state of their turn, how many are called before them if that is soon, and whether
    they hang; nothing while the market is closed."""
    if not seat.conference.market_open:
        return []
    hangs = Exists(Placement.objects.filter(anliegen=OuterRef("pk")))
    own = Exists(Convener.objects.filter(anliegen=OuterRef("pk"), seat=seat))
    found = [_turn_of(sheet) for sheet in sheets.annotate(hangs=hangs, own=own).prefetch_related("turns")]
    waiting = [each["turn"].pk for each in found if each["state"] == TurnState.WAITING]
    coming = [pk for pk, state in front(seat.conference) if state == TurnState.WAITING][:NEXT] if waiting else []
    for each in found:
        each["ahead"] = coming.index(each["turn"].pk) if each["turn"] and each["turn"].pk in coming else None
    return sorted(found, key=lambda each: (each["state"] != TurnState.PRESENTING, each["ahead"] != 0))


def _turn_of(sheet):
    turn = next((each for each in sheet.turns.all() if each.state != TurnState.DONE), None)
    state = turn.state if turn else "done" if sheet.turns.all() else ""
    return {"sheet": sheet, "turn": turn, "state": state, "hangs": sheet.hangs, "own": sheet.own}


def shown(sheet):
    """The regions where a sheet can be seen in the market: none unless it has a turn."""
    states = set(sheet.turns.exclude(state=TurnState.DONE).values_list("state", flat=True))
    if not states:
        return []
    return [f"turn-{sheet.number}"] + ["presenter"] * bool(states - {TurnState.SKIPPED})


def presents(conference, numbers):
    """Whether one of the sheets of those numbers presents now."""
    here = {"state": TurnState.PRESENTING, "anliegen__number__in": list(numbers)}
    return conference.market_open and conference.turns.filter(**here).exists()


def front(conference):
    """Return what the stage shows of the queue: who presents, and who comes next, in order."""
    turns = conference.turns.filter(state__in=[TurnState.PRESENTING, TurnState.WAITING])
    return list(turns.order_by("state", "position", "id").values_list("pk", "state")[: NEXT + 1])


def next_of(front):
    """Return the turn (its id) that is called next; None where nobody waits."""
    return next((pk for pk, state in front if state == TurnState.WAITING), None)


def called(conference):
    """Return who is called now, kept until the next event: {state: (number of the sheet, seats that bring it)} of the
    one that presents and of the one that is next; empty while the market is closed."""
    return kept.piece((conference.pk, conference.version), lambda: _called(conference))


def _called(conference):
    if not conference.market_open:
        return {}
    found = {}
    turns = conference.turns.filter(state__in=[TurnState.PRESENTING, TurnState.WAITING])
    rows = turns.order_by("state", "position", "id").values_list(
        "state", "anliegen__number", "anliegen__conveners__seat"
    )
    for state, number, seat in rows:
        first, seats = found.setdefault(state, (number, set()))
        if number == first and seat:
            seats.add(seat)
    return found


def _on_stage(conference, turns):
    """Who of them presents, or None, and who comes next, in their order; nobody while the market is closed."""
    if not conference.market_open:
        return None, []
    presenting = next((each for each in turns if each.state == TurnState.PRESENTING), None)
    if presenting:
        places = Prefetch("anliegen__placements", Placement.objects.select_related("slot", "room"))
        prefetch_related_objects([presenting], places)
    return presenting, [each for each in turns if each.state == TurnState.WAITING][:NEXT]


def _turns(conference, *states):
    turns = conference.turns.filter(state__in=states).select_related("anliegen")
    return turns.prefetch_related("anliegen__conveners")


def _at(turn):
    return turn.position + (AFTER_ALL if turn.state == TurnState.SKIPPED else 0)


def _draw_stage(conference, turn, coming):
    context = {"conference": conference, "turn": turn, "coming": coming, "total": conference.turn_seconds * 1000}
    if turn:
        context["ends"] = round(turn.ends_at.timestamp() * 1000) if turn.ends_at else ""
        context["state"] = "paused" if turn.left is not None else "running"
    return render_to_string("market/_stage.html", context)


def _draw_row(conference, turn):
    return render_to_string("market/_row.html", {"conference": conference, "turn": turn, "at": _at(turn)})
