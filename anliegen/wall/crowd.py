"""Who would come to which sheet, and who brings it: one read of the whole conference, as sets of people.

A set of people is an int with a bit for each: what two sheets share is `&`, how many that are `.bit_count()`. Hints and
proposals ask this for thousands of pairs. Convener and interested person of one seat are the same bit; a convener
without a seat is told by the name alone.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

# A row a mark would take most of the time: 2,100 people with 17 marks each have 35,700. One row a sheet takes a fifth.
WANTS = """
SELECT sheet.id, (SELECT {seats} FROM anliegen_interest interest WHERE interest.anliegen_id = sheet.id)
FROM anliegen_anliegen sheet WHERE sheet.conference_id = %s
"""
SEATS = {"sqlite": "group_concat(interest.seat_id)", "postgresql": "string_agg(interest.seat_id::text, ',')"}
BRINGS = """
SELECT convener.anliegen_id, convener.seat_id, convener.name FROM anliegen_convener convener
JOIN anliegen_anliegen sheet ON sheet.id = convener.anliegen_id WHERE sheet.conference_id = %s ORDER BY convener.id
"""


@dataclass
class Crowd:
    """`wants` and `brings`: number of a sheet that isn't withdrawn → its people. What was merged counts for what it
    went into."""

    wants: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    brings: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    people: dict = field(default_factory=dict)  # seat id, or name of who has none → place of the bit
    names: dict[int, str] = field(default_factory=dict)  # bit of a convener → name

    def mask(self, places):
        """Return the set of the people at these places. Bit by bit an int would be copied for each of them."""
        digits = bytearray(b"0") * len(self.people)
        for place in places:
            digits[~place] = 49  # "1"
        return int(digits or b"0", 2)

    def interested(self, number):
        """How many would come to that sheet."""
        return self.wants[number].bit_count()

    def both(self, one, other):
        """How many would come to both sheets, or bring one and would come to the other, or bring both."""
        return ((self.wants[one] | self.brings[one]) & (self.wants[other] | self.brings[other])).bit_count()

    def convening_both(self, one, other):
        """The names of those who bring both sheets."""
        both = self.brings[one] & self.brings[other]
        return [name for bit, name in self.names.items() if both & bit] if both else []


def read(conference):
    """Read the crowd of a conference: three queries."""
    crowd, numbers = Crowd(), numbers_of(conference)
    people, marks = crowd.people, []
    with connection.cursor() as cursor:
        cursor.execute(BRINGS, [conference.pk])
        for sheet, seat, name in cursor.fetchall():
            bit = 1 << people.setdefault(seat or name.casefold(), len(people))
            crowd.names[bit] = name
            if sheet in numbers:
                crowd.brings[numbers[sheet]] |= bit
        cursor.execute(WANTS.format(seats=SEATS[connection.vendor]), [conference.pk])
        for sheet, seats in cursor.fetchall():
            if seats and sheet in numbers:
                places = [people.setdefault(int(seat), len(people)) for seat in seats.split(",")]
                marks.append((numbers[sheet], places))
    for number, places in marks:
        crowd.wants[number] |= crowd.mask(places)
    return crowd


def numbers_of(conference):
    """Return sheet id → the number under which it is on the wall or in the parking; merged ones under what they went
    into; withdrawn ones are left out."""
    rows = list(conference.anliegen.values_list("pk", "number", "withdrawn_at", "merged_into"))
    into = {pk: merged for pk, _number, _withdrawn, merged in rows if merged}
    here = {pk: number for pk, number, withdrawn, _merged in rows if not withdrawn}
    found = dict(here)
    for pk in into:
        end, seen = pk, set()
        while end in into and end not in seen:
            seen.add(end)
            end = into[end]
        if end in here:
            found[pk] = here[end]
    return found
