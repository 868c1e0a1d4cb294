"""site.zip is made beside the pages, one after the other, into a file that has no name: it is gone once it was sent.

A site is for whoever asked for it, and once; nothing of it stays here.
"""

import logging
import pickle
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.utils.translation import gettext as _

from anliegen.record.photos import files
from conference.refusal import Refused

log = logging.getLogger(__name__)
WAITING, LEFT, PATIENCE = 4, 2, 300  # sites; sites; seconds
SHOWN = ("small", "large")
one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="site")
lock = threading.Lock()
jobs = OrderedDict()


def job(key, prepare):
    """Return the future file of that key; `prepare()` gives what it shows, and is called for the first only."""
    with lock:
        if found := jobs.get(key):
            return found
        if sum(not each.done() for each in jobs.values()) >= WAITING:
            raise Refused(_("Many are fetching the site right now. Try again in a minute."), status=503)
    made = prepare()
    with lock:
        for old in [each for each, job in jobs.items() if job.done()][: -LEFT or None]:
            jobs.pop(old)  # nobody came for it
        found = jobs[key] = jobs.get(key) or one.submit(_made, made)
    return found


def taken(found):
    """Return the open file of a job, for this one answer."""
    with lock:
        key = next((key for key, job in jobs.items() if job is found), None)
        mine = jobs.pop(key, None)
    if not mine:
        raise Refused(_("This was just fetched. Ask for it once more."), status=503)
    try:
        return found.result()
    except (subprocess.SubprocessError, OSError) as error:
        raise Refused(_("The site could not be made. Try it without photos."), status=503) from error


def photos_of(whole):
    """Return where the photos lie, and their names in the site: id → [(name, path)], small and large."""
    return {
        photo.id: [
            (f"photos/{sheet.number}-{nth}-{size}.{photo.kind}", str(files.path(photo.file, photo.kind, size)))
            for size in SHOWN
        ]
        for sheet in whole.reports
        for nth, photo in enumerate(sheet.report.photos, 1)
    }


def _made(given):
    words = [sys.executable, "-m", "anliegen.exports.site.build"]
    file = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115 - open until it is sent
    try:
        subprocess.run(  # noqa: S603 - our own module
            words, input=pickle.dumps(given), stdout=file, stderr=subprocess.PIPE, cwd=settings.CODE, timeout=PATIENCE,
            check=True,
        )  # fmt: skip
    except subprocess.SubprocessError as error:
        file.close()
        log.error("A site was not made: %s", (getattr(error, "stderr", b"") or b"").decode(errors="replace"))
        raise
    file.seek(0)
    return file
