"""The verbs of a display: show something, follow the phase, go blank; adjust, rename, remove it.

A display that nobody has touched has no row yet. Its page is told like any page: by the region that it holds.
"""

from django.utils.translation import gettext as _

from anliegen.display import pictures
from anliegen.models import Display
from conference.live.changes import after_commit, change
from conference.models import Role
from conference.refusal import Refused

Shows = Display.Shows
LIST = "screens"  # the region that lists all displays at the desk


def show(seat, shows, by, scope=None):
    """Hold a display by hand: it shows this until told otherwise, whatever the phase. `scope` narrows the wall."""
    with change(seat.conference, by) as log:
        display = _row(seat)
        if shows == Shows.TEXT and not display.text:
            raise Refused(_("There is no text yet. Type one first."))
        if shows == Shows.PICTURE and not display.picture:
            raise Refused(_("There is no picture yet. Send one first."))
        _save(display, follows=False, blank=False, shows=shows, **({"scope": scope} if scope is not None else {}))
        _record(log, "display.shown", seat, shows=shows)
    return log


def follow(seat, by):
    """Let a display show what fits the phase."""
    with change(seat.conference, by) as log:
        display = _row(seat)
        if display.follows and not display.blank:
            raise Refused(_("This display follows the phase already."))
        _save(display, follows=True, blank=False)
        _record(log, "display.followed", seat)
    return log


def blank(seat, by, on=True):
    """Show nothing, or again what was shown before."""
    with change(seat.conference, by) as log:
        display = _row(seat)
        if display.blank == on:
            raise Refused(_("It is so already."))
        _save(display, blank=on)
        _record(log, "display.blanked" if on else "display.lit", seat)
    return log


def write(seat, text, by):
    """Show a text."""
    with change(seat.conference, by) as log:
        _save(_row(seat), text=text, follows=False, blank=False, shows=Shows.TEXT)
        _record(log, "display.shown", seat, shows=Shows.TEXT)
    return log


def hang(seat, file, by):
    """Show a picture; the one before is deleted, from the disk too."""
    name = pictures.keep(file)
    try:
        with change(seat.conference, by) as log:
            display = _row(seat)
            before = display.picture.name
            _save(display, picture=name, follows=False, blank=False, shows=Shows.PICTURE)
            _record(log, "display.shown", seat, shows=Shows.PICTURE)
            after_commit(lambda: pictures.forget(before))
    except BaseException:
        pictures.forget(name)
        raise
    return log


def adjust(seat, by, **settings):
    """Change its zoom, its light or its gong."""
    with change(seat.conference, by) as log:
        display = _row(seat)
        changed = {name: value for name, value in settings.items() if getattr(display, name) != value}
        if not changed:
            raise Refused(_("It is so already."))
        _save(display, **changed)
        _record(log, "display.adjusted", seat, **changed)
    return log


def rename(seat, name, by):
    """Give a display another name."""
    with change(seat.conference, by) as log:
        seat.name = name
        seat.save(update_fields=["name"])
        _record(log, "display.renamed", seat)
    return log


def remove(seat, by):
    """Take a display away: its address opens nothing any more. One stays: commands and doors name its key."""
    with change(seat.conference, by) as log:
        if seat.conference.seats.filter(role=Role.DISPLAY).count() == 1:
            raise Refused(_("One display stays. Rename it, or let it go blank."))
        picture = _row(seat).picture.name
        _record(log, "display.removed", seat)
        log.concerns(seat.pk, None)
        seat.delete()
        after_commit(lambda: pictures.forget(picture))
    return log


def _row(seat):
    display, _made = Display.objects.get_or_create(seat=seat)
    return display


def _save(display, **fields):
    for name, value in fields.items():
        setattr(display, name, value)
    display.save(update_fields=list(fields))


def _record(log, kind, seat, **facts):
    log.record(kind, stale=[f"display-{seat.pk}", LIST], seat=seat.pk, **facts)
