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
    return _overview(request, seat, NoticeForm(conference=seat.conference))


def _overview(request, seat, form, status=200):
    conference = seat.conference
    context = {
        "here": "setup",
        "phases": [(each, label, each == conference.phase) for each, label in Phase.choices],
        "rooms": conference.rooms.all(),
        "slots": conference.slots.all(),
        "notices": conference.notices.select_related("room"),
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
    form = NoticeForm(request.POST, conference=seat.conference)
    log = _tried(form, lambda: notices.post(seat.conference, by=seat, **form.fields_of_notice()))
    if not log and request.htmx:
        raise Refused(next(iter(form.errors.values()))[0], status=422)
    if not log:
        return _overview(request, seat, form, status=422)
    some = form.cleaned_data["to"] or form.cleaned_data["sheet"]
    said = _("It is announced to those whom it is for.") if some else _("Everybody sees the announcement now.")
    stays = request.htmx or request.POST.get("back")
    return answer(request, log, said, to=None if stays else reverse("setup", args=[seat.conference.slug]))


def _tried(form, do):
    """Return what the form's verb gives; None where the form, or the verb, finds something wrong."""
    try:
        return do() if form.is_valid() else None
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None


@require_POST
@seated(Role.FACILITATOR)
def take_down_notice(request, seat, notice):
    log = notices.take_down(get_object_or_404(seat.conference.notices, pk=notice), by=seat)
    return answer(request, log, _("The announcement is gone."))
