"""The verbs of a notice, and whom it is for: post it, take it down."""

from django.db.models import Q
from django.utils.translation import gettext as _

from conference.live.changes import change
from conference.live.kept import Kept
from conference.models import Notice
from conference.refusal import Refused

SHOWN = 3  # of those that are not urgent; more are no news

# The day registers here what it knows: functions(seat) -> Q of the notices that are for this seat beside those for
# everybody, and functions(conference, number) -> whether there is such a sheet.
audience, sheets = [], []
kept = Kept(200)


def post(conference, text, by, urgent=False, room=None, sheet=None):
    """Announce something to everybody, to who is in a room, or to who follows the sheet of that number."""
    with change(conference, by) as log:
        if sheet and not any(there(conference, sheet) for there in sheets):
            raise Refused(_("There is no sheet #%(number)s.") % {"number": sheet})
        notice = Notice.objects.create(conference=conference, text=text, urgent=urgent, room=room, sheet=sheet)
        log.record("notice.posted", stale=["page"], notice=notice.pk)
    return log


def take_down(notice, by):
    """Take an announcement down again: it vanishes from every open page at once."""
    with change(notice.conference, by) as log:
        gone = notice.pk
        notice.delete()
        log.record("notice.taken-down", touches={f"notice-{gone}": str}, stale=["page"], notice=gone)
    return log


def for_seat(seat):
    """Return what is announced to this seat: all that is urgent, of the rest the newest."""
    meant, conference = Q(room=None, sheet=None), seat.conference
    some = lambda: conference.notices.exclude(room=None, sheet=None).exists()  # noqa: E731 - mostly none is for some
    for each in audience if kept.piece(("for some", conference.pk, conference.version), some) else ():
        meant |= each(seat)
    return _urgent_first(conference.notices.filter(meant))


def urgent_for(seat):
    """Return what is urgent for this seat. That most of the time nothing is, is known until the next event."""
    conference = seat.conference
    urgent = kept.piece((conference.pk, conference.version), lambda: list(conference.notices.filter(urgent=True)))
    if all(notice.room_id is None and notice.sheet is None for notice in urgent):
        return urgent
    return [notice for notice in for_seat(seat) if notice.urgent]


def desk(conference):
    """Return what the desk shows: all that is urgent, of the rest the newest, whoever it is for."""
    return _urgent_first(conference.notices.select_related("room"))


def _urgent_first(found):
    calm = [notice for notice in found if not notice.urgent]
    return [notice for notice in found if notice.urgent] + calm[:SHOWN]
