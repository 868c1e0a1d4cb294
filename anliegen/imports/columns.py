"""Which column is which: by its heading, in German or English, as people and our own tables call it."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anliegen.imports.tables import ROWS, wrong

# kind → field → (heading that our own empty files have, what else it may be called)
NAMES = {
    "anliegen": {
        "title": (
            gettext_lazy("Title"),
            "titel title anliegen thema topic betreff subject|worum geht es|what is it about",
        ),
        "goal": (gettext_lazy("Goal"), "ziel goal aim zweck|mit welchem ziel|zu welchem ziel|to what goal"),
        "context": (
            gettext_lazy("Context"),
            "kontext context hintergrund background beschreibung description zusammenhang|in welchem zusammenhang"
            "|in which context",
        ),
        "conveners": (
            gettext_lazy("Conveners"),
            "einbringer einbringerin einbringende einbringerinnen conveners convener host hosts namen names wer who"
            "|wer bringt es ein|who brings it|von wem",
        ),
        "expects": (
            gettext_lazy("People"),
            "personen people leute menschen teilnehmende expected|wie viele kommen|how many might come",
        ),
    },
    "rooms": {
        "name": (gettext_lazy("Room"), "raum room name bezeichnung|name des raums|name of the room"),
        "capacity": (
            gettext_lazy("Seats"),
            "plätze sitzplätze kapazität größe personen seats capacity size people places",
        ),
        "location": (
            gettext_lazy("Where it is"),
            "ort lage standort stockwerk etage gebäude wo where location floor building place|wo er ist|where it is",
        ),
        "features": (
            gettext_lazy("What is there"),
            "ausstattung technik merkmale features equipment|was es dort gibt|what is there",
        ),
    },
    "slots": {
        "name": (
            gettext_lazy("Slot"),
            "name slot zeit runde round titel title bezeichnung|wie die zeit heißt|name of the slot",
        ),
        "day": (gettext_lazy("Day"), "tag datum day date"),
        "starts": (gettext_lazy("From"), "von start beginn anfang from starts begin begins"),
        "ends": (gettext_lazy("To"), "bis ende schluss to until end ends"),
        "common": (gettext_lazy("For everybody"), "gemeinsam plenum alle common plenary|für alle|for everybody"),
        "place": (gettext_lazy("Place"), "ort treffpunkt place where wo"),
    },
}
NEEDED = {"anliegen": ["title"], "rooms": ["name"], "slots": ["name", "starts", "ends"]}
AHEAD = 10  # rows that may stand above the headings


def called(kind):
    """Return {what a heading may say: field}."""
    found = {}
    for field, (_heading, names) in NAMES[kind].items():
        single, *phrases = names.split("|")
        for name in [*single.split(), *phrases]:
            found.setdefault(name, field)
    return found


def plain(heading):
    """Return a heading without what is written beside its name: "Titel *", "Ziel (optional):", "Worum geht es?"."""
    return " ".join(re.sub(r"\(.*?\)|[*:?#_/–-]", " ", heading).split()).casefold()


def suits(kind, texts):
    """Return how many columns of this kind a row of headings names; 0 where one that is needed is missing."""
    names = called(kind)
    found = {names.get(plain(text)) for text in texts} - {None}
    return len(found) if found.issuperset(NEEDED[kind]) else 0


def found(kind, tables):
    """Return (table, number of its headings' row, {field: column}, headings); Refused where no table has them."""
    best = max(
        ((suits(kind, texts), -at, table, number, texts) for table in tables for at, (number, texts) in _top(table)),
        key=lambda each: each[:2],
        default=(0,),
    )
    if not best[0]:
        raise wrong(_sentence(kind, tables))
    _fit, _at, table, number, texts = best
    names, columns = called(kind), {}
    for at, text in enumerate(texts):
        if field := names.get(plain(text)):
            columns.setdefault(field, at)
    rows = [(row, cells) for row, cells in table.rows if row > number]
    if len(rows) > ROWS:
        raise wrong(
            _("At most %(most)s rows can be read at once. Split the file, or delete empty rows.") % {"most": ROWS}
        )
    return table.name, rows, columns, texts


def _top(table):
    return list(enumerate(table.rows[:AHEAD]))


def _sentence(kind, tables):
    first = next((texts for table in tables for _number, texts in table.rows), None)
    if first is None:
        return _("This file is empty.")
    wanted = ", ".join(str(NAMES[kind][field][0]) for field in NEEDED[kind])
    there = ", ".join(text[:30] for text in first[:8] if text)
    sentence = _("The first row has to name the columns; needed: %(wanted)s. This file begins with: %(there)s.")
    return sentence % {"wanted": wanted, "there": there}
