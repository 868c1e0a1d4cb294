"""Who would come to which sheet, and who brings it: one read of the whole conference, as sets of people.

A set of people is an int with a bit for each: what two sheets share is `&`, how many that are `.bit_count()`. Hints and
proposals ask this for thousands of pairs. Convener and interested person of one seat are the same bit; a convener
without a seat is told by the name alone.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

# Rows of the ORM would take most of the time: 2,100 people with ten marks each are 21,000 of them.
WANTS = """
SELECT interest.anliegen_id, interest.seat_id FROM anliegen_interest interest
JOIN anliegen_anliegen sheet ON sheet.id = interest.anliegen_id WHERE sheet.conference_id = %s
"""
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
    people: dict = field(default_factory=dict)  # seat id, or name of who has none → bit
    names: dict[int, str] = field(default_factory=dict)  # bit of a convener → name

    def add(self, person):
        """Return the bit of a person (a seat's id or a name)."""
        return self.people.setdefault(person, 1 << len(self.people))

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
    with connection.cursor() as cursor:
        cursor.execute(BRINGS, [conference.pk])
        for sheet, seat, name in cursor.fetchall():
            bit = crowd.add(seat or name.casefold())
            crowd.names[bit] = name
            if sheet in numbers:
                crowd.brings[numbers[sheet]] |= bit
        cursor.execute(WANTS, [conference.pk])
        wants, people = crowd.wants, crowd.people
        for sheet, seat in cursor.fetchall():
            if number := numbers.get(sheet):
                wants[number] |= people.get(seat) or crowd.add(seat)
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
