"""data-csv.zip: a CSV for each table, for programs and for spreadsheets without XLSX.

UTF-8 with its mark, else Excel reads umlauts wrongly; divided by what Excel expects in that language, semicolons in
German. A text that a spreadsheet would take for a formula gets an apostrophe before it; days and times are ISO 8601.
"""

import csv
import io
import zipfile
from datetime import date, datetime

from conference.letters import allowed

DIVIDED_BY = {"de": ";", "en": ","}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(tables, language):
    """Return the bytes of the zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            archive.writestr(f"{table.name}.csv", _text(table, DIVIDED_BY.get(language, ",")).encode("utf-8-sig"))
    return packed.getvalue()


def _text(table, divided_by):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=divided_by)
    writer.writerow([_value(column.name) for column in table.columns])
    writer.writerows([_value(value) for value in row] for row in table.rows)
    return file.getvalue()


def _value(value):
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        text = allowed(value)
        return f"'{text}" if text.lstrip().startswith(DANGEROUS) or text.startswith(DANGEROUS) else text
    return "" if value is None else value
