"""Hot taps: what hundreds tap in the same minutes (who would come, who is here) is written singly and told gathered.

    with transaction.atomic():
        …  # the rows of one tap; no lock of the conference, no event
        hot.warm(conference, "interest.counted", touches=["interest"])

Once the rows are committed, soon after a tap in silence and at most once a second per conference and kind, however many
processes serve, one `change()` records one event of that kind and tells those regions as they are by then. Kinds end in
".counted": the history that people read leaves them out. Rolled back, nothing is told.

The rows are the truth, what is warm is only news that is due: a process that ends tells it; one that is killed within
that second loses no tap, pages that are loaded or read again show it, and so does whoever tells next. May be called
from any thread; one thread per process tells, and it is gone when nothing is warm.
"""

import atexit
import logging
import threading
import time

from django.db import connection
from django.utils import timezone

from conference.live.changes import after_commit, change
from conference.models import Conference

COUNTED = ".counted"  # how the kinds of such events end
GATHER = 0.2  # seconds from a tap in silence until it is told: taps of the same moment come along
PACE = 1.0  # seconds from one telling to the next
LATELY = 50  # how many events back another process's telling is looked for

log = logging.getLogger(__name__)


def warm(conference, kind, touches=(), stale=()):
    """Let those regions be told soon after this transaction; `stale` are those that pages read again themselves."""
    key, what = (conference.pk, kind), (dict.fromkeys(touches), dict.fromkeys(stale))
    after_commit(lambda: taps.add(key, what))


class Taps:
    """What is warm in this process: (conference, kind) → when it is due, and its regions."""

    def __init__(self):
        self.changed = threading.Condition()
        self.due, self.what, self.told = {}, {}, {}
        self.teller = None

    def add(self, key, what, after=GATHER):
        """Tell these regions after so many seconds, or with what is due before."""
        with self.changed:
            at = max(time.monotonic() + after, self.told.get(key, 0) + PACE)
            self.due[key] = min(at, self.due.get(key, at))
            touches, stale = self.what.setdefault(key, ({}, {}))
            touches.update(what[0])
            stale.update(what[1])
            if self.teller is None:
                self.teller = threading.Thread(target=self.run, name="hot", daemon=True)
                self.teller.start()
            self.changed.notify()

    def run(self):
        try:
            while due := self.wait():
                self.tell(*due)
        finally:
            connection.close()

    def wait(self):
        """Return what is due as soon as something is; None when nothing is warm any more."""
        with self.changed:
            while self.due:
                key = min(self.due, key=self.due.get)
                if (rest := self.due[key] - time.monotonic()) <= 0:
                    return self.take(key)
                self.changed.wait(rest)
            self.teller = None
            return None

    def take(self, key):
        del self.due[key]
        return key, self.what.pop(key)

    def tell(self, key, what):
        """Tell it now, or later if another process has just told the same, or the database doesn't answer."""
        try:
            later = tell(key, what)
        except Conference.DoesNotExist:
            self.told.pop(key, None)
        except Exception:
            log.exception("What is warm in conference %s could not be told; it will be", key[0])
            self.add(key, what, PACE)
        else:
            if later:
                self.add(key, what, later)
            else:
                self.told[key] = time.monotonic()

    def end(self):
        """The process ends: what is warm is told at once."""
        with self.changed:
            last = [self.take(key) for key in list(self.due)]
        for key, what in last:
            try:
                tell(key, what, lately=0)
            except Exception:
                log.exception("What was warm in conference %s was not told", key[0])


def tell(key, what, lately=LATELY):
    """Record the event that tells those regions; or return in how many seconds, as somebody else has just done so."""
    conference, kind = key
    with change(Conference(pk=conference)) as log:
        told = log.conference.events.filter(kind=kind, number__gt=log.was - lately).values_list("at", flat=True)
        if (at := told.last()) and (rest := PACE - (timezone.now() - at).total_seconds()) > 0:
            return min(rest, PACE)
        log.record(kind, touches=what[0], stale=what[1])
        log.light = True
    return 0


taps = Taps()
atexit.register(taps.end)
