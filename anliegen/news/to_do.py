"""What waits for who brings a sheet: questions about its report, and the report itself after a nudge."""

from django.db.models import Q

from anliegen.models import Comment, Report


def of(seat):
    """Return (open comments on the reports of the sheets that this seat brings, nudged reports that don't hang yet)."""
    mine = Q(anliegen__conveners__seat=seat, anliegen__hidden_why="", anliegen__conference=seat.conference)
    nudged = Report.objects.filter(mine, nudged_at__isnull=False, published_at=None).defer("doc")
    theirs = Report.objects.filter(mine, published_at__isnull=False)
    waiting = Comment.objects.filter(report__in=theirs.values("pk"), answer="", taken_in_at=None, hidden_at=None)
    return {
        "questions": list(waiting.exclude(seat=seat).select_related("report__anliegen").defer("report__doc")),
        "nudged": list(nudged.select_related("anliegen").distinct()),
    }
