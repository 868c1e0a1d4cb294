"""Pictures that people send for a display: known by what is in them, turned upright, made small, without what else was
in the file (place, camera, comments)."""

import io
import secrets
from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from conference.refusal import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
BIGGEST = 20 * 1024 * 1024  # bytes as sent
MOST_PIXELS = 100_000_000  # beyond what cameras make; one line of bytes can claim billions
LONGEST_SIDE = 3840


def keep(file):
    """Put a picture on the disk as `tidy` makes it; return its name there."""
    picture = tidy(file)
    return default_storage.save(f"displays/{picture.name}", picture)


def forget(name):
    """Take a picture off the disk, if there was one."""
    if name:
        default_storage.delete(name)


def tidy(file):
    """Return the picture as a file of ours, under a name that nobody guesses. Raises Refused."""
    if file.size > BIGGEST:
        raise Refused(_("This picture has more than 20 MB. Make it smaller and send it again."), status=413)
    picture = _clean(file)
    kind = ("WEBP", {"quality": 90}) if "A" in picture.mode else ("JPEG", {"quality": 88, "progressive": True})
    packed = io.BytesIO()
    picture.save(packed, kind[0], **kind[1])
    return ContentFile(packed.getvalue(), f"{secrets.token_urlsafe(16)}.{kind[0].lower()}")


def _clean(file):
    try:
        picture = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(_("This picture has too many pixels. Make it smaller and send it again."), status=413)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a big JPEG is read at half its size at once
        picture = ImageOps.exif_transpose(picture)
        profile, see_through = picture.info.get("icc_profile"), picture.has_transparency_data
        if profile and picture.mode == "RGB":
            picture = _in_usual_colours(picture, profile)
        picture = picture.convert("RGBA" if see_through else "RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(_("This picture has too many pixels. Make it smaller and send it again."), status=413) from error
    except Exception as error:  # what is wrong in a file comes as every kind of error
        raise Refused(_("This is no picture that can be read. JPEG, PNG and WebP can."), status=422) from error
    picture.info = {}
    return picture


def _in_usual_colours(picture, profile):
    """Return the picture in sRGB: its own profile goes with everything else that was in the file."""
    with suppress(ImageCms.PyCMSError, OSError):
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    return picture
