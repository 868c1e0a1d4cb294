"""What the Word document is put together from: texts with their marks, tables, pictures, fields. Texts are text: what a
file of this kind can't hold is left out.
"""

import io
import re
from zlib import crc32

import segno
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Mm, Pt, RGBColor

NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_COLUMNS = 20  # of somebody's table: beyond, no page holds them
DEEPEST = 3  # lists that Word's own styles know


def paragraph(place, text="", style=None):
    """Add a paragraph, and its style by its id: looking styles up by their names takes most of a big book's time."""
    made = place.add_paragraph(clean(text)) if text else place.add_paragraph()
    if style:
        made._p.style = style.replace(" ", "")
    return made


def heading(place, text, level):
    return paragraph(place, text, f"Heading {level}")


def clean(text):
    """Return the text without what XML does not allow."""
    return NEVER.sub("", text)


def plain(book, text, style=None):
    """Add a text of several lines; an empty line begins a paragraph."""
    for part in clean(text).split("\n\n"):
        if part.strip():
            paragraph(book, part.strip("\n"), style)


def blocks(place, found):
    """Add blocks of Markdown (anliegen.record.markdown.blocks) to a document or a cell."""
    for block in found:
        kind = block["kind"]
        if kind in ("list", "numbers"):
            _list(place, block, 1)
        elif kind == "quote":
            for item in block["items"]:
                _paragraphs(place, item, "Quote")
        elif kind == "table":
            rows = block["rows"]
            table(place, rows[0][:MOST_COLUMNS], [row[:MOST_COLUMNS] for row in rows[1:]])
        else:
            _paragraph(place, block, None)


def table(place, heads, rows, small=False):
    """Add a table whose first row is its head, on every page anew. Cells are texts or lists of runs."""
    if not heads:
        return
    made = place.add_table(rows=1 + len(rows), cols=len(heads))
    made._tbl.tblStyle_val = "TableGrid"
    for at, (row, cells) in enumerate(zip(made.rows, [heads, *rows], strict=True)):
        for cell, content in zip(row._tr.tc_lst, [*cells, *[""] * (len(heads) - len(cells))], strict=True):
            _fill(cell, content, at == 0, small, place)
    head = made.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    place.add_paragraph().paragraph_format.space_after = Pt(2)


def runs(paragraph, found):
    """Add runs with their marks; a link leads where the parser allowed it to."""
    for run in found:
        text = clean(run["text"])
        if run.get("link"):
            link(paragraph, text, run["link"])
            continue
        added = paragraph.add_run(text)
        added.bold, added.italic = run.get("bold"), run.get("italic")
        added.font.strike = run.get("struck")
        if run.get("code"):
            added.font.name = "Consolas"


def link(paragraph, text, address):
    """Add a text that leads to an address."""
    to = paragraph.part.relate_to(clean(address), RT.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), to)
    paragraph._p.append(element)
    _linked(paragraph, element, text)


def picture(book, photo, alt, wide, high, caption=""):
    """Add a picture as large as it may be, described for those who can't see it."""
    share = min(wide / photo.width, high / photo.height)
    line = paragraph(book)
    line.paragraph_format.keep_with_next = bool(caption)
    image = Image.from_file(str(photo.file))
    number = len(book.part.rels) + 1000  # each picture is a relation of its own: no two have the same
    part = ImagePart.from_image(image, PackURI(f"/word/media/picture{number}.jpg"))
    to = book.part.relate_to(part, RT.IMAGE)
    sides = int(photo.width * share), int(photo.height * share)
    inline = CT_Inline.new_pic_inline(number, to, photo.file.name, *sides)
    inline.docPr.set("descr", clean(alt))
    line.add_run()._r.add_drawing(inline)
    if caption:
        paragraph(book, caption, "Caption")


def code(book, address, alt):
    """Add a QR code."""
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=12, border=4)
    shape = book.add_paragraph().add_run().add_picture(file, width=Mm(38))
    shape._inline.docPr.set("descr", clean(alt))


def bookmark(paragraph, name):
    """Mark a heading, so that the contents lead to it."""
    number = str(crc32(name.encode()) // 2)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def contents(book, entries):
    """Add a table of contents: a field that Word renews, filled already for whoever does not."""
    paragraph = book.add_paragraph()
    _field(paragraph, 'TOC \\o "1-2" \\h \\z \\u', "begin", "instr", "separate")
    for text, mark, level in entries:
        element = OxmlElement("w:hyperlink")
        element.set(qn("w:anchor"), mark)
        paragraph._p.append(element)
        _linked(paragraph, element, clean(text), coloured=False, bold=level == 1)
        paragraph.paragraph_format.space_before = Pt(8 if level == 1 else 0)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph = book.add_paragraph()
    _field(paragraph, "", "end")


def page_number(paragraph):
    _field(paragraph, "PAGE", "begin", "instr", "separate", "end")


def speak(book, language):
    """Set the language of all text: for hyphens, for spelling, for whoever has it read aloud."""
    defaults = book.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = defaults.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        defaults.append(found)
    found.set(qn("w:val"), language)
    tabs = book.settings.element.find(qn("w:defaultTabStop"))
    if tabs is not None:  # Word wants its settings in their order
        tabs.addnext(OxmlElement("w:autoHyphenation"))


def own_face(style, name):
    """Give a style a typeface of its own instead of its theme's."""
    style.font.name = name
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for each in [key for key in faces.attrib if "Theme" in key]:
        del faces.attrib[each]


def _list(place, block, depth):
    name = "List Bullet" if block["kind"] == "list" else "List Number"
    style = name if depth == 1 else f"{name} {min(depth, DEEPEST)}"
    for item in block["items"]:
        for inner in item:
            if inner["kind"] in ("list", "numbers"):
                _list(place, inner, depth + 1)
            elif inner["kind"] in ("quote", "table"):
                blocks(place, [inner])
            else:
                _paragraph(place, inner, style)
                style = style if inner is item[0] else style


def _paragraphs(place, found, style):
    for block in found:
        if block["kind"] in ("list", "numbers", "quote", "table"):
            blocks(place, [block])
        else:
            _paragraph(place, block, style)


def _paragraph(place, block, style):
    line = paragraph(place, style=style)
    if block["kind"] == "rule":
        line.add_run("* * *")
        return
    kind = {"heading": {"bold": True}, "code": {"code": True}}.get(block["kind"], {})
    runs(line, [{**run, **kind} for run in block["runs"]])
    if block["kind"] == "heading":
        line.paragraph_format.keep_with_next = True


def _fill(cell, content, head, small, place):
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(cell.p_lst[0], place.part if hasattr(place, "part") else place)
    paragraph._parent = place
    runs(paragraph, [{"text": content}] if isinstance(content, str) else content)
    paragraph.paragraph_format.space_after = Pt(2)
    for run in paragraph.runs:
        run.bold = True if head else run.bold
        run.font.size = Pt(8.5 if small else 10)


def _field(paragraph, instruction, *steps):
    for step in steps:
        run = paragraph.add_run()
        if step == "instr":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), step)
        run._r.append(element)
        if step == "separate" and instruction == "PAGE":
            paragraph.add_run("1")


def _linked(paragraph, element, text, coloured=True, bold=None):
    run = paragraph.add_run(text)
    run.bold = bold
    if coloured:
        run.font.underline, run.font.color.rgb = True, RGBColor(0x1F, 0x4E, 0x8C)
    element.append(run._r)
