"""The printer: makes PDFs in a process of its own, one after the other, and keeps the newest.

The pages have two threads and the sockets one; Typst would take a processor for seconds. A process beside them, with
the lowest priority, disturbs neither, can be ended, and gives its memory back.
"""

import json
import logging
import subprocess
import sys
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.utils.translation import gettext as _

from conference.refusal import Refused

log = logging.getLogger(__name__)
CODE = Path(__file__).resolve().parents[3]
KEPT, WAITING, PATIENCE = 12, 8, 90  # prints; prints; seconds
one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="printer")
lock = threading.Lock()
jobs = OrderedDict()


def job(key, prepare):
    """Return the future PDF of that key; `prepare()` gives what stands on it, and is called for the first only."""
    with lock:
        if found := jobs.get(key):
            jobs.move_to_end(key)
            return found
        if sum(not each.done() for each in jobs.values()) >= WAITING:
            raise Refused(_("Many are printing right now. Try again in a minute."), status=503)
    made = prepare()
    with lock:
        found = jobs.setdefault(key, None) or one.submit(_printed, made)
        jobs[key] = found
        for old in [each for each, job in jobs.items() if job.done()][: max(0, len(jobs) - KEPT)]:
            del jobs[old]
    return found


def result(key, found):
    """Return the bytes of a job that is done or will be; one that failed is not kept."""
    try:
        return found.result()
    except subprocess.SubprocessError as error:
        with lock:
            jobs.pop(key, None)
        raise Refused(_("This could not be printed. Try fewer sheets, or another size."), status=503) from error


def _printed(made):
    words = [sys.executable, "-m", "anliegen.exports.paper.compile", made.template, made.language]
    given = json.dumps({"data": made.data, "links": made.links, "photos": made.photos}).encode()
    try:
        done = subprocess.run(words, input=given, capture_output=True, cwd=CODE, timeout=PATIENCE, check=True)  # noqa: S603
    except subprocess.SubprocessError as error:
        log.error("A print failed: %s %s", made.template, getattr(error, "stderr", b"") or error)
        raise
    if done.stderr:
        log.warning("A print had something to say: %s %s", made.template, done.stderr.decode(errors="replace"))
    return done.stdout
