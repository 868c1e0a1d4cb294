"""What a seat is told: moves, merges and cancellations of the sheets it follows that others made since it read last.

Drawn from the history, from `Seat.read_to` on; nothing is copied. Several changes of one sheet are one sentence, and
what was taken back again is none.
"""

from dataclasses import dataclass

from django.db.models import Q

from anliegen.day import words
from anliegen.models import Anliegen
from anliegen.wall import ways
from conference.models import Event, Seat

OF_ONE = ["wall.pinned", "wall.moved", "wall.parked", "wall.continued", "wall.swapped"]
BESIDE = ["wall.fixed", "wall.loosened", "wall.closed", "wall.opened"]
ENDS, BEGINS = ["anliegen.withdrawn", "anliegen.hidden"], ["anliegen.brought-back", "anliegen.shown"]
MERGES = ["merge.merged", "merge.split"]
MOST = 400  # events that are looked through


@dataclass
class Change:
    """One thing to tell, about one sheet."""

    sheet: Anliegen
    sentence: str
    event: Event


class News(ways.Way):
    """The way of one sheet, and what else became of it: whether it went or came back, what it was merged with."""

    ended, merged = None, None

    def hear(self, event):
        self.event = event
        if event.kind in MERGES:
            self.merged = None if self.merged and self.merged.kind != event.kind else event
        else:
            opposite = self.ended and (self.ended.kind in ENDS) != (event.kind in ENDS)
            self.ended = None if opposite else event

    def __bool__(self):
        return bool(self.was or self.come or self.ended or self.merged)


def tells(event):
    """Return the numbers of the sheets about which an event may have something to tell."""
    if event.kind.startswith("wall."):
        return set() if event.kind in BESIDE else set(ways.steps(event))
    if event.kind in ENDS + BEGINS + MERGES:
        return {event.facts.get("anliegen"), event.facts.get("other")} - {None}
    return set()


def changes(seat, follows, wall):
    """Return what the seat has not read yet, the oldest first."""
    news = _worth(seat, follows, _news(seat, follows)) if follows.all else {}
    sheets = {each.number: each for each in seat.conference.anliegen.filter(number__in=list(news))} if news else {}
    told = [Change(sheets[each.number], words.of(each, wall), each.event) for each in news.values()]
    return sorted(told, key=lambda each: (each.event.number, each.sheet.number))


def read(seat, number):
    """Note that the seat has read what it was told, up to that event; it counts on all its devices."""
    to = min(number, seat.conference.version)
    Seat.objects.filter(pk=seat.pk, read_to__lt=to).update(read_to=to, version=seat.version + 1)


def _news(seat, follows):
    """Number → what others did to that sheet since the seat read, or did something to it itself."""
    news = {}
    for event in _events(seat, list(follows.all)):
        moved = ways.steps(event)
        for number in tells(event) & follows.all:
            if number not in follows.own and event.at < follows.marked[number]:
                continue
            took_in = event.kind in MERGES and number == event.facts.get("anliegen")
            if event.by_id == seat.pk or took_in and number in follows.through:
                news.pop(number, None)  # from here on they know, or it begins to concern them
                continue
            if took_in and event.facts.get("other") in follows.all:
                continue  # that is told with the other
            told = news.setdefault(number, News(number))
            told.go(event, *moved[number]) if number in moved else told.hear(event)
    return {number: told for number, told in news.items() if told}


def _events(seat, numbers):
    about = Q(facts__anliegen__in=numbers) | Q(facts__other__in=numbers)
    of_one = about & Q(kind__in=OF_ONE + ENDS + BEGINS + MERGES)
    of_many = Q(kind__startswith="wall.") & ~Q(kind__in=OF_ONE + BESIDE)
    since = {"number__gt": seat.read_to, "at__gte": seat.created_at}
    events = seat.conference.events.filter(of_one | of_many, **since).select_related("by").order_by("-number")
    return reversed(events[:MOST])


def _worth(seat, follows, news):
    """Leave out what is no change to who only marked it: that a sheet found its first place."""
    first = {each.number for each in news.values() if each.come and not (each.was or each.ended or each.merged)}
    first -= follows.own | {each.number for each in news.values() if each.event.kind == "wall.continued"}
    if first:
        left = seat.conference.events.filter(number__lte=seat.read_to, kind__startswith="wall.").exclude(
            kind__in=BESIDE
        )
        for event in left.exclude(kind="wall.pinned"):
            first -= {number for number, (gone, _come) in ways.steps(event).items() if gone}
    return {number: each for number, each in news.items() if number not in first}
