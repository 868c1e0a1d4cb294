"""The newsroom nudges a group for its report: once, and after it has ended. Its conveners are told on their phones."""

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.news import newsroom
from anliegen.record import reports
from conference.live.changes import change
from conference.models import Seat
from conference.refusal import Refused


def nudge(sheet, by):
    """Ask the conveners of a sheet for its report."""
    with change(sheet.conference, by) as log:
        report = reports.held(sheet)
        if report.published_at:
            raise Refused(_("The report of #%(number)s hangs already.") % {"number": sheet.number})
        if report.nudged_at:
            at = time_format(localtime(report.nudged_at), "H:i")
            sentence = _("#%(number)s was nudged at %(time)s. Once is enough: go there, or type it in from paper.")
            raise Refused(sentence % {"number": sheet.number, "time": at})
        ends = sheet.placements.aggregate(ends=Max("slot__ends_at"))["ends"]
        if ends and ends > timezone.now():
            raise Refused(_("The group of #%(number)s has not ended yet.") % {"number": sheet.number})
        _nudge(log, sheet, report)
    return log


def nudge_all(conference, by):
    """Ask all whose group has ended without a report and who were not asked yet; return the log and their numbers."""
    with change(conference, by) as log:
        sheets = [group.sheet for group in newsroom.read(log.conference).missing if not group.nudged_at]
        if not sheets:
            raise Refused(_("Nobody is left to nudge: every group that has ended was nudged, or has begun its report."))
        for sheet in sheets:
            _nudge(log, sheet, reports.held(sheet))
    return log, [sheet.number for sheet in sheets]


def _nudge(log, sheet, report):
    report.nudged_at = timezone.now()
    report.save(update_fields=["nudged_at"])
    log.record("report.nudged", stale=["newsroom"], anliegen=sheet.number)
    for seat in Seat.objects.filter(brings__anliegen=sheet):
        log.concerns(seat.pk, seat.key)
