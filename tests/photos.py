"""Photos as cameras and bad people make them, and how a phone sends them."""

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from anliegen.models import Photo
from tests.world import Phone

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(kind="JPEG", size=(80, 40), mode="RGB", **options):
    """Return a picture whose left half is red, the right one blue."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    return packed(picture.convert(mode), kind, **options)


def packed(picture, kind="JPEG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def sent(data, name="photo.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def adds(seat, number, *files, once=None):
    """Send the plain form with those files; return the answer."""
    files = [file if hasattr(file, "read") else sent(file) for file in files]
    address = f"/c/{seat.conference.slug}/anliegen/{number}/photos/add/"
    return Phone(seat).post(address, {"photo": files, "once": once or uuid.uuid4()})


def photo(seat, number=1, data=None):
    """Return the photo that this seat has just added."""
    answer = adds(seat, number, data or drawn())
    assert answer.status_code == 302, answer.content
    return Photo.objects.filter(report__anliegen__conference=seat.conference).latest("pk")
