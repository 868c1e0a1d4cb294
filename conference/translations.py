"""Compile the translations: a fresh clone holds only their sources, and `msgfmt` is not on every machine."""

import os
from contextlib import suppress
from pathlib import Path

import polib


def compile_messages(folders):
    """Make every .mo that is missing or older than its .po. Where nobody may write, what is there has to do."""
    for folder in folders:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                with suppress(PermissionError):
                    _compile(source, compiled)


def _compile(source, compiled):
    """Several processes may start at once: each writes a file of its own, and each finds a whole one."""
    fresh = compiled.with_suffix(f".{os.getpid()}")
    polib.pofile(source).save_as_mofile(fresh)
    fresh.replace(compiled)
