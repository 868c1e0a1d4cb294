"""Photos for the demo, drawn: flip charts and sketches, so that nobody's picture is used."""

import hashlib
import shutil
import uuid
from functools import cache
from math import cos, pi, sin
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from anliegen.demo.words import CHARTS
from anliegen.models import Photo
from anliegen.pictures import cleaning
from anliegen.record.photos import files

FONT = "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
WALL, PAPER, INK, MARKER, RED = (206, 197, 183), (250, 248, 242), (44, 44, 52), (30, 86, 168), (190, 52, 40)
SIZES_OF_A_SHEET = [(1600, 1200), (1200, 1600)]  # a flip chart upright, a sketch across


def hang(report, dice, by, position, caption):
    """Return an unsaved photo of a report, its files in place: a copy of one of the few that are drawn."""
    which = dice.randrange(len(CHARTS))
    sizes, checksum, (width, height) = drawn(which)
    file = uuid.uuid4().hex
    for size, data in sizes.items():
        path = files.path(file, "jpeg", size)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    more = {"width": width, "height": height, "caption": caption, "alt": CHARTS[which][2]}
    return Photo(report=report, position=position, file=file, kind="jpeg", checksum=checksum, by=by, **more)


def take_down(photos):
    """Delete the files of photos whose rows came to nothing."""
    for photo in photos:
        shutil.rmtree(files.path(photo.file, photo.kind, "original").parent, ignore_errors=True)


@cache
def drawn(which):
    """Return one of the pictures: its sizes, the checksum of the original, and its sides; developed like any photo."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "drawn.png")
        _picture(which).save(source, compress_level=1)
        views = [("original", cleaning.LONGEST_SIDE, 0, None), *files.views()]
        made = cleaning.develop(source, folder, views)
        sizes = {name: Path(folder, f"{name}.jpeg").read_bytes() for name, *_view in views}
    return sizes, hashlib.sha256(sizes["original"]).hexdigest(), (made["width"], made["height"])


def _picture(which):
    """A sheet of paper on a wall, with a title and what was drawn below it, a little crooked as by hand."""
    title, words, _alt = CHARTS[which]
    width, height = SIZES_OF_A_SHEET[which % 3 == 0]
    picture = Image.new("RGB", (width, height), WALL)
    _lay_down(picture, (60, 50, width - 70, height - 60))
    draw = ImageDraw.Draw(picture)
    draw.text((150, 130), title, font=_font(96), fill=MARKER)
    _line(draw, (150, 252), (width - 260, 246), RED, 9)
    (_points, _boxes, _circles, _stairs, _points, _bars)[which](draw, words, (150, 320, width - 170, height - 170))
    return picture.rotate((-0.7, 0.5, 0.9)[which % 3], Image.Resampling.BICUBIC, fillcolor=WALL)


def _lay_down(picture, box):
    shadow = Image.new("L", picture.size, 0)
    ImageDraw.Draw(shadow).rectangle([each + 16 for each in box], fill=110)
    picture.paste((120, 110, 96), mask=shadow.filter(ImageFilter.GaussianBlur(14)))
    ImageDraw.Draw(picture).rectangle(box, fill=PAPER)


def _points(draw, words, box):
    left, top, _right, bottom = box
    step = (bottom - top) // len(words)
    for at, word in enumerate(words):
        y = top + at * step + step // 3
        draw.ellipse((left, y + 14, left + 44, y + 58), outline=RED, width=9)
        draw.text((left + 100, y), word, font=_font(72), fill=INK)


def _boxes(draw, words, box):
    left, top, right, bottom = box
    wide, middle = (right - left) // len(words), (top + bottom) // 2
    for at, word in enumerate(words):
        x = left + at * wide
        draw.rounded_rectangle((x, middle - 110, x + wide - 90, middle + 110), 24, outline=INK, width=8)
        draw.text((x + (wide - 90) // 2, middle), word, font=_font(58), fill=INK, anchor="mm")
        if at:
            _arrow(draw, (x - 82, middle + 4), (x - 10, middle))


def _circles(draw, words, box):
    left, top, right, bottom = box
    x, y, far = (left + right) // 2, (top + bottom) // 2, min(right - left, bottom - top) * 0.38
    places = [
        (x + far * 1.5 * cos(turn * 2 * pi / len(words)), y + far * sin(turn * 2 * pi / len(words)))
        for turn in range(len(words))
    ]
    for at, place in enumerate(places):
        _line(draw, place, places[(at + 1) % len(places)], MARKER, 7)
    for word, (at_x, at_y) in zip(words, places, strict=True):
        draw.ellipse((at_x - 170, at_y - 84, at_x + 170, at_y + 84), fill=PAPER, outline=INK, width=8)
        draw.text((at_x, at_y), word, font=_font(56), fill=INK, anchor="mm")


def _stairs(draw, words, box):
    left, top, right, bottom = box
    wide, high = (right - left) // len(words), (bottom - top) // (len(words) + 1)
    for at, word in enumerate(words):
        x, y = left + at * wide, bottom - (at + 1) * high
        _line(draw, (x, y), (x + wide, y - 4), INK, 9)
        _line(draw, (x, y + high), (x, y), INK, 9)
        draw.text((x + 40, y - 96), word, font=_font(66), fill=MARKER)


def _bars(draw, words, box):
    left, top, right, bottom = box
    wide = (right - left) // len(words)
    for at, word in enumerate(words):
        x, high = left + at * wide, (0.5, 0.8, 0.35, 0.95, 0.6)[at % 5] * (bottom - top - 110)
        draw.rectangle((x, bottom - 90 - high, x + wide - 70, bottom - 90), outline=MARKER, width=9)
        draw.text((x + (wide - 70) // 2, bottom - 40), word, font=_font(60), fill=INK, anchor="mm")


def _arrow(draw, start, end):
    _line(draw, start, end, RED, 8)
    _line(draw, (end[0] - 26, end[1] - 24), end, RED, 8)
    _line(draw, (end[0] - 26, end[1] + 24), end, RED, 8)


def _line(draw, start, end, fill, width):
    """A line that bends a little in its middle."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 5)
    draw.line([start, middle, end], fill=fill, width=width, joint="curve")


@cache
def _font(size):
    """Our own face; where this FreeType reads no woff2, the one that Pillow carries."""
    try:
        return ImageFont.truetype(next(iter(settings.STATICFILES_DIRS)) / FONT, size)
    except OSError:
        return ImageFont.load_default(size)
