"""One picture from people becomes pictures of ours: known by what is in it, upright, in the usual colours, in several
sizes, without anything else that was in the file (place, camera, names, thumbnails, comments).

What comes is hostile and heavy, so this runs in a process of its own that may take only so much: `python -m
anliegen.pictures.cleaning` reads {"source", "into", "views"} and says what it made or what is wrong. No Django here.
"""

import io
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms

MOST_PIXELS = 100_000_000  # beyond what cameras make; one line of bytes can claim billions
LONGEST_SIDE = 4096
NARROWEST = 100  # times as long as wide: nobody sees anything on it
MEMORY, SECONDS = 1536 * 1024 * 1024, 60  # of the processor; measured: 50 megapixels as HEIC take 490 MB and 3 s
POLITENESS = 10  # pages and sockets go first; the last place of all would take minutes beside a busy hall

pillow_heif.register_heif_opener()
pillow_heif.options.DECODE_THREADS = 1
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

FORMATS = {"jpeg": ["JPEG"], "png": ["PNG"], "webp": ["WEBP"], "heic": ["HEIF"]}
STARTS = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF": "pdf", b"GIF8": "gif", b"PK\x03\x04": "packed"}
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
TURNED_BY_CAMERA = "turned by the camera"
UPRIGHT = {
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_270],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_90],
}
TURNED = {
    90: [Image.Transpose.ROTATE_270],
    180: [Image.Transpose.ROTATE_180],
    270: [Image.Transpose.ROTATE_90],
}


class Wrong(Exception):
    """Why a file is no picture for us: a word of `anliegen.pictures.darkroom`, and its figures."""

    def __init__(self, word, **figures):
        super().__init__(word)
        self.told = {"wrong": word, **figures}


def develop(source, into, views):
    """Write the views of a picture into a folder; return its kind and size.

    A view is (name, longest side or None, degrees to turn clockwise, [left, top, right, bottom] to keep of it or None).
    """
    clean = cleaned(source)
    kind = "webp" if clean.mode == "RGBA" else "jpeg"
    for name, longest, turned, crop in views:
        _keep(_view(clean, longest, turned, crop), Path(into) / f"{name}.{kind}", longest)
    return {"kind": kind, "width": clean.width, "height": clean.height}


def cleaned(source):
    """Return the picture of a file, at most LONGEST_SIDE long."""
    kind = known(source)
    try:
        picture = Image.open(source, formats=FORMATS[kind])
        _refuse_shape(picture)
        if kind in ("png", "webp") and getattr(picture, "is_animated", False):
            raise Wrong("moves")
        profile = picture.info.get("icc_profile")
        picture = _in_eight_bits(picture)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        for step in UPRIGHT.get(_orientation(picture), []):
            picture = picture.transpose(step)
        picture = _in_usual_colours(picture, profile)
    except (Wrong, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise Wrong("pixels") from error
    except Exception as error:  # what is wrong in a file comes as every kind of error
        raise Wrong("broken") from error
    picture.info = {}
    return picture


def known(source):
    """Return which kind of ours the file is, by its first bytes. Its name may say what it likes."""
    with open(source, "rb") as file:
        head = file.read(512)
    found = next((kind for start, kind in STARTS.items() if head.startswith(start)), None)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "webp"
    elif head[4:8] == b"ftyp":
        found = "heic" if head[8:12] in HEIC else "unknown" if head[8:11] == b"avi" else "film"
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        found = "markup"
    if found not in FORMATS:
        raise Wrong(found or ("unknown" if head else "empty"))
    return found


def _refuse_shape(picture):
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Wrong("pixels", millions=width * height // 1_000_000)
    if max(width, height) > NARROWEST * min(width, height):
        raise Wrong("narrow", width=width, height=height)


def _in_eight_bits(picture):
    """Return it with 8 bits a channel and no palette: what can be scaled and what profiles speak of."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return _with_orientation(picture.convert("I").point(lambda value: value * (1 / 256)).convert("L"), picture)
    if picture.has_transparency_data and picture.mode != "RGBA":
        return _with_orientation(picture.convert("RGBA"), picture)
    if picture.mode in ("P", "1", "PA"):
        return _with_orientation(picture.convert("RGB"), picture)
    return picture


def _with_orientation(made, picture):
    made.info[TURNED_BY_CAMERA] = _orientation(picture)
    return made


def _orientation(picture):
    if TURNED_BY_CAMERA in picture.info:
        return picture.info[TURNED_BY_CAMERA]
    with suppress(Exception):  # what cameras and bad people write there is none of our business
        return picture.getexif().get(0x0112, 1)
    return 1


def _in_usual_colours(picture, profile):
    """Return the picture in sRGB: its own profile goes with everything else that was in the file."""
    see_through = picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] < 255
    mode = "RGBA" if see_through else "RGB"
    if picture.mode == "RGBA" and not see_through:
        picture = picture.convert("RGB")
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        if profile:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    return picture.convert(mode)


def _view(clean, longest, turned, crop):
    view = clean
    for step in TURNED.get(turned, []):
        view = view.transpose(step)
    if crop:
        left, top, right, bottom = crop
        box = (left * view.width, top * view.height, right * view.width, bottom * view.height)
        view = view.crop(tuple(round(side) for side in box))
    view = view.copy() if view is clean else view
    if longest:
        view.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    view.info = {}
    return view


def _keep(view, path, longest):
    """Write a view to the disk, so that it survives a power cut. The smaller, the more it may be packed."""
    quality = 90 if not longest or longest > 3000 else 84 if longest > 1000 else 80
    ways = {"quality": quality, "method": 4} if path.suffix == ".webp" else {"quality": quality, "progressive": True}
    with open(path, "wb") as file:
        view.save(file, path.suffix[1:].upper(), **ways)
        file.flush()
        os.fsync(file.fileno())


def _take_only_so_much():
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if hasattr(os, "nice"):
        os.nice(POLITENESS)


def main():
    _take_only_so_much()
    try:
        told = develop(**json.load(sys.stdin))
    except Wrong as wrong:
        told = wrong.told
    except MemoryError:
        told = {"wrong": "heavy"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
