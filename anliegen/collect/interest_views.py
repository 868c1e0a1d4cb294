""" "I'd come": on one sheet, and in a quick round through all."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anliegen.collect import interests, rounds
from anliegen.collect.round_forms import AnswerForm
from anliegen.ownership import own_numbers
from anliegen.wall import forms
from conference.access import seated
from conference.live.answers import back
from conference.refusal import Refused

KEPT = 30 * 24 * 3600


@require_POST
@seated()
def interest(request, seat, number):
    sheet, on = get_object_or_404(seat.conference.anliegen, number=number), bool(request.POST.get("on"))
    interests.mark(sheet, by=seat, on=on)
    if request.htmx:
        brings = own_numbers(seat)
        context = {"sheet": sheet, "brings": brings, "own": number in brings, **interests.of_sheet(seat, sheet)}
        return render(request, "collect/_interest_answer.html", context)
    said = _("#%(number)s: noted that you would come.") if on else _("#%(number)s: taken back.")
    messages.success(request, said % {"number": number})
    return redirect(back(request))


@require_http_methods(["GET", "POST"])
@seated()
@never_cache
def round_(request, seat):
    """All sheets one at a time: I'd come, not for me, or later; then my list."""
    passed = rounds.recall(seat, request.COOKIES.get("round", ""))
    later = [int(each) for each in request.GET.get("later", "").split(",")[:200] if each.isdecimal() and len(each) < 10]
    if request.method == "POST":
        return _answered(request, seat, passed)
    found = rounds.deck(seat, passed, later)
    listed = "list" in request.GET or not found.left
    context = {
        "here": "round",
        "round": found,
        "cards": [rounds.card(sheet) for sheet in found.sheets],
        "listed": listed,
        "mine": rounds.my_list(seat) if listed else [],
        "later": ",".join(map(str, later)),
        **interests.paint(seat),
    }
    return render(request, "collect/round.html", context)


def _answered(request, seat, passed):
    """Take one answer; the answer to it remembers what was passed."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose one of the three answers."), status=400)
    (sheet, *_rest), said = forms.sheet(request, seat), form.cleaned_data
    if said["answer"] != "later":
        interests.mark(sheet, by=seat, on=said["answer"] == "come")
        passed = passed - {sheet.number} if said["answer"] == "come" else passed | {sheet.number}
    later = [*said["later"], str(sheet.number)] if said["answer"] == "later" else said["later"]
    place = f"/c/{seat.conference.slug}/anliegen/round/"
    to = f"{place}?{urlencode({'later': ','.join(later)})}" if later else place
    response = HttpResponse(status=204) if request.htmx else redirect(to)
    response.set_cookie("round", rounds.remember(seat, passed), KEPT, path=place, httponly=True, samesite="Lax")
    return response
