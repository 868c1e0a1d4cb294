"""What happens before a room or slot goes: the day registers here what it must bring to safety first."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.models import Notice

# each: function(log, room=None, slot=None) -> the numbers of the sheets that it parked
before = []
NAMED = 20


def take_away(log, why, what, **where):
    """Within a change: park what hangs in that room or slot, tell everybody, return the sentence.

    `why` is the sentence still to be translated into the conference's language, `what` the name of the room or slot.
    """
    parked = []
    for each in before:
        parked += each(log, **where)
    with translation.override(log.conference.language):
        said = _(why) % {"what": what}
        if parked:
            said += " " + in_the_parking(parked)
            Notice.objects.create(conference=log.conference, text=said)
    return said


def in_the_parking(numbers):
    """Return the sentence that says which sheets hang in the parking now."""
    named = [f"#{number}" for number in numbers[:NAMED]]
    if more := len(numbers) - len(named):
        named.append(_("%(count)d more") % {"count": more})
    sheets = _("%(most)s and %(last)s") % {"most": ", ".join(named[:-1]), "last": named[-1]} if named[1:] else named[0]
    sentence = ngettext("%(sheets)s is in the parking.", "%(sheets)s are in the parking.", len(numbers))
    return sentence % {"sheets": sheets}
