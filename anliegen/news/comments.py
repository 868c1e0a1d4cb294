"""The verbs of a comment: say something to a report; answer it, take it in, hide it.

Who writes the report answers. What is taken in becomes part of its results, with the name of who said it.
"""

import re
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Comment
from anliegen.models.record import LONGEST
from anliegen.record import docs, edits, reports
from conference.live.changes import change
from conference.models import Seat
from conference.refusal import Refused

MOST = 50  # comments of one seat to one report
MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def say(report, by, kind, text, once=None):
    """Ask back, or add something. `once` is the sender's mark: sent twice, it is one; another text is another."""
    once = once and uuid.uuid5(once, f"{kind}\0{text}")
    with change(report.anliegen.conference, by) as log:
        if once and (there := report.comments.filter(once=once).first()):
            return there
        report.refresh_from_db(fields=["published_at"])
        if not report.published_at:
            raise Refused(_("This report was taken off the Nachrichtenwand. It is being written on."))
        if report.comments.filter(seat=by).count() >= MOST:
            sentence = _("You have said %(most)s things to this report: that is the most. Go and talk to the group.")
            raise Refused(sentence % {"most": MOST})
        comment = Comment.objects.create(report=report, seat=by, name=by.name, kind=kind, text=text, once=once)
        _record(log, "comment.said", comment)
    return comment


def answer(comment, by, text):
    """Answer a question, or an addition."""
    with change(comment.report.anliegen.conference, by) as log:
        _hold(comment, by)
        if comment.answer:
            raise Refused(_("Somebody has answered this already: “%(answer)s”") % {"answer": comment.answer})
        comment.answer = text
        comment.save(update_fields=["answer"])
        _record(log, "comment.answered", comment)
    return log


def take_in(comment, by):
    """Take an addition into the report, with the name of who said it."""
    with transaction.atomic():  # both changes or none
        with change(comment.report.anliegen.conference, by) as log:
            _hold(comment, by)
            if comment.kind != Comment.Kind.ADD:
                raise Refused(_("This is a question. Answer it."))
            if comment.taken_in_at:
                raise Refused(_("This is part of the report already."))
            comment.taken_in_at = timezone.now()
            comment.save(update_fields=["taken_in_at"])
            _record(log, "comment.taken-in", comment)
        says = docs.says(edits.opened(reports.held(comment.report.anliegen)))  # with what is being typed just now
        part = "happened" if says["happened"].strip() and not says["results"].strip() else "results"
        text = "\n\n".join(filter(None, [says[part].rstrip(), credited(comment)]))
        if len(text) > LONGEST:
            raise Refused(_("The report is too long to take this in. Shorten it first."))
        reports.write(comment.report.anliegen, by, **{part: text})


def hide(comment, by, on=True):
    """Take a comment from everybody's eyes, or show it again. Facilitators."""
    with change(comment.report.anliegen.conference, by) as log:
        comment.refresh_from_db(fields=["hidden_at"])
        if bool(comment.hidden_at) == on:
            raise Refused(_("It is so already."))
        comment.hidden_at = timezone.now() if on else None
        comment.save(update_fields=["hidden_at"])
        _record(log, "comment.hidden" if on else "comment.shown", comment)
    return log


def credited(comment):
    """Return what was said as a paragraph of a report, with the name of who said it."""
    name = MARKS.sub(r"\\\1", comment.name)
    return f"{comment.text.strip()} *({name})*"


def _hold(comment, by):
    """Refuse who does not write this report; look at the comment as it is now."""
    sheet = comment.report.anliegen
    if not reports.may_write(by, sheet):
        sentence = _("Only who was in the group of #%(number)s answers for it.")
        raise Refused(sentence % {"number": sheet.number}, status=403)
    comment.refresh_from_db(fields=["answer", "taken_in_at", "hidden_at"])
    if comment.hidden_at:
        raise Refused(_("The facilitators have hidden this comment."))


def _record(log, kind, comment):
    """Record it; the first pages of who brings the sheet, and of who said it, say what waits or was answered."""
    report = comment.report
    log.record(kind, stale=reports.regions(report)[:1], anliegen=report.anliegen.number, comment=comment.pk)
    for seat in Seat.objects.filter(Q(brings__anliegen=report.anliegen) | Q(pk=comment.seat_id)).distinct():
        log.concerns(seat.pk, seat.key)
