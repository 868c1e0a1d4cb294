"""The verbs of a report: write its parts, publish it, take it back. One report to a sheet; its row comes with the first
thing that happens to it.

Who was in the group writes: its conveners, whoever says they were there (`Attendance`), and helpers.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.day import follows
from anliegen.models import Attendance, Report, Version
from anliegen.ownership import owns
from anliegen.record import docs, doors, edits, wording
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused

PARTS = docs.PARTS  # the texts; `steps` is a list


def of(sheet):
    """Return the report of a sheet, one that is not saved where nothing was written yet."""
    return Report.objects.filter(anliegen=sheet).first() or Report(anliegen=sheet)


def may_write(seat, sheet):
    """Whether that seat writes this report: it brings the sheet, was in the group, or helps."""
    if sheet.hidden_why and not seat.may(Role.FACILITATOR):
        return False
    return seat.may(Role.HELPER) or owns(seat, sheet) or Attendance.objects.filter(anliegen=sheet, seat=seat).exists()


texts = edits.texts


def is_empty(report):
    """Whether nothing stands in it yet."""
    return not any(texts(report).values())


def write(sheet, by, **parts):
    """Write parts of a report (`PARTS`, "steps") and keep a version. Who types there at the moment sees it come."""
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        if edits.rewrite(report, by, parts):
            settle(log, report)
    return report


def merge(sheet, by, base, mine):
    """Write what somebody made of the texts that they began with; return {part: [str or Conflict, …]} of the parts
    that somebody else changed at the same place: those are not written."""
    conflicts = {}
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        there = docs.says(edits.opened(report))
        parts = {"steps": wording.merge_steps(base["steps"], mine["steps"], there["steps"])}
        for part in PARTS:
            pieces = wording.merge(base[part], mine[part], there[part])
            if all(isinstance(piece, str) for piece in pieces):
                parts[part] = docs.cleaned("".join(pieces))
            else:
                conflicts[part] = pieces
        if edits.rewrite(report, by, parts):
            settle(log, report)
    return report, conflicts


def bring_back(sheet, by, number):
    """Let a report say again what a version of it said; what it says now stays as a version."""
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        version = report.versions.filter(number=number).first()
        if version is None:
            raise Refused(_("There is no such version."), status=404)
        docs.says(edits.opened(report))
        keep_version(report, by)
        if not edits.rewrite(report, by, version.texts):
            raise Refused(_("The report says exactly that already."))
        settle(log, report)
    return report


def begin_anew(sheet, by):
    """Forget what was ever deleted in a report: for one that holds so much of it that nobody can write any more. What
    it says and its versions stay."""
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        keep_version(report, by)
        edits.begin_anew(report)
        log.record("report.begun-anew", stale=regions(report), anliegen=sheet.number)
        _save(report, log)
    return report


def settle(log, report, by=None):
    """Keep what the report says as a version and say that it was written; the document takes its edits in."""
    edits.compact(report, edits.opened(report))
    if keep_version(report, by or log.by):
        log.record("report.written", stale=regions(report), anliegen=report.anliegen.number)
        _save(report, log)


def publish(sheet, by):
    """Hang a report on the Nachrichtenwand. Writing goes on as before. Who scanned the door counts from now on."""
    with change(sheet.conference, by) as log:
        report = _held(sheet, by)
        if is_empty(report) and not report.photos.exists():
            raise Refused(_("There is nothing in this report yet. Write a line or add a photo first."))
        if report.published_at:
            raise Refused(_("This report hangs on the Nachrichtenwand already."))
        report.published_at = timezone.now()
        edits.compact(report, edits.opened(report))
        keep_version(report, by)
        doors.count(sheet)
        log.record("report.published", stale=regions(report), anliegen=sheet.number)
        for seat in follows.concerned(sheet.conference, [sheet.number]):
            log.concerns(seat.pk, seat.key)
        _save(report, log, "published_at")
    return report


def take_back(sheet, by):
    """Take a report off the Nachrichtenwand; what stands in it stays. Also that of a sheet that was withdrawn since."""
    with change(sheet.conference, by) as log:
        refuse_others(sheet, by)
        report = edits.hold(sheet)
        if not report.published_at:
            raise Refused(_("This report does not hang on the Nachrichtenwand."))
        report.published_at = None
        log.record("report.taken-back", stale=regions(report), anliegen=sheet.number)
        _save(report, log, "published_at")
    return report


held = edits.hold  # within a change that holds the conference


def keep_version(report, by):
    """Keep what a report says now as its next version, unless it is the same as the last one; return whether it was."""
    last = report.versions.last()
    if last is None and is_empty(report) or last and last.texts == texts(report):
        return False
    Version.objects.create(report=report, number=last.number + 1 if last else 1, by=by, texts=texts(report))
    return True


def regions(report):
    """The regions that show a report: those of its own page, of the Nachrichtenwand and of the newsroom."""
    return [f"report-{report.anliegen.number}", "reports", "newsroom"]


def refuse_others(sheet, by):
    """Raise Refused for whom this report is none of theirs."""
    sheet.refresh_from_db(fields=["hidden_why", "withdrawn_at", "merged_into"])
    if by and not may_write(by, sheet):
        sentence = _("Only who was in the group of #%(number)s writes its report. Say that you were there first.")
        raise Refused(sentence % {"number": sheet.number}, status=403)


def refuse(sheet, by):
    """Raise Refused unless that seat may write this report now."""
    refuse_others(sheet, by)
    if sheet.merged_into_id:
        sentence = _("#%(number)s became part of #%(other)s: write the report there.")
        raise Refused(sentence % {"number": sheet.number, "other": sheet.merged_into.number})
    if sheet.withdrawn_at:
        raise Refused(_("#%(number)s was withdrawn. Bring it back, then write its report.") % {"number": sheet.number})


def _held(sheet, by):
    refuse(sheet, by)
    return edits.hold(sheet)


def _save(report, log, *fields):
    report.version, report.changed_at = log.version, timezone.now()
    report.save(update_fields=[*fields, "version", "changed_at"])
