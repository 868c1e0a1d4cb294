"""What stands on the printed reports: those that hang, by number, each with its texts as blocks and its photos."""

from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.exports.paper import glyphs, prints
from anliegen.exports.whole import step_of
from anliegen.models import Attendance
from anliegen.news import reads
from anliegen.record import markdown
from anliegen.record.photos import files

PHOTOS = 6  # on one report; the others are behind its code


def chosen(conference, ranges=()):
    """Return the reports of those numbers that hang, of all if none is said."""
    found = reads.published(conference).order_by("anliegen__number").defer("doc")
    if ranges:
        found = found.filter(reduce(or_, (Q(anliegen__number__range=pair) for pair in ranges)))
    attended = Prefetch("anliegen__attendances", Attendance.objects.order_by("id"))
    places = ("anliegen__placements__slot", "anliegen__placements__room")
    return list(found.prefetch_related("anliegen__conveners", *places, attended, "photos"))


def sheets(conference, reports, size, at):
    """Return the reports as sheets of paper; `at(path)` gives a full address."""
    made = prints.Print("report", {**prints.about(conference), "size": size}, conference.language)
    made.data["title"] = _("Reports: %(name)s") % {"name": conference.name}
    made.data["words"] = {
        "leads": _("QR code: report"),
        "more": _("Continued:"),
        "steps": _("Next steps"),
        "what": _("What"),
        "who": _("Who"),
        "by": _("By when"),
        "photos": _("Photos"),
        "people": _("Who was there"),
        "missing": prints.missing(),
    }
    made.data["reports"] = [_report(made, conference, report, at) for report in reports]
    return made


def _report(made, conference, report, at):
    sheet = report.anliegen
    before = [(_("What took place"), report.happened), (_("Results and recommendations"), report.results)]
    after = [(_("Open questions"), report.questions)]
    places = [f"{each.room.name} {prints.when(each.slot)}" for each in sheet.placements.all()]
    return {
        "number": str(sheet.number),
        "title": sheet.title,
        "who": prints.named(sheet),
        "place": " · ".join(places),
        "before": _blocks(before),
        "after": _blocks(after),
        "steps": [_step(step_of(each)) for each in report.steps],
        "photos": [shot for photo in list(report.photos.all())[:PHOTOS] if (shot := _photo(made, sheet, photo))],
        "people": people(sheet, report),
        "missing": _misses(sheet, report),
        "qr": made.link(at(f"/c/{conference.slug}/news/{sheet.number}/")),
    }


def people(sheet, report):
    """Say who was there: who agreed by name, the others as a number."""
    names = [each.name for each in sheet.attendances.all() if each.named]
    more = len(sheet.attendances.all()) - len(names) + report.others
    said = (
        ngettext("and %(n)s more", "and %(n)s more", more) if names else ngettext("%(n)s person", "%(n)s people", more)
    )
    return " ".join(filter(None, [", ".join(names), said % {"n": more} if more else ""]))


def _blocks(parts):
    return [[name, markdown.blocks(text)] for name, text in parts if text.strip()]


def _step(step):
    return {"what": step.what, "who": step.who or "–", "by": date_format(step.by, "j. N Y") if step.by else "–"}


def _photo(made, sheet, photo):
    """A photo with what it shows, in words; None where its file is not there (any more)."""
    path = files.path(photo.file, photo.kind, "large")
    if not path.is_file():
        return None
    words = photo.alt or photo.caption or _("Photo of #%(number)s") % {"number": sheet.number}
    return {"at": made.photo(path), "alt": words, "caption": photo.caption}


def _misses(sheet, report):
    texts = [sheet.title, report.happened, report.results, report.questions, *(str(step) for step in report.steps)]
    return any(glyphs.printable(text).count(glyphs.MISSING) > text.count(glyphs.MISSING) for text in texts)
