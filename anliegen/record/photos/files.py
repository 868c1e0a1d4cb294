"""Where the sizes of a photo lie: `photos/<file>/<size>.<kind>` in the pictures' folder of this installation.

A photo that is turned or cropped gets a new folder, so a folder never changes: whoever reads one is never surprised,
what is rolled back is thrown away, and an address with the folder's mark in it may be kept by browsers.
"""

import hashlib
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings

SIZES = {"original": None, "large": 1920, "small": 480}  # longest side in pixels
WHOLE = "whole"  # a cropped photo as large as it was before: what is cropped again


def path(file, kind, size):
    """Return where that size of a photo is on disk."""
    return _folder(file) / f"{size}.{kind}"


def views(turned=0, crop=None):
    """The pictures that the darkroom makes of an original that is turned and cropped so."""
    shown = [(size, longest, turned, crop) for size, longest in SIZES.items() if longest]
    return [*shown, (WHOLE, SIZES["large"], turned, None)] if crop else shown


def hang_up(made, original=None):
    """Take over what the darkroom made, under a name that nobody guesses; return that name. `original`: the file that
    it was made of, where it was one of ours."""
    if original:
        _link(original, made.folder / f"original.{made.kind}")
    file = secrets.token_urlsafe(16)
    folder = _folder(file)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made.folder, folder)
    for each in (folder, folder.parent):
        _to_disk(each)
    return file


def forget(file):
    """Take all sizes of a photo off the disk."""
    shutil.rmtree(_folder(file), ignore_errors=True)


def checksum(file, kind):
    """Return the original's SHA-256."""
    with open(path(file, kind, "original"), "rb") as original:
        return hashlib.file_digest(original, "sha256").hexdigest()


def scaled(sides, size):
    """Return width and height of that size of a picture, as the darkroom makes it."""
    scale = min(1, SIZES[size] / max(*sides, 1))
    return tuple(max(1, round(side * scale)) for side in sides)


def _link(original, copy):
    try:
        os.link(original, copy)
    except OSError:  # a disk that knows no second name for a file
        shutil.copyfile(original, copy)


def _to_disk(folder):
    """What is answered with success survives a power cut: not all systems let a folder be written out."""
    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def _folder(file):
    return Path(settings.MEDIA_ROOT) / "photos" / file
