"""The organiser's setup: start a conference, its texts, its phase, its news."""

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.access import organisers_only, seated, take_seat
from conference.live.answers import answer
from conference.models import Phase, Role
from conference.refusal import Refused
from conference.setup import conferences, notices, phases
from conference.setup.forms import ConferenceForm, NoticeForm, PhaseForm, StartForm


@organisers_only
def start(request, organiser):
    first = {"time_zone": settings.TIME_ZONE, "language": get_language(), "participants_pin": True}
    form = StartForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        _conference, seat = conferences.start(**form.cleaned_data)
        take_seat(request, seat)
        return redirect("setup", seat.conference.slug)
    return render(request, "setup/start.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_safe
@seated(Role.FACILITATOR)
def overview(request, seat):
    return _overview(request, seat, NoticeForm())


def _overview(request, seat, form, status=200):
    conference = seat.conference
    context = {
        "here": "setup",
        "phases": [(each, label, each == conference.phase) for each, label in Phase.choices],
        "rooms": conference.rooms.all(),
        "slots": conference.slots.all(),
        "notices": conference.notices.all(),
        "form": form,
    }
    return render(request, "setup/overview.html", context, status=status)


@seated(Role.ORGANISER)
def about(request, seat):
    conference = seat.conference
    form = ConferenceForm(request.POST or None, initial=ConferenceForm.of(conference))
    if request.method == "POST" and form.is_valid():
        log = conferences.edit(conference, by=seat, **form.cleaned_data)
        return answer(request, log, _("Saved."), to=reverse("setup", args=[conference.slug]))
    context = {"here": "setup", "form": form}
    return render(request, "setup/about.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@seated(Role.FACILITATOR)
def enter_phase(request, seat):
    form = PhaseForm(request.POST)
    if not form.is_valid():
        raise Refused(_("There is no such phase."), status=400)
    log = phases.enter(seat.conference, form.cleaned_data["phase"], by=seat)
    label = Phase(seat.conference.phase).label
    return answer(request, log, _("The phase is now: %(phase)s.") % {"phase": label})


@require_POST
@seated(Role.FACILITATOR)
def post_notice(request, seat):
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return _overview(request, seat, form, status=422)
    log = notices.post(seat.conference, form.cleaned_data["text"], by=seat)
    return answer(
        request, log, _("Everybody sees the announcement now."), to=reverse("setup", args=[seat.conference.slug])
    )


@require_POST
@seated(Role.FACILITATOR)
def take_down_notice(request, seat, notice):
    log = notices.take_down(get_object_or_404(seat.conference.notices, pk=notice), by=seat)
    return answer(request, log, _("The announcement is gone."))
