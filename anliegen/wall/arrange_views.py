"""A proposal's pages: ask for one, look at it, take it or leave it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anliegen.wall import arranging, figures
from conference.access import seated
from conference.live.answers import answer
from conference.models import Role

PAIRS = 8  # that are told of those who can't be in both


@require_POST
@seated(Role.FACILITATOR)
def propose(request, seat):
    proposal = arranging.propose(seat.conference, request.POST.get("scope", arranging.PARKED)[:20], by=seat)
    return redirect("arrangement", slug=seat.conference.slug, proposal=proposal.pk)


@require_GET
@seated(Role.FACILITATOR)
def arrangement(request, seat, proposal):
    """What would hang where, what gets better by it and what stays bad; or that it is still being worked out."""
    found = get_object_or_404(seat.conference.arrangements, pk=proposal)
    late = timezone.now() - found.created_at > timezone.timedelta(seconds=arranging.LONGEST)
    context = {"here": "desk", "proposal": found, "failed": found.failed or late and found.moves is None}
    if found.moves is not None:
        context |= _shown(arranging.read(seat.conference, found.scope), found.moves)
    return render(request, "wall/arrangement.html", context)


@require_POST
@seated(Role.FACILITATOR)
def take(request, seat, proposal):
    found = get_object_or_404(seat.conference.arrangements, pk=proposal)
    moves = len(found.moves or ())
    done = arranging.take(found, by=seat)
    said = _("%(count)s sheets hang as proposed. Undo takes them all back.") % {"count": moves}
    return answer(request, done, said, to=f"/c/{seat.conference.slug}/facilitate/")


@require_POST
@seated(Role.FACILITATOR)
def leave(request, seat, proposal):
    get_object_or_404(seat.conference.arrangements, pk=proposal).delete()
    return redirect("desk", slug=seat.conference.slug)


def _shown(task, moves):
    wall = task.wall
    rooms, slots = ({each.pk: each for each in some} for some in (wall.rooms, wall.slots))
    sheets = {each.anliegen.number: each.anliegen for each in wall.placed.values()} | task.movers
    possible = [[number, was, cell] for number, was, cell in moves if _possible(number, *cell, sheets, slots, rooms)]
    places, new = arranging.after(task, possible), {number for number, _was, _cell in possible}
    before, after = figures.of(task, task.places), figures.of(task, places)
    rows = sorted((slot, wall.rooms.index(rooms[room]), at) for at, cells in places.items() for slot, room in cells)
    return {
        "before": before,
        "after": after,
        "rounds": [
            (
                each,
                [(wall.rooms[room], sheets[number], number in new) for slot, room, number in rows if slot == each.pk],
            )
            for each in wall.rounds
        ],
        "doubled": [(name, one, two, slots[slot]) for name, one, two, slot in after.doubled],
        "small": [(number, slots[slot], rooms[room], wants) for number, slot, room, wants, _seats in after.small],
        "both": [(people, one, two, slots[slot]) for people, one, two, slot in after.both[:PAIRS] if people > 1],
        "gone": [number for number, _was, _cell in moves if number not in new],
    }


def _possible(number, slot, room, sheets, slots, rooms):
    """Whether the sheet, the round and the room of a move are still there."""
    return number in sheets and slot in slots and not slots[slot].common and room in rooms
