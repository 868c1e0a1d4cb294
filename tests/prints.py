"""Opens PDFs with independent programs: poppler for text and pictures, ZXing for QR codes, pypdf for what is behind."""

import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property

import pypdf
import pytest
import zxingcpp
from PIL import Image

MM = 72 / 25.4  # points
DPI = 100


@dataclass
class Opened:
    """A PDF, read back."""

    bytes: bytes

    @cached_property
    def reader(self):
        return pypdf.PdfReader(io.BytesIO(self.bytes))

    @property
    def sizes(self):
        """Width and height of each page in millimetres."""
        boxes = [page.mediabox for page in self.reader.pages]
        return [(round(float(box.width) / MM), round(float(box.height) / MM)) for box in boxes]

    @property
    def language(self):
        return self.reader.trailer["/Root"]["/Lang"]

    @property
    def title(self):
        return self.reader.metadata.title

    @property
    def is_tagged(self):
        """Whether it says that it is accessible: marked content with a tree, and PDF/UA-1."""
        root = self.reader.trailer["/Root"]
        says = root["/Metadata"].get_data().decode()
        return bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root and "pdfuaid:part" in says

    @cached_property
    def pages(self):
        """The text of each page on one line, words whole."""
        return [plain(page) for page in _run("pdftotext", "-raw", "-", "-", given=self.bytes).split("\f")[:-1]]

    @property
    def text(self):
        return " ".join(self.pages)

    def codes(self, page=1):
        """What the QR codes of a page say, each with its width in millimetres."""
        picture = Image.open(io.BytesIO(self.picture(page)))
        return [(each.text, _width(each.position) / DPI * 25.4) for each in zxingcpp.read_barcodes(picture)]

    def picture(self, page=1, dpi=DPI):
        words = ("pdftoppm", "-png", "-r", str(dpi), "-f", str(page), "-l", str(page), "-")
        return _run(*words, given=self.bytes, text=False)

    def headings(self):
        """The headings as somebody who listens hears them: (level, text)."""
        return [(item.level, item.title) for item in _outline(self.reader.outline)]


def opened(answer):
    """Return the PDF of an answer."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return Opened(answer.content)


def plain(text):
    """Return the text without the hyphens and blanks that breaking lines put in."""
    text = re.sub(r"[\u00ad\u2010-]\s*\n\s*", "", text)
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def squeezed(text):
    """Return the text without any blank or hyphen: for words that were divided over lines."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", text)


@dataclass
class _Item:
    level: int
    title: str


def _outline(items, level=1):
    for item in items:
        if isinstance(item, list):
            yield from _outline(item, level + 1)
        else:
            yield _Item(level, item.title)


def _width(position):
    one, other = position.top_left, position.top_right
    return ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5


def _run(*words, given, text=True):
    if not shutil.which(words[0]):
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(f"needs {words[0]}, of poppler-utils")
    done = subprocess.run(words, input=given, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode() if text else done.stdout
