"""The files of an archive on their way in: unpacked beside the pictures of this installation, looked at, then moved to
their place; or taken off the disk again, all of them.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from anliegen.exports import packed
from anliegen.exports.pictures import BARE as KINDS
from conference.refusal import Refused

CODE = Path(__file__).resolve().parents[2]
PATIENCE = 3600  # seconds; three hundred photos take two minutes
SPARE = 256 * 1024 * 1024  # bytes that stay free on the disk
OLD = 24 * 3600  # seconds after which what a killed server left is swept
BIGGEST = 256 * 1024 * 1024  # bytes of one file


@dataclass
class Arriving:
    """A file that arrives: its name in the archive, and where it goes below the pictures' folder. With it goes `unit`,
    the folder that it stands in, or itself. Of a picture: its sides if they are told, and the views to make of it."""

    name: str
    path: str
    unit: str
    starts: bytes = b""
    sides: tuple | None = None
    views: tuple = ()

    @property
    def kind(self):
        return self.path.rpartition(".")[2]


def fresh_name():
    return secrets.token_urlsafe(16)


def unpack(archive, files, texts=()):
    """Copy the files of an archive into a folder that mirrors their place; return it. `texts`: (path, what it says)."""
    room = Path(settings.MEDIA_ROOT) / "arriving"
    room.mkdir(parents=True, exist_ok=True)
    _sweep(room)
    size = sum(archive.getinfo(file.name).file_size for file in files)
    if shutil.disk_usage(room).free < 2 * size + SPARE:
        raise Refused(_("There is not enough room on the disk here for this archive."), status=413)
    stage = Path(tempfile.mkdtemp(dir=room))
    with kept(stage):
        for file in files:
            path = _under(stage, file.path)
            packed.copy_out(archive, file.name, path, BIGGEST)
            with path.open("rb") as opened:
                if not opened.read(64).lower().startswith(file.starts):
                    raise Refused(_sentence(file.name, "strange"), status=400)
        for path, text in texts:
            _under(stage, path).write_text(text)
    return stage


def _under(stage, path):
    here = stage / path
    here.parent.mkdir(parents=True, exist_ok=True)
    return here


@contextmanager
def kept(stage):
    """Keep what was unpacked, unless what is done with it fails."""
    try:
        yield
    except BaseException:
        forget(stage)
        raise


def look(stage, files):
    """Let each picture be looked at, and its sizes be made. Refused where one is none of ours."""
    asked = [
        {
            "name": file.name,
            "kind": file.kind,
            "sides": file.sides,
            "source": str(stage / file.path),
            "into": str((stage / file.path).parent),
            "views": file.views,
        }
        for file in files
        if file.kind in KINDS
    ]
    words = [sys.executable, "-m", "anliegen.exports.pictures"]
    try:
        given = json.dumps(asked).encode()
        done = subprocess.run(words, input=given, stdout=subprocess.PIPE, cwd=CODE, timeout=PATIENCE, check=True)  # noqa: S603
    except subprocess.SubprocessError as error:
        raise Refused(_("A picture in this archive can't be read. Nothing was loaded."), status=400) from error
    if done.stdout:
        raise Refused(_sentence(**json.loads(done.stdout)), status=400)


@contextmanager
def placed(stage, files):
    """Have the files in their place; they leave it again when what is done with them fails."""
    home, here = Path(settings.MEDIA_ROOT), []
    try:
        for unit in dict.fromkeys(file.unit for file in files):
            (home / unit).parent.mkdir(parents=True, exist_ok=True)
            here.append(home / unit)
            os.rename(stage / unit, home / unit)
        yield
    except BaseException:
        for path in here:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise
    finally:
        forget(stage)


def forget(stage):
    if stage:
        shutil.rmtree(stage, ignore_errors=True)


def _sweep(room):
    for folder in room.iterdir():
        if folder.stat().st_mtime < time.time() - OLD:
            forget(folder)


def _sentence(name, why):
    sentences = {
        "big": _("%(file)s is too big a picture. Nothing was loaded."),
        "more": _("%(file)s holds more than a picture: a place, a camera, something hidden. Nothing was loaded."),
        "sides": _("%(file)s has other sides than this archive says. Nothing was loaded."),
        "strange": _("%(file)s is not what its name says. Nothing was loaded."),
    }
    return sentences.get(why, _("%(file)s is no picture that can be read. Nothing was loaded.")) % {"file": name}
