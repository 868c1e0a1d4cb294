"""The verbs of a report: write its parts, publish it, take it back. One report to a sheet; its row comes with the first
thing that happens to it.

Who was in the group writes: its conveners, whoever says they were there (`Attendance`), and helpers.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Attendance, Report, Version
from anliegen.ownership import owns
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused

PARTS = ("happened", "results", "questions")  # the texts; `steps` is a list


def of(sheet):
    """Return the report of a sheet, one that is not saved where nothing was written yet."""
    return Report.objects.filter(anliegen=sheet).first() or Report(anliegen=sheet)


def may_write(seat, sheet):
    """Whether that seat writes this report: it brings the sheet, was in the group, or helps."""
    if sheet.hidden_why and not seat.may(Role.FACILITATOR):
        return False
    return seat.may(Role.HELPER) or owns(seat, sheet) or Attendance.objects.filter(anliegen=sheet, seat=seat).exists()


def texts(report):
    """Return what it says, part by part, as a version keeps it."""
    return {part: getattr(report, part) for part in PARTS} | {"steps": report.steps}


def is_empty(report):
    """Whether nothing stands in it yet."""
    return not any(texts(report).values())


def write(sheet, by, **parts):
    """Write parts of a report (`PARTS`, "steps") and keep a version."""
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        changed = {name: value for name, value in parts.items() if getattr(report, name) != value}
        if not changed:
            return report
        for name, value in changed.items():
            setattr(report, name, value)
        keep_version(report, by)
        log.record("report.written", stale=regions(report), anliegen=sheet.number)
        _save(report, log, *changed)
    return report


def publish(sheet, by):
    """Hang a report on the Nachrichtenwand. Writing goes on as before."""
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        if is_empty(report) and not report.photos.exists():
            raise Refused(_("There is nothing in this report yet. Write a line or add a photo first."))
        if report.published_at:
            raise Refused(_("This report hangs on the Nachrichtenwand already."))
        report.published_at = timezone.now()
        keep_version(report, by)
        log.record("report.published", stale=regions(report), anliegen=sheet.number)
        _save(report, log, "published_at")
    return report


def take_back(sheet, by):
    """Take a report off the Nachrichtenwand; what stands in it stays."""
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        if not report.published_at:
            raise Refused(_("This report does not hang on the Nachrichtenwand."))
        report.published_at = None
        log.record("report.taken-back", stale=regions(report), anliegen=sheet.number)
        _save(report, log, "published_at")
    return report


def held(sheet):
    """Return the report's row, made if there is none, within a change that holds the conference."""
    report, _made = Report.objects.get_or_create(anliegen=sheet)
    return report


def keep_version(report, by):
    """Keep what a report says now as its next version, unless it is the same as the last one."""
    last = report.versions.last()
    if last is None and is_empty(report) or last and last.texts == texts(report):
        return
    Version.objects.create(report=report, number=last.number + 1 if last else 1, by=by, texts=texts(report))


def regions(report):
    """The regions that show a report: those of its own page, of the Nachrichtenwand and of the newsroom."""
    return [f"report-{report.anliegen.number}", "reports", "newsroom"]


def _held(sheet, by):
    sheet.refresh_from_db(fields=["hidden_why", "withdrawn_at"])
    if by and not may_write(by, sheet):
        sentence = _("Only who was in the group of #%(number)s writes its report. Say that you were there first.")
        raise Refused(sentence % {"number": sheet.number}, status=403)
    report = held(sheet)
    report.anliegen = sheet
    return report


def _save(report, log, *fields):
    report.version, report.changed_at = log.version, timezone.now()
    report.save(update_fields=[*fields, "version", "changed_at"])
