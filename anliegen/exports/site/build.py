"""`python -m anliegen.exports.site.build`: reads what the site shows, writes site.zip to where its output goes.

A process of its own, with low priority: the pages of a big conference are a second of work, its photos 100 MB. Each
photo goes from file to file; no more than one is in memory. It asks no database: what it shows was read before.
"""

import os
import pickle
import sys
import zipfile
from pathlib import Path

FILES = Path(__file__).parent / "files"
STYLES = Path(__file__).resolve().parents[3] / "static/css"


def main():
    if hasattr(os, "nice"):
        os.nice(5)
    import django

    django.setup()
    build(pickle.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S301 - from the process that started this one


def build(given, file):
    """Write the zip. `given`: "whole", "photos" (id → [(name here, path on disk)]: small, large), "made_at"."""
    from django.utils import timezone, translation

    from anliegen.exports.site import pages

    conference = given["whole"].conference
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        translation.override(conference.language),
        timezone.override(conference.zone),
    ):
        there = dict(_photos(archive, given["photos"]))
        for name, text in pages.write(given["whole"], there, given["made_at"]):
            archive.writestr(name, text)
        for path in [STYLES / "main.css", STYLES / "wall.css", *sorted(FILES.iterdir())]:
            archive.write(path, f"look/{path.name}")


def _photos(archive, photos):
    """Pack the photos as they are, since they are packed already. One whose file is gone is left out."""
    for photo, sizes in photos.items():
        if all(Path(path).is_file() for _name, path in sizes):
            for name, path in sizes:
                archive.write(path, name, zipfile.ZIP_STORED)
            yield photo, [name for name, _path in sizes]


if __name__ == "__main__":
    main()
