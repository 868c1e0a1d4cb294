"""The darkroom: pictures from people are made ours one after the other, in a process beside pages and sockets.

A photo of 50 megapixels takes seconds and hundreds of megabytes, and a hostile one whatever it gets: a process with
limits gives them back. What is made lies in a folder of its own until somebody takes it over.
"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from conference.refusal import Refused

log = logging.getLogger(__name__)
CODE = Path(__file__).resolve().parents[2]
ABANDONED = timedelta(days=1)
KEPT, WAITING, PATIENCE = 64, 300, 120  # pictures that nobody took over yet; pictures; seconds
one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="darkroom")
lock = threading.Lock()
jobs = OrderedDict()


@dataclass(frozen=True)
class Made:
    """What came out: the folder of the views, and the size of the picture as it was cleaned."""

    folder: Path
    kind: str
    width: int
    height: int


class Wrong(Exception):
    """The file is no picture for us; `told` says why, in a word."""

    def __init__(self, told):
        super().__init__(told["wrong"])
        self.told = told


def uploads():
    """Return the folder of what is on its way: nothing there is kept for good."""
    settings.UPLOADS.mkdir(exist_ok=True)
    return settings.UPLOADS


def sweep():
    """Take away what nobody came back for."""
    before = time.time() - ABANDONED.total_seconds()
    for each in uploads().iterdir():
        with suppress(OSError):  # another process sweeps as well
            if each.stat().st_mtime < before:
                shutil.rmtree(each) if each.is_dir() else each.unlink()


def job(key, source, views):
    """Return the future `Made` of that key: of the file `source`, the views that `cleaning.develop` speaks of."""
    with lock:
        if found := jobs.get(key):
            return found
        if sum(not each.done() for each in jobs.values()) >= WAITING:
            raise Refused(_("Many photos are being prepared right now. Yours is tried again in a minute."), status=503)
        found = jobs[key] = one.submit(_developed, source=str(source), views=views)
        old = [each for each, other in jobs.items() if other.done()]
        gone = [jobs.pop(each) for each in old[: max(0, len(old) - KEPT)]]
    for each in gone:
        _throw_away(each)
    return found


def busy(start, but):
    """Whether a job whose key starts so waits or runs, other than the one of that key."""
    with lock:
        return any(key.startswith(start) and key != but and not found.done() for key, found in jobs.items())


def result(key, found):
    """Return what came out of a job, or refuse with what is wrong; a job that failed is not kept."""
    try:
        return found.result()
    except Wrong as wrong:
        forget(key)
        sentence, status = _sentence(wrong.told)
        raise Refused(sentence, status=status) from wrong


def forget(key):
    """Forget a job, and what came out of it unless somebody took it over."""
    with lock:
        found = jobs.pop(key, None)
    if found:
        _throw_away(found)


def all_of(futures):
    """Return a future that is done once all of these are."""
    done, left = Future(), [len(futures)]

    def count(_future):
        with lock:
            left[0] -= 1
            last = left[0] == 0
        if last:
            done.set_result(None)

    for each in futures:
        each.add_done_callback(count)
    if not futures:
        done.set_result(None)
    return done


def _throw_away(found):
    if found.done() and not found.cancelled() and not found.exception():
        shutil.rmtree(found.result().folder, ignore_errors=True)


def _developed(**asked):
    folder = Path(tempfile.mkdtemp(prefix="made-", dir=uploads()))
    told = _told({"into": str(folder), **asked})
    if "wrong" in told:
        shutil.rmtree(folder, ignore_errors=True)
        raise Wrong(told)
    folder.chmod(0o755)  # a folder that was made to be private becomes one like any other
    return Made(folder=folder, **told)


def _told(asked):
    words = [sys.executable, "-m", "anliegen.pictures.cleaning"]
    given = json.dumps(asked).encode()
    try:
        done = subprocess.run(words, input=given, capture_output=True, cwd=CODE, timeout=PATIENCE, check=True)  # noqa: S603
        return json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"wrong": "heavy"}
    except (subprocess.CalledProcessError, ValueError) as error:
        log.warning("A picture broke its reader: %s %s", error, getattr(error, "stderr", b"")[-500:])
        return {"wrong": "broken"}


def _sentence(told):
    """What is wrong, in a sentence, and the status that fits."""
    too_big = _("This picture has too many pixels. Make it smaller and send it again.")
    known = {
        "empty": (_("This file is empty. Choose the picture again."), 422),
        "pdf": (_("This is a PDF, not a picture. Photograph the page, or save it as a picture."), 422),
        "markup": (_("This is a drawing or page made of text (SVG, HTML). Save it as PNG or JPEG."), 422),
        "packed": (_("This is a packed file. Unpack it and send the pictures in it."), 422),
        "gif": (_("This is a GIF. Save it as JPEG or PNG."), 422),
        "film": (_("This is a film. Send a photo of it."), 422),
        "moves": (_("This picture moves. Send one that stands still."), 422),
        "broken": (_("This picture is damaged or only half there. Open it on your device, then send it again."), 422),
        "pixels": (too_big, 413),
        "heavy": (too_big, 413),
    }
    if told["wrong"] == "narrow":
        sentence = _("This picture is %(width)s by %(height)s pixels: too narrow to show anything.")
        return sentence % {"width": told["width"], "height": told["height"]}, 422
    return known.get(told["wrong"], (_("This is no picture that can be read. JPEG, PNG, WebP and HEIC can."), 422))
