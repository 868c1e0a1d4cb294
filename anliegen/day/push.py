"""Web Push: a browser that allowed it is told what the first page tells, while that page is closed.

Off unless WEB_PUSH is on: the message goes through the service of the browser's maker, who can't read it. What comes
within some seconds is gathered; one thread per process tells, and it is gone when nothing is due.
"""

import logging
import threading
import time

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.day import follows, sending, told
from anliegen.wall import picture
from conference.languages import in_language_of
from conference.models import PushSubscription, Seat
from conference.refusal import Refused

GATHER = 20  # seconds from the first change until it is told: who rearranges does so in several moves
MOST_BROWSERS = 5  # of one seat: nobody lets us write to hundreds of addresses
LINES = 4

log = logging.getLogger(__name__)


def subscribe(seat, endpoint="", p256dh="", auth=""):
    """Note that this seat wants to be told in that browser; its newest browsers count."""
    if not settings.WEB_PUSH:
        raise Refused(_("Here nothing is sent to closed pages. What moved stands on your first page."))
    keys = {"seat": seat, "p256dh": p256dh, "auth": auth, "created_at": timezone.now()}
    PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=keys)
    kept = seat.subscriptions.order_by("-created_at", "-pk").values_list("pk", flat=True)[:MOST_BROWSERS]
    seat.subscriptions.exclude(pk__in=list(kept)).delete()


def unsubscribe(seat, endpoint):
    """Tell this seat nothing more in that browser."""
    seat.subscriptions.filter(endpoint=endpoint).delete()


def offer(seat):
    """What the page needs to offer it: our public key, and by which endings it knows the browsers that are told."""
    if not settings.WEB_PUSH:
        return None
    endings = [endpoint[-16:] for endpoint in seat.subscriptions.values_list("endpoint", flat=True)]
    return {"key": sending.public_key(), "known": " ".join(endings)}


def heard(change):
    """A change is done: whom it concerns is told soon."""
    numbers = set().union(*(told.tells(event) for event in change.events)) if settings.WEB_PUSH else ()
    while merged := set(
        change.conference.anliegen.filter(merged_into__number__in=numbers).values_list("number", flat=True)
    ):
        if merged <= numbers:
            break
        numbers |= merged
    if numbers:
        seats = follows.concerned(change.conference, numbers).filter(subscriptions__isnull=False)
        due.add(set(seats.exclude(pk=change.by and change.by.pk).values_list("pk", flat=True)))


def letter(seat, changes):
    """Return what the browser shows: numbers, titles and places of sheets, nothing about people."""
    lines = [f"#{each.sheet.number} {each.sentence}" for each in changes]
    if len(lines) == 1:
        body = "" if changes[0].sheet.hidden_why else Truncator(changes[0].sheet.title).chars(100)
        return {"title": lines[0], "body": body, "url": f"/c/{seat.conference.slug}/"}
    title = ngettext("%(n)s change", "%(n)s changes", len(lines)) % {"n": len(lines)}
    body = "\n".join([*lines[:LINES], *["…"] * (len(lines) > LINES)])
    return {"title": title, "body": body, "url": f"/c/{seat.conference.slug}/"}


def tell(pks):
    """Send those seats what they have not read."""
    walls, letters = {}, []
    seats = Seat.objects.filter(pk__in=pks).select_related("conference").prefetch_related("subscriptions")
    for seat in seats:
        conference = seat.conference
        with timezone.override(conference.zone), in_language_of(conference):
            if conference.pk not in walls:
                walls[conference.pk] = picture.read(conference)
            changes = told.changes(seat, follows.of(seat), walls[conference.pk])
            if changes:
                letters += [(each, letter(seat, changes)) for each in seat.subscriptions.all()]
    connection.close()  # the network may take its time
    gone = sending.send(letters)
    if gone:
        PushSubscription.objects.filter(pk__in=gone).delete()


class Due:
    """Which seats are told when."""

    def __init__(self):
        self.changed = threading.Condition()
        self.seats, self.teller = {}, None

    def add(self, seats):
        with self.changed:
            at = time.monotonic() + GATHER
            self.seats = dict.fromkeys(seats, at) | self.seats
            if self.seats and self.teller is None:
                self.teller = threading.Thread(target=self.run, name="push", daemon=True)
                self.teller.start()

    def run(self):
        while seats := self.wait():
            try:
                tell(seats)
            except Exception:
                log.exception("Web Push failed; what moved stands on the page")
            finally:
                connection.close()

    def wait(self):
        """Return the seats whose time has come as soon as there are any; None when nobody waits any more."""
        with self.changed:
            while self.seats:
                now = time.monotonic()
                if found := [seat for seat, at in self.seats.items() if at <= now]:
                    self.seats = {seat: at for seat, at in self.seats.items() if at > now}
                    return found
                self.changed.wait(min(self.seats.values()) - now)
            self.teller = None
            return None


due = Due()
