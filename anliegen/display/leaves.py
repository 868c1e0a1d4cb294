"""The reports as a hall's screen turns them, one leaf after the other: what stands on each, and how many hang."""

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from anliegen.news import reads
from conference.entrance import addresses

LETTERS = 1_100  # more fit on no screen; what is cut off stands behind the code
NAMES = 4


def newest(conference):
    """Which report was hung last, as a mark that changes with it; empty if none hangs."""
    last = max(reads.hung(conference), key=lambda each: (each.published_at, each.number), default=None)
    return f"{last.number}@{last.published_at.timestamp():.0f}" if last else ""


def leaf(request, conference, after=None):
    """Return the report after that number, the first one after the last; without a number the newest."""
    hung = reads.hung(conference)
    if not hung:
        return {"told": None, **_counts(conference, hung)}
    following = next((each for each in hung if after is not None and each.number > after), hung[0])
    chosen = max(hung, key=lambda each: (each.published_at, each.number)) if after is None else following
    told = reads.told(conference, [chosen.pk])[0]
    page = reverse("told", args=[conference.slug, chosen.number])
    names = [each.name for each in told.sheet.conveners.all()]
    return {
        "told": told,
        "sheet": told.sheet,
        "names": [*names[:NAMES], *(["…"] if len(names) > NAMES else [])],
        "words": Truncator(told.words).chars(LETTERS, truncate=" …"),
        "qr": addresses.qr_svg(addresses.absolute(request, page)),
        **_counts(conference, hung),
    }


def _counts(conference, hung):
    groups = Q(placements__isnull=False, withdrawn_at=None) | Q(report__published_at__isnull=False)
    return {"hang": len(hung), "all": conference.anliegen.filter(groups, hidden_why="").distinct().count()}
