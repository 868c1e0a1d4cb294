"""The verb of this installation's organiser: claim the key that the first run printed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from conference.models import Organiser
from conference.refusal import Refused


def claim(key):
    """Make whoever holds the key the organiser; the key works for the first browser that claims it, once."""
    claimed = Organiser.objects.filter(key=key, claimed_at=None).update(claimed_at=timezone.now())
    if not claimed:
        raise Refused(
            _("This link has been used already, in another browser. Ask whoever runs the server for a new one.")
        )
