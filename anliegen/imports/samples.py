"""Files to begin with: an empty one with our headings, and an example, as CSV and XLSX."""

import csv
import io
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from anliegen.imports.columns import NAMES

WIDTHS = {
    "title": 44,
    "goal": 44,
    "context": 44,
    "conveners": 28,
    "name": 28,
    "location": 24,
    "features": 24,
    "place": 24,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY, HOUR = "yyyy-mm-dd", "hh:mm"


def headings(kind):
    """Return {field: heading}, in the language of the reader."""
    return {field: str(heading) for field, (heading, _names) in NAMES[kind].items()}


def rows(kind, conference):
    """Return what an example holds."""
    return EXAMPLES[kind](conference)


def as_csv(kind, examples):
    """Return the bytes of a CSV as spreadsheets here like it: semicolons, and a mark that says UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings(kind).values())
    writer.writerows([_spelled(value) for value in row] for row in examples)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(kind, examples):
    book = Workbook()
    page, here = book.active, headings(kind)
    page.title, page.freeze_panes = str(TITLES[kind]()), "A2"
    page.append(list(here.values()))
    for row in examples:
        page.append(row)
    for column, field in zip(page.columns, here, strict=True):
        column[0].font = Font(bold=True)
        page.column_dimensions[column[0].column_letter].width = WIDTHS.get(field, 14)
        for cell in column[1:]:
            cell.number_format = {date: DAY, time: HOUR}.get(type(cell.value), "General")
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _spelled(value):
    return "" if value is None else value.strftime("%H:%M") if isinstance(value, time) else str(value)


def _anliegen(_conference):
    return [
        [
            _("Who cooks on Thursdays?"),
            _("A list for the summer."),
            _("We are twelve, and two always cook."),
            "Ada, Ben",
            12,
        ],
        [_("A bench at the bus stop"), "", _("Those who wait stand in the rain."), "Cleo", None],
    ]


def _rooms(_conference):
    return [
        [_("Hall"), 120, _("Ground floor"), _("Projector, step-free")],
        [_("Garden house"), 20, _("Outside"), _("Flip chart")],
    ]


def _slots(conference):
    day, hour = conference.starts_on or localdate() + timedelta(days=1), datetime(2000, 1, 1, 9)
    plan = [(_("Opening"), 60, _("yes"), _("Hall")), (_("Round 1"), 75, _("no"), ""), (_("Lunch"), 60, _("yes"), "")]
    made = []
    for name, minutes, common, place in plan:
        ends = hour + timedelta(minutes=minutes)
        made.append([name, day, hour.time(), ends.time(), common, place])
        hour = ends
    return made


EXAMPLES = {"anliegen": _anliegen, "rooms": _rooms, "slots": _slots}
TITLES = {"anliegen": lambda: _("Anliegen"), "rooms": lambda: _("Rooms"), "slots": lambda: _("Slots")}
WAYS = {"csv": (as_csv, "text/csv; charset=utf-8"), "xlsx": (as_xlsx, XLSX)}
