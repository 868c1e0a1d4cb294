"""Paper sheets and their codes: P-017 stands on the paper before anybody wrote on it; its number comes with the entry.

Which codes were printed stands in the history alone ("paper.numbered"), so that no two papers carry the same one.
"""

from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from anliegen.collect import paper_code, sheets, similar
from anliegen.models import Anliegen
from conference.entrance import seats
from conference.live.changes import change
from conference.models import Role
from conference.refusal import Refused

ALIKE = 0.85  # of 1: how much two titles share before somebody is asked


def last_printed(conference):
    """The highest code that was given to a paper so far; 0 before the first."""
    event = conference.events.filter(kind="paper.numbered").order_by("-number").first()
    return event.facts["last"] if event else 0


def number(conference, count, by):
    """Give the next codes to so many new papers; return (log, first code)."""
    with change(conference, by) as log:
        if not by.may(Role.HELPER):
            raise Refused(_("Only helpers number paper."), status=403)
        first = last_printed(conference) + 1
        if first + count - 1 > paper_code.MOST:
            raise Refused(_("There are only %(most)s paper codes.") % {"most": paper_code.MOST})
        log.record("paper.numbered", stale=["papers"], first=first, last=first + count - 1)
    return log, first


def enter(conference, by, title, goal="", context="", names=(), paper=None, once=None):
    """Write a sheet for whoever wrote it on paper: the first name gets a seat, like everybody without a phone."""
    if not by.may(Role.HELPER):
        raise Refused(_("Only helpers enter sheets for others."), status=403)
    with change(conference, by):  # holds the conference: two helpers who enter the same paper give one sheet
        first = [seats.enter_guest(conference, name, by=by) for name in names[:1]]
        people = [(seat, seat.name) for seat in first] + sheets.people(conference, names[1:])
        sheet = sheets.write(conference, by, title, goal, context, people, once=once)
        if paper and sheet.paper != paper:
            refuse_entered(conference, paper)
            sheet.paper = paper
            Anliegen.objects.filter(pk=sheet.pk).update(paper=paper)
    return sheet


def entered(conference, paper):
    """The sheet that was entered from that paper, or None."""
    return conference.anliegen.filter(paper=paper).first() if paper else None


def refuse_entered(conference, paper):
    """Raise Refused if that paper is a sheet already."""
    if there := entered(conference, paper):
        if there.hidden_why:
            raise Refused(_("This paper is entered already: it is #%(number)s.") % {"number": there.number})
        sentence = _("%(code)s is entered already: it is #%(number)s, “%(title)s”.")
        raise Refused(sentence % {"code": paper_code.shown(paper), "number": there.number, "title": there.title})


def alike(conference, title):
    """The sheets whose title says nearly the same."""
    wanted = _plain(title)
    return [sheet for sheet in conference.anliegen.filter(withdrawn_at=None) if _shares(wanted, _plain(sheet.title))]


def near(sheet):
    """The sheets that may be about the same: said beside it, not asked."""
    numbers = similar.of(sheet.conference).to((sheet.title, sheet.goal, sheet.context), but=[sheet.number])
    found = {each.number: each for each in sheet.conference.anliegen.filter(number__in=numbers)}
    return [found[number] for number in numbers]


def _plain(title):
    return "".join(each for each in title.casefold() if each.isalnum()) or title


def _shares(one, other):
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def just_entered(seat, most=12):
    """The sheets that this seat wrote last, newest first; none that was hidden since."""
    written = seat.conference.events.filter(kind="anliegen.written", by=seat).order_by("-number")[:most]
    numbers = [event.facts["anliegen"] for event in written]
    found = {
        sheet.number: sheet
        for sheet in seat.conference.anliegen.filter(number__in=numbers, hidden_why="").prefetch_related("conveners")
    }
    return [found[number] for number in numbers if number in found]
