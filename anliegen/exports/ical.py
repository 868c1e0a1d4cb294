"""schedule.ics: the whole wall as a calendar. The entries of a plan are the same ones, so that no calendar has them
twice."""

from django.utils.translation import gettext as _

from anliegen.day import entries
from conference.letters import allowed


def write(whole, at):
    """Return the bytes of the file; `at(path)` gives a full address."""
    latest = entries.latest(whole.conference)
    found = [*_sheets(whole, latest, at), *entries.common(whole.conference, whole.slots, latest)]
    return entries.calendar(whole.conference, whole.slots, found, "wall")


def _sheets(whole, latest, at):
    columns = {room.pk: number for number, room in enumerate(whole.rooms)}
    for sheet in whole.sheets:
        places = sorted(sheet.places, key=lambda place: (place.slot.starts_at, columns[place.room.pk]))
        for nth, place in enumerate(places):
            entry = entries.of_sheet(whole.conference, sheet, nth, place.slot, place.room, latest)
            entry.add("description", allowed(_about(sheet)))
            entry.add("url", at(f"/c/{whole.conference.slug}/anliegen/{sheet.number}/"))
            entry.add("status", "CONFIRMED")
            yield entry


def _about(sheet):
    goal = [_("Goal: %(text)s") % {"text": sheet.goal}] if sheet.goal else []
    context = [_("Context: %(text)s") % {"text": sheet.context}] if sheet.context else []
    return "\n\n".join([*goal, *context, *filter(None, [", ".join(sheet.conveners)])])
