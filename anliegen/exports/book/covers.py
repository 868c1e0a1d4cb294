"""The picture on the cover: put it there, take it away. Cleaned like every picture that people send."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from anliegen.display import pictures
from conference.live.changes import after_commit, change
from conference.refusal import Refused


def job(file):
    """Return the future of the picture that is made of a sent file. Raises Refused."""
    return pictures.job(file)[1]


def put(conference, file, by):
    """Put a picture on the cover; the one before is deleted, from the disk too."""
    picture = pictures.tidy(file)
    name = default_storage.save(f"covers/{picture.name}", picture)
    try:
        return _change(conference, name, by)
    except BaseException:
        pictures.forget(name)
        raise


def take_away(conference, by):
    """Let the cover show the wall's sheets again."""
    if not conference.cover:
        raise Refused(_("There is no picture on the cover."))
    return _change(conference, "", by)


def path(conference):
    """Return where the picture lies on the disk."""
    return Path(settings.MEDIA_ROOT) / conference.cover


def _change(conference, name, by):
    with change(conference, by) as log:
        before = log.conference.cover
        conference.cover = name
        conference.save(update_fields=["cover"])
        log.record("conference.covered", stale=["cover"])
        after_commit(lambda: pictures.forget(before))
    return log
