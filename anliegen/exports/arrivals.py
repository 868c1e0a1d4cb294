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
from anliegen.exports.pictures import BIGGEST
from anliegen.record.photos.files import SIZES
from conference.refusal import Refused

CODE = Path(__file__).resolve().parents[2]
PATIENCE = 3600  # seconds; three hundred photos take two minutes
SPARE = 256 * 1024 * 1024  # bytes that stay free on the disk
OLD = 24 * 3600  # seconds after which what a killed server left is swept


@dataclass
class Picture:
    """A photo that arrives: its file in the archive, the folder that it gets here, and what is shown of it."""

    name: str
    kind: str
    sides: tuple
    turned: int
    crop: list | None
    folder: str


def fresh_folder():
    return secrets.token_urlsafe(16)


def unpack(archive, pictures):
    """Copy the files of an archive to a folder of their own; return it."""
    room = Path(settings.MEDIA_ROOT) / "arriving"
    room.mkdir(parents=True, exist_ok=True)
    _sweep(room)
    size = sum(archive.getinfo(picture.name).file_size for picture in pictures)
    if shutil.disk_usage(room).free < 2 * size + SPARE:
        raise Refused(_("There is not enough room on the disk here for this archive."), status=413)
    stage = Path(tempfile.mkdtemp(dir=room))
    with kept(stage):
        for picture in pictures:
            (stage / picture.folder).mkdir(mode=0o755)
            packed.copy_out(archive, picture.name, stage / picture.folder / f"original.{picture.kind}", BIGGEST)
    return stage


@contextmanager
def kept(stage):
    """Keep what was unpacked, unless what is done with it fails."""
    try:
        yield
    except BaseException:
        forget(stage)
        raise


def look(stage, pictures):
    """Let each picture be looked at, and its sizes be made. Refused where one is none of ours."""
    asked = [
        {
            "name": picture.name,
            "kind": picture.kind,
            "sides": picture.sides,
            "folder": str(stage / picture.folder),
            "views": [(size, side, picture.turned, picture.crop) for size, side in SIZES.items() if side],
        }
        for picture in pictures
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
def placed(stage, pictures):
    """Have the pictures in their place; they leave it again when what is done with them fails."""
    home, here = Path(settings.MEDIA_ROOT) / "photos", []
    home.mkdir(parents=True, exist_ok=True)
    try:
        for picture in pictures:
            here.append(home / picture.folder)
            os.rename(stage / picture.folder, here[-1])
        yield
    except BaseException:
        for folder in here:
            shutil.rmtree(folder, ignore_errors=True)
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
    }
    return sentences.get(why, _("%(file)s is no picture that can be read. Nothing was loaded.")) % {"file": name}
