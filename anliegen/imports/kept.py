"""What an organiser sent and has not decided on: its rows lie in a file, until they are made or a day is over.

A form could not carry two thousand rows, and nobody should have to choose the file again because one row was wrong.
"""

import json
import secrets
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from conference.refusal import Refused

OLD = 24 * 3600  # seconds


def keep(seat, what):
    """Keep what can be JSON; return the mark under which this seat finds it again."""
    room = _room()
    for path in room.iterdir():
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - OLD:
                path.unlink()
    mark = secrets.token_urlsafe(9)
    path = _path(seat, mark)
    path.touch(mode=0o600)
    path.write_text(json.dumps(what))
    return mark


def find(seat, mark):
    """Return what was kept. Refused when it was made, thrown away, or is somebody else's."""
    try:
        return json.loads(_path(seat, mark).read_text())
    except (OSError, ValueError) as error:
        raise Refused(
            _("This file was made or thrown away already. Choose it again if you want it once more."), status=404
        ) from error


@contextmanager
def taken(seat, mark):
    """Have it alone: it is gone when what is done with it succeeds, and comes back when that fails."""
    path = _path(seat, mark)
    mine = path.with_suffix(".taken")
    try:
        path.rename(mine)
    except OSError as error:
        raise Refused(
            _("This file was made or thrown away already. Choose it again if you want it once more."), status=404
        ) from error
    try:
        yield json.loads(mine.read_text())
    except BaseException:
        mine.rename(path)
        raise
    mine.unlink(missing_ok=True)


def throw_away(seat, mark):
    _path(seat, mark).unlink(missing_ok=True)


def _room():
    room = Path(settings.DATA) / "imports"
    room.mkdir(mode=0o700, exist_ok=True)
    return room


def _path(seat, mark):
    """The address can hold letters, digits, - and _ only, so this leads nowhere else."""
    return _room() / f"{seat.pk}-{mark}.json"
