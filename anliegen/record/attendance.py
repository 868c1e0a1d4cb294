"""The verbs of who was there: by oneself, by name, by the door's code, passed round on one phone. Who says so stands in
the book by name; everybody else counts: as a seat that is not named, or in `Report.others`, of whom nothing is kept.

Who was in the group writes its report.
"""

from django.utils.translation import gettext as _

from anliegen.collect import sheets
from anliegen.models import Attendance, Report
from anliegen.record import doors, reports
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused

MOST_OTHERS = 5_000


def of(sheet):
    """Return who was there, in the order in which they were entered."""
    return list(Attendance.objects.filter(anliegen=sheet).select_related("seat"))


def come(sheet, by, named=False):
    """Say that one was there oneself, and whether one's name may stand in the book. The last word counts."""
    with change(sheet.conference, by) as log:
        _refuse_hidden(sheet, by)
        own = Attendance.objects.filter(anliegen=sheet, seat=by).first()
        if own is None:
            own = Attendance.objects.filter(anliegen=sheet, seat=None, name__iexact=by.name).first()
        if own is None:
            Attendance.objects.create(anliegen=sheet, seat=by, name=by.name, named=named)
        elif (own.seat_id, own.named) != (by.pk, named):
            own.seat, own.name, own.named = by, by.name, named
            own.save(update_fields=["seat", "name", "named"])
        else:
            return log
        _record(log, "attendance.come", sheet)
    return log


def enter(sheet, by, name, named=False):
    """Enter somebody else. Who does not want to be named is counted, and their name not kept."""
    with change(sheet.conference, by) as log:
        reports.refuse_others(sheet, by)
        if not named:
            _count(sheet, 1)
        else:
            if Attendance.objects.filter(anliegen=sheet, name__iexact=name, named=True).exists():
                sentence = _("%(name)s stands in the list already. If there are two, add something to the name.")
                raise Refused(sentence % {"name": name})
            ((seat, name),) = sheets.people(sheet.conference, [name])
            own = seat and Attendance.objects.filter(anliegen=sheet, seat=seat).first()
            if own:
                sentence = _("%(name)s counts already, and says on their own phone whether the name may stand here.")
                raise Refused(sentence % {"name": name})
            Attendance.objects.create(anliegen=sheet, seat=seat, name=name, named=True)
        _record(log, "attendance.entered", sheet)
    return log


def take_in(sheet, by):
    """Take in who scanned the door: they count, and are named once they say so themselves."""
    with change(sheet.conference, by) as log:
        reports.refuse_others(sheet, by)
        if not doors.count(sheet):
            raise Refused(_("Nobody more has scanned the door while this sheet hung there."))
        _record(log, "attendance.taken-in", sheet)
    return log


def take_out(sheet, by, entry):
    """Take somebody off the list: oneself, or anybody if one writes the report."""
    with change(sheet.conference, by) as log:
        found = Attendance.objects.filter(anliegen=sheet, pk=entry).first()
        if found is None:
            raise Refused(_("This name is gone from the list already."))
        if found.seat_id != by.pk:
            reports.refuse_others(sheet, by)
        found.delete()
        _record(log, "attendance.taken-out", sheet)
    return log


def count_others(sheet, by, others):
    """Say how many were there beside those in the list."""
    with change(sheet.conference, by) as log:
        reports.refuse_others(sheet, by)
        report = reports.held(sheet)
        if report.others != others:
            report.others = others
            report.save(update_fields=["others"])
            _record(log, "attendance.counted-others", sheet)
    return log


def rename(log, seat):
    """Write a seat's new name into the lists it is in, within the change that renames it."""
    seat.attendances.update(name=seat.name)
    return _reread(log, seat)


def leave(log, seat):
    """Let a seat that goes leave the name that it agreed to, or else a number: nobody is counted less for it."""
    stale = _reread(log, seat)
    for own in seat.attendances.filter(named=False).select_related("anliegen"):
        _count(own.anliegen, 1)
    seat.attendances.filter(named=True).update(seat=None)
    return stale


def _reread(log, seat):
    """Let the pages that show the seat be read again; there is nothing to push."""
    log.stale |= {f"report-{number}": None for number in seat.attendances.values_list("anliegen__number", flat=True)}
    return []


def _count(sheet, more):
    report = reports.held(sheet)
    report.others = min(MOST_OTHERS, report.others + more)
    report.save(update_fields=["others"])


def _refuse_hidden(sheet, by):
    sheet.refresh_from_db(fields=["hidden_why"])
    if sheet.hidden_why and not by.may(Role.FACILITATOR):
        raise Refused(_("#%(number)s is hidden.") % {"number": sheet.number}, status=403)


def _record(log, kind, sheet):
    report = Report.objects.filter(anliegen=sheet).first() or Report(anliegen=sheet)
    report.anliegen = sheet
    log.record(kind, stale=reports.regions(report), anliegen=sheet.number)
    if report.pk:
        report.version = log.version
        report.save(update_fields=["version"])
