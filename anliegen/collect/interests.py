"""Interest: "I'd come", one tap and no commitment; how many would, and who may know that.

A hot tap (conference.live.hot): its row is written without the conference's lock and without an event of its own.
"""

from functools import partial

from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.live import hot
from conference.live.kept import Kept
from conference.models import Phase, Role, Seen
from conference.refusal import Refused

KIND = "interest.counted"
# A tap is one statement that any number may run at once, and the seat's own number goes on: 40 come in a second.
MARK = """
INSERT INTO anliegen_interest (anliegen_id, seat_id, created_at)
SELECT sheet.id, %s, %s FROM anliegen_anliegen sheet WHERE sheet.id = %s AND sheet.withdrawn_at IS NULL
ON CONFLICT (anliegen_id, seat_id) DO NOTHING
"""
# Sheets go into each other in chains. UNION, not UNION ALL: a ring, which nobody should be able to make, ends as well.
UNMARK = """
DELETE FROM anliegen_interest WHERE seat_id = %s AND anliegen_id IN (
  WITH RECURSIVE went (id) AS (
    SELECT id FROM anliegen_anliegen WHERE id = %s
    UNION SELECT sheet.id FROM went JOIN anliegen_anliegen sheet ON sheet.merged_into_id = went.id
  ) SELECT id FROM went
)
"""
GOES_ON = "UPDATE conference_seat SET version = version + 1 WHERE id = %s RETURNING version"
MARKED = """
WITH RECURSIVE steps (number, onward) AS (
  SELECT sheet.number, sheet.merged_into_id FROM anliegen_interest interest
  JOIN anliegen_anliegen sheet ON sheet.id = interest.anliegen_id WHERE interest.seat_id = %s
  UNION SELECT sheet.number, sheet.merged_into_id FROM steps
  JOIN anliegen_anliegen sheet ON sheet.id = steps.onward
) SELECT number FROM steps WHERE onward IS NULL ORDER BY number
"""
# In SQL: under a wave of taps it is counted every second. What was merged counts for what it went into in the end.
COUNTS = """
WITH RECURSIVE counted (id, number) AS (
  SELECT id, number FROM anliegen_anliegen
  WHERE conference_id = %s AND withdrawn_at IS NULL AND merged_into_id IS NULL
  UNION SELECT sheet.id, counted.number FROM counted
  JOIN anliegen_anliegen sheet ON sheet.merged_into_id = counted.id
) SELECT counted.number, COUNT(DISTINCT interest.seat_id) FROM counted
JOIN anliegen_interest interest ON interest.anliegen_id = counted.id GROUP BY counted.number
"""

kept = Kept(200)
marks = Kept(4_000)


def mark(sheet, by, on=True):
    """Note that the seat would come to a sheet, or not any more; return whether that is new."""
    with transaction.atomic(), connection.cursor() as cursor:
        if on:
            now = connection.ops.adapt_datetimefield_value(timezone.now())
            cursor.execute(MARK, [by.pk, now, sheet.pk])
        else:
            cursor.execute(UNMARK, [by.pk, sheet.pk])
        changed = cursor.rowcount > 0
        if changed:
            cursor.execute(GOES_ON, [by.pk])
            by.version = cursor.fetchone()[0]
            hot.warm(sheet.conference, KIND, touches=["interest"])
    if on and not changed:
        refuse_gone(sheet)
    return changed


def refuse_gone(sheet):
    """Raise Refused for a sheet to which nobody can come."""
    sheet.refresh_from_db(fields=["withdrawn_at", "merged_into"])
    if into := sheet.merged_into:
        while into.merged_into:
            into = into.merged_into
        names = {"number": sheet.number, "into": into.number}
        raise Refused(_("#%(number)s went into #%(into)s. Say there that you would come.") % names)
    if sheet.withdrawn_at:
        raise Refused(_("#%(number)s was withdrawn.") % {"number": sheet.number})


def marked(seat):
    """The numbers of the sheets to which the seat would come; kept until its own number or the conference's goes on."""
    return marks.piece((seat.pk, seat.version, seat.conference.version), lambda: _marked(seat))


def _marked(seat):
    with connection.cursor() as cursor:
        cursor.execute(MARKED, [seat.pk])
        return [number for (number,) in cursor.fetchall()]


def told_to_all(conference):
    """Whether everybody may know now how many would come."""
    phases = list(Phase)
    after = phases.index(Phase(conference.phase)) > phases.index(Phase.MARKET)
    return conference.interest_seen == Seen.ALL or conference.interest_seen == Seen.AFTER and after


def count(conference):
    """How many would come to which sheet, by its number; those to which nobody would are left out."""
    return kept.piece(("count", conference.pk, conference.version), lambda: _count(conference))


def _count(conference):
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [conference.pk])
        return dict(sorted(cursor.fetchall()))


def counts_for(seat):
    """The same, as far as that seat may know it."""
    facilitates = seat.may(Role.FACILITATOR)
    return count(seat.conference) if facilitates or told_to_all(seat.conference) else {}


def paint(seat):
    """What a page needs to paint on its sheets how many would come, and to which this seat would: a script does it.
    Where a button says so as well, it needs the numbers of those that the seat `brings`: they have none."""
    context = {"interest": region(seat.conference), "going": marked(seat)}
    if seat.may(Role.FACILITATOR) and not told_to_all(seat.conference):
        context["interest_desk"] = _draw(count(seat.conference), "interest-desk")
    return context


def of_sheet(seat, sheet):
    """The same for one sheet's page, with what it says about that sheet."""
    context = paint(seat)
    goes = sheet.number in context["going"]
    return {**context, "goes": goes, "would_come": counts_for(seat).get(sheet.number, 0)}


def region(conference):
    """Return the live region of all counts, the same for everybody; it is empty while they are not told to all."""
    shows = ("region", conference.pk, conference.version, conference.interest_seen, conference.phase)
    return kept.piece(shows, lambda: _draw(count(conference) if told_to_all(conference) else {}))


def regions(conference, ids):
    """The same for `conference.live.regions`."""
    return {id: partial(region, conference) for id in ids}


def _draw(counts, id="interest"):
    return render_to_string("collect/_counts.html", {"id": id, "counts": counts})
