"""The quick round: every sheet once, one at a time, and in the end what one marked.

The order is fair to the sheets. Each seat gets a shuffle of its own: people stop after ten or twenty, and in one order
for all the same sheets would always come last. Sheets that fewer people than usual have marked so far come in its first
half, so that late and quiet ones are looked at while people still look; only half of the order, not a ranking, or
everybody would be shown the same sheet next. The shuffle hangs on the ids alone: who comes back goes on as before.
"""

import hashlib
from dataclasses import dataclass
from statistics import median

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils.translation import get_language

from anliegen.collect import interests
from anliegen.models import Placement
from conference.live.kept import Kept

AT_ONCE = 24  # sheets that a page holds; it asks for more when they run out
MOST = 2400  # numbers that fit into a cookie

cards = Kept(5_000)


@dataclass
class Round:
    """Where a seat is in its round: `total` sheets are others', `left` of them not answered yet."""

    total: int
    left: int
    sheets: list

    @property
    def at(self):
        """The how-manieth is in front."""
        return min(self.total, self.total - self.left + 1)


def deck(seat, passed=(), later=()):
    """Return the seat's round without what it marked or passed; what it put off comes last."""
    conference, going = seat.conference, set(interests.marked(seat))
    others = conference.anliegen.filter(withdrawn_at=None).exclude(conveners__seat=seat)
    numbers = list(others.values_list("number", flat=True))
    left = [number for number in ordered(seat, numbers) if number not in going and number not in passed]
    left.sort(key=lambda number: later.index(number) + 1 if number in later else 0)
    found = {each.number: each for each in _with_places(conference, left[:AT_ONCE])}
    return Round(len(numbers), len(left), [found[number] for number in left[:AT_ONCE] if number in found])


def ordered(seat, numbers):
    """Return the numbers in this seat's order."""
    counts = interests.counts_for(seat)  # whom they are not told shall not read them from the order
    usual = median(counts.get(number, 0) for number in numbers) if numbers else 0
    return sorted(numbers, key=lambda number: (counts.get(number, 0) > usual, shuffled(seat, number)))


def shuffled(seat, number):
    return hashlib.blake2s(f"{seat.pk} {number}".encode(), digest_size=8).digest()


def card(sheet):
    """Draw a sheet as the round shows it: the same for everybody."""
    places = [(place.room.name, place.slot.starts_at) for place in sheet.places]
    shows = (sheet.pk, sheet.version, sheet.conference.slug, places, get_language())
    return cards.piece(repr(shows), lambda: _draw(sheet))


def _draw(sheet):
    return render_to_string("collect/_card.html", {"sheet": sheet, "conference": sheet.conference})


def my_list(seat):
    """The sheets that the seat marked, in the order of the day; those without a place last."""
    sheets = [each for each in _with_places(seat.conference, interests.marked(seat)) if not each.withdrawn_at]
    latest = [each for each in sheets if not each.places]
    return sorted((each for each in sheets if each.places), key=lambda it: it.places[0].slot.starts_at) + latest


def _with_places(conference, numbers):
    places = Placement.objects.select_related("slot", "room")
    return conference.anliegen.filter(number__in=numbers).prefetch_related(
        "conveners", Prefetch("placements", places, to_attr="places")
    )


def remember(seat, passed):
    """Return what a cookie keeps: whose, and a bit for each sheet that is not for them."""
    return f"{seat.pk}-{sum(1 << number for number in passed if 0 < number < MOST):x}"


def recall(seat, cookie):
    """Return the numbers that a cookie kept; none if it is another seat's, or nonsense."""
    whose, _, bits = cookie[: MOST // 4 + 24].partition("-")
    try:
        bits = int(bits, 16) if whose == str(seat.pk) else 0
    except ValueError:
        bits = 0
    return {number for number in range(1, min(MOST, bits.bit_length())) if bits >> number & 1}
