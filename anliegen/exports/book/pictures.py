"""The photos of a book, made as small as a book needs them: a folder of JPEGs that paper, browser and Word share.

As long as all photos together are no heavy load, they go in as they are. Otherwise a JPEG is read at half its size,
which costs a quarter of the time, and packed again; in two threads, since Pillow works without the interpreter's lock.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from anliegen.exports.charts import draw
from anliegen.record.photos import files

log = logging.getLogger(__name__)
LIGHT = 24_000_000  # bytes of all photos together
PIXELS = 80_000_000  # of all reduced photos together: Typst holds each of them open, with three bytes a pixel
CHART = 2000  # the longest side of a chart
SIDE, LEAST = 1600, 480  # the longest side of a reduced photo, whatever number there is


@dataclass(frozen=True)
class Print:
    """A photo as a file of the book; `file` is None where it can't be read: the book is made without it."""

    file: Path | None
    width: int = 0
    height: int = 0


def prepare(photos, folder, progress=lambda share: None):
    """Return a print for each of the photos, in their order."""
    sources = [_source(photo) for photo in photos]
    weight = sum(source.stat().st_size for source in sources if source)
    side = None if weight <= LIGHT else max(LEAST, min(SIDE, int((PIXELS / len(photos) * 4 / 3) ** 0.5)))
    done = []
    with ThreadPoolExecutor(2) as hands:
        jobs = (hands.submit(_printed, source, folder / f"{at}.jpg", side) for at, source in enumerate(sources))
        for at, job in enumerate(list(jobs), 1):
            done.append(job.result())
            progress(at / len(sources))
    return done


def drawn(charts, folder):
    """Return a print for each of the charts, in their order."""
    return [
        _printed(draw.png(each.spec, folder / f"chart-{at}.png"), folder / f"chart-{at}.jpg", CHART)
        for at, each in enumerate(charts)
    ]


def cover(file, folder):
    """Return the conference's picture as a print, or None."""
    made = _printed(file, folder / "cover.jpg", SIDE) if file.is_file() else Print(None)
    return made if made.file else None


def _source(photo):
    """The largest size of a photo that was made for showing it, None where there is none on the disk."""
    sizes = (files.path(photo.file, kind, "large") for kind in dict.fromkeys((photo.kind, "jpeg", "webp", "png")))
    return next((path for path in sizes if path.is_file()), None)


def _printed(source, target, side):
    try:
        if source is None:
            raise FileNotFoundError
        with Image.open(source) as picture:
            if side is None and picture.format == "JPEG" and picture.mode in ("RGB", "L"):
                picture.load()  # half a file would stop the whole book
                target.write_bytes(source.read_bytes())
                return Print(target, *picture.size)
            picture.draft("RGB", (side or SIDE, side or SIDE))
            picture = _on_white(picture)
            picture.thumbnail((side or SIDE, side or SIDE), Image.Resampling.BILINEAR)
            picture.save(target, "JPEG", quality=85)
            return Print(target, *picture.size)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        log.warning("A photo is left out of the book: %s: %r", source, error)
        return Print(None)


def _on_white(picture):
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    picture = picture.convert("RGBA")
    ground.paste(picture, mask=picture)
    return ground
