"""The wall on paper: the same rooms, rounds and sheets, cut into pages where cells meet."""

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
    bands = sum(row["kind"] != "round" for row in rows)
    count = (len(seen.rooms), len(seen.rounds), bands)
    layout = geometry.best(paper, *count, pages, letters=max(24, letters[len(letters) * 9 // 10]))
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
    rooms = seen.rooms
    rounds = [row for row in rows if row["kind"] == "round"]
    across, down = (rounds, rooms) if layout.turned else (rooms, rounds)
    columns, lines = _parts(across, layout.columns), _parts(down, layout.lines)
    number, every = 0, len(columns) * len(lines)
    for at_line, some in enumerate(lines):
        for at_column, those in enumerate(columns):
            number += 1
            shown_rooms, shown_rounds = (some, those) if layout.turned else (those, some)
            yield {
                "number": number,
                "all": every,
                "first_column": at_column == 0,
                "first_line": at_line == 0,
                "last_column": at_column == len(columns) - 1,
                "last_line": at_line == len(lines) - 1,
                "rooms": [{"name": room.name, "about": _seats(room)} for room in shown_rooms],
                "rows": [_row(seen, row, shown_rooms) for row in _between(rows, shown_rounds, rounds)],
                "cell": layout.cell,
            }


def _parts(many, size):
    return [many[at : at + size] for at in range(0, len(many), size)] or [[]]


def _between(rows, shown, rounds):
    """The rows from the first shown round to the last, with the days and breaks before each; at the end those after."""
    if not shown or len(shown) == len(rounds):
        return rows
    start = 0 if shown[0] is rounds[0] else rows.index(rounds[rounds.index(shown[0]) - 1]) + 1
    end = len(rows) if shown[-1] is rounds[-1] else rows.index(shown[-1]) + 1
    return rows[start:end]


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


def _seats(room):
    return room.location
