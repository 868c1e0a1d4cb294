"""What a line of text or a proposal means for this conference: unsaved rooms and slots, and the sentence about them."""

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from conference.models import Slot
from conference.setup import quickly, rooms, slots


def rooms_of(conference, text):
    return quickly.rooms(text, *_names(conference))


def rounds_of(conference, text, day):
    """Return the slots, and the words in the line that were not understood."""
    draft = quickly.rounds(text)
    new = _slots(conference, draft, draft.day or day)
    for slot in new:
        slots.refuse_overlap(slot)
    return new, draft.ignored


def make_grid(conference, by, *, grid, minutes, starts, rest, day):
    """Make so many rounds and the rooms that are still missing, all or nothing."""
    wanted, rounds = grid
    draft = quickly.checked(quickly.RoundsDraft(rounds, minutes, starts, rest))
    with transaction.atomic():
        log = slots.add(conference, _slots(conference, draft, day), by)
        missing = wanted - conference.rooms.count()
        return rooms.add(conference, rooms_of(conference, f"{missing} rooms"), by) if missing > 0 else log


def _names(conference):
    """The names that are taken, and how new rooms are called in the conference's language."""
    with translation.override(conference.language):
        return [each.name for each in conference.rooms.all()], _("Room %(number)d")


def _slots(conference, draft, day):
    """Unsaved slots, numbered after the rounds that are there."""
    before = conference.slots.filter(common=False).count()
    with translation.override(conference.language):
        return [
            Slot(conference=conference, name=_("Round %(number)d") % {"number": number}, starts_at=start, ends_at=end)
            for number, (start, end) in enumerate(draft.spans(day, conference.zone), before + 1)
        ]


def rooms_sentence(drafts, done=False):
    names = ", ".join(f"{each.name} ({each.capacity})" if each.capacity else each.name for each in drafts[:12])
    if len(drafts) > 12:
        names += " … " + drafts[-1].name
    if done:
        one, many = _("One room is new: %(names)s."), _("%(count)d rooms are new: %(names)s.")
    else:
        one, many = _("This makes one room: %(names)s."), _("This makes %(count)d rooms: %(names)s.")
    return (many if drafts[1:] else one) % {"count": len(drafts), "names": names}


def rounds_sentence(drafts, done=False):
    times = ", ".join(f"{localtime(each.starts_at):%H:%M}–{localtime(each.ends_at):%H:%M}" for each in drafts)
    if done:
        one, many = _("One round on %(day)s is new: %(times)s."), _("%(count)d rounds on %(day)s are new: %(times)s.")
    else:
        one, many = (
            _("This makes one round on %(day)s: %(times)s."),
            _("This makes %(count)d rounds on %(day)s: %(times)s."),
        )
    day = date_format(localtime(drafts[0].starts_at), "DATE_FORMAT")
    return (many if drafts[1:] else one) % {"count": len(drafts), "day": day, "times": times}
