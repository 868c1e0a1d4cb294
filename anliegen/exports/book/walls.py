"""The wall as it was run, cut so that it can be read in a book: a table for each day, with so many rounds beside each
other as a page carries; the rooms go down, over as many pages as there are.
"""

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

BESIDE = 5  # rounds in one table


def tables(whole):
    """Return the tables, in the order of time. A room where nothing hung in any of a table's rounds is left out."""
    found = []
    for day, slots in _days(whole.slots).items():
        rounds = [slot for slot in slots if not slot.common]
        common = [_common(slot) for slot in slots if slot.common]
        for at, part in enumerate(_parts(rounds) or [[]]):
            rows = [row for room in whole.rooms if (row := _row(whole, room, part))]
            here = common if at == 0 else []
            if rows or here:
                name = date_format(day, _("l, j F Y"))
                table = {"name": name, "first": at == 0, "rounds": [_round(slot) for slot in part], "rows": rows}
                found.append(table | {"common": here})
    return found


def _days(slots):
    days = {}
    for slot in slots:
        days.setdefault(localtime(slot.starts_at).date(), []).append(slot)
    return days


def _parts(rounds):
    """Cut into parts of nearly the same length, none longer than a page is wide."""
    count = -(-len(rounds) // BESIDE)
    edges = [len(rounds) * at // count for at in range(count + 1)] if count else [0]
    return [rounds[start:end] for start, end in zip(edges, edges[1:], strict=False)]


def _round(slot):
    return {"name": slot.name, "time": _span(slot)}


def _common(slot):
    return {"time": _span(slot), "name": f"{slot.name}, {slot.place}" if slot.place else slot.name}


def _span(slot):
    return "–".join(time_format(localtime(at), "H:i") for at in (slot.starts_at, slot.ends_at))


def _row(whole, room, rounds):
    cells = [_cell(whole, slot, room) for slot in rounds]
    return {"room": room.name, "cells": cells} if any("number" in cell for cell in cells) else None


def _cell(whole, slot, room):
    sheet = whole.cells.get((slot.pk, room.pk))
    if sheet:
        return {"number": str(sheet.number), "title": sheet.title}
    return {"closed": (slot.pk, room.pk) in whole.closed}
