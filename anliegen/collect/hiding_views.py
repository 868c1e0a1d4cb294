"""A sheet that nobody should see, and sheets that are about the same."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.collect import sheets, similar
from anliegen.collect.forms import HideForm
from conference.access import seated
from conference.live.answers import answer
from conference.models import Role
from conference.refusal import Refused

SHORTEST = 4  # letters of a title from which it is compared


@require_POST
@seated(Role.FACILITATOR)
def hide(request, seat, number):
    found, form = get_object_or_404(seat.conference.anliegen, number=number), HideForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say why, in a few words: its conveners read it."), status=422)
    log = sheets.hide(found, form.cleaned_data["why"], by=seat)
    return answer(request, log, _("#%(number)s is hidden. The record keeps it.") % {"number": number})


@require_POST
@seated(Role.FACILITATOR)
def show_again(request, seat, number):
    log = sheets.show_again(get_object_or_404(seat.conference.anliegen, number=number), by=seat)
    return answer(request, log, _("#%(number)s is back, in the parking.") % {"number": number})


@require_GET
@seated()
def alike(request, seat):
    """Which sheets are like the title that somebody is writing: a piece for the page where they write."""
    title, found = request.GET.get("title", "")[:200], []
    if len(title.strip()) >= SHORTEST:
        numbers = similar.of(seat.conference).to((title, "", ""))
        there = {each.number: each for each in seat.conference.anliegen.filter(number__in=numbers)}
        found = [there[number] for number in numbers]
    return render(request, "collect/_alike.html", {"alike": found})
