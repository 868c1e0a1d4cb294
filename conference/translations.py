"""Compile the translations: a fresh clone holds only their sources, and `msgfmt` is not on every machine."""

from pathlib import Path

import polib
from django.conf import settings


def compile_messages():
    """Make every .mo that is missing or older than its .po."""
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(source).save_as_mofile(compiled)
