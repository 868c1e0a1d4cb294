"""The wall on paper: the same rooms, rounds and sheets, cut into pages where cells meet."""

from itertools import product

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.exports.paper import geometry
from anliegen.exports.paper.prints import Print, about, named
from anliegen.wall import picture


def wall(conference, at, paper="a3", pages=0):
    """Return the whole wall, and on a last page what has no place yet."""
    seen = picture.read(conference)
    rows = _rows(seen)
    letters = sorted(len(each.anliegen.title) for each in seen.placed.values()) or [40]
    usual = max(24, letters[len(letters) * 9 // 10])
    layout = geometry.best(paper, len(seen.rooms), [row["kind"] for row in rows], pages, letters=usual)
    data = {
        **about(conference),
        "title": _("The wall: %(name)s") % {"name": conference.name},
        "wide": layout.wide,
        "high": layout.high,
        "margin": geometry.MARGIN,
        "around": geometry.furniture(paper),
        "size": layout.size,
        "turned": layout.turned,
        "pages": list(_pages(seen, rows, layout)),
        "parked": [_sheet(sheet) for sheet in seen.parked],
        "words": {
            "closed": _("closed"),
            "glue": _("Cut at the marks, then glue it onto the strip of the next page"),
            "part": _("Page %(one)s of %(all)s"),
            "parked": _("Has no place yet"),
            "time": _("Time"),
            "room": _("Room"),
        },
    }
    return Print("wall", data, conference.language)


def _rows(seen):
    """The wall's rows in their order: days where there are several, rounds, common slots."""
    days = len({localtime(slot.starts_at).date() for slot in seen.slots}) > 1
    day, rows = None, []
    for slot in seen.slots:
        starts = localtime(slot.starts_at)
        if days and starts.date() != day:
            rows.append({"kind": "day", "name": date_format(starts, "l, j. F"), "time": ""})
        day = starts.date()
        rows.append(
            {
                "kind": "common" if slot.common else "round",
                "name": slot.name if not slot.place else f"{slot.name} · {slot.place}",
                "time": f"{time_format(starts, 'H:i')}–{time_format(localtime(slot.ends_at), 'H:i')}",
                "slot": slot,
            }
        )
    return rows


def _pages(seen, rows, layout):
    """The pages from left to right, then down: which rooms and which rows each shows."""
    cuts = geometry.row_parts([row["kind"] for row in rows], layout.columns if layout.turned else layout.lines)
    times = [rows[start:end] for start, end in cuts]
    places = geometry.parts(seen.rooms, layout.lines if layout.turned else layout.columns)
    down, across = (places, times) if layout.turned else (times, places)
    for number, (line, column) in enumerate(product(range(len(down)), range(len(across))), 1):
        rooms, here = (down[line], across[column]) if layout.turned else (across[column], down[line])
        yield {
            "number": number,
            "all": len(down) * len(across),
            "first_column": column == 0,
            "first_line": line == 0,
            "last_column": column == len(across) - 1,
            "last_line": line == len(down) - 1,
            "rooms": [{"name": room.name, "about": room.location} for room in rooms],
            "rows": [_row(seen, row, rooms) for row in here],
            "cell": layout.cell,
        }


def _row(seen, row, rooms):
    told = {key: value for key, value in row.items() if key != "slot"}
    if row["kind"] == "round":
        told["cells"] = [_cell(seen, row["slot"], room) for room in rooms]
    return told


def _cell(seen, slot, room):
    placement = seen.placed.get((slot.pk, room.pk))
    if placement:
        return _sheet(placement.anliegen)
    return {"closed": (slot.pk, room.pk) in seen.closed}


def _sheet(sheet):
    return {"number": str(sheet.number), "title": sheet.title, "who": named(sheet, most=2)}
