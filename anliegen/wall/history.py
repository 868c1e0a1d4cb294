"""The history in sentences: "10:42 Ada moved #17 from Linde to Aula". Names are looked up now, so a forgotten
person is forgotten here too."""

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.wall import past
from anliegen.wall.undo import standing
from conference.live import hot

SHOWS = [f"display.{verb}" for verb in ("shown", "followed", "blanked", "lit", "adjusted")]
ATTENDED = [f"attendance.{verb}" for verb in ("come", "entered", "taken-in", "taken-out", "counted-others")]
SHOWN = 200


def of_sheet(conference, number):
    """The events of one sheet: those that name it, and those that moved it along with others."""
    steps, events = past.of(conference).of.get(number, []), conference.events
    along = [step.number for step in steps if number not in (step.facts.get("anliegen"), step.facts.get("other"))]
    return events.filter(facts__anliegen=number) | events.filter(facts__other=number) | events.filter(number__in=along)


def lines(conference, events=None):
    """Return the newest events (all, or those given) as {number, at, by, sentence, standing}, newest first."""
    events = (conference.events if events is None else events).exclude(kind__endswith=hot.COUNTED)
    events = events.select_related("by").order_by("-number")[:SHOWN]
    rooms, slots = {each.pk: each.name for each in conference.rooms.all()}, conference.slots.in_bulk()
    can_go_back = {event.number for event in standing(conference)}
    return [
        {
            "number": event.number,
            "at": event.at,
            "by": event.by_id,
            "sentence": sentence(event, rooms, slots),
            "standing": event.number in can_go_back,
        }
        for event in events
    ]


def sentence(event, rooms, slots):
    """Say in one sentence what the event did."""
    gone, come = _cells(event, "gone", rooms, slots), _cells(event, "come", rooms, slots)
    names = {
        "who": event.by.name if event.by else _("Somebody"),
        "number": event.facts.get("anliegen"),
        "other": event.facts.get("other"),
        "count": len({fact[1] for fact in event.facts.get("come", []) if fact[0] == "placed"}),
        "from": gone,
        "to": come,
    }
    return _sentences().get(_kind(event), _("%(who)s changed the conference.")) % names


def _kind(event):
    return "merge.decided" if event.facts.get("how") == "decided" else event.kind


