"""The conference as tables: what a spreadsheet and CSV hold, in the language of the conference.

Moments are local and without a zone, as spreadsheets know them; the heading says which zone that is.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.record import markdown


@dataclass(frozen=True)
class Column:
    """`width` in letters."""

    name: str
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A value is text, a number, a day, a moment, or None. `held`: the columns that stay when one scrolls."""

    name: str  # of the file; its title is what people read
    title: str
    columns: list[Column]
    rows: list[list]
    held: int = 0


def of(whole):
    """Return all tables."""
    return [_sheets(whole), _wall(whole), _reports(whole), _steps(whole), _people(whole)]


def _sheets(whole):
    zone = whole.conference.time_zone
    columns = [Column(_("Number"), 9), Column(_("What is it about?"), 44), Column(_("To what goal?"), 44)]
    columns += [Column(_("In which context?"), 44), Column(_("Who brings it?"), 26), Column(_("State"), 22)]
    columns += [Column(_("Rooms"), 20), Column(_("From (%(zone)s)") % {"zone": zone}, 18)]
    columns += [Column(_("Until (%(zone)s)") % {"zone": zone}, 18), Column(_("Would come"), 11)]
    columns += [Column(_("Written (%(zone)s)") % {"zone": zone}, 18), Column(_("Report"), 18)]
    rows = [
        [
            sheet.number,
            sheet.title,
            sheet.goal,
            sheet.context,
            ", ".join(sheet.conveners),
            state(sheet),
            ", ".join(dict.fromkeys(place.room.name for place in sheet.places)),
            moment(min((place.slot.starts_at for place in sheet.places), default=None)),
            moment(max((place.slot.ends_at for place in sheet.places), default=None)),
            sheet.interests,
            moment(sheet.created_at),
            moment(sheet.report and sheet.report.published_at),
        ]
        for sheet in whole.sheets
    ]
    return Table("anliegen", _("Anliegen"), columns, rows, held=2)


def state(sheet):
    """Say in a word what became of a sheet on the wall."""
    if sheet.merged_into:
        return _("merged into #%(number)s") % {"number": sheet.merged_into}
    if sheet.withdrawn:
        return _("withdrawn")
    if sheet.also:
        return _("with #%(numbers)s") % {"numbers": ", #".join(map(str, sheet.also))}
    return _("on the wall") if sheet.places else _("parked")


def _wall(whole):
    zone = whole.conference.time_zone
    columns = [Column(_("Round"), 20), Column(_("From (%(zone)s)") % {"zone": zone}, 18)]
    columns += [Column(_("Until (%(zone)s)") % {"zone": zone}, 18), Column(_("Place"), 16)]
    columns += [Column(room.name, 26) for room in whole.rooms]
    rows = [
        [slot.name, moment(slot.starts_at), moment(slot.ends_at), slot.place]
        + [_cell(whole, slot, room) for room in whole.rooms]
        for slot in whole.slots
    ]
    return Table("wall", _("Wall"), columns, rows, held=3)


def _cell(whole, slot, room):
    sheet = whole.cells.get((slot.pk, room.pk))
    if sheet:
        return f"#{sheet.number} {sheet.title}" + (f" ({', '.join(sheet.conveners)})" if sheet.conveners else "")
    return _("closed") if (slot.pk, room.pk) in whole.closed else None


def _reports(whole):
    zone = whole.conference.time_zone
    columns = [Column(_("Number"), 9), Column(_("What is it about?"), 36), Column(_("What took place"), 60)]
    columns += [Column(_("Results and recommendations"), 60), Column(_("Open questions"), 44)]
    columns += [Column(_("Who was there"), 30), Column(_("How many"), 11), Column(_("Photos"), 9)]
    columns += [Column(_("Published (%(zone)s)") % {"zone": zone}, 18)]
    columns += [Column(_("Changed (%(zone)s)") % {"zone": zone}, 18)]
    rows = [
        [
            sheet.number,
            sheet.title,
            *(markdown.plain(text) for text in (sheet.report.happened, sheet.report.results, sheet.report.questions)),
            ", ".join(sheet.report.people),
            sheet.report.heads,
            len(sheet.report.photos),
            moment(sheet.report.published_at),
            moment(sheet.report.changed_at),
        ]
        for sheet in whole.reports
    ]
    return Table("reports", _("Reports"), columns, rows, held=2)


def _steps(whole):
    columns = [Column(_("Number"), 9), Column(_("What is it about?"), 36), Column(_("What is to be done"), 60)]
    columns += [Column(_("Who"), 26), Column(_("By when"), 13)]
    rows = [
        [sheet.number, sheet.title, step.what, step.who, step.by]
        for sheet in whole.reports
        for step in sorted(sheet.report.steps, key=lambda step: step.by or date.max)
    ]
    return Table("next-steps", _("Next steps"), columns, rows)


def _people(whole):
    columns = [Column(_("Name"), 34), Column(_("Was in the groups"), 50)]
    rows = [
        [name, ", ".join(f"#{sheet.number}" for sheet in whole.reports if name in sheet.report.people)]
        for name in whole.people
    ]
    return Table("people", _("Who was there"), columns, rows)


def moment(at):
    """Return a moment as the clock on the wall said it."""
    return at and localtime(at).replace(tzinfo=None, microsecond=0)
