"""The book for Word and LibreOffice: real headings and tables, a table of contents, page numbers, pictures that are
described. Whoever gets it goes on writing in it.
"""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from anliegen.exports.book import word_parts as parts
from anliegen.record.markdown import blocks

SIZES = {"a4": (Mm(210), Mm(297)), "letter": (Mm(215.9), Mm(279.4))}
MARGIN = Mm(25)
BLUE, SOFT, INK = (RGBColor.from_string(colour) for colour in ("1F4E8C", "565045", "1D1B17"))
LANGUAGES = {"de": "de-DE", "en": "en-GB"}


def docx(told, prints, cover):
    """Return the bytes. `prints`: the photos' files, in their order; `cover`: the picture on the front, or None."""
    book = Document()
    words = told["words"]
    _set_up(book, told)
    _front(book, told, cover)
    _chapter(book, words["contents"], "")
    parts.contents(book, list(_entries(told)))
    if told["invitation"]:
        _chapter(book, words["invitation"], "invitation")
        parts.plain(book, told["invitation"])
    if told["walls"]:
        _chapter(book, words["wall"], "wall")
        for table in told["walls"]:
            _wall(book, table, words)
    _chapter(book, words["sheets"], "sheets")
    for at, sheet in enumerate(told["sheets"]):
        _sheet(book, sheet, prints, words, page=told["alone"] and at > 0 and bool(sheet["report"]))
    if told["steps"]:
        _chapter(book, words["steps"], "steps")
        heads = [words[name] for name in ("by_when", "what", "by_whom", "number")]
        parts.table(book, heads, [[step[name] for name in ("by", "what", "who", "number")] for step in told["steps"]])
    if told["charts"]:
        _chapter(book, words["charts"], "charts")
        _charts(book, told["charts"], prints)
    if told["people"]:
        _chapter(book, words["people"], "people")
        book.add_paragraph(parts.clean(", ".join(told["people"])))
    _back(book, told, words)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _set_up(book, told):
    section = book.sections[0]
    section.page_width, section.page_height = SIZES[told["paper"]]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = parts.clean(told["name"])
    parts.page_number(section.footer.paragraphs[0])
    parts.speak(book, LANGUAGES.get(told["language"], "en-GB"))
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    for name, size, colour in (("Heading 1", 24, None), ("Heading 2", 17, None), ("Heading 3", 10.5, BLUE)):
        style = book.styles[name]
        parts.own_face(style, "Calibri")
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, colour or INK
        style.paragraph_format.space_before = Pt({"Heading 1": 0, "Heading 2": 26}.get(name, 12))
        style.paragraph_format.space_after = Pt(4)
    about = book.core_properties
    about.title, about.author, about.language = parts.clean(told["title"])[:255], "", told["language"]
    about.comments = about.keywords = about.last_modified_by = ""


def _front(book, told, cover):
    if cover:
        parts.picture(book, cover, told["words"]["cover"], _wide(book), Mm(110))
    book.add_paragraph(told["words"]["book"]).paragraph_format.space_before = Pt(30)
    title = book.add_paragraph(parts.clean(told["theme"]), style="Title")
    parts.own_face(title.style, "Calibri")
    title.style.font.size, title.style.font.bold, title.style.font.color.rgb = Pt(34), True, INK
    lines = [told["name"] if told["name"] != told["theme"] else "", told["days"], told["place"], told["edition"]]
    book.add_paragraph(parts.clean("\n".join(line for line in lines if line)))


def _entries(told):
    """What stands in the table of contents: (name, bookmark, level)."""
    there = {name: told[name] for name in ("invitation", "steps", "charts", "people")} | {"wall": told["walls"]}
    for name in ("invitation", "wall", "sheets", "steps", "charts", "people", "back", "edition"):
        if there.get(name, True):
            yield told["words"][name], name, 1
        if name == "sheets":
            yield from ((_called(sheet), _mark(sheet), 2) for sheet in told["sheets"])


def _chapter(book, name, mark):
    heading = parts.heading(book, name, 1)
    heading.paragraph_format.page_break_before = True
    if mark:
        parts.bookmark(heading, mark)


