"""The projector's page: whoever holds the key of a display seat looks, nobody acts."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anliegen.display import reads
from anliegen.wall import picture
from conference.access import by_display_key


@require_safe
@never_cache
@by_display_key
def display(request, seat):
    """The wall for the hall: the same pieces as on a phone, laid out by the page itself for the screen it finds."""
    pieces = picture.whole(seat.conference)
    context = {**pieces, **reads.entry(request, seat.conference), **reads.clock(seat.conference)}
    return render(request, "display/display.html", {**context, "dark": "dark" in request.GET})
