"""What each row of a table would make: its texts, cleaned as if typed into the form of that thing, and what is wrong.

Nothing is changed here. What a row would make is an unsaved draft that the verbs take.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from anliegen.collect.forms import AnliegenForm
from anliegen.imports import moments
from conference.models import Slot
from conference.setup import slots
from conference.setup.forms import RoomForm, SlotForm
from conference.setup.quickly import RoomDraft

MOST_CONVENERS, LONGEST_NAME = 20, 80
YES = {"1", "x", "ja", "j", "yes", "y", "true", "wahr", "✓", "✔"}
NO = {"", "0", "-", "–", "nein", "n", "no", "false", "falsch"}


@dataclass
class Line:
    """A row: its number in the file, its texts by field, what it makes, what is wrong by field, and what is there."""

    number: int
    texts: dict
    made: object = None
    wrong: dict = field(default_factory=dict)
    there: str = ""

    @property
    def title(self):
        return self.texts.get("title") or self.texts.get("name") or ""


def of(kind, conference, rows, columns):
    """Return the lines of a table's rows; `columns`: field → place in a row."""
    lines = [
        Line(number, {name: cells[at] if at < len(cells) else "" for name, at in columns.items()})
        for number, cells in rows
    ]
    lines = [line for line in lines if any(line.texts.values())]
    READ[kind](conference, lines)
    return lines


def _anliegen(conference, lines):
    there = {_same(title): number for number, title in conference.anliegen.values_list("number", "title")}
    rows = {}
    for line in lines:
        data = _typed(
            line, AnliegenForm, {name: line.texts.get(name, "") for name in ("title", "goal", "context", "expects")}
        )
        names = _names(line)
        if line.wrong:
            continue
        line.made = {name: data[name] for name in ("title", "goal", "context", "expects")} | {"names": names}
        same = _same(data["title"])
        if same in there:
            line.there = _("#%(number)s has this title already.") % {"number": there[same]}
        elif same in rows:
            line.there = _("Row %(row)s has this title, too.") % {"row": rows[same]}
        rows.setdefault(same, line.number)


def _names(line):
    names = [" ".join(name.split()) for name in re.split(r"[,;\n]", line.texts.get("conveners", ""))]
    names = list(dict.fromkeys(name for name in names if name))
    if any(len(name) > LONGEST_NAME for name in names):
        line.wrong["conveners"] = _("Please put commas between the names: one of them is too long.")
    elif len(names) > MOST_CONVENERS:
        line.wrong["conveners"] = _("At most %(most)s people can bring a sheet.") % {"most": MOST_CONVENERS}
    return names


def _rooms(conference, lines):
    there = {_same(room.name) for room in conference.rooms.all()}
    rows = {}
    for line in lines:
        texts = {name: line.texts.get(name, "") for name in ("name", "capacity", "location", "features")}
        data = _typed(line, RoomForm, texts)
        if line.wrong:
            continue
        line.made = RoomDraft(**data)
        same = _same(data["name"])
        if same in there:
            line.there = _("A room of this name is there already.")
        elif same in rows:
            line.wrong["name"] = _("Row %(row)s has this name, too. Give them different names.") % {"row": rows[same]}
        rows.setdefault(same, line.number)


def _slots(conference, lines):
    there = list(conference.slots.all())
    same_there = {(slot.starts_at, _same(slot.name)) for slot in there}
    drafts = []
    for line in lines:
        texts = _spelled(line, conference)
        form = SlotForm(texts, zone=conference.zone)
        _take(line, form, {"starts": "starts", "ends": "ends", "day": "day" if "day" in line.texts else "starts"})
        if line.wrong:
            continue
        line.made = Slot(conference=conference, **form.fields_of_slot())
        if (line.made.starts_at, _same(line.made.name)) in same_there:
            line.there = _("This slot is there already.")
            continue
        if other := next((each for each in there + drafts if _overlap(each, line.made)), None):
            sentence = _("At that time there is already %(other)s. Change one of the two first.")
            line.wrong["starts"] = sentence % {"other": slots.called(other)}
            continue
        drafts.append(line.made)


def _spelled(line, conference):
    """Return day and times as the form of a slot takes them; what can't be read is left to it to refuse."""
    year = conference.starts_on and conference.starts_on.year
    start_day, starts = moments.parted(line.texts.get("starts", ""))
    end_day, ends = moments.parted(line.texts.get("ends", ""))
    ends = ends or ("00:00" if end_day else "")  # a spreadsheet's midnight is a day alone
    said = line.texts.get("day", "").strip()
    said = moments.parted(said)[0] or said or start_day
    day = moments.day(said, year) if said else conference.starts_on
    if end_day and day and (last := moments.day(end_day, year)) and last != day and moments.clock(ends):
        ends = ends if (last - day).days == 1 and moments.clock(ends).strftime("%H:%M") == "00:00" else "?"
    common = line.texts.get("common", "").strip().casefold()
    if common not in YES | NO:
        line.wrong["common"] = _("Write yes or no here.")
    return {
        "name": line.texts.get("name", ""),
        "place": line.texts.get("place", ""),
        "common": common in YES,
        "day": day.isoformat() if day else said,
        "starts": _clock(starts),
        "ends": _clock(ends),
    }


def _clock(text):
    found = moments.clock(text)
    return found.strftime("%H:%M") if found else text


def _overlap(one, other):
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _typed(line, form_class, texts):
    form = form_class(texts)
    _take(line, form, {})
    return form.cleaned_data


def _take(line, form, columns):
    """Note what the form has against a line, by the column in which it stands."""
    for name, sentences in form.errors.items():
        line.wrong.setdefault(columns.get(name, name), sentences[0])


def _same(text):
    return " ".join(text.split()).casefold()


READ = {"anliegen": _anliegen, "rooms": _rooms, "slots": _slots}
