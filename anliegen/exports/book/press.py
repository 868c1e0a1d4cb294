"""The press: makes books in a process of its own, one after the other, at the lowest priority.

Sockets and pages keep both processors; what the work takes of memory goes back when it ends. The process is handed the
picture and gives files (`making`); it says once a second that it lives, and ends itself when nobody hears it any more.
"""

import json
import logging
import pickle
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from anliegen.exports.book.contents import Issue
from anliegen.exports.whole import Whole
from conference.refusal import Refused

log = logging.getLogger(__name__)
PATIENCE = 300  # seconds; a book of 232 reports takes ten
DRAFTS, WAITING = 2, 6  # drafts that are kept; books that wait
one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")
lock = threading.Lock()
drafts = OrderedDict()


@dataclass(frozen=True)
class Job:
    """What is to be made: a picture of the conference as an issue, in these formats, into that folder."""

    whole: Whole
    issue: Issue
    kinds: tuple
    folder: Path


def run(job, heard=lambda progress: None):
    """Make the files. `heard(percent)` is called once a second. Raises SubprocessError when it fails."""
    words = [sys.executable, "-m", "anliegen.exports.book.making", str(settings.MEDIA_ROOT)]
    with tempfile.TemporaryFile() as said:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": said}
        process = subprocess.Popen(words, cwd=settings.CODE, **pipes)  # noqa: S603 - our own module
        end = threading.Timer(PATIENCE, process.kill)
        end.start()
        try:
            with process.stdin as paper:
                pickle.dump(job, paper)
            for line in process.stdout:
                heard(json.loads(line))
        finally:
            end.cancel()
            process.stdout.close()
            process.poll() is None and process.kill()
            code = process.wait()
        said.seek(0)
        words = said.read().decode(errors="replace")
    if words:
        log.warning("The press had something to say: %s", words)
    if code:
        raise subprocess.SubprocessError(f"The press ended with {code}")


def draft(key, prepare):
    """Return the future PDF of that key; `prepare()` gives picture and issue, and is called for the first only."""
    with lock:
        if found := drafts.get(key):
            drafts.move_to_end(key)
            return found
        if sum(not each.done() for each in drafts.values()) >= WAITING:
            raise Refused(_("Many are printing right now. Try again in a minute."), status=503)
    whole, issue = prepare()
    with lock:
        found = drafts.get(key) or one.submit(_drafted, whole, issue)
        drafts[key] = found
        for old in [each for each, job in drafts.items() if job.done()][: max(0, len(drafts) - DRAFTS)]:
            del drafts[old]
    return found


def result(key, found):
    """Return the bytes of a draft that is done or will be; one that failed is not kept."""
    try:
        return found.result()
    except (subprocess.SubprocessError, OSError) as error:
        with lock:
            drafts.pop(key, None)
        sentence = _("The book could not be made. Try again, or with only some reports or without photos.")
        raise Refused(sentence, status=503) from error


def _drafted(whole, issue):
    with tempfile.TemporaryDirectory() as folder:
        run(Job(whole, issue, ("pdf",), Path(folder)))
        return (Path(folder) / "book.pdf").read_bytes()
