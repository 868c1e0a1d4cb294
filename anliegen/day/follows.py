"""Which sheets a seat follows: those it brings, those it marked, and those into which these were merged."""

from dataclasses import dataclass, field

from anliegen.models import Convener, Interest

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
    """Numbers of sheets; `marked` with the moment since when, `through` those that others went into."""

    own: set = field(default_factory=set)
    marked: dict = field(default_factory=dict)
    through: set = field(default_factory=set)

    @property
    def all(self):
        return self.own | self.marked.keys()


def of(seat):
    """Return what the seat follows: two queries."""
    follows, direct = Follows(), set()
    for row in _steps(Convener, seat):
        direct |= {row.number} if row.direct and not row.came_with_id else set()
        follows.own.add(row.number)
    for row in _steps(Interest, seat):
        direct |= {row.number} if row.direct else set()
        follows.marked[row.number] = min(row.created_at, follows.marked.get(row.number, row.created_at))
    follows.through = follows.all - direct
    return follows


def _steps(model, seat):
    return model.objects.raw(STEPS.format(table=model._meta.db_table), [seat.pk])
