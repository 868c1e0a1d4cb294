"""Web Push: a browser that allowed it is told what the pages tell, while they are closed.

Off unless WEB_PUSH is on: the message goes through the service of the browser's maker, who can't read it. Moves that
come within some seconds are gathered, calls go at once; one thread per process tells, and ends when nothing is due.
"""

import logging
import threading
import time

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.day import follows, letters, sending
from conference.models import PushSubscription, Seat
from conference.refusal import Refused

GATHER = 20  # seconds from the first change until it is told: who rearranges does so in several moves
MOST_BROWSERS = 5  # of one seat: nobody lets us write to hundreds of addresses

log = logging.getLogger(__name__)


def subscribe(seat, endpoint="", p256dh="", auth=""):
    """Note that this seat wants to be told in that browser; its newest browsers count."""
    if not settings.WEB_PUSH:
        raise Refused(_("Here nothing is sent to closed pages. What moved stands on your first page."))
    keys = {"seat": seat, "p256dh": p256dh, "auth": auth, "created_at": timezone.now()}
    PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=keys)
    kept = seat.subscriptions.order_by("-created_at", "-pk").values_list("pk", flat=True)[:MOST_BROWSERS]
    seat.subscriptions.exclude(pk__in=list(kept)).delete()
    _shows(seat)


def unsubscribe(seat, endpoint):
    """Tell this seat nothing more in that browser."""
    seat.subscriptions.filter(endpoint=endpoint).delete()
    _shows(seat)


def _shows(seat):
    """The seat's pages say in which browsers it is told: they are not as before."""
    Seat.objects.filter(pk=seat.pk).update(version=F("version") + 1)


def offer(seat):
    """What the page needs to offer it: our public key, and by which endings it knows the browsers that are told."""
    if not settings.WEB_PUSH:
        return None
    endings = [endpoint[-16:] for endpoint in seat.subscriptions.values_list("endpoint", flat=True)]
    return {"key": sending.public_key(), "known": " ".join(endings)}


def heard(change):
    """A change is done: whom it concerns is told soon, whom it calls at once."""
    if not settings.WEB_PUSH:
        return
    if numbers := letters.moved(change):
        due.add(_told_in(follows.concerned(change.conference, numbers), change), letters.MOVED, GATHER)
    for what in letters.calls(change):
        due.add(_told_in(change.conference.seats, change), what)


def _told_in(seats, change):
    """Those of the seats that some browser tells; who did it knows."""
    return seats.filter(subscriptions__isnull=False).exclude(pk=change.by and change.by.pk)


def tell(found):
    """Send what is due: (seat, what) pairs, as far as it is still so."""
    asked, walls = {}, {}
    for pk, what in found:
        asked.setdefault(pk, []).append(what)
    seats = Seat.objects.filter(pk__in=asked).select_related("conference").prefetch_related("subscriptions")
    sent = [
        (browser, letter)
        for seat in seats
        for letter in letters.of(seat, asked[seat.pk], walls)
        for browser in seat.subscriptions.all()
    ]
    connection.close()  # the network may take its time
    if gone := sending.send(sent):
        PushSubscription.objects.filter(pk__in=gone).delete()


class Due:
    """Which seats are told what, and when."""

    def __init__(self):
        self.changed = threading.Condition()
        self.seats, self.teller = {}, None

    def add(self, seats, what, after=0):
        with self.changed:
            at = time.monotonic() + after
            self.seats = {(pk, what): at for pk in seats.values_list("pk", flat=True).distinct()} | self.seats
            if self.seats and self.teller is None:
                self.teller = threading.Thread(target=self.run, name="push", daemon=True)
                self.teller.start()
            self.changed.notify()

    def run(self):
        while found := self.wait():
            try:
                tell(found)
            except Exception:
                log.exception("Web Push failed; what moved stands on the page")
            finally:
                connection.close()

    def wait(self):
        """Return what is due as soon as something is; None when nothing is any more."""
        with self.changed:
            while self.seats:
                now = time.monotonic()
                if found := [each for each, at in self.seats.items() if at <= now]:
                    self.seats = {each: at for each, at in self.seats.items() if at > now}
                    return found
                self.changed.wait(min(self.seats.values()) - now)
            self.teller = None
            return None


due = Due()
