"""The verbs of a notice: post it, take it down."""

from conference.live.changes import change
from conference.models import Notice


def post(conference, text, by):
    """Announce something to everybody."""
    with change(conference, by) as log:
        notice = Notice.objects.create(conference=conference, text=text)
        log.record("notice.posted", stale=["page"], notice=notice.pk)
    return log


def take_down(notice, by):
    """Take an announcement down again."""
    with change(notice.conference, by) as log:
        gone = notice.pk
        notice.delete()
        log.record("notice.taken-down", stale=["page"], notice=gone)
    return log
