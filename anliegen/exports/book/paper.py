"""The book as a PDF: what stands in it, made ready for the template `book.typ`."""

from anliegen.exports.paper import compile
from anliegen.record.markdown import blocks

HEIGHT = 0.58  # of a photo alone, as a share of the width: what is taller becomes narrower
FULL = 2.4  # widths to heights, added up, that fill a row


def pdf(told, prints, cover):
    """Return the bytes. `prints`: the photos' files, in their order; `cover`: the picture on the front, or None."""
    files, at = [], {}
    for place, photo in enumerate(prints):
        if photo.file:
            at[place] = len(files)
            files.append(str(photo.file))
    data = {**told, "cover": None, "sheets": [_sheet(sheet, prints, at) for sheet in told["sheets"]]}
    drawn = [each for each in told["charts"] if each["at"] in at]
    data["charts"] = [{**each, "at": at[each["at"]], "share": 100 * _share(prints[each["at"]])} for each in drawn]
    data["invitation"] = told["invitation"].strip()
    if cover:
        data["cover"] = {"at": len(files), "wide": cover.width >= cover.height * 1.15 and cover.width >= 900}
        files.append(str(cover.file))
    return compile.pdf("book", data, told["language"], [told["back"]["link"]], files)


def _share(chart):
    """How much of the width a chart takes: two of the usual shape fit on a page, a tall one becomes narrower."""
    return min(0.82, 0.75 * chart.width / chart.height)


def _sheet(sheet, prints, at):
    report = sheet["report"]
    if not report:
        return sheet
    texts = [{"name": part["name"], "blocks": blocks(part["text"])} for part in report["texts"]]
    there = [photo for photo in report["photos"] if photo["at"] in at]
    photos = [{**photo, "at": at[photo["at"]], "print": prints[photo["at"]]} for photo in there]
    ready = {"texts": texts, "questions": blocks(report["questions"]), "gallery": list(_rows(photos))}
    return {**sheet, "report": {**{name: each for name, each in report.items() if name != "photos"}, **ready}}


def _rows(photos):
    """Photos side by side at the same height, as wide as the text together; a tall one alone stays narrow."""
    row = []
    for photo in photos:
        row.append(photo)
        if len(row) == 3 or sum(_wide(each) for each in row) >= FULL:
            yield _row(row)
            row = []
    if row:
        yield _row(row)


def _row(row):
    wide = sum(_wide(each) for each in row)
    whole = min(1, wide * HEIGHT if len(row) == 1 else wide / 1.8)
    return [
        {"at": each["at"], "alt": each["alt"], "caption": each["caption"], "share": 100 * whole * _wide(each) / wide}
        for each in row
    ]


def _wide(photo):
    return min(4, max(0.3, photo["print"].width / photo["print"].height))
