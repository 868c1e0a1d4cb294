"""The verbs of a report's photos: add, turn, crop, move, describe, remove. Who may write the report may do them."""

from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Photo, Report
from anliegen.record import reports
from anliegen.record.photos import files
from conference.live.changes import after_commit, change
from conference.refusal import Refused

MOST = 100  # photos of one report


def visible(seat, report):
    """Whether that seat sees the photos of this report: like its text, all see them once it is published, before that
    those who may write it. Of a hidden sheet only facilitators do."""
    published = report.published_at and not report.anliegen.hidden_why
    return bool(published) or reports.may_write(seat, report.anliegen)


def add(sheet, once, made, by):
    """Put a photo into a report, last. Sent again it is the one that arrived the first time."""
    with _hanging() as hang_up, _change(sheet, by) as (log, report):
        if there := report.photos.filter(once=once).first():
            return there
        refuse_more(report)
        last, file = report.photos.last(), hang_up(made)
        photo = Photo.objects.create(
            report=report,
            position=last.position + 1 if last else 0,
            file=file,
            kind=made.kind,
            checksum=files.checksum(file, made.kind),
            width=made.width,
            height=made.height,
            by=by,
            once=once,
        )
        _record(log, "photo.added", report, photo=photo.pk)
    return photo


def turned(photo, degrees):
    """Return (turned, crop) of a photo that is turned clockwise by so much: what is seen of it stays the same."""
    crop = photo.crop
    for _step in range(degrees // 90 % 4 if crop else 0):
        left, top, right, bottom = crop
        crop = [round(side, 5) for side in (1 - bottom, left, 1 - top, right)]
    return (photo.turned + degrees) % 360, crop


def look(photo, made, turned, crop, by):
    """Turn or crop a photo; `made` are its new sizes. The original stays."""
    original = files.path(photo.file, photo.kind, "original")
    with _hanging() as hang_up, _change(photo.report.anliegen, by) as (log, report):
        now = report.photos.filter(pk=photo.pk).first()
        refuse_stale(now, photo.mark)
        now.file, now.turned, now.crop = hang_up(made, original), turned, crop
        now.save(update_fields=["file", "turned", "crop"])
        _record(log, "photo.changed", report, photo=photo.pk, what="look")
        after_commit(lambda: files.forget(photo.file))
    return log


def move(photo, by, step=0, before=None):
    """Let a photo stand a step earlier or later, or before another one; with neither, last."""
    with _change(photo.report.anliegen, by) as (log, report):
        there = list(report.photos.all())
        at = next((at for at, each in enumerate(there) if each.pk == photo.pk), None)
        refuse_gone(at is not None)
        row = there.pop(at)
        target = next((at for at, each in enumerate(there) if each.pk == before), len(there))
        to = at + step if step else target
        if not 0 <= to <= len(there):
            raise Refused(_("It is the first photo already.") if step < 0 else _("It is the last photo already."))
        there.insert(to, row)
        for position, each in enumerate(there):
            each.position = position
        Photo.objects.bulk_update(there, ["position"])
        _record(log, "photo.changed", report, photo=photo.pk, what="place")
    return log


def describe(photo, caption, alt, by):
    """Say what stands below a photo, and what is on it for who can't see it."""
    with _change(photo.report.anliegen, by) as (log, report):
        refuse_gone(report.photos.filter(pk=photo.pk).update(caption=caption, alt=alt))
        _record(log, "photo.changed", report, photo=photo.pk, what="words")
    return log


def remove(photo, by):
    """Take a photo out of a report and, once that is done, off the disk."""
    with _change(photo.report.anliegen, by) as (log, report):
        now = report.photos.filter(pk=photo.pk).first()
        refuse_gone(now)
        now.delete()
        _record(log, "photo.removed", report, photo=photo.pk)
        after_commit(lambda: files.forget(now.file))
    return log


def refuse_others(sheet, seat):
    """Refuse whoever may not write this report."""
    if not reports.may_write(seat, sheet):
        sentence = _(
            "Only who was in the group of #%(number)s adds photos to its report. Say that you were there first."
        )
        raise Refused(sentence % {"number": sheet.number}, status=403)


def refuse_more(report):
    if report.pk and report.photos.count() >= MOST:
        raise Refused(_("This report has %(most)s photos: that is the most. Remove one first.") % {"most": MOST})


def refuse_gone(there):
    if not there:
        raise Refused(_("Somebody removed this photo meanwhile."))


def refuse_stale(photo, seen):
    """Refuse to change a picture that looks otherwise by now than its sender saw."""
    refuse_gone(photo)
    if photo.mark != seen:
        raise Refused(_("This photo was changed meanwhile. Look how it is now, then try again."))


@contextmanager
def _hanging():
    """Give a function that hangs up what the darkroom made; whatever goes wrong until commit takes it down again."""
    hung = []

    def hang_up(made, original=None):
        hung.append(files.hang_up(made, original))
        return hung[-1]

    try:
        yield hang_up
    except BaseException:
        for file in hung:
            files.forget(file)
        raise


@contextmanager
def _change(sheet, by):
    with change(sheet.conference, by) as log:
        sheet.refresh_from_db(fields=["hidden_why", "withdrawn_at"])
        if by:
            refuse_others(sheet, by)
        report = reports.held(sheet)
        report.anliegen = sheet
        yield log, report


def _record(log, kind, report, **facts):
    number = report.anliegen.number
    log.record(kind, stale=[*reports.regions(report), f"photos-{number}"], anliegen=number, **facts)
    Report.objects.filter(pk=report.pk).update(version=log.version, changed_at=timezone.now())
