"""data.xlsx: the tables as a spreadsheet with real days and times. What people wrote is text, never a formula: also
after somebody clicked into the cell and pressed Enter (`quotePrefix`)."""

import io
import re
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from conference.letters import allowed

MOST = 32_767  # of a cell, counted as Excel does: in UTF-16
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
TOP, HEAD = Alignment(vertical="top", wrap_text=True), Font(bold=True, color="FFFFFFFF")
BLUE = PatternFill("solid", start_color="FF1F4E8C")
DAYS = {"de": "dd.mm.yyyy", "en": "yyyy-mm-dd"}


def write(tables, language):
    """Return the bytes of the file."""
    book = Workbook(write_only=True)
    for table in tables:
        _write(book.create_sheet(NOT_IN_NAMES.sub(" ", table.title)[:31]), table, DAYS.get(language, DAYS["en"]))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _write(page, table, day):
    last = get_column_letter(len(table.columns))
    page.freeze_panes = f"{get_column_letter(table.held + 1)}2"
    page.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    page.print_title_rows, page.page_setup.orientation, page.page_setup.paperSize = "1:1", "landscape", 9
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for at, column in enumerate(table.columns, 1):
        page.column_dimensions[get_column_letter(at)].width = column.width
    page.append([_head(page, column.name) for column in table.columns])
    for row in table.rows:
        page.append([_cell(page, value, day) for value in row])


def _head(page, name):
    cell = _cell(page, name, "")
    cell.font, cell.fill = HEAD, BLUE
    return cell


def _cell(page, value, day):
    if value in (None, ""):
        return None
    cell = WriteOnlyCell(page, fit(value) if isinstance(value, str) else value)
    cell.alignment = TOP
    if isinstance(value, datetime):
        cell.number_format = f"{day} hh:mm"
    elif isinstance(value, date):
        cell.number_format = day
    elif isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(DANGEROUS)
    return cell


def fit(text):
    """Return the text as a cell can hold it, with a sentence where it is longer."""
    text = allowed(text)
    if _units(text) <= MOST:
        return text
    sentence = _("… (Excel holds no more in a cell. The whole text stands in the archive.)")
    kept = text.encode("utf-16-le")[: 2 * (MOST - _units(sentence) - 1)].decode("utf-16-le", "ignore")
    return f"{kept}\n{sentence}"


def _units(text):
    return len(text.encode("utf-16-le")) // 2
