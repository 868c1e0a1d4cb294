"""What changed since the edition before. Each edition keeps a mark of every sheet that stands in it; two lists of
marks, side by side, say what is new. A mark says nothing of what it was made from.
"""

import json
from dataclasses import asdict
from hashlib import sha256

from django.utils.translation import gettext as _


def marks(whole):
    """Return the marks of all that stands in a book, by the number of its sheet."""
    return {str(sheet.number): _of(sheet) for sheet in whole.sheets}


def between(before, now):
    """Return what changed from one list of marks to the next: [[kind, number], …] in the order of the numbers."""
    found = []
    for number in sorted({*before, *now}, key=int):
        was, is_now = before.get(number), now.get(number)
        found += [[kind, int(number)] for kind in _kinds(was, is_now)]
    return found


def sentences(changes):
    """Return the changes as lines: each kind once, with its numbers."""
    names = {
        "sheet": _("New Anliegen"),
        "text": _("Changed Anliegen"),
        "report": _("New reports"),
        "changed": _("Changed reports"),
        "photos": _("Other photos"),
        "comments": _("New from readers"),
        "gone": _("No longer in it"),
    }
    numbers = {kind: [str(number) for each, number in changes if each == kind] for kind in names}
    return [{"name": names[kind], "numbers": ", ".join(found)} for kind, found in numbers.items() if found]


def _kinds(was, now):
    if was is None:
        return ["sheet", "report"] if now["report"] else ["sheet"]
    if now is None or was["report"] and not now["report"]:
        return ["gone"]
    kinds = ["text"] if was["sheet"] != now["sheet"] else []
    if not was["report"]:
        return kinds + (["report"] if now["report"] else [])
    kinds += ["changed"] if was["report"] != now["report"] else []
    return kinds + [kind for kind in ("photos", "comments") if was[kind] != now[kind]]


def _of(sheet):
    report = sheet.report
    places = [[place.room.name, place.slot.starts_at.isoformat()] for place in sheet.places]
    text = [sheet.title, sheet.goal, sheet.context, places, sheet.also, sheet.merged_into, sheet.withdrawn]
    if not report:
        return {"sheet": _mark(text), "report": "", "photos": "", "comments": ""}
    steps = [[step.what, step.by and step.by.isoformat()] for step in report.steps]
    return {
        "sheet": _mark(text),
        "report": _mark([report.happened, report.results, report.questions, steps, report.heads]),
        "photos": _mark([[photo.checksum, photo.caption, photo.alt] for photo in report.photos]),
        "comments": _mark([{**asdict(said), "name": "", "at": ""} for said in report.comments]),
    }


def _mark(value):
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
