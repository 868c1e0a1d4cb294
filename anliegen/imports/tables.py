"""A file from a spreadsheet, CSV or XLSX, as rows of text: whatever its separator, its encoding, its program.

It comes from elsewhere: nothing in it is computed, a formula is what its cell showed last or else its own text, and
limits on bytes, rows and columns hold before a library sees it.
"""

import codecs
import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from conference.refusal import Refused

BIGGEST, UNPACKED = 10 * 1024 * 1024, 60 * 1024 * 1024
ROWS, COLUMNS, EMPTY = 2_000, 60, 20_000  # EMPTY: rows with nothing in them, that some programs write
SEPARATORS = ";,\t"
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass
class Table:
    """`rows`: (number as a spreadsheet shows it, texts). `name`: of the sheet; a CSV has none."""

    name: str
    rows: list


def read(file, suits):
    """Return the tables of a file. `suits(texts)` says how well a row serves as headings: by that a CSV is parted."""
    if file.size > BIGGEST:
        raise wrong(_("This file has more than 10 MB. Leave out pictures and columns that are not needed."), 413)
    data = file.read()
    if data.startswith(b"PK\x03\x04"):
        return _from_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise wrong(_("This is a file of an old Excel (.xls). Save it as .xlsx or CSV, then choose it again."))
    return [_from_csv(_text(data), suits)]


def wrong(sentence, status=422):
    return Refused(sentence, status=status)


def _text(data):
    """Return the text: as the mark at its beginning says, else UTF-8, else as Windows writes it."""
    encodings = [name for mark, name in MARKS.items() if data.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise wrong(_("This is no CSV and no XLSX file: it holds something else than text."))


def _from_csv(text, suits):
    """Parted by the separator under which some row serves best as headings; by the most columns, if none does."""
    best = None
    for separator in SEPARATORS:
        try:
            rows = _parted(text, separator)
        except (csv.Error, Refused) as error:  # parted wrongly, one text may be a hundred cells
            best = best or (-1, 0, error)
            continue
        if not rows:
            return Table("", [])
        fit = (
            max((suits(texts) for _at, texts in rows[:10]), default=0),
            max((len(row) for _at, row in rows), default=0),
        )
        if best is None or fit > best[:2]:
            best = (*fit, rows)
    if isinstance(best[2], Refused):
        raise best[2]
    if isinstance(best[2], csv.Error):
        raise wrong(_("This CSV is broken: a quotation mark opens a text and is not closed, or stands within one."))
    return Table("", best[2])


def _parted(text, separator):
    rows = []
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
        _keep(rows, number, row)
    return rows


def _keep(rows, number, texts):
    """Add a row unless it is empty; one too many, or too wide, is refused."""
    texts = [each.strip() for each in texts]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > COLUMNS:
        raise wrong(_("Row %(row)s has more than %(most)s columns.") % {"row": number, "most": COLUMNS})
    if texts:
        rows.append((number, texts))
    if len(rows) > ROWS + 10 or number - len(rows) > EMPTY:
        raise wrong(
            _("At most %(most)s rows can be read at once. Split the file, or delete empty rows.") % {"most": ROWS}
        )


def _from_xlsx(data):
    _refuse_bomb(data)
    try:
        shown, meant = (_cells(data, values=values) for values in (True, False))
    except Refused:
        raise
    except Exception as error:  # a broken workbook breaks its reader in every way
        raise wrong(
            _("This XLSX file is broken. Open it in your program, save it again, or save it as CSV.")
        ) from error
    return [_table(name, shown[name], rows) for name, rows in meant.items()]


def _table(name, shown, meant):
    """What cells show; where that is nothing, the formula that was never computed."""
    kept = []
    for number, formulas in meant.items():
        texts = shown.get(number) or [""] * len(formulas)
        _keep(kept, number, [text or formula for text, formula in zip(texts, formulas, strict=True)])
    return Table(name, kept)


def _cells(data, values):
    """Return {name of a sheet: {row: texts}}; with `values`, what formulas came to when they were last computed."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    try:
        return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    finally:
        book.close()


def _rows(sheet):
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    found = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS + 1), 1):
        texts = [_as_text(value) for value in row]
        if any(texts):
            found[number] = texts
        if len(found) > ROWS + 10 or number - len(found) > EMPTY:
            raise wrong(
                _("At most %(most)s rows can be read at once. Split the file, or delete empty rows.") % {"most": ROWS}
            )
    return found


def _as_text(value):
    """A cell as somebody would have typed it: days and times in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime) and value.time() != time(0):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).replace("_x000D_", "").strip()


def _refuse_bomb(data):
    """A workbook is a zip of XML: what it would unpack to, and what its XML would grow to, is looked at first."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            entries = book.infolist()
            if "xl/workbook.xml" not in book.namelist():
                raise wrong(_("This is a packed file, but no XLSX. Save the table as .xlsx or CSV."))
            if len(entries) > 1_000 or sum(entry.file_size for entry in entries) > UNPACKED:
                raise wrong(_("Unpacked, this file is too big to be read. Leave out what is not needed."), 413)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")) and _declares(book.read(entry)):
                    raise wrong(
                        _("This XLSX file is broken. Open it in your program, save it again, or save it as CSV.")
                    )
    except Refused:
        raise
    except Exception as error:
        raise wrong(
            _("This XLSX file is broken. Open it in your program, save it again, or save it as CSV.")
        ) from error


def _declares(xml):
    """Whether XML brings declarations of its own: those of spreadsheets never do, and entities in them can explode."""
    plain = xml.replace(b"\0", b"").lower()
    return b"<!doctype" in plain or b"<!entity" in plain
