"""Start a conference: its row, its entrances, its projector and its organiser's seat, all at once."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from conference.entrance import codes, seats
from conference.live.changes import change
from conference.models import Conference, Entrance, Role


@transaction.atomic
def start(name, organiser="", **fields):
    """Return the new conference and the seat of its organiser; `fields` are those of Conference."""
    conference = _with_free_slug(name, fields)
    open_entrances(conference)
    seats.join(conference, name="Beamer" if conference.language == "de" else "Projector", role=Role.DISPLAY)
    return conference, seats.join(conference, organiser or name, Role.ORGANISER)


def _with_free_slug(name, fields):
    """Two may start one of the same name at the same moment: the database says who was first."""
    slug = slugify(name)[:40] or "conference"
    while True:
        try:
            with transaction.atomic():
                return Conference.objects.create(name=name, slug=slug, **fields)
        except IntegrityError:
            slug = f"{slugify(name)[:40] or 'conference'}-{get_random_string(4).lower()}"


def open_entrances(conference):
    """Give each role its code."""
    for role in (Role.PARTICIPANT, Role.HELPER, Role.FACILITATOR, Role.ORGANISER):
        length = codes.SHORT if role == Role.PARTICIPANT else codes.LONG
        Entrance.objects.create(conference=conference, role=role, code=codes.fresh(length))


def edit(conference, by, **fields):
    """Change what a conference is called, says and keeps to. In a new time zone every slot keeps its clock time."""
    with change(conference, by) as log:
        zone = conference.zone
        for field, value in fields.items():
            setattr(conference, field, value)
        conference.save(update_fields=list(fields))
        if conference.zone != zone:
            _keep_clock_times(conference, zone)
        log.record("conference.edited", stale=["page"])
    return log


def _keep_clock_times(conference, before):
    """10:00 stays 10:00. The slots that would step on their neighbours' feet go last."""
    slots = list(conference.slots.all())
    moved = [[timezone.localtime(at, before).replace(tzinfo=conference.zone) for at in _times(slot)] for slot in slots]
    pairs = list(zip(slots, moved, strict=True))
    for slot, (starts_at, ends_at) in pairs if moved and moved[0][0] < slots[0].starts_at else reversed(pairs):
        slot.starts_at, slot.ends_at = starts_at, ends_at
        slot.save(update_fields=["starts_at", "ends_at"])


def _times(slot):
    return slot.starts_at, slot.ends_at