def _wall(book, table, words):
    parts.heading(book, table["name"], 3)
    if table["common"]:
        said = " · ".join(f"{each['time']} {each['name']}" for each in table["common"])
        book.add_paragraph(parts.clean(f"{words['everybody']}: {said}"))
    if table["rows"]:
        heads = [words["room"], *(f"{each['name']}\n{each['time']}" for each in table["rounds"])]
        rows = [[row["room"], *(_cell(cell, words) for cell in row["cells"])] for row in table["rows"]]
        parts.table(book, heads, rows, small=True)


def _cell(cell, words):
    if "number" in cell:
        return f"{cell['number']} {cell['title']}"
    return words["closed"] if cell["closed"] else ""


def _called(sheet):
    return f"{sheet['number']}  {sheet['title']}"


def _mark(sheet):
    return f"sheet_{sheet['number']}"


def _sheet(book, sheet, prints, words, page):
    heading = parts.heading(book, _called(sheet), 2)
    heading.paragraph_format.page_break_before = page
    parts.bookmark(heading, _mark(sheet))
    places = [f"{place['room']}, {place['when']}" for place in sheet["places"]]
    facts = "\n".join(line for line in (sheet["who"], *places, sheet["note"]) if line)
    if facts:
        run = book.add_paragraph().add_run(parts.clean(facts))
        run.font.color.rgb, run.font.size = SOFT, Pt(9.5)
    for name in ("goal", "context"):
        if sheet[name]:
            parts.heading(book, words[name], 3)
            parts.plain(book, sheet[name])
    if sheet["report"]:
        _report(book, sheet["report"], prints, words)
    else:
        book.add_paragraph(words["no_report"])


def _report(book, report, prints, words):
    for part in report["texts"]:
        parts.heading(book, part["name"], 3)
        parts.blocks(book, blocks(part["text"]))
    if report["steps"]:
        parts.heading(book, words["next"], 3)
        heads = [words[name] for name in ("what", "by_whom", "by_when")]
        parts.table(book, heads, [[step[name] for name in ("what", "who", "by")] for step in report["steps"]])
    if report["questions"]:
        parts.heading(book, words["questions"], 3)
        parts.blocks(book, blocks(report["questions"]))
    photos = [photo for photo in report["photos"] if prints[photo["at"]].file]
    if photos:
        parts.heading(book, words["photos"], 3)
    for photo in photos:
        parts.picture(book, prints[photo["at"]], photo["alt"], _wide(book), Mm(105), photo["caption"])
    if report["comments"]:
        parts.heading(book, words["comments"], 3)
    for said in report["comments"]:
        parts.plain(book, f"{said['kind']}{' · ' + said['name'] if said['name'] else ''}\n{said['text']}", "Quote")
        if said["answer"]:
            parts.plain(book, f"{words['answer']}: {said['answer']}", "Quote")
    if report["heads"] or report["people"]:
        parts.heading(book, words["there"], 3)
        book.add_paragraph(parts.clean(": ".join(each for each in (report["heads"], report["people"]) if each)))


def _charts(book, charts, prints):
    for each in (each for each in charts if prints[each["at"]].file):
        parts.heading(book, each["title"], 3)
        parts.picture(book, prints[each["at"]], f"{each['title']}. {each['said']}", _wide(book), Mm(100), each["said"])


def _back(book, told, words):
    _chapter(book, words["back"], "back")
    if told["back"]["when"]:
        book.add_paragraph().add_run(told["back"]["when"]).bold = True
    for question in told["back"]["questions"]:
        book.add_paragraph(question).paragraph_format.space_after = Pt(70)
    parts.code(book, told["back"]["link"], words["leads"])
    link = book.add_paragraph(f"{words['living']}: ")
    parts.link(link, told["back"]["link"], told["back"]["link"])
    _chapter(book, words["edition"], "edition")
    colophon = told["colophon"]
    lines = [colophon["edition"], colophon["counted"]]
    lines += [f"{each['name']}: {each['numbers']}" for each in colophon["changes"]]
    for line in (*lines, colophon["made"]):
        book.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.LEFT


def _wide(book):
    section = book.sections[0]
    return section.page_width - section.left_margin - section.right_margin
