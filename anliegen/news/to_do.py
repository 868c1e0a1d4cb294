"""What waits for who brings a sheet: questions about its report, and the report itself after a nudge; and what became
of what a seat said itself."""

from django.db.models import Q

from anliegen.models import Comment, Report
from anliegen.news import answered


def of(seat):
    """Return the open comments on the reports of the sheets that this seat brings, the nudged reports that don't hang
    yet, and the answers to its own comments. Both kinds of comments come with one query."""
    mine = Q(anliegen__conveners__seat=seat, anliegen__hidden_why="", anliegen__conference=seat.conference)
    nudged = Report.objects.filter(mine, nudged_at__isnull=False, published_at=None).defer("doc")
    theirs = Report.objects.filter(mine, published_at__isnull=False)
    waiting = Q(report__in=theirs.values("pk"), answer="", taken_in_at=None, hidden_at=None) & ~Q(seat=seat)
    found = Comment.objects.filter(waiting | answered.ended(seat)).select_related("report__anliegen")
    found = list(found.defer("report__doc"))
    return {
        "questions": [each for each in found if each.seat_id != seat.pk],
        "answers": answered.told(seat, [each for each in found if each.seat_id == seat.pk]),
        "nudged": list(nudged.select_related("anliegen").distinct()),
    }
