"""The Nachrichtenwand: the reports that hang there, and each as a sheet of paper.

Sheets are the same for everybody, drawn once per change and kept; what a seat has read is a mark beside them.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models.functions import Left
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import get_language

from anliegen.day import follows
from anliegen.models import Attendance, Photo, Reading, Report
from anliegen.record import markdown
from anliegen.record.photos.reads import Shown, shown
from conference.live.kept import Kept

PAGE = 24  # sheets on a page
EXCERPT = 1_500  # letters that are read for the first lines
LINES = 260  # letters of them that are shown

walls, sheets = Kept(100), Kept(3_000)


@dataclass(frozen=True)
class Hung:
    """A report on the Nachrichtenwand, as far as it takes to put it in its place."""

    pk: int
    number: int
    published_at: datetime


@dataclass
class Page:
    """What of it a seat looks at."""

    hung: list[Hung]  # all
    found: list[Hung]  # those that the filter leaves, in order
    at: int  # which page, from 1
    read: set  # of all, the ids of those that this seat has read
    fresh: set  # on this page, the ids of those that it has not
    cards: list  # (Hung, its sheet as HTML) of this page

    @property
    def pages(self):
        return max(1, -(-len(self.found) // PAGE))

    @property
    def unread(self):
        return len(self.hung) - len(self.read)

    @property
    def newest(self):
        """When the newest of all was hung."""
        return max((each.published_at for each in self.hung), default=None)


def published(conference):
    """The reports that everybody sees: published, of a sheet that is not hidden."""
    return Report.objects.filter(
        anliegen__conference=conference, published_at__isnull=False, anliegen__hidden_why=""
    ).select_related("anliegen")


def hung(conference):
    """Return all of them by number: one query per change."""

    def look():
        rows = published(conference).order_by("anliegen__number")
        return [Hung(*row) for row in rows.values_list("pk", "anliegen__number", "published_at")]

    return walls.piece((conference.pk, conference.created_at, conference.version), look)


def page(seat, order="newest", show="all", at=1):
    """Return a page of the Nachrichtenwand for that seat."""
    everything = hung(seat.conference)
    read = set(
        Reading.objects.filter(seat=seat, report__in=published(seat.conference)).values_list("report", flat=True)
    )
    found = everything
    if show == "unread":
        found = [each for each in everything if each.pk not in read]
    elif show == "mine":
        mine = concerns(seat)
        found = [each for each in everything if each.number in mine]
    if order == "newest":
        found = sorted(found, key=lambda each: (each.published_at, each.number), reverse=True)
    at = min(max(1, at), max(1, -(-len(found) // PAGE)))
    here = found[(at - 1) * PAGE : at * PAGE]
    fresh = {each.pk for each in here if each.pk not in read}
    return Page(everything, found, at, read, fresh, cards(seat.conference, here))


def concerns(seat):
    """The numbers of the sheets that this seat brings or marked, or in whose group it was."""
    mine = follows.of(seat)
    return mine.all | mine.there


def unread(seat):
    """How many reports hang that this seat has not read."""
    return len(hung(seat.conference)) - Reading.objects.filter(seat=seat, report__in=published(seat.conference)).count()


def cards(conference, here):
    """Return (Hung, its sheet as HTML) of those: four queries for what was not drawn since the last change."""
    shows = {each.pk: (each.pk, conference.created_at, conference.version, get_language()) for each in here}
    missing = [pk for pk, key in shows.items() if key not in sheets]
    if missing:
        for found in told(conference, missing):
            context = {"conference": conference, "told": found, "sheet": found.sheet}
            sheets.keep(shows[found.report.pk], render_to_string("news/_sheet.html", context))
    return [(each, sheets.get(shows[each.pk], "")) for each in here]


@dataclass
class Told:
    """A report with what its sheet on the Nachrichtenwand says of it."""

    report: Report
    photo: Shown | None

    @property
    def sheet(self):
        return self.report.anliegen

    @property
    def places(self):
        return [(each.slot, each.room) for each in self.sheet.placements.all()]

    @cached_property
    def words(self):
        """Its results without marks, or what took place, or what is open: the first that says something."""
        report = self.report
        beginnings = (getattr(report, f"{part}_begins") for part in ("results", "happened", "questions"))
        said = next((text for text in beginnings if text.strip()), "")
        return lines(said) or "\n".join(f"– {each.get('what', '')}" for each in report.steps)

    @property
    def first_lines(self):
        return Truncator(self.words).chars(LINES, truncate="…")


def lines(text):
    """Return Markdown as lines of words: what is listed begins with a dash."""
    found = []
    for block in markdown.blocks(text):
        listed = block["kind"] in ("list", "numbers")
        parts = block["items"] if listed else [[block]]
        found += [("– " if listed else "") + markdown.words(part) for part in parts]
    return "\n".join(line for line in found if line.strip("– "))


def told(conference, pks):
    """Read those reports, each with the beginnings of its texts, its sheet's people and places, and its first photo."""
    begins = {f"{part}_begins": Left(part, EXCERPT) for part in ("results", "happened", "questions")}
    rows = published(conference).filter(pk__in=pks).annotate(**begins)
    rows = rows.defer("doc", "results", "happened", "questions")
    rows = rows.prefetch_related("anliegen__conveners", "anliegen__placements__slot", "anliegen__placements__room")
    photos = {}
    for photo in Photo.objects.filter(report__in=pks).order_by("-position", "-id"):
        photos[photo.report_id] = photo
    slug = conference.slug
    return [Told(row, row.pk in photos and shown(photos[row.pk], slug, row.anliegen.number, 1)) for row in rows]


def beside(conference, number):
    """Return the numbers before and after that one on the Nachrichtenwand, None where there is none."""
    numbers = [each.number for each in hung(conference)]
    return (
        max((each for each in numbers if each < number), default=None),
        min((each for each in numbers if each > number), default=None),
    )


def people(sheet, report):
    """Return who was there and agreed to be named, and how many there were besides."""
    there = list(Attendance.objects.filter(anliegen=sheet))
    names = [each.name for each in there if each.named]
    return names, len(there) - len(names) + report.others
