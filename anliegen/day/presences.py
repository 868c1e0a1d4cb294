"""The law of two feet: who is in which room. Scanning a door's code begins a stay and ends the one before.

Hot (conference.live.hot): a scan is written without the conference's lock and without an event. Everybody may know how
many are in a room; who they are, only of those who agreed to it (`Seat.shows_where`). A stay that nobody ended is over
when all meet (a break, a plenary), when the day is, or after some hours; that is worked out when reading.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Count, F, Min
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.models import Presence
from conference.live import hot
from conference.live.kept import Kept
from conference.models import Role, Seat
from conference.refusal import Refused

KIND = "presence.counted"
LONGEST = timedelta(hours=4)
NAMED = 30  # people by name; more are no news

kept = Kept(200)


def come(seat, room):
    """Be in that room, and no longer in another; return whether that is new."""
    with transaction.atomic():
        held, here = _hold(seat)
        room = seat.conference.rooms.select_for_update(no_key=True).filter(pk=room.pk).first()
        if room is None:
            raise Refused(_("This room is gone. Look at the wall where to go now."))
        if here and here.room_id == room.pk and here.since > begins(seat.conference):
            return False
        _end(here)
        Presence.objects.create(seat=held, room=room)
        _tell(held, room.pk, *([here.room_id] if here else []))
    return True


def leave(seat):
    """Be in no room any more; return whether the seat was in one."""
    with transaction.atomic():
        held, here = _hold(seat)
        if here:
            _end(here)
            _tell(held, here.room_id)
    return bool(here)


def show(seat, on):
    """Let others see by name in which room the seat is, or not any more."""
    with transaction.atomic():
        held, here = _hold(seat)
        was, held.shows_where = held.shows_where, on
        held.save(update_fields=["shows_where"])
        if was != on:
            _tell(held, *([here.room_id] if here else []), named=True)


def _hold(seat):
    """Return the seat, which is ours alone until the transaction ends, and its open stay."""
    held = Seat.objects.select_for_update(no_key=True).filter(pk=seat.pk).first()
    if held is None or held.role == Role.DISPLAY:
        raise Refused(_("This seat is in no room."), status=403)
    held.conference = seat.conference
    return held, Presence.objects.filter(seat=held, until=None).first()


def _end(here):
    if here:
        here.until = timezone.now()
        here.save(update_fields=["until"])


def _tell(held, *rooms, named=False):
    Seat.objects.filter(pk=held.pk).update(version=F("version") + 1)
    names = [f"here-{room}" for room in rooms] if held.shows_where or named else []
    hot.warm(held.conference, KIND, touches=["heads", *names])


def begins(conference):
    """Return since when stays count that nobody ended: some hours back, since the last break, or the day's end."""
    shows = ("begins", conference.pk, conference.version, _minute())
    return kept.piece(shows, lambda: _begins(conference, timezone.now()))


def _begins(conference, now):
    slots = list(conference.slots.values_list("starts_at", "ends_at", "common"))
    breaks = [starts for starts, _ends, common in slots if common and starts <= now]
    past = max((ends for _starts, ends, _common in slots if ends <= now), default=None)
    coming = min((starts for starts, _ends, _common in slots if starts > now), default=None)
    running = any(starts <= now < ends for starts, ends, _common in slots)
    goes_on = coming and past and localtime(coming).date() == localtime(past).date()
    over = [] if running or goes_on or not past else [past]
    return max([now - LONGEST, *breaks, *over])


def _minute():
    return int(timezone.now().timestamp() // 60)


def _open(conference):
    return Presence.objects.filter(until=None, since__gt=begins(conference))


def of(seat):
    """Return the seat's stay with its room, None if it is in none."""
    return _open(seat.conference).filter(seat=seat).select_related("room").first()


def heads(conference):
    """How many are in which room, by its id; empty rooms are left out."""
    return {room: count for room, _seats, count in _counted(conference)}


def _counted(conference):
    shows = ("heads", conference.pk, conference.version, _minute())
    return kept.piece(shows, lambda: _count(conference))


def _count(conference):
    """Return (room, its seats, heads): one query where nobody is anywhere."""
    open_ = Presence.objects.filter(until=None, room__conference=conference)
    rows = _by_room(open_.filter(since__gt=timezone.now() - LONGEST))
    if rows and min(oldest for *_row, oldest in rows) <= (over := begins(conference)):
        rows = _by_room(open_.filter(since__gt=over))
    return [row for *row, _oldest in rows]


def _by_room(stays):
    counts = stays.values("room").annotate(heads=Count("pk"), oldest=Min("since")).order_by("room")
    return list(counts.values_list("room", "room__capacity", "heads", "oldest"))


def region(conference):
    """Return the live region of all head-counts, the same for everybody: a script paints them where rooms are."""
    counted = _counted(conference)
    counts = {room: count for room, _seats, count in counted}
    seats = {room: seats for room, seats, _count in counted if seats}
    return render_to_string("day/_heads.html", {"counts": counts, "seats": seats})


def regions(conference, ids):
    """The same for `conference.live.regions`."""
    return {id: partial(region, conference) for id in ids}


def named(conference, ids):
    """Draw who is in a room (`here-<room>`), of those who agreed that others see it."""
    rooms = [int(id.split("-")[1]) for id in ids]
    stays = _open(conference).filter(room__in=rooms, room__conference=conference, seat__shows_where=True)
    here = {}
    for room, name in stays.order_by("since").values_list("room", "seat__name"):
        here.setdefault(room, []).append(name)
    return {f"here-{room}": partial(_draw_names, room, here.get(room, [])) for room in rooms}


def _draw_names(room, names):
    context = {"room": room, "names": names[:NAMED], "more": len(names) > NAMED}
    return render_to_string("day/_names.html", context)


def names(conference, rooms):
    """Return room id → the region of who is there, for pages that show these rooms."""
    drawn = named(conference, [f"here-{room}" for room in rooms])
    return {room: drawn[f"here-{room}"]() for room in rooms}


def now_at(conference, places):
    """Return the regions of who is there, for those of a sheet's places whose slot runs now."""
    now = timezone.now()
    rooms = [room.pk for slot, room in places if slot.starts_at <= now < slot.ends_at]
    return list(names(conference, rooms).values()) if rooms else []


def shows_in(log, seat):
    """The regions in which the seat is counted or named, for whoever renames or removes it."""
    rooms = Presence.objects.filter(seat=seat, until=None).values_list("room", flat=True)
    return [region for room in rooms for region in ("heads", f"here-{room}")]
