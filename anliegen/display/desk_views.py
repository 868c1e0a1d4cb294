"""The facilitator's page of displays, and their verbs: access, form, verb, answer."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anliegen.display import forms, pictures, reads, scenes, showing
from anliegen.display.forms import cleaned
from anliegen.models import Display
from conference.access import seated
from conference.entrance import seats
from conference.live import later
from conference.live.answers import answer
from conference.models import Role


@require_safe
@never_cache
@seated(Role.FACILITATOR)
def displays(request, seat):
    """Every display: what it shows, as it looks, and all that can be changed about it."""
    conference = seat.conference
    context = {
        "here": "displays",
        "screens": reads.screens(conference, request),
        "scenes": Display.Shows.choices,
        "days": scenes.days(conference),
        "rounds": conference.slots.filter(common=False),
        "rooms": conference.rooms.all(),
        "zooms": forms.ZOOMS,
        "lights": Display.Light.choices,
        "gongs": Display.Gong.choices,
    }
    return render(request, "display/displays.html", context)


@require_safe
@never_cache
@seated(Role.FACILITATOR)
def states(request, seat):
    """Which display is awake, for the desk that asks every few seconds."""
    screens = reads.screens(seat.conference)
    named = [each["state"] | {"id": each["seat"].pk, "name": each["seat"].name} for each in screens]
    return JsonResponse({"screens": named})


@require_POST
@seated(Role.FACILITATOR)
def add(request, seat):
    name = cleaned(forms.NamedForm(request.POST), "name")
    log = seats.add_display(seat.conference, name, by=seat)
    return answer(request, log, _("The screen has its own address now."), to=page(seat))


@require_POST
@seated(Role.FACILITATOR)
def show(request, seat, display):
    screen = of(seat, display)
    form = cleaned(forms.ShowForm(request.POST, seat.conference))
    shows = Display.Shows(form.cleaned_data["shows"])
    log = showing.show(screen, shows, by=seat, scope=form.scope() if shows == Display.Shows.WALL else None)
    return answer(request, log, _("%(name)s shows: %(what)s.") % {"name": screen.name, "what": shows.label})


@require_POST
@seated(Role.FACILITATOR)
def follow(request, seat, display):
    screen = of(seat, display)
    return answer(request, showing.follow(screen, by=seat), _("%(name)s follows the phase.") % {"name": screen.name})


@require_POST
@seated(Role.FACILITATOR)
def blank(request, seat, display):
    screen, on = of(seat, display), cleaned(forms.OnForm(request.POST), "on")
    said = _("%(name)s is dark.") if on else _("%(name)s shows something again.")
    return answer(request, showing.blank(screen, by=seat, on=on), said % {"name": screen.name})


@require_POST
@seated(Role.FACILITATOR)
def write(request, seat, display):
    screen = of(seat, display)
    log = showing.write(screen, cleaned(forms.TextForm(request.POST), "text"), by=seat)
    return answer(request, log, _("%(name)s shows the text.") % {"name": screen.name})


@require_POST
@seated(Role.FACILITATOR)
def hang(request, seat, display):
    screen = of(seat, display)
    file = cleaned(forms.PictureForm(request.POST, request.FILES), "picture")
    if waits := later.outside(request, pictures.job(file)[1]):
        return waits
    return answer(
        request, showing.hang(screen, file, by=seat), _("%(name)s shows the picture.") % {"name": screen.name}
    )


@require_POST
@seated(Role.FACILITATOR)
def adjust(request, seat, display):
    screen = of(seat, display)
    log = showing.adjust(screen, by=seat, **cleaned(forms.AdjustForm(request.POST)).settings())
    return answer(request, log, _("%(name)s is adjusted.") % {"name": screen.name})


@require_POST
@seated(Role.FACILITATOR)
def rename(request, seat, display):
    screen = of(seat, display)
    log = showing.rename(screen, cleaned(forms.NamedForm(request.POST), "name"), by=seat)
    return answer(request, log, _("The display is now called %(name)s.") % {"name": screen.name})


@require_POST
@seated(Role.FACILITATOR)
def remove(request, seat, display):
    screen = of(seat, display)
    return answer(request, showing.remove(screen, by=seat), _("%(name)s is gone.") % {"name": screen.name}, page(seat))


def of(seat, display):
    return get_object_or_404(
        seat.conference.seats.select_related("conference", "display"), pk=display, role=Role.DISPLAY
    )


def page(seat):
    return reverse("displays", args=[seat.conference.slug])
