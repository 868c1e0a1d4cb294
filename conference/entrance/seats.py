"""The verbs of a seat: join, enter a guest, move to another device, change the name."""

import secrets
import uuid

from django.utils.translation import gettext as _

from conference.entrance import removing, renaming
from conference.live.changes import change
from conference.models import Role, Seat
from conference.refusal import Refused


def join(conference, name, role=Role.PARTICIPANT, once=None):
    """Sit down: return a new seat of that name. Two people may have the same name.

    `once` is the mark of the form: tapped twice, it is one seat. With another name it is another person's, on a phone
    that was handed on.
    """
    sitting = {"name": name, "role": role, "key": fresh_key()}
    if once is None:
        return Seat.objects.create(conference=conference, **sitting)
    mark = uuid.uuid5(once, f"{role}\0{name}")
    seat, _new = Seat.objects.get_or_create(conference=conference, once=mark, defaults=sitting)
    return seat


def enter_guest(conference, name, by):
    """Return the seat of somebody without a phone, entered by a helper; the same name keeps the same seat."""
    if not by.may(Role.HELPER):
        raise Refused(_("Only helpers enter sheets for others."), status=403)
    with change(conference, by):  # holds the conference: two helpers who enter the same guest give one seat
        there = conference.seats.filter(name=name, entered_by__isnull=False, role=Role.PARTICIPANT).first()
        return there or Seat.objects.create(conference=conference, name=name, key=fresh_key(), entered_by=by)


def promote(seat, role):
    """Lift a seat to a role whose link it opened; never lower it."""
    if seat.may(role):
        return
    with change(seat.conference, by=seat) as log:
        seat.role = role
        seat.save(update_fields=["role"])
        log.record("seat.promoted", seat=seat.pk, role=role)
        log.concerns(seat.pk, seat.key)


def rename(seat, name):
    """Change the name everywhere it shows."""
    with change(seat.conference, by=seat) as log:
        seat.name = name
        seat.save(update_fields=["name"])
        touches = [region for each in renaming.after for region in each(log, seat)]
        log.record("seat.renamed", touches=touches, seat=seat.pk)
    return log


def assign(seat, role, by):
    """Give a seat another role, higher or lower; a conference keeps at least one organiser."""
    with change(seat.conference, by) as log:
        seat.refresh_from_db(fields=["role", "key"])
        others = seat.conference.seats.filter(role=Role.ORGANISER).exclude(pk=seat.pk)
        if role != Role.ORGANISER and seat.role == Role.ORGANISER and not others.exists():
            raise Refused(_("%(name)s is the only organiser. Make somebody else one first.") % {"name": seat.name})
        if seat.role != role:
            seat.role = role
            seat.save(update_fields=["role"])
            log.record("seat.assigned", seat=seat.pk, role=role)
            log.concerns(seat.pk, seat.key)
    return log


def renew(seat, by):
    """Give a seat a new personal link; who came by the old one is out, on every device."""
    with change(seat.conference, by) as log:
        seat.key, seat.plan_key = fresh_key(), None
        seat.save(update_fields=["key", "plan_key"])
        seat.subscriptions.all().delete()
        log.record("seat.renewed", seat=seat.pk)
        log.concerns(seat.pk, seat.key)
    return log


def remove(seat, by):
    """Take a seat out of the conference. What it wrote and did stays: sheets under its name, history without it."""
    with change(seat.conference, by) as log:
        seat.refresh_from_db(fields=["role"])
        if seat.role == Role.ORGANISER:
            raise Refused(_("%(name)s organises here. Give %(name)s another role first.") % {"name": seat.name})
        number = seat.pk
        touches = [region for each in removing.before for region in each(log, seat)]
        seat.guests.update(entered_by=by)  # who has no phone keeps somebody to ask
        seat.delete()
        log.record("seat.removed", touches=touches, seat=number)
        log.concerns(number, None)
    return log


def add_display(conference, name, by):
    """Add a screen: a seat that only looks."""
    with change(conference, by) as log:
        seat = join(conference, name, Role.DISPLAY)
        log.record("display.added", seat=seat.pk)
    return log


def fresh_key():
    """Return a secret that stands for a seat: 256 bits."""
    return secrets.token_urlsafe(32)
