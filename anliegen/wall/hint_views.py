"""The hints of the whole wall: a page, of which the desk shows the list."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from anliegen.collect import interests
from anliegen.wall import hint_words
from conference.access import seated
from conference.live.pages import versioned
from conference.models import Role


@require_GET
@seated(Role.FACILITATOR)
@versioned
def hints(request, seat):
    context = {"here": "desk", "hints": hint_words.lines(seat.conference), **interests.paint(seat)}
    return render(request, "wall/hints.html", context)
