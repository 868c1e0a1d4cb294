"""The wall's pages and verbs. Verbs: access, form, verb, answer."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.collect import interests
from anliegen.day import presences
from anliegen.display import reads as displays
from anliegen.market import reads as market
from anliegen.ownership import own_numbers
from anliegen.wall import forms, history, merges, moves, picture, undo
from conference.access import seated
from conference.live.answers import answer
from conference.live.pages import versioned
from conference.models import Phase, Role
from conference.setup import notices


@require_GET
@seated()
@versioned
def wall(request, seat):
    """The wall for this seat: the same pieces for everybody, its own sheets marked by a script."""
    pieces = picture.whole(seat.conference)
    placing = None
    if request.GET.get("place", "").isdecimal():
        placing = seat.conference.anliegen.filter(number=request.GET["place"][:9], withdrawn_at=None).first()
    context = {
        "here": "wall",
        "as_list": request.GET.get("as") == "list",
        "placing": placing,
        "brings": own_numbers(seat),
        "heads": presences.region(seat.conference),
        **interests.paint(seat),
    }
    response = render(request, "wall/wall.html", {**pieces, **context})
    response.shared = pieces["shared"]
    return response


@require_GET
@seated(Role.FACILITATOR)
@versioned
def desk(request, seat):
    """The facilitator's desk: the whole wall, the parking, what is selected, what happened."""
    pieces = picture.whole(seat.conference) | market.market(seat.conference)
    context = {"here": "desk", "phases": Phase.choices, "notices": notices.desk(seat.conference)}
    context |= merges.at_desk(seat.conference)
    context["rounds"] = seat.conference.slots.filter(common=False)
    context |= {**displays.switches(seat.conference), **interests.paint(seat)}
    context["heads"] = presences.region(seat.conference)
    return render(request, "wall/desk.html", {**pieces, **context})


@require_GET
@seated(Role.FACILITATOR)
def panel(request, seat, number):
    """A sheet's details and verbs, beside the wall."""
    sheet = get_object_or_404(seat.conference.anliegen.prefetch_related("conveners"), number=number)
    rows = list(sheet.placements.select_related("slot", "room"))
    context = {
        "sheet": sheet,
        "places": [(row.slot, row.room) for row in rows],
        "fixed": any(row.fixed for row in rows),
        "lines": history.lines(seat.conference, history.of_sheet(seat.conference, number))[:6],
    }
    return render(request, "wall/_panel.html", context)


@require_GET
@seated()
def cell(request, seat, slot, room):
    """One cell: who has it, or which of my sheets could hang here; of one in several cells (`sheet`): which moves."""
    slot, room = get_object_or_404(seat.conference.slots, pk=slot), get_object_or_404(seat.conference.rooms, pk=room)
    placement = picture.with_sheets(slot.placements.filter(room=room)).first()
    sheets = seat.conference.anliegen.filter(withdrawn_at=None)
    if not seat.may(Role.FACILITATOR):
        sheets = sheets.filter(number__in=own_numbers(seat))
    sheets = list(sheets.prefetch_related("placements__slot", "placements__room"))
    asked = [each for each in sheets if str(each.number) == request.GET.get("sheet") and len(each.placements.all()) > 1]
    may_pin = seat.may(Role.FACILITATOR) or seat.conference.participants_pin
    context = {
        "here": "wall",
        "slot": slot,
        "room": room,
        "placement": placement,
        "closed": slot.closed_cells.filter(room=room).exists(),
        "sheets": sorted(sheets, key=lambda each: bool(each.placements.all())),
        "moving": asked[0] if asked and may_pin else None,
        "may_pin": may_pin,
    }
    return render(request, "wall/cell.html", context)


@require_GET
@seated()
def past(request, seat):
    """The history in sentences, newest first."""
    return render(request, "wall/history.html", {"here": "wall", "lines": history.lines(seat.conference)})


@require_POST
@seated()
def pin(request, seat):
    (sheet, _seen, _origin), (slot, room) = forms.sheet(request, seat), forms.cell(request, seat)
    log = moves.pin(sheet, slot, room, by=seat)
    return answer(request, log, _("#%(number)s hangs in %(room)s.") % {"number": sheet.number, "room": room.name})


@require_POST
@seated()
def move(request, seat):
    (sheet, seen, origin), (slot, room) = forms.sheet(request, seat), forms.cell(request, seat)
    log = moves.move(sheet, slot, room, by=seat, origin=origin, seen=seen)
    return answer(request, log, _("#%(number)s now hangs in %(room)s.") % {"number": sheet.number, "room": room.name})


@require_POST
@seated()
def swap(request, seat):
    (sheet, seen, _origin), (other, *_rest) = forms.sheet(request, seat), forms.sheet(request, seat, "with")
    log = moves.swap(sheet, other, by=seat, seen=seen)
    return answer(request, log, _("#%(one)s and #%(two)s changed places.") % {"one": sheet.number, "two": other.number})


@require_POST
@seated()
def park(request, seat):
    sheet, seen, origin = forms.sheet(request, seat)
    log = moves.park(sheet, by=seat, origin=origin, seen=seen)
    return answer(request, log, _("#%(number)s is in the parking.") % {"number": sheet.number})


@require_POST
@seated()
def continue_in(request, seat):
    (sheet, *_rest), (slot, room) = forms.sheet(request, seat), forms.cell(request, seat)
    log = moves.continue_in(sheet, slot, room, by=seat)
    return answer(request, log, _("#%(number)s goes on in %(room)s.") % {"number": sheet.number, "room": room.name})


@require_POST
@seated(Role.FACILITATOR)
def fix(request, seat):
    sheet, *_rest = forms.sheet(request, seat)
    return answer(request, moves.fix(sheet, by=seat), _("#%(number)s is fixed.") % {"number": sheet.number})


@require_POST
@seated(Role.FACILITATOR)
def loosen(request, seat):
    sheet, *_rest = forms.sheet(request, seat)
    log = moves.fix(sheet, by=seat, on=False)
    return answer(request, log, _("#%(number)s can be moved again.") % {"number": sheet.number})


@require_POST
@seated(Role.FACILITATOR)
def close(request, seat):
    slot, room = forms.cell(request, seat)
    return answer(request, moves.close(seat.conference, slot, room, by=seat), _("The cell is closed."))


@require_POST
@seated(Role.FACILITATOR)
def open_again(request, seat):
    slot, room = forms.cell(request, seat)
    return answer(request, moves.open_again(seat.conference, slot, room, by=seat), _("The cell is open."))


@require_POST
@seated()
def undo_last(request, seat):
    number = request.POST.get("event", "")
    log = undo.undo(seat.conference, by=seat, number=int(number[:18]) if number.isdecimal() else None)
    return answer(request, log, _("Taken back."))


@require_POST
@seated()
def redo_last(request, seat):
    return answer(request, undo.redo(seat.conference, by=seat), _("Done again."))
