"""What the pages that type into a report ask of the database: each function is one job of a thread, called with the
ticket of the page. Who sits there, with which key, and whether they may write, is looked up every time.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Edit
from anliegen.record import docs, edits, reports
from conference.live import tokens
from conference.live.changes import change
from conference.models import Conference, Seat
from conference.refusal import Refused

PAUSE = 25  # seconds without a key after which a version is kept


class Behind(Exception):
    """An edit follows on something that is not here. `state`: what is; the page sends all that comes after it."""

    def __init__(self, state):
        super().__init__()
        self.state = state


def open_(ticket, number, anew, state):
    """Return who writes, what their page is missing of the report, and what the server has of it. `anew`: of which of
    its documents the page speaks."""
    with transaction.atomic():
        seat, sheet = _writer(ticket, number)
        report = edits.hold(sheet, make=False)
        edits.refuse_older(report, anew)
        doc = edits.opened(report) if report else docs.document()
        return seat.name, docs.since(doc, state), doc.get_state()


def keep(ticket, number, anew, update, state, by):
    """Put an edit on disk, then let the others see it; `by` names the page it came from. `state`: where it leads to."""
    if len(update) > docs.BIGGEST_UPDATE:
        raise Refused(_("That is too much at once. Shorten it, or write it in pieces."), status=413)
    made = docs.look(update)
    with transaction.atomic():
        seat, sheet = _writer(ticket, number)
        report = edits.hold(sheet)
        edits.refuse_older(report, anew)
        doc = edits.opened(report)
        docs.take(doc, update)
        if not docs.has(doc, state, made.reach):
            raise Behind(edits.opened(report).get_state())
        if made.types:
            docs.look(doc.get_update())  # lists in lists add up
        edits.put(report, doc, seat, update)
        edits.tell(sheet, update, by)


def settle(conference, number, pausing=True):
    """Keep a version of what was typed, unless somebody types right now; return whether there is nothing left to do."""
    typed = Edit.objects.filter(report__anliegen__conference=conference, report__anliegen__number=number)
    last = typed.select_related("by").last()
    if last is None:
        return True
    if pausing and last.at > timezone.now() - timedelta(seconds=PAUSE - 1):
        return False
    with change(Conference(pk=conference), last.by) as log:
        sheet = log.conference.anliegen.filter(number=number).first()
        if sheet and (report := edits.hold(sheet, make=False)):
            reports.settle(log, report)
    return True


def _writer(ticket, number):
    """Return the seat of a ticket and the sheet, if this seat may write its report now."""
    seat = Seat.objects.select_related("conference").filter(pk=ticket.seat, conference=ticket.conference).first()
    if seat is None or not ticket.mark or tokens.mark(seat.key) != ticket.mark:
        raise Refused(_("Your seat has another link by now. Open that, then go on; your words wait here."), status=403)
    sheet = seat.conference.anliegen.filter(number=number).first()
    if sheet is None:
        raise Refused(_("There is no sheet of this number."), status=404)
    reports.refuse(sheet, seat)
    return seat, sheet
