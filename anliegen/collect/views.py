"""The pages of a sheet."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_ratelimit.core import is_ratelimited

from anliegen.collect import interests, sheets
from anliegen.collect.forms import AnliegenForm
from anliegen.day import presences
from anliegen.market import reads as market
from anliegen.ownership import owns
from anliegen.record import reads as record
from anliegen.wall import hint_words, history, merges, moves, picture
from anliegen.wall.forms import CellForm
from conference.access import seated
from conference.entrance import seats
from conference.live.pages import versioned
from conference.models import Role
from conference.refusal import Refused


@require_http_methods(["GET", "POST"])
@seated()
def new(request, seat):
    """Write a sheet; with a cell in the address it is pinned there at once."""
    cell = request.POST.get("cell") or request.GET.get("cell", "")
    form = AnliegenForm(request.POST if request.method == "POST" else None, initial={"once": uuid.uuid4()})
    context = {"form": form, "cell": cell, "here": "new", "for_others": seat.may(Role.HELPER)}
    if request.method == "GET" or not form.is_valid():
        return render(request, "collect/new.html", context, status=422 if request.method == "POST" else 200)
    if _too_many(request, seat):
        form.add_error(None, _("That was very fast. Wait a minute, then send it again; your text is still here."))
        return render(request, "collect/new.html", context, status=429)
    data = form.cleaned_data
    writer = seat
    if data["person"] and seat.may(Role.HELPER):
        writer = seats.enter_guest(seat.conference, data["person"], by=seat)
    others = [name for name in data["others"] if name != writer.name]
    people = [(writer, writer.name), *sheets.people(seat.conference, others)]
    texts = {key: data[key] for key in ("title", "goal", "context", "seeks_host", "expects", "once")}
    sheet = sheets.write(seat.conference, by=seat, conveners=people, **texts)
    said = _("This is sheet #%(number)s.") % {"number": sheet.number}
    if cell and not sheet.placements.exists():  # sent again after a dead network, it stays where it hangs
        said += " " + _pin_at(sheet, cell, seat)
    messages.success(request, said)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"number": sheet.number, "said": said, "to": _address(sheet)}, status=201)
    if "another" in request.POST:
        return redirect("new", slug=seat.conference.slug)
    return redirect(_address(sheet))


@require_GET
@seated()
@versioned
def sheet(request, seat, number):
    """One sheet: its texts, where it hangs, and what this seat can do with it."""
    found = get_object_or_404(seat.conference.anliegen.prefetch_related("conveners"), number=number)
    own = owns(seat, found)
    if found.hidden_why and not own and not seat.may(Role.FACILITATOR):
        return render(request, "collect/hidden.html", {"here": "sheet", "sheet": found})
    wall = picture.read(seat.conference)
    may_move = not found.withdrawn_at and (seat.may(Role.FACILITATOR) or own and seat.conference.participants_pin)
    context = {
        "here": "sheet",
        "sheet": found,
        "own": own,
        "my_turns": market.of_sheet(seat, found) if own or seat.may(Role.HELPER) else [],
        "may_edit": not found.withdrawn_at and (own or seat.may(Role.FACILITATOR)),
        "may_move": may_move,
        "may_bring_back": found.withdrawn_at
        and not found.hidden_why
        and not found.merged_into
        and (own or seat.may(Role.FACILITATOR)),
        "places": (places := wall.places().get(found.number, [])),
        "who_is_here": presences.now_at(seat.conference, places),
        "was": wall.was(found.number),
        "fixed": any(each.fixed for each in wall.placed.values() if each.anliegen_id == found.pk),
        "free": wall.free if may_move else [],
        "lines": history.lines(seat.conference, history.of_sheet(seat.conference, found.number))[:12],
        **interests.of_sheet(seat, found),
        **merges.of_sheet(seat, found),
        **record.of_sheet(seat, found, places, own),
        "hints": hint_words.for_sheet(seat, found),
    }
    return render(request, "collect/sheet.html", context)


@require_http_methods(["GET", "POST"])
@seated()
def edit(request, seat, number):
    """Change the texts of one's own sheet."""
    found = get_object_or_404(seat.conference.anliegen, number=number)
    sheets.refuse_others(found, seat)
    others = list(found.conveners.filter(came_with=None).values_list("name", flat=True))[1:]
    initial = {key: getattr(found, key) for key in ("title", "goal", "context", "seeks_host", "expects")}
    typed = request.POST if request.method == "POST" else None
    form = AnliegenForm(typed, initial={**initial, "others": ", ".join(others)})
    status, seen = 200, found.version
    if request.method == "GET":
        sheets.refuse_foreign(found, seat)
    elif form.is_valid():
        data, came = form.cleaned_data, request.POST.get("seen", "")
        texts = {key: data[key] for key in ("title", "goal", "context", "seeks_host", "expects")}
        try:
            came = int(came[:18]) if came.isdecimal() else None
            sheets.edit(found, by=seat, others=data["others"], seen=came, **texts)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status, seen = refused.status, found.version
        else:
            messages.success(request, _("#%(number)s is changed.") % {"number": found.number})
            return redirect(_address(found))
    else:
        status, seen = 422, request.POST.get("seen") or seen
    return render(request, "collect/edit.html", {"form": form, "sheet": found, "seen": seen}, status=status)


@require_POST
@seated()
def withdraw(request, seat, number):
    found = get_object_or_404(seat.conference.anliegen, number=number)
    sheets.withdraw(found, by=seat)
    messages.success(request, _("#%(number)s is withdrawn. It stays in the record.") % {"number": number})
    return redirect(_address(found))


@require_POST
@seated()
def bring_back(request, seat, number):
    found = get_object_or_404(seat.conference.anliegen, number=number)
    sheets.bring_back(found, by=seat)
    messages.success(request, _("#%(number)s is back, in the parking.") % {"number": number})
    return redirect(_address(found))


def _pin_at(sheet, cell, seat):
    """Pin a fresh sheet where its writer wanted it, and say where it is. One that was sent again after a dead network
    may have been moved meanwhile: it stays."""
    sentences = []
    if not history.of_sheet(seat.conference, sheet.number).filter(kind__startswith="wall.").exists():
        form = CellForm({"cell": cell})
        form.is_valid()
        slot = seat.conference.slots.filter(pk=form.cleaned_data.get("slot")).first()
        room = seat.conference.rooms.filter(pk=form.cleaned_data.get("room")).first()
        try:
            if slot and room:
                moves.pin(sheet, slot, room, by=seat)
        except Refused as refused:
            sentences.append(refused.sentence)
    hangs = sheet.placements.select_related("room").first()
    sentences.append(_("It hangs in %(room)s.") % {"room": hangs.room.name} if hangs else _("It waits in the parking."))
    return " ".join(sentences)


def _too_many(request, seat):
    """Count one more sheet of this participant; return whether it had too many in this minute."""
    most = settings.SHEETS_A_MINUTE
    free = not most or seat.may(Role.HELPER)
    return not free and is_ratelimited(
        request, group="sheets", key=lambda group, request: str(seat.pk), rate=f"{most}/m", increment=True
    )


def _address(sheet):
    return f"/c/{sheet.conference.slug}/anliegen/{sheet.number}/"
