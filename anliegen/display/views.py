"""The projector's page, its pictures, its leaves and its sign of life: whoever holds the key looks, nobody acts."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anliegen.day import presences
from anliegen.display import alive, leaves, reads, scenes
from anliegen.display.forms import OnForm
from anliegen.wall import picture as walls
from conference.access import by_display_key


@require_safe
@never_cache
@by_display_key
def display(request, seat):
    """The wall for the hall, laid out by the page itself for the screen it finds; over it the scene that is shown."""
    conference, shown = seat.conference, scenes.of(seat)
    context = {**walls.whole(conference), **reads.entry(request, conference), **reads.clock(conference)}
    context |= scenes.pieces(shown, conference) | {"heads": presences.region(conference)}
    return render(request, "display/display.html", {**context, "dark": "dark" in request.GET})


@require_POST
@by_display_key
def heard(request, seat):
    """The page says that it is alive, and whether it is seen."""
    form = OnForm(request.POST)
    alive.heard(seat, awake=form.is_valid() and form.cleaned_data["on"])
    return HttpResponse("")


@require_safe
@by_display_key
def picture(request, seat):
    """The picture that this display shows, or did; as data, never as a page."""
    name = scenes.of(seat).picture.name
    if not name or not default_storage.exists(name):
        raise Http404
    kind = "image/webp" if name.endswith(".webp") else "image/jpeg"
    response = FileResponse(default_storage.open(name), content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=86400, immutable"  # another picture has another address
    return response


@require_safe
@never_cache
@by_display_key
def leaf(request, seat):
    """One report as a leaf: the page asks for the next one when it is time."""
    after = request.GET.get("after", "")
    after = int(after) if after.isdecimal() and len(after) < 10 else None
    return render(request, "display/_leaf.html", leaves.leaf(request, seat.conference, after))
