"""What is told about a sheet, in a few words that follow its number: "now in Aula, was Linde, 14:00"."""

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.wall import ways


def of(news, wall):
    """Say what became of a sheet, and which of the rounds where it goes on have other times."""
    stays = [each for each in news.shifted if (each[0].pk, each[1].pk) not in news.come]
    moved = [_way(news, wall)] if ways.Way.__bool__(news) or news.merged or news.ended or news.report else []
    return "; ".join([*moved, *(_shifted(*each) for each in stays)])


def _way(news, wall):
    here = _places(wall, [(slot.pk, room.pk) for slot, room in wall.places().get(news.number, [])])
    if news.merged:
        return _merged(news, wall)
    if news.ended:
        return _ended(news.ended.kind, here) % {"here": here}
    if news.report:
        return (
            _("its report is missing: the newsroom asks for it")
            if news.report.kind == "report.nudged"
            else _("its report hangs on the Nachrichtenwand")
        )
    if news.was and news.come:
        return _moved(news, wall)
    if news.come:
        also = news.last.kind == "wall.continued"
        say = _("goes on in %(new)s as well") if also else _("now has a place: %(new)s")
        return say % {"new": _places(wall, news.come)}
    say = _("no longer in %(old)s") if here else _("now in the parking, was %(old)s")
    return say % {"old": _places(wall, news.was)}


def _moved(news, wall):
    old, new = news.was[0], news.come[0]
    if len(news.was) > 1 or len(news.come) > 1 or old[0] != new[0] and old[1] != new[1]:
        say = _("now in %(new)s, was %(old)s")
        return say % {"new": _places(wall, news.come), "old": _places(wall, news.was)}
    rooms, slots = _by_id(wall)
    names = {"new": ways.place(new, rooms, slots, old), "old": ways.place(old, rooms, slots, new)}
    if old[0] == new[0]:
        time = time_format(localtime(slots[new[0]].starts_at), "H:i") if new[0] in slots else ""
        return _("now in %(new)s, was %(old)s, %(time)s") % {**names, "time": time}
    room = rooms[new[1]].name if new[1] in rooms else ""
    return _("now at %(new)s, was %(old)s, %(room)s") % {**names, "room": room}


def _shifted(slot, room, was):
    """Say that a round has other times: when it begins, or only when it ends."""
    begins = slot.starts_at != was[0]
    new, old = (slot.starts_at, was[0]) if begins else (slot.ends_at, was[1])
    say = _("now at %(new)s, was %(old)s, %(room)s") if begins else _("now until %(new)s, was %(old)s, %(room)s")
    form = "H:i" if localtime(new).date() == localtime(old).date() else "D H:i"
    return say % {"new": date_format(localtime(new), form), "old": date_format(localtime(old), form), "room": room.name}


def _merged(news, wall):
    into, other = news.merged.facts.get("anliegen"), news.merged.facts.get("other")
    if news.merged.kind == "merge.split":
        return (
            _("no longer holds #%(other)s") % {"other": other} if news.number == into else _("stands on its own again")
        )
    if news.number == into:
        return _("now holds #%(other)s as well") % {"other": other}
    here = _places(wall, [(slot.pk, room.pk) for slot, room in wall.places().get(into, [])])
    say = _("goes on in #%(other)s: %(here)s") if here else _("goes on in #%(other)s")
    return say % {"other": into, "here": here}


def _ended(kind, here):
    if kind == "anliegen.withdrawn":
        return _("was withdrawn")
    if kind == "anliegen.hidden":
        return _("was taken off the wall by the facilitators")
    return _("is back: %(here)s") if here else _("is back, in the parking")


def _places(wall, cells):
    rooms, slots = _by_id(wall)
    return ", ".join(ways.place(cell, rooms, slots) for cell in cells)


def _by_id(wall):
    return {room.pk: room for room in wall.rooms}, {slot.pk: slot for slot in wall.slots}
