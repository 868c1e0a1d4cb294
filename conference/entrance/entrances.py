"""The verbs of an entrance: find it by its code, give it a new code."""

from django_ratelimit.core import is_ratelimited

from conference.entrance import codes
from conference.live.changes import change
from conference.models import Entrance, Role

# A hall of 700 behind one address mistypes some 40 codes. A valid code is never counted and always opens: guessing is
# kept out by the number of codes, this limit by taking the fun out of trying.
UNKNOWN = "300/5m"


def find(typed):
    """Return the entrance of that code however it was typed, or None."""
    code = codes.tidy(typed)
    return Entrance.objects.select_related("conference").filter(code=code).first() if code else None


def too_many_unknown(request):
    """Count one more unknown code from this address; return whether it had too many lately."""
    return is_ratelimited(request, group="codes", key="ip", rate=UNKNOWN, increment=True)


def renew(conference, role, by):
    """Give the entrance of that role a new code; the old one opens nothing any more, seats stay."""
    with change(conference, by) as log:
        entrance = conference.entrances.get(role=role)
        entrance.code = codes.fresh(codes.SHORT if role == Role.PARTICIPANT else codes.LONG)
        entrance.save(update_fields=["code"])
        log.record("entrance.renewed", stale=["page"] if role == Role.PARTICIPANT else [], role=role)
    return log
