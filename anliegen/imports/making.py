"""What a file makes, all or nothing, by the verbs that everybody uses."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.collect import sheets
from conference.refusal import Refused
from conference.setup import rooms, slots


def chosen(kind, lines, skip, again):
    """Return the lines that are made. `skip`: leave out what is wrong; `again`: make also what is there already."""
    wrong = [line for line in lines if line.wrong]
    if wrong and not skip:
        sentence = ngettext(
            "One row can't be made. Mend the file and choose it again, or leave that row out.",
            "%(count)s rows can't be made. Mend the file and choose it again, or leave those rows out.",
            len(wrong),
        )
        raise Refused(sentence % {"count": len(wrong)}, status=422)
    again = again and kind == "anliegen"
    made = [line for line in lines if not line.wrong and (again or not line.there)]
    if not made:
        raise Refused(_("Nothing of this file is left to be made."), status=422)
    return made


@transaction.atomic
def make(kind, conference, lines, by):
    """Make what these lines say; return how many."""
    MAKE[kind](conference, [line.made for line in lines], by)
    return len(lines)


def _anliegen(conference, drafts, by):
    names = {name for draft in drafts for name in draft["names"]}
    seats = {name: seat for seat, name in sheets.people(conference, sorted(names))}
    sheets.write_many(
        conference,
        by,
        [
            {name: draft[name] for name in ("title", "goal", "context", "expects")}
            | {"conveners": [(seats[name], name) for name in draft["names"]]}
            for draft in drafts
        ],
    )


MAKE = {"anliegen": _anliegen, "rooms": rooms.add, "slots": slots.add}
