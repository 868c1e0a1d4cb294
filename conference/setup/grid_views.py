"""The organiser's grid: rooms and slots one by one, from a line of text, or from the planner.

What a line of text means is shown as a sentence first; the same form with another button makes it.
"""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.access import seated
from conference.live.answers import answer
from conference.models import Role, Slot
from conference.refusal import Refused
from conference.setup import drafts, planner, rooms, slots
from conference.setup.forms import (
    GridForm,
    NewRoomsForm,
    PlannerForm,
    PostponeForm,
    RoomForm,
    RoundsForm,
    SlotForm,
)


@require_safe
@seated(Role.ORGANISER)
def all_rooms(request, seat):
    """The rooms, and what the typed text would add to them."""
    form = NewRoomsForm(request.GET if "text" in request.GET else None)
    return _all_rooms(request, seat, form)


def _all_rooms(request, seat, form):
    context = {"here": "setup", "rooms": seat.conference.rooms.all(), "form": form}
    if form.is_bound and (new := _tried(form, lambda: _new_rooms(seat, form))):
        context["makes"] = drafts.rooms_sentence(new)
    return _page(request, "setup/rooms.html", form, context)


@require_POST
@seated(Role.ORGANISER)
def add_rooms(request, seat):
    form = NewRoomsForm(request.POST)
    new = _tried(form, lambda: _new_rooms(seat, form))
    log = new and _tried(form, lambda: rooms.add(seat.conference, new, by=seat))
    if not log:
        return _all_rooms(request, seat, form)
    return answer(request, log, drafts.rooms_sentence(new, done=True), to=_to(seat, "rooms"))


@seated(Role.ORGANISER)
def room(request, seat, room):
    room = get_object_or_404(seat.conference.rooms, pk=room)
    first = {"name": room.name, "capacity": room.capacity or None, "location": room.location, "features": room.features}
    form = RoomForm(request.POST or None, initial=first)
    if request.method == "POST":
        log = _tried(form, lambda: rooms.edit(room, by=seat, **form.cleaned_data))
        if log:
            return answer(request, log, _("Saved."), to=_to(seat, "rooms"))
        room.refresh_from_db()
    return _page(request, "setup/room.html", form, {"here": "setup", "room": room})


@require_POST
@seated(Role.ORGANISER)
def move_room(request, seat, room):
    room = get_object_or_404(seat.conference.rooms, pk=room)
    log = rooms.move(room, by=seat, step=-1 if request.POST.get("step") == "-1" else 1)
    return answer(request, log, _("%(room)s has moved.") % {"room": room.name})


@require_POST
@seated(Role.ORGANISER)
def remove_room(request, seat, room):
    log, said = rooms.remove(get_object_or_404(seat.conference.rooms, pk=room), by=seat)
    return answer(request, log, said, to=_to(seat, "rooms"))


@require_safe
@seated(Role.ORGANISER)
def all_slots(request, seat):
    """The slots by day, and what the typed line would add to them."""
    form = RoundsForm(request.GET if "text" in request.GET else None, initial={"day": _next_day(seat.conference)})
    return _all_slots(request, seat, form)


def _all_slots(request, seat, form):
    context = {"here": "setup", "slots": seat.conference.slots.all(), "form": form}
    if form.is_bound and (new := _tried(form, lambda: _new_rounds(seat, form))):
        context |= {"makes": drafts.rounds_sentence(new[0]), "ignored": new[1]}
    return _page(request, "setup/slots.html", form, context)


@require_POST
@seated(Role.ORGANISER)
def add_rounds(request, seat):
    form = RoundsForm(request.POST)
    new = _tried(form, lambda: _new_rounds(seat, form))
    log = new and _tried(form, lambda: slots.add(seat.conference, new[0], by=seat))
    if not log:
        return _all_slots(request, seat, form)
    return answer(request, log, drafts.rounds_sentence(new[0], done=True), to=_to(seat, "slots"))


@seated(Role.ORGANISER)
def new_slot(request, seat):
    """One slot with times of its own, a break or a plenary."""
    last = seat.conference.slots.last()
    first = {"day": _next_day(seat.conference), "starts": last and timezone.localtime(last.ends_at)}
    form = SlotForm(request.POST or None, initial=first, zone=seat.conference.zone)
    if request.method == "POST":
        log = _tried(form, lambda: slots.add(seat.conference, [Slot(**form.fields_of_slot())], by=seat))
        if log:
            return answer(request, log, _("The slot is on the wall."), to=_to(seat, "slots"))
    return _page(request, "setup/slot.html", form, {"here": "setup"})


