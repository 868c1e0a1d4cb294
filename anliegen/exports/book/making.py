"""The process that makes a book: `python -m anliegen.exports.book.making PICTURES` reads a job and writes its files.

It has Django for languages and templates, and no database. Its standard output is its progress in percent, a line a
second; when nobody reads that any more, the server is gone, and so is it.
"""

import os
import pickle
import sys
import tempfile
import threading
import time
from pathlib import Path

import django
from django.conf import settings

READ, PHOTOS, SET, SHOWN = 3, 25, 75, 85  # percent that are done once something is


class Progress:
    """How far it is; tells it once a second, and creeps on while something takes long."""

    def __init__(self):
        self.percent, self.until = 0, READ

    def begin(self):
        threading.Thread(target=self.tell, daemon=True).start()

    def reached(self, percent, until):
        self.percent, self.until = percent, until

    def tell(self):
        while True:
            try:
                print(int(self.percent), flush=True)  # noqa: T201 - this is what its output is for
            except OSError:
                os._exit(1)
            time.sleep(1)
            self.percent += (self.until - self.percent) * 0.12


def main():
    if hasattr(os, "nice"):
        os.nice(19)
    progress = Progress()
    progress.begin()
    django.setup()
    settings.MEDIA_ROOT = Path(sys.argv[1])  # whichever way the server came by it
    make(pickle.load(sys.stdin.buffer), progress)  # noqa: S301 - from our own process


def make(job, progress):
    """Make the job's files in its folder, the PDF first, in the conference's language and time."""
    from django.utils import timezone, translation

    from anliegen.exports.book import contents, covers, page, paper, pictures, word

    conference = job.whole.conference
    with translation.override(conference.language), timezone.override(conference.zone):
        told, photos = contents.contents(job.whole, job.issue)
    with tempfile.TemporaryDirectory(dir=job.folder) as work:
        progress.reached(READ, PHOTOS)
        prints = pictures.prepare(photos, Path(work), lambda share: progress.reached(READ + 22 * share, PHOTOS))
        prints += pictures.drawn(job.issue.charts, Path(work))
        cover = pictures.cover(covers.path(job.whole.conference), Path(work))
        setters = {"pdf": (paper.pdf, PHOTOS, SET), "html": (page.html, SET, SHOWN), "docx": (word.docx, SHOWN, 99)}
        for kind in job.kinds:
            make_one, since, until = setters[kind]
            progress.reached(since, until)
            (job.folder / f"book.{kind}").write_bytes(make_one(told, prints, cover))
    progress.reached(100, 100)


if __name__ == "__main__":
    main()
