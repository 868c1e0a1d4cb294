"""Whether a display is awake: its page says so every few seconds, and when it is hidden or closed. That is no event.

Who looks at the desk sees within half a minute that a screen is asleep or gone.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.models import Display

GONE = timedelta(seconds=20)  # without a word; the page speaks every eight
ASLEEP = timedelta(seconds=90)  # browsers let a hidden page speak once a minute


def heard(seat, awake):
    """Note that the screen's page has just spoken."""
    fields = {"seen_at": timezone.now(), "awake": awake}
    if not Display.objects.filter(seat=seat).update(**fields):
        Display.objects.update_or_create(seat=seat, defaults=fields)


def state(display):
    """Return (state, sentence) of a display: new, awake, asleep or gone."""
    if display.seen_at is None:
        return "new", _("not opened yet")
    silent = timezone.now() - display.seen_at
    if display.awake and silent <= GONE:
        return "awake", _("awake")
    since = {"time": f"{localtime(display.seen_at):%H:%M:%S}"}
    if not display.awake and silent <= ASLEEP:
        return "asleep", _("asleep since %(time)s: its window is hidden") % since
    return "gone", _("gone since %(time)s") % since
