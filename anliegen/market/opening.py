"""The market opens and closes: by hand in any phase, and with the phase of its name. Who waits keeps the place."""

from django.utils.translation import gettext as _

from anliegen.market import reads
from anliegen.models import TurnState
from conference.live.changes import change
from conference.refusal import Refused


def open_market(conference, by):
    """Let people line up."""
    with change(conference, by) as log:
        if log.conference.market_open:
            raise Refused(_("The market is open already."))
        _set(log, conference, True)
        coming = reads.next_of(reads.front(log.conference))
        facts = {"next": log.conference.turns.get(pk=coming).anliegen.number} if coming else {}
        log.record("market.opened", stale=["page"], **facts)
    return log


def close_market(conference, by):
    """Let nobody line up any more; who presents is done, who waits comes when it opens again."""
    with change(conference, by) as log:
        if not log.conference.market_open:
            raise Refused(_("The market is closed already."))
        _set(log, conference, False)
        clear_stage(log)
        log.record("market.closed", stale=["page"])
    return log


def clear_stage(log):
    """Nobody presents while the market is closed."""
    if not log.conference.market_open:
        presenting = log.conference.turns.filter(state=TurnState.PRESENTING)
        presenting.update(state=TurnState.DONE, ends_at=None, left=None)


def _set(log, conference, is_open):
    log.conference.market_open = conference.market_open = is_open
    conference.save(update_fields=["market_open"])
