"""The newsroom: every group by how far its report is, those that need a hand first."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import Length
from django.utils import timezone

from anliegen.exports.charts import series
from anliegen.models import Anliegen, Edit, Report, Version

PARTS = ("happened", "results", "questions")


@dataclass
class Group:
    """A sheet that people work on, and its report as far as there is one. `by`: who wrote on it last."""

    sheet: Anliegen
    places: list
    report: Report | None = None
    by: str = ""
    photos: int = 0

    @property
    def begins(self):
        return min((slot.starts_at for slot, _room in self.places), default=None)

    @property
    def ends(self):
        return max((slot.ends_at for slot, _room in self.places), default=None)

    @property
    def nudged_at(self):
        return self.report and self.report.nudged_at

    @property
    def is_written(self):
        return bool(self.report and (self.report.letters or self.report.steps or self.report.typed or self.photos))

    def runs(self, now):
        return any(slot.starts_at <= now < slot.ends_at for slot, _room in self.places)


@dataclass
class Newsroom:
    """The groups: ended without a report, being written, running now, published; and how many are to come."""

    missing: list[Group] = field(default_factory=list)
    written: list[Group] = field(default_factory=list)
    running: list[Group] = field(default_factory=list)
    published: list[Group] = field(default_factory=list)
    coming: list[Group] = field(default_factory=list)

    @property
    def to_nudge(self):
        return [group for group in self.missing if not group.nudged_at]

    @property
    def all(self):
        return [*self.missing, *self.written, *self.running, *self.published, *self.coming]


def read(conference, now=None):
    """Read all groups: eight queries, whatever their number."""
    now, found = now or timezone.now(), Newsroom()
    for group in _groups(conference):
        _list_of(found, group, now).append(group)
    long_ago = datetime.min.replace(tzinfo=now.tzinfo)
    found.missing.sort(key=lambda group: (bool(group.nudged_at), group.ends))
    found.written.sort(key=lambda group: group.report.changed_at or long_ago)
    found.running.sort(key=lambda group: group.ends)
    found.published.sort(key=lambda group: group.report.published_at, reverse=True)
    return found


def _list_of(found, group, now):
    if group.report and group.report.published_at:
        return found.published
    if group.is_written:
        return found.written
    if group.runs(now):
        return found.running
    return found.missing if group.ends <= now else found.coming


def _groups(conference):
    rows = conference.anliegen.filter(hidden_why="")
    rows = rows.prefetch_related("conveners", "placements__slot", "placements__room")
    reports = {each.anliegen_id: each for each in _reports(conference)}
    last = _last_writers(conference)
    for sheet in rows:
        places = [(each.slot, each.room) for each in sheet.placements.all()]
        report = reports.get(sheet.pk)
        group = Group(sheet, places, report, last.get(report and report.pk, ""), report.pictures if report else 0)
        if places or group.is_written or report and report.published_at:
            yield group


def _reports(conference):
    letters = sum((Length(part) for part in PARTS[1:]), Length(PARTS[0]))
    rows = Report.objects.filter(anliegen__conference=conference).defer("doc", *PARTS)
    typed = Exists(Edit.objects.filter(report=OuterRef("pk")))
    return rows.annotate(letters=letters, typed=typed, pictures=Count("photos"))


def _last_writers(conference):
    """Who wrote on which report last, by the report's id."""
    found = {}
    for rows in (Version, Edit):
        of_all = rows.objects.filter(report__anliegen__conference=conference, by__isnull=False)
        newest = [pk for _report, pk in of_all.values_list("report").annotate(newest=Max("pk"))]
        for report, at, name in rows.objects.filter(pk__in=newest).values_list("report", "at", "by__name"):
            if report not in found or at > found[report][0]:
                found[report] = at, name
    return {report: name for report, (_at, name) in found.items()}


def steps(conference, now=None):
    """Return how the day went, as rows of (moment, groups ended, reports begun, reports published) so far.

    The rows are equally far from each other and cover the day on which a group ended last; two dozen at most.
    """
    now, found = now or timezone.now(), read(conference, now)
    ended = sorted(group.ends for group in found.all if group.ends and group.ends <= now)
    published = sorted(group.report.published_at for group in found.published)
    begun = _begun(conference)
    if not ended and not begun:
        return []
    day = timezone.localtime(max([*ended[-1:], *begun[-1:]])).date()
    today = [each for each in [*ended, *begun, *published] if timezone.localtime(each).date() == day]
    return series.rows(min(today), max(today), ended, begun, published)


def _begun(conference):
    """When each report was begun: with its first version, at the latest when it was published."""
    begun = defaultdict(list)
    rows = Version.objects.filter(report__anliegen__conference=conference, report__anliegen__hidden_why="")
    for report, at in [
        *rows.filter(number=1).values_list("report", "at"),
        *Report.objects.filter(anliegen__conference=conference, anliegen__hidden_why="")
        .exclude(published_at=None)
        .values_list("pk", "published_at"),
    ]:
        begun[report].append(at)
    return sorted(min(each) for each in begun.values())
