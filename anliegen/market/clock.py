"""The verbs of the clock of who presents: extend, pause, go on; and how long a turn is from now on."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import TurnState
from conference.live.changes import change
from conference.refusal import Refused

MORE = 30  # seconds


def extend(conference, by, seconds=MORE):
    """Give who presents some seconds more; after the end, that many from now on."""
    with change(conference, by) as log:
        turn = _presenting(log)
        if turn.left is not None:
            turn.left += seconds * 1000
        else:
            turn.ends_at = max(turn.ends_at, timezone.now()) + timedelta(seconds=seconds)
        _keep(log, turn, "market.extended", seconds=seconds)
    return log


def pause(conference, by):
    """Stop the clock."""
    with change(conference, by) as log:
        turn = _presenting(log)
        if turn.left is not None:
            raise Refused(_("The clock stands still already."), touches=["presenter"])
        turn.left = max(0, round((turn.ends_at - timezone.now()).total_seconds() * 1000))
        turn.ends_at = None
        _keep(log, turn, "market.paused")
    return log


def go_on(conference, by):
    """Let the clock run on with what was left."""
    with change(conference, by) as log:
        turn = _presenting(log)
        if turn.left is None:
            raise Refused(_("The clock runs already."), touches=["presenter"])
        turn.ends_at, turn.left = timezone.now() + timedelta(milliseconds=turn.left), None
        _keep(log, turn, "market.went-on")
    return log


def set_seconds(conference, by, seconds):
    """Say how long a turn is, for all that are called from now on."""
    with change(conference, by) as log:
        if log.conference.turn_seconds == seconds:
            raise Refused(_("A turn has %(seconds)d seconds already.") % {"seconds": seconds})
        log.conference.turn_seconds = conference.turn_seconds = seconds
        conference.save(update_fields=["turn_seconds"])
        log.record("market.timed", stale=["turn-length"], seconds=seconds)
    return log


def _presenting(log):
    turn = log.conference.turns.filter(state=TurnState.PRESENTING).select_related("anliegen").first()
    if turn is None:
        raise Refused(_("Nobody presents at the moment."), touches=["presenter"])
    return turn


def _keep(log, turn, kind, **facts):
    turn.save(update_fields=["ends_at", "left"])
    log.record(kind, touches=["presenter"], anliegen=turn.anliegen.number, **facts)
