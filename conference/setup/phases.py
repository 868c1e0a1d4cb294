"""The verb of a phase: enter it. A phase sets what is prominent and forbids nothing.

The market opens with the phase of its name and closes with any other; a facilitator may open it in each.
"""

from django.utils.translation import gettext as _

from conference.live.changes import change
from conference.models import Phase
from conference.refusal import Refused

# each: function(log), within the change; the day registers here what else begins or ends with a phase
entered = []


def enter(conference, phase, by):
    """Enter a phase, any from any: days don't always go forward."""
    with change(conference, by) as log:
        if log.conference.phase == phase:
            raise Refused(_("This phase has begun already: %(phase)s.") % {"phase": Phase(phase).label})
        was, conference.phase = log.conference.phase, phase
        log.conference.market_open = conference.market_open = phase == Phase.MARKET
        conference.save(update_fields=["phase", "market_open"])
        for each in entered:
            each(log)
        log.record("phase.entered", stale=["page"], phase=phase, was=was)
    return log
