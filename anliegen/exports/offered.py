"""What the page of all ways out says about each, and the link for apps."""

from contextlib import suppress

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from anliegen.day import plan
from anliegen.exports.book import editions
from anliegen.exports.site.making import SHOWN
from anliegen.models import Photo, Report
from anliegen.record.photos import files

MEGA = 1_000_000


def read(seat):
    """How much there is: sheets, reports, photos, the book, and how big a site is with all photos."""
    conference = seat.conference
    photos = list(
        Photo.objects.filter(
            report__anliegen__conference=conference,
            report__anliegen__hidden_why="",
            report__published_at__isnull=False,
        )
    )
    return {
        "sheets": conference.anliegen.filter(hidden_why="").count(),
        "reports": Report.objects.filter(
            anliegen__conference=conference, anliegen__hidden_why="", published_at__isnull=False
        ).count(),
        "photos": len(photos),
        "book": _book(conference),
        "site_size": size(sum(map(_on_disk, photos))),
        "own": sorted(set(seat.brings.filter(anliegen__hidden_why="").values_list("anliegen__number", flat=True))),
    }


def make_link(seat):
    """Give the seat the key on which the link for apps rests, unless it has one."""
    if not seat.plan_key:
        plan.renew(seat)


def size(count):
    """Say so many bytes to people."""
    if count < MEGA:
        return _("under 1 MB")
    return _("about %(size)s MB") % {"size": number_format(-(-count // MEGA))}


def _book(conference):
    """The newest book as [(kind, its size)]."""
    newest = editions.done(conference).first()
    files = [(kind, newest and editions.path(newest, kind)) for kind in ("pdf", "html", "docx")]
    return [(kind, size(file.stat().st_size)) for kind, file in files if file]


def _on_disk(photo):
    total = 0
    for each in SHOWN:
        with suppress(OSError):
            total += files.path(photo.file, photo.kind, each).stat().st_size
    return total
