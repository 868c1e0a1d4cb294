"""Tables as people have them: CSV as this or that program writes it, XLSX, and files that are neither."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook


def upload(data, name="liste.csv"):
    return SimpleUploadedFile(name, data)


def csv(text, encoding="utf-8", name="liste.csv"):
    return upload(text.encode(encoding), name)


def xlsx(*rows, title="Tabelle1", more=()):
    """A workbook of one sheet, and of `more` (title, rows) behind it."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name, others in more:
        page = book.create_sheet(name)
        for row in others:
            page.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return upload(packed.getvalue(), "liste.xlsx")


def with_part(name, content):
    """A workbook one part of which is something else."""
    before = zipfile.ZipFile(io.BytesIO(xlsx(["Titel"], ["a"]).read()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for entry in before.namelist():
            book.writestr(entry, content if entry == name else before.read(entry))
    return upload(packed.getvalue(), "liste.xlsx")
