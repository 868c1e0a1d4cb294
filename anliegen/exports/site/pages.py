"""The pages of the site: every sheet one, the wall, the next steps, who was there, and what the search reads.

All links are relative, nothing is loaded from elsewhere, and all but the search works without scripts.
"""

import json
from collections import defaultdict
from datetime import date

from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.exports.tables import state
from anliegen.record import markdown
from conference.letters import allowed

TEXTS = 20_000  # letters of a sheet that the search knows; of a longer report the beginning


def write(whole, photos, made_at):
    """Yield (name, text) of each file. `photos`: id of a photo → (the small one's name, the large one's)."""
    steps = _steps(whole)
    about = {"conference": whole.conference, "people": whole.people, "steps": steps, "made_at": made_at}
    top = {**about, "up": ""}
    yield "index.html", _page("index", {**top, "days": _days(whole), **_beside(whole), "rooms": whole.rooms})
    numbers = {sheet.number for sheet in whole.sheets}
    for before, sheet, after in _between(whole.sheets):
        shown = {"sheet": sheet, "state": _state(sheet), "report": _report(sheet, photos), "hangs": _hangs(sheet)}
        names = {
            "before": before,
            "after": after,
            "into": sheet.merged_into in numbers and sheet.merged_into,
            "up": "../",
        }
        yield f"anliegen/{sheet.number}.html", _page("sheet", {**about, **shown, **names})
    if steps:
        yield "steps.html", _page("steps", {**top, "here": "steps"})
    if whole.people:
        yield "people.html", _page("people", {**top, "here": "people", "groups": _groups(whole)})
    yield "search.html", _page("search", {**top, "here": "search"})
    yield "look/sheets.js", f"window.sheets = {json.dumps([_found(sheet) for sheet in whole.sheets])};\n"


def _page(name, context):
    return allowed(render_to_string(f"exports/site/{name}.html", context))


def _between(sheets):
    """Each sheet with the one before and the one after."""
    return zip([None, *sheets], sheets, [*sheets[1:], None], strict=False)


def _days(whole):
    """The wall as (day, [(slot, [(room, sheet, closed)])])."""
    days = defaultdict(list)
    for slot in whole.slots:
        cells = [
            (room, whole.cells.get((slot.pk, room.pk)), (slot.pk, room.pk) in whole.closed)
            for room in whole.rooms
            if not slot.common
        ]
        days[localtime(slot.starts_at).date()].append((slot, cells))
    return list(days.items())


def _beside(whole):
    """Who hangs nowhere: what waited in the parking, and what was merged or withdrawn."""
    lying = [sheet for sheet in whole.sheets if not sheet.places]
    gone = [(sheet, state(sheet)) for sheet in lying if sheet.withdrawn or sheet.merged_into]
    return {"parked": [each for each in lying if not (each.withdrawn or each.merged_into)], "gone": gone}


def _state(sheet):
    return "" if sheet.places and not sheet.also else state(sheet)


def _hangs(sheet):
    return sorted(sheet.places, key=lambda place: (place.slot.starts_at, place.room.position))


def _report(sheet, photos):
    """What a page shows of a report: its texts as HTML, its photos by their files."""
    told = sheet.report
    if told is None:
        return None
    parts = [
        (_("What took place"), told.happened),
        (_("Results and recommendations"), told.results),
        (_("Open questions"), told.questions),
    ]
    pictures = [(photo, *photos[photo.id]) for photo in told.photos if photo.id in photos]
    return {
        "parts": [(name, markdown.html(text)) for name, text in parts if text.strip()],
        "photos": pictures,
        "steps": told.steps,
        "people": told.people,
        "heads": told.heads,
        "others": told.heads - len(told.people),
        "comments": told.comments,
    }


def _steps(whole):
    """All next steps, the first due first: (day, step, sheet)."""
    found = [(step.by, step, sheet) for sheet in whole.reports for step in sheet.report.steps]
    return sorted(found, key=lambda each: (each[0] or date.max, each[2].number))


def _groups(whole):
    """Who was there, and in which groups."""
    groups = defaultdict(list)
    for sheet in whole.reports:
        for name in sheet.report.people:
            groups[name].append(sheet)
    return [(name, groups[name]) for name in whole.people]


def _found(sheet):
    """What the search knows of a sheet."""
    told, texts = sheet.report, [sheet.goal, sheet.context]
    people = set(sheet.conveners) | set(told.people if told else [])
    if told:
        texts += [markdown.plain(text) for text in (told.happened, told.results, told.questions)]
        texts += [f"{step.what} {step.who}" for step in told.steps] + [photo.caption for photo in told.photos]
        texts += [f"{each.text} {each.answer}" for each in told.comments]
    text = allowed("\n".join(filter(None, texts)))[:TEXTS]
    return {"number": sheet.number, "title": sheet.title, "text": text, "people": ", ".join(sorted(people))}
