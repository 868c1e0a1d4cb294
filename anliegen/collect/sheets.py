"""The verbs of a sheet: write, edit, withdraw. The number is given inside the funnel, so numbers have no gaps."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.models import Anliegen, Convener
from anliegen.ownership import owns
from anliegen.wall import moves, picture
from conference.live.changes import change
from conference.models import Conference, Role
from conference.refusal import Refused


def write(conference, by, title, goal="", context="", conveners=(), seeks_host=False, once=None, expects=None):
    """Write a sheet and give it the next number.

    `conveners` are (seat or None, name) pairs. `once` is the sender's own id for this sheet: sent again after a dead
    network, it returns the sheet that arrived the first time. Another text is another sheet: who goes back to a form
    that was sent, and writes the next one into it, sends the same id.
    """
    once = mark(once, title, goal, context)
    with change(conference, by) as log:
        if once and (there := conference.anliegen.filter(once=once).first()):
            return there
        sheet = _put_up(log, conference, title, goal, context, conveners, seeks_host, expects, once)
        shown, draw = picture.fresh(log.conference, sheet)
        log.record("anliegen.written", touches={shown: draw, "counts": None}, anliegen=sheet.number)
    return sheet


def write_many(conference, by, drafts):
    """Write a whole list of sheets at once; drafts are what `write` takes. Every page reads itself again, once."""
    with change(conference, by) as log:
        for draft in drafts:
            sheet = _put_up(log, conference, **draft)
            log.record("anliegen.written", stale=["page"], anliegen=sheet.number)
    return log


def _put_up(log, conference, title, goal="", context="", conveners=(), seeks_host=False, expects=None, once=None):
    """Make the row of a sheet with the next number, within the change that writes it."""
    number = log.conference.last_number = log.conference.last_number + 1
    Conference.objects.filter(pk=conference.pk).update(last_number=number)
    sheet = Anliegen.objects.create(
        conference=conference,
        number=number,
        title=title,
        goal=goal,
        context=context,
        seeks_host=seeks_host,
        expects=expects,
        once=once,
        version=log.version + 1,
    )
    Convener.objects.bulk_create(Convener(anliegen=sheet, seat=seat, name=name) for seat, name in conveners)
    return sheet


def mark(once, title, goal, context):
    """Return the mark under which a sheet of those texts, from a sender with that id, is known."""
    return once and uuid.uuid5(once, "\0".join((title, goal, context)))


def edit(sheet, by, title, goal, context, seeks_host=False, others=None, seen=None, expects=None):
    """Change the texts of a sheet; `others`: who brings it beside the first, as names. `seen` is the version that the
    sender changed: what somebody else wrote since is not overwritten unseen."""
    with change(sheet.conference, by) as log:
        refuse_foreign(sheet, by)
        if seen is not None and seen != sheet.version:
            sentence = _("Somebody changed this sheet meanwhile: now it says “%(title)s”. Send again to replace it.")
            raise Refused(sentence % {"title": sheet.title})
        sheet.title, sheet.goal, sheet.context = title, goal, context
        sheet.seeks_host, sheet.expects = seeks_host, expects
        sheet.version = log.version + 1
        sheet.save(update_fields=["title", "goal", "context", "seeks_host", "expects", "version"])
        if others is not None:
            _bring(sheet, others)
        log.record("anliegen.edited", touches=moves.shown(sheet), anliegen=sheet.number)
    return sheet


def _bring(sheet, others):
    """Let these names bring the sheet beside the first; who came with a merged sheet stays, nobody is there twice."""
    own = list(sheet.conveners.filter(came_with=None))
    gone = [each.pk for each in own[1:] if each.name not in others]
    sheet.conveners.filter(pk__in=gone).delete()
    there = list(sheet.conveners.all())
    names, seats = {each.name for each in there}, {each.seat_id for each in there if each.seat_id}
    new = people(sheet.conference, [name for name in others if name not in names])
    Convener.objects.bulk_create(
        Convener(anliegen=sheet, seat=seat, name=name) for seat, name in new if not seat or seat.pk not in seats
    )


def withdraw(sheet, by):
    """Withdraw a sheet: it leaves the wall and stays in the record."""
    with change(sheet.conference, by) as log:
        refuse_foreign(sheet, by)
        shown = moves.shown(sheet)
        moves.leave_wall(log, sheet)
        sheet.withdrawn_at = timezone.now()
        sheet.save(update_fields=["withdrawn_at"])
        log.record("anliegen.withdrawn", touches=shown, anliegen=sheet.number)
    return sheet


def bring_back(sheet, by):
    """Bring a withdrawn sheet back, into the parking."""
    with change(sheet.conference, by) as log:
        refuse_others(sheet, by)
        sheet.refresh_from_db(fields=["withdrawn_at", "merged_into", "hidden_why"])
        if not sheet.withdrawn_at:
            raise Refused(_("#%(number)s is there already.") % {"number": sheet.number})
        if sheet.merged_into_id:
            raise Refused(_("#%(number)s is part of another sheet. Split it off there.") % {"number": sheet.number})
        if sheet.hidden_why:
            raise Refused(_("#%(number)s was hidden. Only facilitators show it again.") % {"number": sheet.number})
        sheet.withdrawn_at = None
        sheet.save(update_fields=["withdrawn_at"])
        log.record("anliegen.brought-back", touches=moves.shown(sheet), anliegen=sheet.number)
    return sheet


def hide(sheet, why, by):
    """Take a sheet from everybody's eyes, with the reason; the organiser's record keeps it. Facilitators."""
    with change(sheet.conference, by) as log:
        sheet.refresh_from_db(fields=["withdrawn_at", "hidden_why"])
        if sheet.hidden_why:
            raise Refused(_("#%(number)s is hidden already.") % {"number": sheet.number})
        shown = moves.shown(sheet)
        moves.leave_wall(log, sheet)
        sheet.withdrawn_at = sheet.withdrawn_at or timezone.now()
        sheet.hidden_by, sheet.hidden_why = by, why
        sheet.save(update_fields=["withdrawn_at", "hidden_by", "hidden_why"])
        log.record("anliegen.hidden", touches=shown, anliegen=sheet.number)
    return log


def show_again(sheet, by):
    """Bring a hidden sheet back, into the parking. Facilitators."""
    with change(sheet.conference, by) as log:
        sheet.refresh_from_db(fields=["withdrawn_at", "hidden_why"])
        if not sheet.hidden_why:
            raise Refused(_("#%(number)s is not hidden.") % {"number": sheet.number})
        sheet.withdrawn_at = sheet.withdrawn_at if sheet.merged_into_id else None
        sheet.hidden_by, sheet.hidden_why = None, ""
        sheet.save(update_fields=["withdrawn_at", "hidden_by", "hidden_why"])
        log.record("anliegen.shown", touches=moves.shown(sheet), anliegen=sheet.number)
    return log


def people(conference, names):
    """Return (seat, name) for each name: the seat of the one participant who is called so, else None."""
    called = {}
    if not names:
        return []
    for seat in conference.seats.filter(name__in=names).exclude(role=Role.DISPLAY):
        called.setdefault(seat.name, []).append(seat)
    return [(called[name][0] if len(called.get(name, [])) == 1 else None, name) for name in dict.fromkeys(names)]


def rename_convener(log, seat):
    """Write the seat's new name on its sheets, within the change that renames it; return the regions that show it."""
    brought = Anliegen.objects.filter(conveners__seat=seat)
    seat.brings.update(name=seat.name)
    brought.update(version=log.version + 1)
    return [region for sheet in brought.filter(withdrawn_at=None) for region in moves.shown(sheet)]


def refuse_foreign(sheet, by):
    """Raise Refused unless the sheet, as it is now, is the seat's own or the seat facilitates."""
    sheet.refresh_from_db(fields=["withdrawn_at", "version", "title"])
    if sheet.withdrawn_at:
        raise Refused(_("#%(number)s was withdrawn.") % {"number": sheet.number})
    refuse_others(sheet, by)


def refuse_others(sheet, by):
    """Raise Refused for whom the sheet is none of their own, withdrawn or not."""
    if by and not by.may(Role.FACILITATOR) and not owns(by, sheet):
        raise Refused(_("#%(number)s belongs to somebody else.") % {"number": sheet.number}, status=403)
