"""The document that several type into at once (Yjs), as the server sees it: what it says, and how a text gets into it.

Nothing here knows of rows or people. What comes from a page may be anything; what is read out of it is clean.
"""

import re
from datetime import date

from django.utils.translation import gettext as _
from pycrdt import Array, Decoder, Doc, Map, Text

from anliegen.models.record import LONGEST
from anliegen.record import updates, wording
from conference.fields import clean_line, clean_text
from conference.refusal import Refused

PARTS = ("happened", "results", "questions")
BIGGEST_UPDATE = 1_000_000  # bytes that one message may add
BIGGEST = 6_000_000  # bytes of a document with all that was ever deleted in it
MOST_STEPS, LONGEST_STEP = 100, 1_000
# Letters that need no cleaning: what most reports are made of is not looked at letter by letter with each key.
CLEAN = re.compile("[\t\n -~\xa0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")


def document(update=b""):
    """Return a document that says what it was once."""
    doc = Doc(allow_multithreading=True)
    for part in PARTS:
        doc.get(part, type=Text)
    doc.get("steps", type=Array)
    if update:
        take(doc, update)
    return doc


def look(update):
    """Return what an update from a page is made of; refuse one that the library would not survive."""
    try:
        made = updates.look(update)
    except updates.Strange as error:
        raise Refused(_("This makes no sense here. Reload the page and try again."), status=400) from error
    if made.types > updates.MOST_TYPES:
        raise _too_many_steps()
    return made


def take(doc, update):
    """Apply what a page sends; whatever can't be read is refused. The document is of no use after a refusal."""
    try:
        doc.apply_update(update)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # pycrdt panics with something that is no Exception
        raise Refused(_("This makes no sense here. Reload the page and try again."), status=400) from error


def since(doc, state):
    """Return what a page that has this much is missing."""
    try:
        return doc.get_update(state)
    except ValueError as error:
        raise Refused(_("This makes no sense here. Reload the page and try again."), status=400) from error


def has(doc, state, reach):
    """Whether everything up to that state is in the document, and all of an update that reaches so far, client by
    client: a page may send what follows on something refused."""
    here = _clocks(doc.get_state())
    return all(here.get(client, 0) >= clock for client, clock in [*_clocks(state).items(), *reach.items()])


def _clocks(state):
    try:
        reader = Decoder(state)
        return {
            reader.read_var_uint(): reader.read_var_uint() for _client in range(min(reader.read_var_uint(), 10_000))
        }
    except (RuntimeError, IndexError) as error:
        raise Refused(_("This makes no sense here. Reload the page and try again."), status=400) from error


def says(doc):
    """Return what the document says, part by part, clean, as the columns of a report hold it."""
    return {part: cleaned(raw(doc, part)) for part in PARTS} | {"steps": steps(doc)}


def raw(doc, part):
    return str(doc.get(part, type=Text))


def refuse_too_long(doc):
    """Raise Refused if more stands in it than fits into a report."""
    if set(doc.keys()) - {*PARTS, "steps"}:
        raise Refused(_("This makes no sense here. Reload the page and try again."), status=400)
    if any(len(raw(doc, part)) > LONGEST for part in PARTS):
        raise Refused(_("At most 200,000 letters fit into one part of a report. Please shorten it."), status=413)
    rows = [row for row in _rows(doc) if not _gone(row)]
    if len(rows) > MOST_STEPS or any(len(_word(row, name)) > LONGEST_STEP for row in rows for name in ("who", "what")):
        raise _too_many_steps()


def _too_many_steps():
    sentence = _("At most %(steps)s steps of %(letters)s letters each fit into a report. Please shorten them.")
    return Refused(sentence % {"steps": MOST_STEPS, "letters": LONGEST_STEP}, status=413)


def steps(doc):
    """Return the next steps that say something: [{"id", "who", "what", "by"}]."""
    found = []
    for at, row in enumerate(_rows(doc)):
        step = {"id": clean_line(_word(row, "id"))[:40] or f"row-{at}"}
        step |= {"who": line(_word(row, "who")), "what": line(_word(row, "what")), "by": day(_word(row, "by"))}
        if not _gone(row) and (step["who"] or step["what"] or step["by"]):
            found.append(step)
    return found


def write(doc, texts):
    """Let the document say these parts instead, with as few changes as possible: who types there keeps their words."""
    with doc.transaction():
        for part in PARTS:
            if part in texts and cleaned(raw(doc, part)) != texts[part]:
                _rewrite(doc.get(part, type=Text), texts[part])
        if "steps" in texts and steps(doc) != texts["steps"]:
            _write_steps(doc, texts["steps"])


def cleaned(text):
    return text.strip() if CLEAN.fullmatch(text) else clean_text(text)


def line(text):
    return " ".join(text.split()) if CLEAN.fullmatch(text) else clean_line(text)


def day(text):
    """Return a day in ISO form, or nothing if it is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _rewrite(text, wanted):
    """Its places are counted in bytes."""
    there = str(text)
    for start, end, new in reversed(wording.changes(there, wanted)):
        at = len(there[:start].encode())
        if end > start:
            del text[at : at + len(there[start:end].encode())]
        if new:
            text.insert(at, new)


def _write_steps(doc, wanted):
    wanted = [{"id": f"row-{at}", "who": "", "what": "", "by": ""} | step for at, step in enumerate(wanted)]
    array, ids = doc.get("steps", type=Array), [step["id"] for step in wanted]
    rows = {_word(row, "id"): row for row in _rows(doc)}
    for id_, row in rows.items():
        if id_ not in ids and not _gone(row):
            row["gone"] = True
    for step in wanted:
        row = rows.get(step["id"])
        if row is None:
            array.append(
                Map({"id": step["id"], "who": Text(step["who"]), "what": Text(step["what"]), "by": step["by"]})
            )
            continue
        if _gone(row):
            row["gone"] = False
        for name in ("who", "what"):
            if line(_word(row, name)) != step[name]:
                _rewrite_word(row, name, step[name])
        if day(_word(row, "by")) != step["by"]:
            row["by"] = step["by"]


def _rewrite_word(row, name, wanted):
    there = row.get(name)
    if isinstance(there, Text):
        _rewrite(there, wanted)
    else:
        row[name] = Text(wanted)


def _rows(doc):
    return [row for row in doc.get("steps", type=Array) if isinstance(row, Map)]


def _word(row, name):
    found = row.get(name)
    return str(found) if isinstance(found, Text | str) else ""


def _gone(row):
    return bool(row.get("gone"))
