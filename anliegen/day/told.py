"""What a seat is told: moves, merges and cancellations of the sheets it follows that others made since it read last;
that their report hangs, or is asked for.

Drawn from the history, from `Seat.read_to` on; nothing is copied. Several changes of one sheet are one sentence, and
what was taken back again is none.
"""

from dataclasses import dataclass

from django.db.models import F

from anliegen.day import words
from anliegen.models import Anliegen, Placement
from anliegen.wall import past, ways
from anliegen.wall.past import Shift, Step
from conference.models import Seat

ENDS, BEGINS = ["anliegen.withdrawn", "anliegen.hidden"], ["anliegen.brought-back", "anliegen.shown"]
MERGES = ["merge.merged", "merge.split"]
HANGS, NUDGED = ["report.published", "report.taken-back"], "report.nudged"
TELL = [*ENDS, *BEGINS, *MERGES, *HANGS, NUDGED]


@dataclass
class Change:
    """One thing to tell, about one sheet; `who` did it last, empty for somebody who is no longer here."""

    sheet: Anliegen
    sentence: str
    step: Step | Shift
    who: str = ""

    @property
    def leads(self):
        """To which page of the sheet it leads: its own, its report's, or where that is written."""
        return {HANGS[0]: "news", NUDGED: "report"}.get(self.step.kind, "")


class News(ways.Way):
    """The way of one sheet, and what else became of it: whether it went or came back, what it was merged with, and
    whether its report hangs or is asked for."""

    ended, merged, report = None, None, None

    def __init__(self, number):
        super().__init__(number)
        self.shifted = []  # (slot, room, the times when it was to be there)

    def hear(self, step):
        if step.gone or step.come:
            self.go(step)
        elif step.kind in MERGES:
            self.merged = None if self.merged and self.merged.kind != step.kind else step
        elif step.kind in [*HANGS, NUDGED]:
            self.report = None if step.kind == HANGS[1] else step
        else:
            opposite = self.ended and (self.ended.kind in ENDS) != (step.kind in ENDS)
            self.ended = None if opposite else step
        self.last = step

    def __bool__(self):
        return bool(self.was or self.come or self.ended or self.merged or self.report or self.shifted)

    def shift(self, slot, room, shift):
        """The round in which it hangs has other times now."""
        self.shifted.append((slot, room, shift[0].was))
        self.last = max(self.last or shift[-1], shift[-1], key=lambda step: step.number)


def tells(event):
    """Return the numbers of the sheets about which an event may have something to tell."""
    if event.kind in TELL:
        return past.named(event.kind, event.facts)
    if event.kind in past.SHIFTS and "was" in event.facts:
        return set(Placement.objects.filter(slot=event.facts["slot"]).values_list("anliegen__number", flat=True))
    return set(past.moved(event.facts))


def changes(seat, follows, wall):
    """Return what the seat has not read yet, the oldest first."""
    numbers = follows.all | follows.there
    history = past.of(seat.conference) if numbers else None
    places = {number: cells for number, cells in wall.places().items() if number in follows.all}
    heard = {number: _news(seat, follows, number, history, places.get(number, [])) for number in numbers}
    news = {number: each for number, each in heard.items() if each}
    if not news:
        return []
    sheets = {each.number: each for each in seat.conference.anliegen.filter(number__in=list(news))}
    names = dict(Seat.objects.filter(pk__in={each.last.by for each in news.values()}).values_list("pk", "name"))
    told = [
        Change(sheets[number], words.of(each, wall), each.last, names.get(each.last.by, ""))
        for number, each in news.items()
    ]
    return sorted(told, key=lambda each: (each.step.number, each.sheet.number))


def read(seat, number):
    """Note that the seat has read what it was told, up to that event; it counts on all its devices."""
    to = min(number, seat.conference.version)
    Seat.objects.filter(pk=seat.pk, read_to__lt=to).update(read_to=to, version=F("version") + 1)


def _news(seat, follows, number, history, places):
    """What others did to that sheet since the seat read, or did something to it itself; None if that is no news.
    `places`: the slots and rooms where it hangs."""
    news, since = News(number), seat.created_at
    if number in follows.marked and number not in follows.own:
        since = max(since, follows.marked[number])
    for step in history.of.get(number, []):
        if step.number <= seat.read_to or step.at < since or not _tells(step, number, follows):
            continue
        took_in = step.kind in MERGES and number == step.facts.get("anliegen")
        if step.by == seat.pk or took_in and number in follows.through:
            news = News(number)  # from here on they know, or it begins to concern them
        elif not (took_in and step.facts.get("other") in follows.all):  # else it is told with the other
            news.hear(step)
    if number not in follows.own and _is_first(news, seat, history):
        news = News(number)
    for slot, room in places:
        if shift := _shift(seat, slot, since, _came(history.of.get(number, []), (slot.pk, room.pk)), history):
            news.shift(slot, room, shift)
    return news or None


def _came(steps, cell):
    """The number of the event that hung the sheet there."""
    return max((step.number for step in steps if cell in step.come), default=0)


def _shift(seat, slot, since, came, history):
    """The shifts of a slot that the seat was not told of; none if it has its old times again, or shifted it itself."""
    found = [each for each in history.shifts[slot.pk] if each.number > max(seat.read_to, came) and each.at >= since]
    own = [at for at, each in enumerate(found) if each.by == seat.pk]
    found = found[own[-1] + 1 :] if own else found
    return found if found and found[0].was != [slot.starts_at, slot.ends_at] else []


def _tells(step, number, follows):
    """Whether it is news: who was in the group hears of its report only, and who brings a sheet of a nudge."""
    if step.kind in HANGS:
        return True
    if step.kind == NUDGED:
        return number in follows.own
    return number in follows.all and (step.gone or step.come or step.kind in TELL)


def _is_first(news, seat, history):
    """Whether a sheet just found its first place: no change to who only marked it."""
    if not news.come or news.was or news.ended or news.merged or news.report or news.last.kind == "wall.continued":
        return False
    before = (step for step in history.of[news.number] if step.number <= seat.read_to)
    return not any(step.gone for step in before)
