"""The book for Word, read back: real headings, lists, tables and pictures; a language; and, where it is there,
LibreOffice opens it."""

import shutil
import subprocess

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests import books


@pytest.fixture
def book(world, tmp_path):
    return books.made(books.furnished(world), tmp_path, ("docx",)) / "book.docx"


def headings(book, level):
    return [each.text for each in Document(book).paragraphs if each.style.name == f"Heading {level}"]


def test_it_has_real_headings(book):
    assert headings(book, 1) == [
        *("Contents", "The invitation", "The wall as it was run", "Anliegen and reports"),
        *("All next steps, by date", "Who was there", "When we meet again", "This edition"),
    ]
    assert headings(book, 2) == ["1  Wer kocht?", "2  Ein Garten für alle", "3  Taken back"]
    assert "Results and recommendations" in headings(book, 3)


def test_it_says_what_the_others_say(book):
    text = books.words_of(book)
    for words in ("What grows here?", "Soup for all", "Salt?", "With peas?", "Buy a pot", "2 people: Ada"):
        assert words in text
    assert "Hidden" not in text


def test_its_tables_have_heads_that_come_again(book):
    tables = Document(book).tables
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [
        ["Room", "Round 1\n10:00–11:00", "Round 2\n12:00–13:00", "Round 3\n16:00–17:00"],
        ["Pots", "Spoons"],
        ["What", "Who", "By when"],
        ["By when", "What", "Who", "Number"],
    ]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)


def test_its_pictures_are_described_and_its_language_is_set(book):
    found = Document(book)
    assert [shape._inline.docPr.get("descr") for shape in found.inline_shapes] == [
        "A kettle on a fire",
        "QR code: the living page",
    ]
    defaults = found.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert found.core_properties.author == ""
    assert found.core_properties.title == "The book: What grows here?"


def test_its_contents_lead_to_the_sheets(book):
    body = Document(book).element.body
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    leads = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))]
    assert leads
    assert set(leads) <= marks
    assert [each.text for each in body.iter(qn("w:instrText"))] == ['TOC \\o "1-2" \\h \\z \\u']


def test_libreoffice_opens_it(book, tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("needs LibreOffice")
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    words = [soffice, home, "--headless", "--convert-to", "txt:Text", "--outdir", tmp_path, book]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "book.txt").read_text()
    assert "1  Wer kocht?" in text
    assert "Buy a pot" in text
