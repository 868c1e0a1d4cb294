"""The market's page and verbs. Verbs: access, form, verb, answer."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.market import clock, forms, more, opening, queue, reads
from anliegen.wall import picture
from anliegen.wall.forms import sheet as sheet_of
from conference.access import seated
from conference.live.answers import answer
from conference.live.pages import versioned
from conference.models import Role


@require_GET
@seated()
@versioned
def market(request, seat):
    """Who presents, who waits, and what this seat can do: line up, or lead through it."""
    counts = picture.counts(seat.conference, ["counts"])["counts"]()
    context = {"here": "market", "counts": counts, "my_turns": reads.mine(seat)}
    pieces = reads.market(seat.conference)
    return render(request, "market/market.html", {**pieces, **context})


@require_POST
@seated()
def line_up(request, seat):
    sheet, *_rest = sheet_of(request, seat)
    return answer(request, queue.line_up(sheet, by=seat), _("#%(number)s is in the queue.") % {"number": sheet.number})


@require_POST
@seated()
def step_out(request, seat):
    sheet, *_rest = sheet_of(request, seat)
    log = queue.step_out(sheet, by=seat)
    return answer(request, log, _("#%(number)s is not in the queue any more.") % {"number": sheet.number})


@require_POST
@seated(Role.FACILITATOR)
def call(request, seat):
    sheet = sheet_of(request, seat)[0] if request.POST.get("anliegen") else None
    log = queue.call(seat.conference, by=seat, sheet=sheet, seen=forms.seen(request))
    return answer(request, log, _called(log))


@require_POST
@seated(Role.FACILITATOR)
def skip(request, seat):
    sheet = sheet_of(request, seat)[0] if request.POST.get("anliegen") else None
    log = queue.skip(seat.conference, by=seat, sheet=sheet, seen=forms.seen(request))
    said = _("#%(number)s waits behind all others now.") % {"number": log.events[0].facts["anliegen"]}
    return answer(request, log, f"{said} {_called(log)}" if log.events[1:] else said)


@require_POST
@seated(Role.FACILITATOR)
def recall(request, seat):
    sheet, *_rest = sheet_of(request, seat)
    return answer(request, queue.recall(sheet, by=seat), _("#%(number)s is next.") % {"number": sheet.number})


@require_POST
@seated(Role.FACILITATOR)
def reorder(request, seat):
    (sheet, *_rest), (before, step) = sheet_of(request, seat), forms.order(request)
    other = get_object_or_404(seat.conference.anliegen, number=before) if before else None
    log = queue.reorder(sheet, by=seat, before=other, step=step)
    return answer(request, log, _("#%(number)s has moved in the queue.") % {"number": sheet.number})


@require_POST
@seated(Role.FACILITATOR)
def end(request, seat):
    log = queue.end(seat.conference, by=seat, seen=forms.seen(request))
    return answer(request, log, _called(log))


@require_POST
@seated(Role.FACILITATOR)
def extend(request, seat):
    return answer(
        request, clock.extend(seat.conference, by=seat), _("%(seconds)d seconds more.") % {"seconds": clock.MORE}
    )


@require_POST
@seated(Role.FACILITATOR)
def pause(request, seat):
    return answer(request, clock.pause(seat.conference, by=seat), _("The clock stands still."))


@require_POST
@seated(Role.FACILITATOR)
def go_on(request, seat):
    return answer(request, clock.go_on(seat.conference, by=seat), _("The clock runs on."))


@require_POST
@seated(Role.FACILITATOR)
def set_seconds(request, seat):
    seconds = forms.seconds(request)
    log = clock.set_seconds(seat.conference, by=seat, seconds=seconds)
    return answer(request, log, _("A turn lasts %(seconds)d seconds from now on.") % {"seconds": seconds})


@require_POST
@seated(Role.FACILITATOR)
def open_market(request, seat):
    log = opening.open_market(seat.conference, by=seat)
    return answer(request, log, _("The market is open: whoever brings an Anliegen can line up."))


@require_POST
@seated(Role.FACILITATOR)
def close_market(request, seat):
    log = opening.close_market(seat.conference, by=seat)
    return answer(request, log, _("The market is closed. Who waits keeps the place."))


@require_POST
@seated(Role.FACILITATOR)
def add_round(request, seat):
    return answer(request, *more.add_round(seat.conference, by=seat))


@require_POST
@seated(Role.FACILITATOR)
def add_room(request, seat):
    return answer(request, *more.add_room(seat.conference, by=seat))


def _called(log):
    """Say who presents now."""
    event = log.events[-1]
    if event.kind == "market.ended":
        return _("The turn of #%(number)s is over.") % {"number": event.facts["anliegen"]}
    return _("#%(number)s presents.") % {"number": event.facts["anliegen"]}
