"""Pictures that people send for a display: the darkroom makes them ours, one file each under a name nobody guesses."""

import hashlib
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from anliegen.pictures import darkroom
from conference.refusal import Refused

BIGGEST = 20 * 1024 * 1024  # bytes as sent
LONGEST_SIDE = 3840


def keep(file):
    """Put a picture on the disk as `tidy` makes it; return its name there."""
    picture = tidy(file)
    return default_storage.save(f"displays/{picture.name}", picture)


def forget(name):
    """Take a picture off the disk, if there was one."""
    if name:
        default_storage.delete(name)


def job(file):
    """Return (key, future) of what becomes of a sent file. Raises Refused."""
    if file.size > BIGGEST:
        raise Refused(_("This picture has more than 20 MB. Make it smaller and send it again."), status=413)
    file.seek(0)
    key = hashlib.file_digest(file, "sha256").hexdigest()
    if found := darkroom.jobs.get(key):
        return key, found
    with tempfile.NamedTemporaryFile(dir=darkroom.uploads(), delete=False) as source:
        for piece in file.chunks():
            source.write(piece)
    found = darkroom.job(key, source.name, [("shown", LONGEST_SIDE, 0, None)])
    found.add_done_callback(lambda _done: _remove(source.name))
    return key, found


def tidy(file):
    """Return the picture as a file of ours, under a name that nobody guesses. Raises Refused."""
    key, found = job(file)
    made = darkroom.result(key, found)
    packed = (made.folder / f"shown.{made.kind}").read_bytes()  # it stays there, should the same be sent twice at once
    return ContentFile(packed, f"{secrets.token_urlsafe(16)}.{made.kind}")


def _remove(path):
    with suppress(OSError):
        Path(path).unlink()
