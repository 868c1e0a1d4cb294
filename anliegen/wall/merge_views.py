"""Merging and splitting: ask the conveners, answer, decide without an answer, take a question back, split."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anliegen.wall import forms, merging
from conference.access import seated
from conference.live.answers import answer
from conference.models import Role


@require_POST
@seated()
def propose(request, seat):
    """`anliegen` is the sheet that is kept, `with` the one that would go into it."""
    (kept, *_rest), (other, *_more) = forms.sheet(request, seat), forms.sheet(request, seat, "with")
    done = merging.propose(kept, other, by=seat)
    merged = any(event.kind == "merge.merged" for event in done.events)
    said = (
        _("#%(other)s is part of #%(kept)s now.")
        if merged
        else _("The conveners of #%(kept)s and #%(other)s are asked.")
    )
    return answer(request, done, said % {"kept": kept.number, "other": other.number})


@require_POST
@seated(Role.FACILITATOR)
def decide(request, seat):
    (kept, *_rest), (other, *_more) = forms.sheet(request, seat), forms.sheet(request, seat, "with")
    done = merging.decide(kept, other, by=seat)
    said = _("#%(other)s is part of #%(kept)s now.") % {"kept": kept.number, "other": other.number}
    return answer(request, done, said)


@require_POST
@seated()
def say(request, seat, proposal):
    found = get_object_or_404(seat.conference.merge_proposals.select_related("kept", "other"), pk=proposal)
    yes = request.POST.get("yes") == "on"
    done = merging.answer(found, by=seat, yes=yes)
    return answer(request, done, _("You agreed.") if yes else _("You said no; both sheets stay as they are."))


@require_POST
@seated()
def take_back(request, seat, proposal):
    found = get_object_or_404(seat.conference.merge_proposals.select_related("kept", "other"), pk=proposal)
    return answer(request, merging.withdraw(found, by=seat), _("Nobody is asked any more."))


@require_POST
@seated()
def split(request, seat):
    sheet, *_rest = forms.sheet(request, seat)
    done = merging.split(sheet, by=seat)
    hangs = any(event.kind == "wall.pinned" for event in done.events)
    there = _("#%(number)s stands for itself again, where it hung.")
    said = there if hangs else _("#%(number)s stands for itself again, in the parking.")
    return answer(request, done, said % {"number": sheet.number})
