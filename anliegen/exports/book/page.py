"""The book as one page that opens from a folder: its style stands in it, its pictures too, and nothing in it runs."""

import base64
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from anliegen.record import markdown

STYLE = Path(__file__).with_name("page.css")


def html(told, prints, cover):
    """Return the bytes. `prints`: the photos' files, in their order; `cover`: the picture on the front, or None."""
    pictures = [photo.file and data(photo) for photo in prints]
    context = {
        "book": told,
        "words": told["words"],
        "sheets": [_sheet(sheet, pictures) for sheet in told["sheets"]],
        "charts": [each | pictures[each["at"]] for each in told["charts"] if pictures[each["at"]]],
        "cover": cover and data(cover),
        "style": mark_safe(STYLE.read_text()),  # noqa: S308 - our own file
    }
    return render_to_string("book/page.html", context).encode()


def data(photo):
    """Return a picture as an address that holds it, with its sides."""
    address = f"data:image/jpeg;base64,{base64.b64encode(photo.file.read_bytes()).decode()}"
    return {"address": address, "width": photo.width, "height": photo.height}


def _sheet(sheet, pictures):
    report = sheet["report"]
    if not report:
        return sheet
    shown = {
        "texts": [{"name": part["name"], "html": _html(part["text"])} for part in report["texts"]],
        "questions": _html(report["questions"]),
        "photos": [photo | pictures[photo["at"]] for photo in report["photos"] if pictures[photo["at"]]],
    }
    return {**sheet, "report": {**report, **shown}}


def _html(text):
    """The text as clean HTML; its headings are below those of a report's parts."""
    return mark_safe(markdown.html(text).replace("<h3", "<h5").replace("</h3", "</h5"))  # noqa: S308 - cleaned there
