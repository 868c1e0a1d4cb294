"""The newsroom at the desk, for helpers and up, and its verbs."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from anliegen.exports.charts import draw
from anliegen.news import newsroom as rooms
from anliegen.news import nudges, progress
from conference.access import seated
from conference.live import later
from conference.live.answers import answer
from conference.live.pages import versioned
from conference.models import Role
from conference.refusal import Refused


@require_GET
@seated(Role.HELPER)
@versioned
def newsroom(request, seat):
    """The groups by how far their reports are, and how the day went as a picture; that is drawn beside this process."""
    steps = rooms.steps(seat.conference)
    drawing = draw.job(progress.spec(steps)) if steps else None
    if drawing and (waits := later.outside(request, drawing)):
        return waits
    room = rooms.read(seat.conference)
    context = {"here": "newsroom", "room": room, "steps": steps}
    context["picture"] = drawing and draw.result(drawing, *progress.words(steps))
    return render(request, "news/newsroom.html", context)


@require_POST
@seated(Role.HELPER)
def nudge(request, seat):
    number = request.POST.get("anliegen", "")
    if not number.isdecimal() or len(number) > 9:
        raise Refused(_("Reload the page, then try again."), status=400)
    sheet = get_object_or_404(seat.conference.anliegen, number=number, hidden_why="")
    log = nudges.nudge(sheet, by=seat)
    return answer(request, log, _("#%(number)s is nudged.") % {"number": number}, to=_page(seat))


@require_POST
@seated(Role.HELPER)
def nudge_all(request, seat):
    log, numbers = nudges.nudge_all(seat.conference, by=seat)
    said = ngettext("%(n)s group is nudged.", "%(n)s groups are nudged.", len(numbers))
    return answer(request, log, said % {"n": len(numbers)}, to=_page(seat))


def _page(seat):
    return reverse("newsroom", args=[seat.conference.slug])
