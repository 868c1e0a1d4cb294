"""Editions of the book: issue one, make it again when that failed, take one away; which there are. Earlier ones stay as
they were; of one that was taken away the number stays, and no file."""

import json
import logging
import secrets
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from anliegen.collect import interests
from anliegen.exports import whole
from anliegen.exports.book import changes, press
from anliegen.exports.book.contents import Issue
from anliegen.exports.charts import charts
from anliegen.models import Edition
from conference.languages import in_language_of
from conference.live.changes import after_commit, change
from conference.refusal import Refused

log = logging.getLogger(__name__)
KINDS = ("pdf", "html", "docx")
SHOWS = ["editions", "book-link"]  # regions
STATES = Edition.State
SOON = timedelta(seconds=4)  # between two signs of life: each is a write beside the wall's
SILENCE = {STATES.MAKING: timedelta(seconds=30), STATES.WAITING: timedelta(minutes=10)}  # after it nobody makes it


def issue(conference, options, by, link):
    """Begin the next edition; it is made meanwhile. `link`: where its QR code leads."""
    with change(conference, by) as log:
        _refuse_two(conference)
        if not conference.anliegen.filter(hidden_why="").exists():
            raise Refused(_("There is no sheet yet: a book would be empty."))
        last = conference.editions.last()
        number = last.number + 1 if last else 1
        edition = Edition.objects.create(conference=conference, number=number, by=by, options=options)
        _begin(log, edition, link)
    return log, edition


def again(edition, by, link):
    """Make an edition that failed once more, as it is now."""
    with change(edition.conference, by) as log:
        edition.refresh_from_db()
        if state(edition) == STATES.DONE:
            raise Refused(_("This edition is done. Issue the next one."))
        _refuse_two(edition.conference)
        edition.state, edition.progress, edition.alive_at = STATES.WAITING, 0, timezone.now()
        edition.save(update_fields=["state", "progress", "alive_at"])
        _begin(log, edition, link)
    return log


def take_away(edition, by):
    """Take an edition away for good: its files go, wherever somebody has not taken them home yet."""
    with change(edition.conference, by) as log:
        edition.refresh_from_db(fields=["state", "files"])
        if state(edition) != STATES.DONE or not edition.files:
            raise Refused(_("There is nothing of this edition to take away."))
        folders = {(Path(settings.MEDIA_ROOT) / name).parent for name in edition.files.values()}
        _save(edition, files={})
        log.record("book.taken-away", stale=SHOWS, edition=edition.number)
        after_commit(lambda: [shutil.rmtree(folder, ignore_errors=True) for folder in folders])
    return log


def state(edition):
    """Return its state; failed, when nobody has made it for a while: the server was ended meanwhile."""
    silence = SILENCE.get(edition.state)
    return STATES.FAILED if silence and edition.alive_at < timezone.now() - silence else edition.state


def done(conference):
    """The editions that can be read, the newest first."""
    return conference.editions.filter(state=STATES.DONE).exclude(files={}).order_by("-number")


def path(edition, kind):
    """Return where that format of an edition lies on the disk, or None."""
    name = edition.files.get(kind)
    found = name and Path(settings.MEDIA_ROOT) / name
    return found if found and found.is_file() else None


def make(edition, link):
    """Make an edition's files and say so; whoever waits sees how far it is."""
    conference, folder = edition.conference, f"books/{secrets.token_urlsafe(16)}"
    there = Path(settings.MEDIA_ROOT) / folder
    there.mkdir(parents=True)
    _save(edition, state=STATES.MAKING, alive_at=timezone.now(), version=conference.version)
    try:
        shown = whole.read(conference, options(edition.options))
        marks, found = changes.marks(shown), _changes(edition, changes.marks(shown))
        press.run(
            press.Job(shown, _issue(edition, shown, found, link), KINDS, there),
            lambda percent: _heard(edition, percent),
        )
        (there / "marks.json").write_text(json.dumps(marks))
    except Exception as error:
        shutil.rmtree(there, ignore_errors=True)
        _save(edition, state=STATES.FAILED)
        if not isinstance(error, (subprocess.SubprocessError, OSError)):
            raise
        return log.error("Edition %s of %s was not made: %s", edition.number, conference.slug, error)
    files = {kind: f"{folder}/book.{kind}" for kind in KINDS}
    with change(conference, edition.by) as told:
        _save(edition, state=STATES.DONE, progress=100, files=files, changes=found, done_at=timezone.now())
        told.record("book.issued", stale=SHOWS, edition=edition.number)
    return None


def options(chosen):
    """Return the options of the picture that an edition shows."""
    only = chosen.get("only")
    parts = {name: chosen.get(name, True) for name in ("names", "photos", "comments")}
    return whole.Options(**parts, only=tuple(only) if only else None)


def draft(conference, chosen, link):
    """Return picture and issue of a book that is only looked at."""
    on, shown = timezone.localdate(), whole.read(conference, options(chosen))
    return shown, Issue(None, on, link, [], chosen["paper"], chosen["alone"], _charts(shown, chosen))


def _issue(edition, shown, found, link):
    with timezone.override(edition.conference.zone):
        on = timezone.localdate()
        drawn = _charts(shown, edition.options)
    paper, alone = edition.options.get("paper", "a4"), edition.options.get("alone", False)
    return Issue(edition.number, on, link, found, paper, alone, drawn)


def _charts(shown, chosen):
    """The conference in pictures, if wished: who reads the book is told of interest what everybody may know."""
    if not chosen.get("charts"):
        return []
    with in_language_of(shown.conference):
        return charts.charts(shown, interest=interests.told_to_all(shown.conference))


def _changes(edition, marks):
    """What changed since the last edition before that was done; nothing is told of the first."""
    before = done(edition.conference).filter(number__lt=edition.number).first()
    file = before and path(before, "pdf")
    kept = file and file.with_name("marks.json")
    return changes.between(json.loads(kept.read_text()), marks) if kept and kept.is_file() else []


def _begin(log, edition, link):
    log.record("book.begun", stale=SHOWS[:1], edition=edition.number)
    after_commit(lambda: press.one.submit(_meanwhile, edition.pk, link))


def _meanwhile(pk, link):
    try:
        make(Edition.objects.select_related("conference", "by").get(pk=pk), link)
    except Exception:
        log.exception("Edition %s was not made", pk)
    finally:
        connection.close()


def _refuse_two(conference):
    if any(state(each) in SILENCE for each in conference.editions.filter(state__in=SILENCE)):
        raise Refused(_("An edition is being made right now. Wait until it is done."))


def _heard(edition, percent):
    if percent >= edition.progress + 8 or edition.alive_at < timezone.now() - SOON:
        _save(edition, progress=percent, alive_at=timezone.now())


def _save(edition, **fields):
    for name, value in fields.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(fields))
