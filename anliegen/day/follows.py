"""Which sheets a seat follows: those it brings, those it marked, and those into which these were merged; and in whose
group it was."""

from dataclasses import dataclass, field

from django.db.models import Q

from anliegen.models import Attendance, Convener, Interest
from conference.models import Seat

# Each row of the seat with its sheet, and again with each that this one went into, however many steps that are.
STEPS = """
WITH RECURSIVE steps (id, number, onward, direct) AS (
  SELECT mine.id, sheet.number, sheet.merged_into_id, 1 FROM {table} mine
  JOIN anliegen_anliegen sheet ON sheet.id = mine.anliegen_id WHERE mine.seat_id = %s
  UNION SELECT steps.id, sheet.number, sheet.merged_into_id, 0 FROM steps
  JOIN anliegen_anliegen sheet ON sheet.id = steps.onward
) SELECT mine.*, steps.number, steps.direct FROM steps JOIN {table} mine ON mine.id = steps.id
"""


@dataclass
class Follows:
    """Numbers of sheets; `marked` with the moment since when, `through` those that others went into.

    `there`: in whose group it was, though it neither brings nor marked them.
    """

    own: set = field(default_factory=set)
    marked: dict = field(default_factory=dict)
    through: set = field(default_factory=set)
    there: set = field(default_factory=set)

    @property
    def all(self):
        return self.own | self.marked.keys()


def of(seat):
    """Return what the seat follows: three queries."""
    follows, direct = Follows(), set()
    for row in _steps(Convener, seat):
        direct |= {row.number} if row.direct and not row.came_with_id else set()
        follows.own.add(row.number)
    for row in _steps(Interest, seat):
        direct |= {row.number} if row.direct else set()
        follows.marked[row.number] = min(row.created_at, follows.marked.get(row.number, row.created_at))
    follows.through = follows.all - direct
    there = Attendance.objects.filter(seat=seat).values_list("anliegen__number", flat=True)
    follows.there = set(there) - follows.all
    return follows


def concerned(conference, numbers):
    """Return the seats to which a report of those sheets matters: who brings or marked one, or was in its group."""
    mine = Q(brings__anliegen__number__in=numbers) | Q(interests__anliegen__number__in=numbers)
    mine |= Q(attendances__anliegen__number__in=numbers)
    return Seat.objects.filter(mine, conference=conference).distinct()


def _steps(model, seat):
    return model.objects.raw(STEPS.format(table=model._meta.db_table), [seat.pk])
