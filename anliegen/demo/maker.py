"""Make a conference that lives: invented people and Anliegen on a wall whose first round is running just now; where
reports are wanted, half of the rounds are over.

It goes through the verbs, so numbers and history are real; one transaction around them all makes it fast.
"""

import random
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from anliegen.collect import sheets as writing
from anliegen.demo import marks, names, reports, sheets
from anliegen.market import queue
from anliegen.wall import moves
from conference.entrance import seats
from conference.models import Conference, Event, Phase, Role, Room, Seat, Slot
from conference.setup import conferences

THEME = "Wie gestalten wir gemeinsam den Handel von morgen?"
INVITATION = (
    "Ein Tag ohne Vorträge: Alles, was heute geschieht, bringt ihr mit. Schreibt auf, was euch bewegt, hängt es an die "
    "Anliegenwand, und geht dorthin, wo ihr lernt oder beitragt. Wer kommt, ist die richtige Person."
)
FIRST, ROOMS = names.FIRST.split(), names.ROOMS.split()
ROUND, BREAK, LUNCH, FRAME = (timedelta(minutes=each) for each in (60, 15, 60, 45))
A_DAY = 8  # rounds; more go on the next day
PLACED = 0.85  # of the sheets
IN_LINE = 9  # sheets that wait for their turn
TAKEN = 0.9  # of the cells: the rest invites


@transaction.atomic
def make(people=120, anliegen=45, rooms=8, slots=4, told=0, photos=None):
    """Return a new conference of that size; `slots` counts rounds, breaks come on top. `told`: how many reports there
    are, None as many as there would be at half time; `photos` likewise."""
    dice = random.Random(2003)
    conference, _organiser = conferences.start(
        "Handel von morgen", "Orga", theme=THEME, invitation=INVITATION, phase=Phase.MARKET, market_open=True
    )
    Room.objects.bulk_create(_rooms(conference, rooms))
    over = 0 if told == 0 else min(slots, A_DAY) // 2
    made = Slot.objects.bulk_create(_slots(conference, slots, over))
    days = [slot.starts_at.astimezone(conference.zone).date() for slot in made] or [timezone.localdate()]
    Conference.objects.filter(pk=conference.pk).update(starts_on=days[0], ends_on=days[-1])
    facilitator = seats.join(conference, "Ada (Moderation)", Role.FACILITATOR)
    Seat.objects.bulk_create(_people(conference, people))
    hosts = list(conference.seats.filter(role=Role.PARTICIPANT).order_by("id"))
    written = [_write(conference, dice, hosts, words) for words in islice(_words(dice), anliegen)]
    _hang(conference, dice, written, facilitator)
    _line_up(written, facilitator)
    marks.mark(random.Random(232), written, hosts)
    reports.write(conference, random.Random(6), told, photos)
    _spread_over_the_last_hour(conference)
    conference.refresh_from_db()
    return conference