@seated(Role.ORGANISER)
def slot(request, seat, slot):
    slot = get_object_or_404(seat.conference.slots.select_related("conference"), pk=slot)
    starts, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    first = {"name": slot.name, "common": slot.common, "place": slot.place}
    first |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    form = SlotForm(request.POST or None, initial=first, zone=seat.conference.zone)
    if request.method == "POST":
        done = _tried(form, lambda: slots.edit(slot, by=seat, **form.fields_of_slot()))
        if done:
            log, said = done
            return answer(request, log, said or _("Saved."), to=_to(seat, "slots"))
        slot.refresh_from_db()
    return _page(request, "setup/slot.html", form, {"here": "setup", "slot": slot, "postpone": PostponeForm()})


@require_POST
@seated(Role.ORGANISER)
def postpone_slot(request, seat, slot):
    slot = get_object_or_404(seat.conference.slots.select_related("conference"), pk=slot)
    form = PostponeForm(request.POST)
    if not form.is_valid():
        raise Refused(form.errors["minutes"][0], status=422)
    log = slots.postpone(slot, by=seat, minutes=form.cleaned_data["minutes"])
    return answer(request, log, _("The rest of the day has moved."), to=_to(seat, "slots"))


@require_POST
@seated(Role.ORGANISER)
def remove_slot(request, seat, slot):
    slot = get_object_or_404(seat.conference.slots.select_related("conference"), pk=slot)
    log, said = slots.remove(slot, by=seat)
    return answer(request, log, said, to=_to(seat, "slots"))


@require_safe
@seated(Role.ORGANISER)
def plan(request, seat):
    """From a head-count to grids; one tap makes one of them."""
    form = PlannerForm(request.GET if "people" in request.GET else None)
    first = {"day": _next_day(seat.conference), "starts": "10:00", "minutes": 60, "rest": 15}
    return _page(request, "setup/plan.html", form, _proposed(seat, form) | {"grid": GridForm(initial=first)})


@require_POST
@seated(Role.ORGANISER)
def make_plan(request, seat):
    """Make the grid of a proposal: the rooms that are still missing, and the rounds."""
    conference, form = seat.conference, GridForm(request.POST)
    log = _tried(form, lambda: drafts.make_grid(conference, by=seat, **form.cleaned_data))
    if not log:
        planned = PlannerForm(request.POST)
        return _page(request, "setup/plan.html", form, _proposed(seat, planned) | {"form": planned, "grid": form})
    return answer(request, log, _("The grid is on the wall."), to=reverse("setup", args=[conference.slug]))


def _proposed(seat, form):
    if not (form.is_bound and form.is_valid()):
        return {"here": "setup"}
    people, there = form.cleaned_data["people"], form.cleaned_data["rooms"]
    return {
        "here": "setup",
        "people": people,
        "rooms": there,
        "expected": planner.anliegen_to_expect(people),
        "at_a_time": planner.groups_at_a_time(people),
        "proposals": planner.proposals(people, there),
        "has_rooms": seat.conference.rooms.count(),
    }


def _tried(form, deed):
    """Do it if the form is valid; a refusal becomes a sentence in the form, so that nothing typed is lost."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except Refused as refused:
        form.add_error(None, refused.sentence)
        form.status = refused.status
        return None


def _page(request, template, form, context):
    wrong = form.is_bound and bool(form.errors)
    return render(request, template, {"form": form} | context, status=getattr(form, "status", 422) if wrong else 200)


def _to(seat, name):
    return reverse(name, args=[seat.conference.slug])


def _new_rooms(seat, form):
    return drafts.rooms_of(seat.conference, form.cleaned_data["text"])


def _new_rounds(seat, form):
    return drafts.rounds_of(seat.conference, form.cleaned_data["text"], form.cleaned_data["day"])


def _next_day(conference):
    last = conference.slots.last()
    return timezone.localtime(last.starts_at).date() if last else conference.starts_on or timezone.localdate()
