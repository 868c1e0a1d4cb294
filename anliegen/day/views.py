"""The conference's first page: what now, for this seat; and its plan as a calendar."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.collect import interests
from anliegen.day import follows, reads, told
from anliegen.day.forms import ReadForm
from anliegen.market import reads as market
from anliegen.wall import picture
from conference.access import seated
from conference.live import answers
from conference.live.pages import versioned
from conference.models import Role
from conference.refusal import Refused


@require_GET
@seated()
@versioned
def home(request, seat):
    """What now, for this seat: what it was told, now and next with its own first, its sheets."""
    conference, now = seat.conference, timezone.now()
    wall, mine = picture.read(conference), follows.of(seat)
    day = reads.day(wall, mine, now)
    own = reads.own(wall, mine)
    context = {
        "here": "home",
        "follows": sorted(mine.all),
        "changes": told.changes(seat, mine, wall),
        "day": day,
        "own": own,
        "my_turns": market.mine(seat),
        "own_first": not any(span.running for span in day.near) or not all(places for _sheet, places in own),
        "notices": conference.notices.all()[:3],
        "may_pin": conference.participants_pin or seat.may(Role.FACILITATOR),
        "free": len(wall.free),
        **interests.paint(seat),
    }
    return render(request, "day/home.html", context)


@require_POST
@seated()
def read(request, seat):
    """Got it: what this page told has been read."""
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Reload the page, then try again."), status=400)
    told.read(seat, form.cleaned_data["to"])
    return _done(request)


def _done(request, toast=""):
    """Answer what changed nothing that others see."""
    if request.htmx:
        return answers.fragments(request, [], toast)
    if toast:
        messages.success(request, toast)
    return redirect(answers.back(request))