def _sentences():
    return {
        "anliegen.written": _("%(who)s wrote #%(number)s."),
        "anliegen.edited": _("%(who)s edited #%(number)s."),
        "anliegen.withdrawn": _("%(who)s withdrew #%(number)s."),
        "anliegen.brought-back": _("%(who)s brought #%(number)s back."),
        "paper.numbered": _("%(who)s numbered sheets to write on."),
        "wall.pinned": _("%(who)s pinned #%(number)s to %(to)s."),
        "wall.moved": _("%(who)s moved #%(number)s from %(from)s to %(to)s."),
        "wall.swapped": _("%(who)s swapped #%(number)s and #%(other)s."),
        "wall.parked": _("%(who)s parked #%(number)s, it was in %(from)s."),
        "wall.continued": _("%(who)s let #%(number)s go on in %(to)s."),
        "wall.fixed": _("%(who)s fixed #%(number)s in %(to)s."),
        "wall.loosened": _("%(who)s let #%(number)s loose in %(from)s."),
        "wall.closed": _("%(who)s closed %(to)s."),
        "wall.opened": _("%(who)s opened %(from)s."),
        "wall.cleared": _("%(who)s took %(from)s off the wall; the sheets went to the parking."),
        "anliegen.hidden": _("%(who)s hid #%(number)s."),
        "anliegen.shown": _("%(who)s showed #%(number)s again."),
        "merge.proposed": _("%(who)s asked whether #%(number)s and #%(other)s are about the same."),
        "merge.agreed": _("%(who)s agreed that #%(number)s and #%(other)s go together."),
        "merge.refused": _("%(who)s wants #%(number)s and #%(other)s to stay two."),
        "merge.withdrawn": _("%(who)s asks no more about #%(number)s and #%(other)s."),
        "merge.merged": _("#%(other)s became part of #%(number)s: their conveners agreed."),
        "merge.decided": _("%(who)s merged #%(other)s into #%(number)s, without an answer."),
        "merge.split": _("%(who)s split #%(other)s off #%(number)s."),
        "wall.arranged": _("%(who)s hung %(count)s sheets as proposed."),
        "wall.undone": _("%(who)s took a change back: %(from)s → %(to)s."),
        "wall.redone": _("%(who)s did a change again: %(from)s → %(to)s."),
        "report.nudged": _("%(who)s nudged the group of #%(number)s for its report."),
        "comment.said": _("%(who)s said something to the report of #%(number)s."),
        "comment.answered": _("%(who)s answered for the group of #%(number)s."),
        "comment.taken-in": _("%(who)s took an addition into the report of #%(number)s."),
        "comment.hidden": _("%(who)s hid a comment on the report of #%(number)s."),
        "comment.shown": _("%(who)s showed a comment on the report of #%(number)s again."),
        "market.opened": _("%(who)s opened the market."),
        "market.closed": _("%(who)s closed the market."),
        "market.lined-up": _("%(who)s lined up #%(number)s."),
        "market.stepped-out": _("%(who)s took #%(number)s out of the queue."),
        "market.called": _("%(who)s called #%(number)s."),
        "market.skipped": _("%(who)s skipped #%(number)s."),
        "market.recalled": _("%(who)s put #%(number)s in front of the queue."),
        "market.reordered": _("%(who)s moved #%(number)s in the queue."),
        "market.ended": _("%(who)s ended the turn of #%(number)s."),
        "market.extended": _("%(who)s gave #%(number)s more time."),
        "market.paused": _("%(who)s stopped the clock of #%(number)s."),
        "market.went-on": _("%(who)s let the clock of #%(number)s run on."),
        "market.timed": _("%(who)s changed how long a turn lasts."),
        "report.written": _("%(who)s wrote in the report of #%(number)s."),
        "report.begun-anew": _("%(who)s began the report of #%(number)s anew, with all that it said."),
        "report.published": _("%(who)s hung the report of #%(number)s on the Nachrichtenwand."),
        "report.taken-back": _("%(who)s took the report of #%(number)s off the Nachrichtenwand."),
        **dict.fromkeys(ATTENDED, _("%(who)s said who was there at #%(number)s.")),
        "book.begun": _("%(who)s began an edition of the book."),
        "book.issued": _("%(who)s issued an edition of the book."),
        "book.taken-away": _("%(who)s took an edition of the book away."),
        "conference.covered": _("%(who)s changed the cover of the book."),
        "room.added": _("%(who)s added rooms."),
        "room.removed": _("%(who)s took a room away."),
        "slot.added": _("%(who)s added slots."),
        "slot.removed": _("%(who)s took a slot away."),
        "phase.entered": _("%(who)s changed the phase."),
        "notice.posted": _("%(who)s announced something."),
        "notice.taken-down": _("%(who)s took an announcement down."),
        "photo.added": _("%(who)s added a photo to the report of #%(number)s."),
        "photo.changed": _("%(who)s changed a photo of #%(number)s."),
        "photo.removed": _("%(who)s removed a photo of #%(number)s."),
        "display.added": _("%(who)s added a display."),
        "display.removed": _("%(who)s removed a display."),
        "display.renamed": _("%(who)s gave a display another name."),
        **dict.fromkeys(SHOWS, _("%(who)s changed what a display shows.")),
        "seat.renamed": _("%(who)s goes by another name now."),
        "seat.promoted": _("%(who)s has come to help."),
        "seat.assigned": _("%(who)s gave somebody another role."),
        "seat.renewed": _("%(who)s gave somebody a new personal link."),
        "seat.removed": _("%(who)s took somebody out of the conference."),
    }


def _cells(event, side, rooms, slots):
    cells = dict.fromkeys((fact[-2], fact[-1]) for fact in event.facts.get(side, []))
    return ", ".join(_cell(rooms.get(room), slots.get(slot)) for slot, room in cells) or _("the parking")


def _cell(room, slot):
    room = room or _("a room that is gone")
    return f"{room} {time_format(localtime(slot.starts_at), 'H:i')}" if slot else room
