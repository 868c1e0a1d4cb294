"""The one funnel for every change of a conference: lock, rows, numbered events, commit, news.

Only here `on_commit` is named, so nobody can forget to tell, and nothing is told that was rolled back.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.utils import timezone

from conference.live import regions, tokens
from conference.live.hub import hub
from conference.models import Conference, Event
from conference.prepared import Prepared

LOCKED = Prepared(lambda: Conference.objects.select_for_update().filter(pk=Value("pk")))

listeners = []  # functions(log) that the day calls once a change is done and told


@contextmanager
def change(conference, by=None):
    """Open a transaction that holds the conference; what is recorded on the yielded log gets the next numbers.

    `by` is the seat that acts, None for the organiser at the keyboard. Raising inside undoes everything.
    """
    with transaction.atomic():
        log = Log(lock(conference.pk), by)
        yield log
        if log.events:
            Event.objects.bulk_create(log.events)
            Conference.objects.filter(pk=log.conference.pk).update(version=log.version)
            transaction.on_commit(log.tell, robust=True)  # what is done is done; the heartbeat tells what this can't


def lock(pk):
    """Return the conference, which is ours alone until the transaction ends."""
    for row in LOCKED.rows(pk=pk):
        return Conference.from_db("default", [field.attname for field in Conference._meta.concrete_fields], row)
    raise Conference.DoesNotExist


def after_commit(do):
    """Call `do` once this transaction is committed; never if it is rolled back; at once when there is none."""
    transaction.on_commit(do, robust=True)


class Log:
    """What one change did: its events, and which live regions it touched."""

    def __init__(self, conference, by):
        self.conference, self.by = conference, by
        self.was = conference.version
        self.events, self.touched, self.stale, self.told = [], {}, {}, {}
        self.seats = {}
        self.light = False  # news that must not keep other news waiting

    @property
    def version(self):
        return self.was + len(self.events)

    def record(self, kind, touches=(), stale=(), **facts):
        """Add the next event. `touches`: regions to tell; `stale`: regions that every page re-reads itself.

        A verb that has at hand what a region shows gives {id: function() -> html}: then it is not read again.
        """
        event = Event(
            conference=self.conference, number=self.version + 1, kind=kind, by=self.by, at=timezone.now(), facts=facts
        )
        self.events.append(event)
        self.touched |= touches if isinstance(touches, dict) else dict.fromkeys(touches)
        self.stale |= dict.fromkeys(stale)
        return event

    def concerns(self, seat, key):
        """Let that seat's open pages be read again; those that came by another key than this are shown the door."""
        self.seats[seat] = key and tokens.mark(key)

    def tell(self):
        """Render what was touched once per language and hand it to the hub."""
        languages = [language for language, _ in settings.LANGUAGES]
        self.conference.version = self.version
        self.told = regions.render(self.conference, self.touched, languages)
        hub.tell(
            {
                "conference": self.conference.pk,
                "was": self.was,
                "version": self.version,
                "regions": self.told,
                "stale": list(self.stale),
                "seats": list(self.seats.items()),
                "light": self.light,
            }
        )
        for listen in listeners:
            listen(self)
