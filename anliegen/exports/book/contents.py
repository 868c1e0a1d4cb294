"""What stands in the book, in its order and in words: the same for paper, browser and Word, who only set it.

Plain data: texts of reports are Markdown still, photos are named by their place in `photos`.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anliegen.exports.book import walls
from anliegen.exports.book.changes import sentences
from anliegen.exports.book.words import words


@dataclass(frozen=True)
class Issue:
    """Which edition it is, of which day, what changed since the one before, where the living page is; its charts.

    `number` is None for a draft; `alone`: each report begins a page; `paper` is "a4" or "letter".
    """

    number: int | None
    on: date
    link: str
    changes: list = field(default_factory=list)
    paper: str = "a4"
    alone: bool = False
    charts: list = field(default_factory=list)


def contents(whole, issue):
    """Return (what stands in the book, its photos in their order), in the language that is spoken now. A chart is named
    by its place behind the photos."""
    conference, photos = whole.conference, []
    sheets = [_sheet(sheet, photos) for sheet in whole.sheets]
    told = {
        "language": conference.language,
        "name": conference.name,
        "theme": conference.theme or conference.name,
        "title": _("The book: %(name)s") % {"name": conference.theme or conference.name},
        "days": days(conference.starts_on, conference.ends_on),
        "place": conference.place,
        "invitation": conference.invitation,
        "paper": issue.paper,
        "alone": issue.alone,
        "edition": _edition(issue),
        "walls": walls.tables(whole),
        "sheets": sheets,
        "steps": _steps(whole),
        "people": whole.people,
        "charts": [
            {"title": each.title, "said": each.words, "at": len(photos) + at} for at, each in enumerate(issue.charts)
        ],
        "back": _back(conference, issue.link),
        "colophon": _colophon(whole, issue, len(photos)),
        "words": words(),
    }
    return told, photos


def day(when):
    """A day as it is written out, on one line: 12 June 2026."""
    return date_format(when, _("j F Y")).replace(" ", "\u00a0")


def days(first, last):
    """Return the days of a conference, each thing said once: 12–13 June 2026."""
    if not first or not last or first == last:
        return day(first or last) if first or last else ""
    if (first.year, first.month) == (last.year, last.month):
        begins = date_format(first, _("j"))
        return f"{begins}–{day(last)}"
    begins = date_format(first, _("j F")) if first.year == last.year else day(first)
    return f"{begins} – {day(last)}"


def _edition(issue):
    if issue.number is None:
        return _("Draft of %(day)s") % {"day": day(issue.on)}
    return _("Edition %(number)s, %(day)s") % {"number": issue.number, "day": day(issue.on)}


def _sheet(sheet, photos):
    return {
        "number": str(sheet.number),
        "title": sheet.title,
        "who": ", ".join(sheet.conveners),
        "places": [_place(place) for place in sheet.places],
        "note": _note(sheet),
        "goal": sheet.goal,
        "context": sheet.context,
        "report": sheet.report and _report(sheet, photos),
    }


def _place(place):
    starts, ends = localtime(place.slot.starts_at), localtime(place.slot.ends_at)
    on, since, until = date_format(starts, _("D j M")), time_format(starts, "H:i"), time_format(ends, "H:i")
    return {"room": place.room.name, "when": f"{on}, {since}–{until}"}


def _note(sheet):
    """What became of a sheet beside its report: it stays in the book, whatever that is."""
    if sheet.merged_into:
        return _("It was merged into #%(number)s.") % {"number": sheet.merged_into}
    if sheet.withdrawn:
        return _("It was withdrawn.")
    if sheet.also:
        numbers = ", ".join(f"#{number}" for number in sheet.also)
        return _("It took in %(numbers)s.") % {"numbers": numbers}
    return ""


def _report(sheet, photos):
    report = sheet.report
    parts = [(_("What took place"), report.happened), (_("Results and recommendations"), report.results)]
    texts = [{"name": name, "text": text} for name, text in parts if text.strip()]
    return {
        "texts": texts,
        "steps": [{**_step(step), "number": ""} for step in report.steps if step.what or step.who],
        "questions": report.questions if report.questions.strip() else "",
        "photos": [_photo(sheet, photo, at, photos) for at, photo in enumerate(report.photos, 1)],
        "comments": [_comment(said) for said in report.comments],
        "people": ", ".join(report.people),
        "heads": ngettext("%(count)s person", "%(count)s people", report.heads) % {"count": report.heads}
        if report.heads
        else "",
    }


def _step(step):
    return {"what": step.what, "who": step.who, "by": day(step.by) if step.by else ""}


def _photo(sheet, photo, at, photos):
    photos.append(photo)
    unnamed = _("Photo %(at)s of the report to #%(number)s") % {"at": at, "number": sheet.number}
    return {"at": len(photos) - 1, "caption": photo.caption, "alt": photo.alt or photo.caption or unnamed}


def _comment(said):
    kind = _("Question") if said.kind == "ask" else _("Addition")
    return {"kind": kind, "name": said.name, "text": said.text, "answer": said.answer}


def _steps(whole):
    """All next steps by their day; what has none comes last, in the order of the numbers."""
    found = [(step, sheet.number) for sheet in whole.reports for step in sheet.report.steps if step.what or step.who]
    found.sort(key=lambda pair: (pair[0].by or date.max, pair[1]))
    return [{**_step(step), "number": str(number)} for step, number in found]


def _back(conference, link):
    on = conference.follow_up_on
    return {
        "when": _("We meet again on %(day)s") % {"day": f"{date_format(on, 'l')}, {day(on)}"} if on else "",
        "questions": [_("What did we agree?"), _("What has happened since?"), _("What next?")],
        "link": link,
    }


def _colophon(whole, issue, photos):
    reports = len(whole.reports)
    counted = [
        ngettext("%(count)s Anliegen", "%(count)s Anliegen", len(whole.sheets)) % {"count": len(whole.sheets)},
        ngettext("%(count)s report", "%(count)s reports", reports) % {"count": reports},
        ngettext("%(count)s photo", "%(count)s photos", photos) % {"count": photos},
    ]
    return {
        "edition": _edition(issue),
        "counted": " · ".join(counted if photos else counted[:2]),
        "changes": sentences(issue.changes),
        "made": _("Made with Anliegenwand, free software, on %(day)s.") % {"day": day(localdate())},
    }
