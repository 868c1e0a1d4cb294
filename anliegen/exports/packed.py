"""The zip of an archive: `conference.json`, and files named by what is in them (`photos/<sha256>.jpeg`).

Nothing is deflated, every entry has the same date and system: the same conference is the same bytes, whichever zlib
packs it; pictures would not get smaller anyway. What comes from elsewhere is read with limits, and never by its names.
"""

import hashlib
import json
import os
import re
import stat
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from conference.refusal import Refused

CONTENT = "conference.json"
BIGGEST = 64 * 1024 * 1024  # of the JSON, by the page; the largest conference on record takes 10
NAME = re.compile(r"(photos|covers|books)/[0-9a-f]{64}\.[a-z]{3,5}")
PIECE = 1024 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, IndexError, NotImplementedError)


class Member(NamedTuple):
    """A file that goes into an archive: its name there, where it lies here, and how people know it."""

    name: str
    path: Path
    where: str


def write(file, text, members):
    """Write an archive. Refused where a file is not what its name says: it would load nowhere."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(CONTENT), text)
        for member in sorted({member.name: member for member in members}.values()):
            _copy_in(archive, member)


def named(folder, checksum, kind):
    return f"{folder}/{checksum}.{kind}"


def checksum_of(name):
    return name.rpartition("/")[2].partition(".")[0]


def _copy_in(archive, member):
    seen = hashlib.sha256()
    try:
        entry = _entry(member.name)
        entry.file_size = member.path.stat().st_size
        with member.path.open("rb") as file, archive.open(entry, "w") as packed:
            while piece := file.read(PIECE):
                seen.update(piece)
                packed.write(piece)
    except FileNotFoundError:
        seen = None
    if seen is None or seen.hexdigest() != checksum_of(member.name):
        sentence = _("%(where)s: its file is missing or broken here. Take it away there, or try again.")
        raise Refused(sentence % {"where": member.where})


def _entry(name):
    """Return an entry that has the same date and system wherever it is made."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_STORED
    return entry


@contextmanager
def opened(file):
    """Open an archive that comes from elsewhere; whatever is broken in it is Refused, also while it is read."""
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_strange(archive.infolist())
            yield archive
    except BROKEN as error:
        raise Refused(_("This file is broken, or no zip file. Nothing was loaded."), status=400) from error


def content(archive, most=BIGGEST):
    """Return the JSON of an archive. No more is unpacked than a conference can need."""
    with archive.open(CONTENT) as packed:
        text = packed.read(most + 1)
    if len(text) > most:
        raise Refused(_("What is in this archive is too big for a conference."), status=400)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(
            _("%(file)s in this archive is broken. Nothing was loaded.") % {"file": CONTENT}, status=400
        ) from error


def refuse_others(archive, wanted):
    """Raise Refused unless these files are in the archive, and no others."""
    there = {entry.filename for entry in archive.infolist()} - {CONTENT}
    if missing := sorted(wanted - there):
        raise Refused(_("%(file)s is not in this archive. Nothing was loaded.") % {"file": missing[0]}, status=400)
    if unknown := sorted(there - wanted):
        raise Refused(
            _("%(file)s is nothing that this archive speaks of. Nothing was loaded.") % {"file": unknown[0][:90]},
            status=400,
        )


def copy_out(archive, name, path, most):
    """Write a file of an archive to the disk, if what is in it is what its name says."""
    seen, size = hashlib.sha256(), 0
    with archive.open(name) as packed, path.open("wb") as file:
        while piece := packed.read(PIECE):
            size += len(piece)
            if size > most:
                raise Refused(
                    _("%(file)s in this archive is too big. Nothing was loaded.") % {"file": name}, status=400
                )
            seen.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if seen.hexdigest() != checksum_of(name):
        sentence = _("%(file)s in this archive is not the file that was put in. Nothing was loaded.")
        raise Refused(sentence % {"file": name}, status=400)


def _refuse_strange(entries):
    names = [entry.filename for entry in entries]
    if any(name.startswith(("/", "\\")) or ".." in name or ":" in name for name in names):
        raise Refused(_("This archive holds names that lead out of it. Nothing was loaded."), status=400)
    if CONTENT not in names:
        raise Refused(_("This zip holds no %(file)s, so it is no archive of ours.") % {"file": CONTENT}, status=400)
    if len(set(names)) != len(names):
        raise Refused(_("This archive holds two files of one name. Nothing was loaded."), status=400)
    if any(stat.S_ISLNK(entry.external_attr >> 16) or entry.is_dir() for entry in entries):
        raise Refused(_("This archive holds something that is no file. Nothing was loaded."), status=400)
    if strange := [name for name in names if name != CONTENT and not NAME.fullmatch(name)]:
        sentence = _("%(file)s is nothing that this archive speaks of. Nothing was loaded.")
        raise Refused(sentence % {"file": strange[0][:90]}, status=400)
