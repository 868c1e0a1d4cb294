"""The neutral picture of a conference, read once: what the book, the spreadsheet, the calendars, the site and the
charts show. Already filtered: what is hidden is not in it, nobody is named who did not agree.

An archive is something else: it holds everything, for another installation.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from anliegen.models import Anliegen, Attendance, ClosedCell, Comment, Photo, Placement, Report
from conference.models import Conference, Room, Slot


@dataclass(frozen=True)
class Options:
    """What goes out. `only`: the numbers of the sheets whose reports are wanted, None for all."""

    names: bool = True
    photos: bool = True
    comments: bool = True
    only: tuple | None = None


@dataclass(frozen=True)
class Place:
    """Where a sheet hung."""

    slot: Slot
    room: Room


@dataclass(frozen=True)
class Step:
    """Who does what by when; `by` is None where no day was said."""

    what: str
    who: str
    by: date | None


@dataclass(frozen=True)
class Picture:
    """A photo of a report. `file` is the folder of its sizes (anliegen.record.photos); sides in pixels as shown."""

    id: int
    file: str
    kind: str
    checksum: str
    caption: str
    alt: str
    position: int


@dataclass(frozen=True)
class Said:
    """A comment: a question ("ask") or an addition ("add"), with the answer if there is one."""

    kind: str
    name: str
    text: str
    answer: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """A report, published: Markdown texts, steps, photos, who was there by name, and how many in all."""

    happened: str
    results: str
    questions: str
    steps: list[Step]
    photos: list[Picture]
    comments: list[Said]
    people: list[str]
    heads: int
    published_at: datetime
    changed_at: datetime | None


@dataclass(frozen=True)
class Sheet:
    """An Anliegen with all that became of it. `conveners` are empty where names are left out."""

    number: int
    title: str
    goal: str
    context: str
    conveners: list[str]
    places: list[Place]
    also: list[int]
    merged_into: int | None
    withdrawn: bool
    interests: int
    created_at: datetime
    report: Told | None = None


@dataclass(frozen=True)
class Whole:
    """A conference, in the order of its wall and of its numbers."""

    conference: Conference
    options: Options
    rooms: list[Room]
    slots: list[Slot]
    sheets: list[Sheet]
    closed: set
    cells: dict = field(default_factory=dict)  # (slot id, room id) → Sheet

    @property
    def people(self):
        """Who was there and agreed to be named: each name once, in the order of the alphabet."""
        names = {name for sheet in self.sheets if sheet.report for name in sheet.report.people}
        return sorted(names, key=str.casefold)

    @property
    def reports(self):
        return [sheet for sheet in self.sheets if sheet.report]


def read(conference, options=None):
    """Read the whole: about a dozen queries, whatever its size."""
    options = options or Options()
    rooms, slots = list(conference.rooms.all()), list(conference.slots.all())
    rows = conference.anliegen.filter(hidden_why="").select_related("merged_into")
    rows = list(rows.prefetch_related("conveners", "interests"))
    hung, told = _hung(conference, rooms, slots), _told(conference, options)
    sheets = [_sheet(row, hung[row.pk], told.get(row.pk), options) for row in rows]
    cells = {(place.slot.pk, place.room.pk): sheet for sheet in sheets for place in sheet.places}
    closed = set(ClosedCell.objects.filter(slot__conference=conference).values_list("slot", "room"))
    return Whole(conference, options, rooms, slots, sheets, closed, cells)


def without_names(whole):
    """Return the same picture with nobody named in it."""
    sheets = [
        replace(sheet, conveners=[], report=sheet.report and replace(sheet.report, people=[], **_unnamed(sheet.report)))
        for sheet in whole.sheets
    ]
    cells = {(place.slot.pk, place.room.pk): sheet for sheet in sheets for place in sheet.places}
    return replace(whole, sheets=sheets, cells=cells, options=replace(whole.options, names=False))


def _unnamed(told):
    steps = [replace(step, who="") for step in told.steps]
    return {"steps": steps, "comments": [replace(said, name="") for said in told.comments]}


def _hung(conference, rooms, slots):
    rooms, slots = {room.pk: room for room in rooms}, {slot.pk: slot for slot in slots}
    hung = defaultdict(list)
    for placement in Placement.objects.filter(slot__conference=conference):
        hung[placement.anliegen_id].append(Place(slots[placement.slot_id], rooms[placement.room_id]))
    return hung


def _sheet(row, places, report, options):
    return Sheet(
        number=row.number,
        title=row.title,
        goal=row.goal,
        context=row.context,
        conveners=[each.name for each in row.conveners.all()] if options.names else [],
        places=places,
        also=row.also,
        merged_into=row.merged_into and row.merged_into.number,
        withdrawn=bool(row.withdrawn_at) and not row.merged_into_id,
        interests=len(row.interests.all()),
        created_at=row.created_at,
        report=report if options.only is None or row.number in options.only else None,
    )


def _told(conference, options):
    """The published reports by the id of their sheet."""
    reports = Report.objects.filter(anliegen__conference=conference, published_at__isnull=False)
    attended = defaultdict(list)
    for each in Attendance.objects.filter(anliegen__conference=conference):
        attended[each.anliegen_id].append(each)
    photos, comments = defaultdict(list), defaultdict(list)
    if options.photos:
        for photo in Photo.objects.filter(report__anliegen__conference=conference):
            photos[photo.report_id].append(_picture(photo))
    if options.comments:
        shown = Comment.objects.filter(report__anliegen__conference=conference, hidden_at=None)
        for each in shown:
            name = each.name if options.names else ""
            comments[each.report_id].append(Said(each.kind, name, each.text, each.answer, each.created_at))
    return {
        report.anliegen_id: Told(
            happened=report.happened,
            results=report.results,
            questions=report.questions,
            steps=[step_of(each, options.names) for each in report.steps],
            photos=photos[report.pk],
            comments=comments[report.pk],
            people=[each.name for each in attended[report.anliegen_id] if each.named and options.names],
            heads=len(attended[report.anliegen_id]) + report.others,
            published_at=report.published_at,
            changed_at=report.changed_at,
        )
        for report in reports
    }


def step_of(entry, names=True):
    """Return a step as a report's row keeps it; who does it is a name like any other."""
    try:
        by = date.fromisoformat(entry.get("by", ""))
    except ValueError:
        by = None
    return Step(entry.get("what", ""), entry.get("who", "") if names else "", by)


def _picture(photo):
    return Picture(photo.pk, photo.file, photo.kind, photo.checksum, photo.caption, photo.alt, photo.position)


def hidden(conference):
    """The numbers that nobody sees but facilitators: a gap in every list that goes out."""
    return set(Anliegen.objects.filter(conference=conference).exclude(hidden_why="").values_list("number", flat=True))
