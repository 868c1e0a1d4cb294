"""The verb of a phase: enter it. A phase sets what is prominent and forbids nothing."""

from django.utils.translation import gettext as _

from conference.live.changes import change
from conference.models import Phase
from conference.refusal import Refused


def enter(conference, phase, by):
    """Enter a phase, any from any: days don't always go forward."""
    with change(conference, by) as log:
        if log.conference.phase == phase:
            raise Refused(_("This phase has begun already: %(phase)s.") % {"phase": Phase(phase).label})
        was, conference.phase = log.conference.phase, phase
        conference.save(update_fields=["phase"])
        log.record("phase.entered", stale=["page"], phase=phase, was=was)
    return log