def _rooms(conference, count):
    for at in range(count):
        number, which = divmod(at, len(ROOMS))
        yield Room(
            conference=conference,
            name=ROOMS[which] + (f" {number + 1}" if number else ""),
            capacity=names.CAPACITIES[at % len(names.CAPACITIES)],
            location=names.PLACES[at * len(names.PLACES) // count],
            features=names.FEATURES[at % len(names.FEATURES)],
            position=at + 1,
        )


def _slots(conference, rounds, over):
    """The days with their rounds; one of the first day has been running for a quarter of an hour or so, `over` came
    before it."""
    first = _first_round(conference, min(rounds, A_DAY), over)
    for day in range(-(-rounds // A_DAY)):
        here = range(day * A_DAY, min(rounds, (day + 1) * A_DAY))
        yield from _day(conference, first + timedelta(days=day), here)


def _day(conference, starts, rounds):
    def slot(name, length, **fields):
        nonlocal starts
        ends = starts + length
        made = Slot(conference=conference, name=name, starts_at=starts, ends_at=ends, **fields)
        starts = ends
        return made

    half = rounds.start + (len(rounds) + 1) // 2
    starts -= FRAME
    yield slot("Eröffnung und Marktplatz", FRAME, common=True, place="Aula")
    for number in rounds:
        if number == half:
            yield slot("Mittagessen", LUNCH, common=True, place="Foyer")
        elif number > rounds.start:
            yield slot("Pause", BREAK, common=True, place="Foyer")
        yield slot(f"Runde {number + 1}", ROUND)
    yield slot("Abendrunde", FRAME, common=True, place="Aula")


def _first_round(conference, rounds, over):
    """When the first round began, so that now is in it, or in a later one; earlier late in the evening, as the day ends
    at midnight, and later early in the morning."""
    now = timezone.now().astimezone(conference.zone)
    midnight = datetime.combine(now.date(), datetime.min.time(), conference.zone)
    quarter = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
    latest = midnight + timedelta(days=1) - FRAME - rounds * ROUND - (rounds - 1) * BREAK - LUNCH
    lunch = LUNCH - BREAK if over and over >= (rounds + 1) // 2 else timedelta(0)
    return max(midnight + FRAME, min(quarter - BREAK - over * (ROUND + BREAK) - lunch, latest))


def _people(conference, count):
    for at in range(count):
        turn, which = divmod(at, len(FIRST))
        initial = names.INITIALS[(which + turn) % len(names.INITIALS)]
        yield Seat(conference=conference, name=f"{FIRST[which]} {initial}.", key=seats.fresh_key())


def _words(dice):
    """Titles with goal and context, each title once; when the words end, they begin again with a number."""
    combined = [(question.format(subject), "", "") for subject in sheets.SUBJECTS for question in sheets.QUESTIONS]
    dice.shuffle(combined)
    yield from sheets.SHEETS + combined
    turn = 2
    while True:
        yield from ((f"{title} ({turn})", goal, context) for title, goal, context in sheets.SHEETS + combined)
        turn += 1


def _write(conference, dice, hosts, words):
    """Write a sheet as one of the people; one in twelve seeks a host, one in six has two conveners. Returns both."""
    title, goal, context = words
    seeks_host = not hosts or dice.random() < 1 / 12
    bringing = dice.sample(hosts, min(len(hosts), 2 if dice.random() < 1 / 6 else 1))
    by = bringing[0] if bringing else None
    conveners = [] if seeks_host else [(seat, seat.name) for seat in bringing]
    return writing.write(conference, by, title, goal, context, conveners, seeks_host), by if conveners else None


def _hang(conference, dice, written, facilitator):
    """Hang most sheets; close one cell, fix one sheet, let one go on in a further cell, move one."""
    rooms, rounds = list(conference.rooms.all()), list(conference.slots.filter(common=False))
    cells = [(slot, room) for slot in rounds for room in rooms]
    if len(cells) > 3:
        closed = cells.pop(-1)
        moves.close(conference, *closed, by=facilitator)
    count = min(round(len(written) * PLACED), round(len(cells) * TAKEN))
    dice.shuffle(cells)
    hanging, free = dice.sample(written, count), cells[count:]
    for (sheet, convener), (slot, room) in zip(hanging, cells, strict=False):
        moves.pin(sheet, slot, room, by=convener or facilitator)
    sheets_up = [sheet for sheet, _convener in hanging]
    if sheets_up and len(free) > 1:
        moves.move(sheets_up[0], *free.pop(), by=facilitator)
        moves.continue_in(sheets_up[-1], *free.pop(), by=facilitator)
    if len(sheets_up) > 2:
        moves.fix(sheets_up[1], by=facilitator)


def _line_up(written, facilitator):
    """Let some of those who have no cell yet wait in the queue of the market."""
    waiting = [(sheet, convener) for sheet, convener in written if not sheet.placements.exists()]
    for sheet, convener in waiting[:IN_LINE]:
        queue.line_up(sheet, by=convener or facilitator)


def _spread_over_the_last_hour(conference):
    """A history in which everything happened at once would not look like people."""
    events = list(conference.events.all())
    step = timedelta(minutes=55) / max(1, len(events))
    for back, event in enumerate(reversed(events), 1):
        event.at -= back * step
    Event.objects.bulk_update(events, ["at"], batch_size=200)
