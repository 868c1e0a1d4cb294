"""What people may write into a report: it is set as it is, nothing of it acts, and nothing stops the book."""

import pytest
from docx import Document
from lxml import html

from tests import books
from tests.prints import Opened, squeezed

ALL = ("pdf", "html", "docx")
MARKUP = "#let a = 1 $x^2$ \\input{/etc/passwd} *bold* _it_ `code` @ref <label> // no comment"
NASTY = """<script>alert(1)</script> <img src=x onerror=alert(2)> <b style="color:red">loud</b>

[a](javascript:alert(3)) [b](data:text/html,x) [c](https://example.org/c) ![d](https://example.org/d.png)
"""
OUT = ["https://example.org/c", "https://example.org/d.png"]  # a picture from elsewhere is a link to it
WRITINGS = "שלום עולם\n\nمرحبا بالعالم\n\n🎉 👩‍👩‍👧 Ωμέγα ¡Ñandú! Łódź"
TABLE = "|" + "|".join("abcdefghijklmnop") + "|\n" + "|---" * 16 + "|\n" + ("|" + "|".join(["Wort"] * 16) + "|\n") * 40


@pytest.fixture
def sheet(world):
    return world.writes(world.ben, "Wer kocht?")


def read_back(world, folder):
    """What each format says, as text: PDF, page, Word."""
    books.made(world, folder, ALL)
    page = html.fromstring((folder / "book.html").read_bytes())
    return Opened((folder / "book.pdf").read_bytes()), page, books.words_of(folder / "book.docx")


def test_what_looks_like_a_command_is_text(world, tmp_path):
    sheet = world.writes(world.ben, MARKUP, goal=MARKUP, context=MARKUP)
    step = {"id": "1", "what": MARKUP, "who": MARKUP, "by": "=cmd|' /C calc'!A0"}
    books.reported(sheet, "#let a = 1 \\input{/etc/passwd}", steps=[step])
    pdf, page, word = read_back(world, tmp_path)
    for text in (pdf.text, page.text_content(), word):
        found = squeezed(text.replace("’", "'"))
        assert found.count(squeezed(MARKUP)) >= 4
        assert "#leta=1\\input{/etc/passwd}" in found


def test_nothing_of_anybodys_text_runs_or_loads(world, sheet, tmp_path):
    books.reported(sheet, NASTY)
    pdf, page, word = read_back(world, tmp_path)
    assert page.xpath("//script | //iframe | //object | //@onerror | //main//@style") == []
    assert all(source.startswith("data:image/jpeg") for source in page.xpath("//img/@src"))
    links = [link for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert links == [*OUT, books.LINK]
    for text in (pdf.text, word):
        assert "<script>alert(1)</script>" in text
    uris = [str(note.get_object()["/A"]["/URI"]) for page in pdf.reader.pages for note in page.get("/Annots", [])
            if "/URI" in note.get_object().get("/A", {})]  # fmt: skip
    assert uris == OUT
    rels = Document(tmp_path / "book.docx").part.rels.values()
    assert sorted(rel.target_ref for rel in rels if rel.is_external) == [books.LINK, *OUT]


def test_every_writing_is_set(world, sheet, tmp_path):
    books.reported(sheet, WRITINGS)
    pdf, page, word = read_back(world, tmp_path)
    for text in (page.text_content(), word):
        assert "שלום עולם" in text
        assert "مرحبا بالعالم" in text
    for word_ in ("שלום", "Ωμέγα", "Łódź"):
        assert word_ in pdf.text
    assert pdf.is_tagged


def test_a_very_long_word_and_a_very_long_text(world, sheet, tmp_path):
    long_word, sentence = "a" * 2000, "Ein Satz, der sich sehr oft wiederholt. "
    books.reported(sheet, long_word, sentence * 5000)
    pdf, page, word = read_back(world, tmp_path)
    for text in (pdf.text, page.text_content(), word):
        assert long_word in squeezed(text)
        assert squeezed(text).count("wiederholt.") == 5000
    width = pdf.reader.pages[0].mediabox.width
    assert width == pytest.approx(595.28, abs=1)


def test_wide_tables_and_deep_lists(world, sheet, tmp_path):
    deep = "\n".join("  " * depth + f"- Ebene{depth}" for depth in range(9)) + "\n\n> > > > tief"
    books.reported(
        sheet, TABLE, "# Eins\n\n#### Vier\n\nText\n\n" + deep + "\n\n3. drei\n4. vier\n\n---\n\n```\ncode {x}\n```"
    )
    pdf, page, word = read_back(world, tmp_path)
    assert squeezed(pdf.text).count("Wort") == 16 * 40
    assert pdf.is_tagged
    assert len(page.xpath("//article//table//td")) == 16 * 40
    for text in (pdf.text, page.text_content(), word):
        for said in ("Eins", "Vier", "Ebene0", "Ebene3", "tief", "drei", "code {x}"):
            assert said in text


def test_what_is_nested_too_deep_is_text_and_nothing_is_lost(world, sheet, tmp_path):
    deep = "\n".join("  " * depth + f"- Ebene{depth}" for depth in range(40))
    books.reported(sheet, f"Anfang\n\n{deep}\n\n> tief\n\nEnde", ">" * 3000 + " spitz")
    pdf, page, word = read_back(world, tmp_path)
    for text in (pdf.text, page.text_content(), word):
        for said in ("Anfang", "Ebene0", "Ebene39", "tief", "Ende", "spitz"):
            assert said in text


def test_a_hundred_photos(world, sheet, tmp_path):
    report = books.reported(sheet, "Look:")
    for at in range(100):
        size = (320, 240) if at % 3 else (150, 400)
        books.photographed(report, at, books.jpeg(at, *size), caption=f"Bild{at}")
    pdf, page, _word = read_back(world, tmp_path)
    assert sum(len(page.images) for page in pdf.reader.pages) == 100
    assert len(page.xpath("//figure/img[@alt]")) == 100
    assert "Bild99" in pdf.text
    assert pdf.is_tagged


def test_a_conference_of_nothing_but_one_sheet(world, sheet, tmp_path):
    pdf, page, word = read_back(world, tmp_path)
    for text in (pdf.text, page.text_content(), word):
        assert "Wer kocht?" in text
        assert "There is no report." in text
        assert "All next steps" not in text
