"""The history inside an archive: its facts name rows by id here and by number there."""

from django.utils.translation import gettext as _

from anliegen.exports import record
from anliegen.exports.shape import reference, refuse
from conference.fields import clean_text

SIZES = {"placed": 4, "fixed": 4, "closed": 3}  # kind of a fact of the wall → its length
NUMBERS = ("anliegen", "other", "next")
EVENTS = {"wall.undone": "undoes", "wall.redone": "redoes"}
DEEPEST = 9  # levels of lists and objects in facts; ours have three


def exchanged(facts, ids):
    """Return the facts of an event with the names of rows exchanged; `ids`: kind of row → function."""
    facts = {key: ids[key](value) if key in ids and value is not None else value for key, value in facts.items()}
    for side in {"gone", "come"} & facts.keys():
        facts[side] = [[*fact[:-2], ids["slot"](fact[-2]), ids["room"](fact[-1])] for fact in facts[side]]
    return facts


def refuse_unreadable(found):
    """Refuse facts that the wall's history and its undo could not read."""
    counts = {"room": len(found.rooms), "slot": len(found.slots), "seat": len(found.seats)}
    counts |= {"notice": len(found.notices), "turn": len(found.turns), "proposal": len(found.merges)}
    counts |= {kind: len(found.record[part]) for kind, part in record.NAMED.items()}
    for event, _by in found.events:
        where = f"events {event.number}, facts"
        if _is_deep(event.facts):
            refuse(where, _("This is of the wrong kind."))
        if not _is_clean(event.facts):
            refuse(where, _("There are characters that no text holds."))
        for key, value in event.facts.items():
            if key in ("gone", "come"):
                _refuse_other_facts(value, counts, len(found.anliegen), where)
            elif value is None:
                continue
            elif key in counts:
                _reference_or_gone(value, counts[key], where)
            elif key in NUMBERS:
                reference(value, len(found.anliegen), where)
            elif key in EVENTS.values():
                reference(value, event.number - 1, where)
        if (needed := EVENTS.get(event.kind)) and event.facts.get(needed) is None:
            refuse(where, _("%(names)s is missing.") % {"names": needed})


def _refuse_other_facts(facts, counts, sheets, where):
    if not isinstance(facts, list):
        refuse(where, _("This should be a list."))
    for fact in facts:
        if not isinstance(fact, list) or not fact or not isinstance(fact[0], str) or len(fact) != SIZES.get(fact[0]):
            refuse(where, _("This is no fact of a wall."))
        if len(fact) == 4:
            reference(fact[1], sheets, where)
        _reference_or_gone(fact[-2], counts["slot"], where)
        _reference_or_gone(fact[-1], counts["room"], where)


def _reference_or_gone(value, most, where):
    """Rows that only the history still knows count down from -1."""
    if type(value) is not int or value >= 0:
        reference(value, most, where)


def _is_deep(value, levels=DEEPEST):
    """Counted here: how deep Python itself goes differs from version to version, and between loading and dumping."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return inside is not None and (not levels or any(_is_deep(each, levels - 1) for each in inside))


def _is_clean(value):
    if isinstance(value, str):
        return clean_text(value) == value.strip()
    if isinstance(value, dict):
        return all(_is_clean(key) and _is_clean(each) for key, each in value.items())
    return not isinstance(value, list) or all(_is_clean(each) for each in value)
