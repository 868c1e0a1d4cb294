"""One report as its readers see it: its parts as clean HTML, who was there, and what others said to it."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from anliegen.exports.whole import step_of
from anliegen.models import Reading
from anliegen.news import reads
from anliegen.record import markdown, reports
from anliegen.record.photos.reads import shown
from conference.live.kept import Kept
from conference.models import Role

drawn = Kept(200)


def whole(seat, report):
    """Return everything that stands on the sheet, and around it."""
    sheet, conference = report.anliegen, seat.conference
    names, more = reads.people(sheet, report)
    before, after = reads.beside(conference, sheet.number)
    placements = sheet.placements.select_related("slot", "room")
    return {
        "report": report,
        "sheet": sheet,
        "conveners": list(sheet.conveners.all()),
        "places": [(each.slot, each.room) for each in placements],
        "parts": parts(report),
        "steps": [step_of(each) for each in report.steps],
        "photos": [shown(photo, conference.slug, sheet.number, at) for at, photo in enumerate(report.photos.all(), 1)],
        "names": names,
        "more": more,
        "before": before,
        "after": after,
        "is_read": Reading.objects.filter(report=report, seat=seat).exists(),
        "may_write": reports.may_write(seat, sheet),
    }


def parts(report):
    """Return the parts that say something, as (name, heading, HTML)."""
    headings = {
        "happened": _("What took place"),
        "results": _("Results and recommendations"),
        "questions": _("Open questions"),
    }
    texts = [(name, said, getattr(report, name)) for name, said in headings.items()]
    return [(name, said, html(text)) for name, said, text in texts if text.strip()]


def html(text):
    """Return a text as HTML, kept under itself: who reads it again does not wait for it."""
    return drawn.piece(text, lambda: mark_safe(_with_wide_tables(markdown.html(text))))  # noqa: S308 - cleaned by nh3


def _with_wide_tables(clean):
    """A table that is wider than its sheet is moved sideways, by keys as well."""
    return clean.replace("<table>", '<div class="wide-table" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def said(seat, report, asked=0):
    """Return what others said to it; who is hidden stands there for facilitators only. `asked`: the one to answer."""
    may_hide = seat.may(Role.FACILITATOR)
    found = list(report.comments.all() if may_hide else report.comments.filter(hidden_at=None))
    open_ = [each for each in found if not (each.answer or each.hidden_at)]
    return {"comments": found, "may_hide": may_hide, "asked": next((each for each in open_ if each.pk == asked), None)}
