"""A photo on its way: it comes in pieces into a file, goes on where it broke off, and is developed once it is whole.

How much is here the file knows. A piece that comes twice is written twice to the same place.
"""

import hashlib
import shutil
import uuid
from contextlib import suppress

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Report, Upload
from anliegen.pictures import darkroom
from anliegen.record import reports
from anliegen.record.photos import album, files
from conference.refusal import Refused

BIGGEST = 30 * 1024 * 1024  # bytes of one photo
BEGUN = 100  # uploads of one seat that are not whole yet: what is abandoned lies here for a day
SPARE = 256 * 1024 * 1024  # bytes that stay free on the disk, for what people write


def begin(sheet, once, size, by):
    """Return the upload of that mark, begun if it is new. Raises Refused before anything is sent in vain."""
    album.refuse_others(sheet, by)
    if found := find(sheet, once):
        return found
    if size > BIGGEST:
        raise Refused(_("This photo has more than 30 MB. Make it smaller and send it again."), status=413)
    if not size:
        raise Refused(_("This file is empty. Choose the picture again."), status=422)
    album.refuse_more(reports.of(sheet))
    sweep()
    if by.uploads.count() >= BEGUN or shutil.disk_usage(darkroom.uploads()).free < SPARE + size:
        sentence = _("There is no room for more photos right now. Wait until those on their way are here.")
        raise Refused(sentence, status=503)
    report, _made = Report.objects.get_or_create(anliegen=sheet)  # an empty one says nothing to anybody
    with suppress(IntegrityError):  # its second tap was faster
        return Upload.objects.create(report=report, seat=by, once=once, size=size)
    return report.uploads.get(once=once)


def find(sheet, once):
    return Upload.objects.filter(report__anliegen=sheet, once=once).first()


def path(upload):
    """Return the file that holds what is here of it."""
    return darkroom.uploads() / f"{upload.report_id}-{upload.once.hex}"


def here(upload):
    """Return how many bytes are here."""
    with suppress(FileNotFoundError):
        return path(upload).stat().st_size
    return 0


def take_in(upload, at, piece):
    """Write a piece to its place; return how many bytes are here. One that would leave a hole is left aside."""
    there = here(upload)
    if at > there:
        return there
    if at + piece.size > upload.size:
        raise Refused(_("More came than was announced. Choose the picture again."), status=422)
    file = path(upload)
    file.touch()
    with open(file, "r+b") as held:
        held.seek(at)
        for each in piece.chunks():
            held.write(each)
    return here(upload)


def whole(sheet, file, once, by):
    """Return the upload of a file that came in one piece, with the form of that mark: sent twice it is one."""
    found = begin(sheet, of_form(once, file), file.size, by)
    if here(found) < found.size:
        take_in(found, 0, file)
    return found


def of_form(once, file):
    """Return the mark of a file that came with the form of that mark."""
    file.seek(0)
    return uuid.uuid5(once, hashlib.file_digest(file, "sha256").hexdigest())


def job(upload):
    """Return the future of what becomes of an upload that is whole."""
    return darkroom.job(str(path(upload)), path(upload), [("original", None, 0, None), *files.views()])


def arrive(sheet, upload, by):
    """Make a photo of a developed upload. What can't be developed is thrown away."""
    try:
        photo = album.add(sheet, upload.once, darkroom.result(str(path(upload)), job(upload)), by)
    except Refused:
        end(upload)
        raise
    except BaseException:  # the database was away: what came is here still, and is developed once more
        darkroom.forget(str(path(upload)))
        raise
    end(upload)
    return photo


def end(upload):
    """Forget an upload: it has arrived, or never will."""
    darkroom.forget(str(path(upload)))
    path(upload).unlink(missing_ok=True)
    upload.delete()


def sweep():
    """Take away what nobody came back for."""
    Upload.objects.filter(created_at__lt=timezone.now() - darkroom.ABANDONED).delete()
    darkroom.sweep()
