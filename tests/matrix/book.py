"""The rows of the matrix that are about the book."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from conference.models import Conference
from tests.matrix.statuses import DO_FACILITATORS, DO_ORGANISERS, FACILITATORS, NO_SUCH_WAY, SEATED

KINDS = ("pdf", "html", "docx")
NO_FORM = "403 403 403 403 403 403 422 403 403"


def furnish(world):
    """The first edition is there, a second failed, and there is a picture on the cover."""
    conference, folder = world.conference, settings.MEDIA_ROOT / "books/matrix"
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"book.{kind}").write_bytes(b"Secret soup")
    files = {kind: f"books/matrix/book.{kind}" for kind in KINDS}
    conference.editions.create(number=1, state="done", files=files, done_at=conference.created_at)
    conference.editions.create(number=2, state="failed")
    name = default_storage.save("covers/matrix.jpeg", ContentFile(b"Secret picture"))
    Conference.objects.filter(pk=conference.pk).update(cover=name)


def pages():
    yield "book", {}, SEATED
    yield "issue_book", {}, NO_SUCH_WAY
    yield "make_book_again", {"number": 2}, NO_SUCH_WAY
    yield "take_book_away", {"number": 1}, NO_SUCH_WAY
    yield "draft_book", {}, FACILITATORS
    yield "cover", {}, SEATED
    yield "put_cover", {}, NO_SUCH_WAY
    yield "take_cover", {}, NO_SUCH_WAY
    for kind in KINDS:
        yield f"book_{kind}", {}, SEATED
        yield f"edition_{kind}", {"number": 1}, SEATED


def deeds():
    yield "book", {}, {}, NO_SUCH_WAY
    yield "issue_book", {}, {"paper": "a4"}, DO_FACILITATORS
    yield "make_book_again", {"number": 2}, {}, DO_FACILITATORS
    yield "take_book_away", {"number": 1}, {}, DO_ORGANISERS
    yield "draft_book", {}, {}, NO_SUCH_WAY
    yield "cover", {}, {}, NO_SUCH_WAY
    yield "put_cover", {}, {}, NO_FORM
    yield "take_cover", {}, {}, DO_ORGANISERS
    for kind in KINDS:
        yield f"book_{kind}", {}, {}, NO_SUCH_WAY
        yield f"edition_{kind}", {"number": 1}, {}, NO_SUCH_WAY
