"""One function makes a PDF: a template of ours and data. Nobody's text ever becomes part of a template.

Data reach Typst as one string of JSON, so that a title is a title whatever stands in it. Only the fonts that lie here
are used: every machine prints the same. The result is tagged (PDF/UA-1), which also refuses a letter without a font.
`python -m anliegen.exports.paper.compile TEMPLATE LANGUAGE` reads {"data", "links", "photos"} and writes the PDF; no
Django here.
"""

import io
import json
import os
import re
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pyphen
import segno
import typst

from anliegen.exports.paper import glyphs

HERE = Path(__file__).parent
HYPHENS = {"de": "de_DE", "en": "en_GB"}
SOFT = "\u00ad"
LONGEST = 14  # letters that stay together where a line ends
ADDRESS = "link"  # under this name stands where something leads: no words that could break
RUN = re.compile(rf"[^\s\u00ad\u200b-]{{{LONGEST + 1},}}")


def pdf(template, data, language, links=(), photos=()):
    """Return the bytes of a PDF. `links`: where the QR codes lead; `photos`: files of pictures. The template names both
    by their place."""
    root = os.path.commonpath([HERE, *photos])  # a template reads nothing outside of it
    inputs = {"data": json.dumps(_prepared(data, language)), "lang": language}
    inputs["codes"] = json.dumps([_qr(link) for link in links])
    inputs["photos"] = json.dumps([f"/{Path(photo).relative_to(root).as_posix()}" for photo in photos])
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])
    compiler = typst.Compiler(root=root, font_paths=fonts)
    try:
        return compiler.compile(HERE / f"{template}.typ", format="pdf", sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError as error:
        if "PDF/UA" not in str(error):
            raise
        sys.stderr.write(f"not accessible in all its parts: {error}")
        return compiler.compile(HERE / f"{template}.typ", format="pdf", sys_inputs=inputs)


def _qr(link):
    """A QR code as SVG, with a quarter of it to spare for stains; the white around it is the layout's."""
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="svg", border=0, omitsize=True)
    return file.getvalue().decode()


def _prepared(value, language):
    """Every text in the data as it can be printed: letters that there are, words that can break."""
    if isinstance(value, str):
        return breakable(glyphs.printable(value), language)
    if isinstance(value, dict):
        return {key: each if key == ADDRESS else _prepared(each, language) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_prepared(each, language) for each in value]
    return value


def breakable(text, language):
    """Return the text with places to break in words that no line holds: where the language would, else anywhere."""
    return RUN.sub(lambda run: _broken(run[0], _dictionary(language)), text)


def _broken(run, words):
    """Divide long words as the language does, then cut what is still too long, not between a letter and its accents."""
    length, before, broken = 0, "", []
    for piece in re.split(r"(\W+)", run):
        is_word = piece.isalpha() and len(piece) > LONGEST
        for each in words.inserted(piece, SOFT) if is_word else piece:
            joined = unicodedata.category(each) in ("Mn", "Me", "Mc", "Cf", "Sk") or before == "\u200d"
            if length >= LONGEST and not joined:
                broken.append(SOFT if is_word else "\u200b")
                length = 0
            length = 0 if each == SOFT else length + 1
            before = each
            broken.append(each)
    return "".join(broken)


@cache
def _dictionary(language):
    return pyphen.Pyphen(lang=HYPHENS.get(language, "en_GB"), left=3, right=3)


def main():
    template, language = sys.argv[1:]
    if hasattr(os, "nice"):
        os.nice(5)
    given = json.load(sys.stdin)
    sys.stdout.buffer.write(pdf(template, given["data"], language, given["links"], given.get("photos", ())))


if __name__ == "__main__":
    main()
