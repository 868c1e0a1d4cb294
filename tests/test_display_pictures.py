"""A picture for a display: checked by what is in it, upright, small, without what else was in the file."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from anliegen.display import pictures, showing
from anliegen.models import Display
from conference.refusal import Refused
from tests.world import Phone, plain

pytestmark = pytest.mark.django_db


def drawn(kind="JPEG", size=(80, 40), mode="RGB", **options):
    """Return a picture whose left half is red."""
    picture = Image.new(mode, size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    packed = io.BytesIO()
    picture.save(packed, kind, **options)
    return packed.getvalue()


def sent(data, name="photo.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def kept(data):
    return Image.open(pictures.tidy(sent(data)))


@pytest.fixture
def send(world):
    """Return send(data): Ada sends the picture for the screen."""
    address = world.url(f"displays/{world.screen.pk}/picture/")
    return lambda data, **how: Phone(world.ada).post(address, {"picture": sent(data, **how)})


def there(world):
    return Client().get(world.url(f"display/{world.screen.key}/picture/"))


def test_a_picture_hangs_where_only_the_screens_key_opens_it(world, send):
    assert send(drawn()).status_code == 302
    event = world.conference.events.last()
    assert (event.kind, event.facts) == ("display.shown", {"seat": world.screen.pk, "shows": "picture"})
    page = Client().get(world.url(f"display/{world.screen.key}/")).content.decode()
    assert f"/display/{world.screen.key}/picture/?" in page
    answer = there(world)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).size == (80, 40)
    assert Client().get(world.url(f"display/{world.ada.key}/picture/")).status_code == 403
    assert Client().get("/pictures/displays/").status_code == 404


def test_it_is_turned_upright_and_tells_nothing_more(world):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "Secret camera"
    data = drawn(exif=exif, comment=b"Secret comment")
    assert b"Secret" in data
    picture = pictures.tidy(sent(data))
    packed = picture.read()
    assert b"Secret" not in packed
    turned = Image.open(io.BytesIO(packed))
    assert turned.size == (40, 80)
    red, green, _blue = turned.getpixel((20, 10))
    assert red > 200 > green, "what was left is on top"
    assert not turned.getexif()


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK")]
)
def test_every_kind_that_is_promised(kind, mode):
    data = drawn(kind, mode="RGB") if mode == "P" else drawn(kind, mode=mode) if mode != "CMYK" else cmyk()
    assert kept(data).size == (80, 40)


def cmyk():
    packed = io.BytesIO()
    Image.new("CMYK", (80, 40)).save(packed, "JPEG")
    return packed.getvalue()


def test_what_can_be_seen_through_stays_so():
    packed = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(packed, "PNG")
    assert kept(packed.getvalue()).convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_big_picture_is_made_small():
    assert kept(drawn(size=(8000, 1000))).size == (3840, 480)
    assert kept(drawn("PNG", size=(100, 7680))).size == (50, 3840)


LIES = {
    "no picture": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "made of text (SVG, HTML)",
    ),
    "blank": (b" ", "no picture that can be read"),
    "half": (drawn()[:300], "damaged or only half there"),
    "another kind": (drawn("GIF"), "This is a GIF."),
    "a head only": (b"\x89PNG\r\n\x1a\n", "damaged or only half there"),
}


@pytest.mark.parametrize(("data", "sentence"), LIES.values(), ids=LIES)
def test_a_lie_gets_a_sentence(world, send, data, sentence):
    answer = send(data)
    assert answer.status_code == 422
    assert sentence in plain(answer)
    assert not Display.objects.filter(seat=world.screen).exclude(picture="").exists()


def test_a_bomb_gets_a_sentence(send):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")
    )
    answer = send(bomb)
    assert answer.status_code == 413
    assert "too many pixels" in plain(answer)


def test_more_than_20_mb_get_a_sentence(send):
    answer = send(drawn() + bytes(20 * 1024 * 1024))
    assert answer.status_code == 413
    assert "more than 20 MB" in plain(answer)


def test_the_one_before_is_deleted(world, django_capture_on_commit_callbacks):
    names = []
    for _turn in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            showing.hang(world.screen, sent(drawn()), by=world.ada)
        names.append(Display.objects.get(seat=world.screen).picture.name)
    assert names[0] != names[1]
    assert [default_storage.exists(name) for name in names] == [False, True]
    other = world.conference.seats.create(name="Foyer", role="display", key="k" * 43)
    assert other
    with django_capture_on_commit_callbacks(execute=True):
        showing.remove(world.screen, by=world.ada)
    assert not default_storage.exists(names[1])


def test_what_was_rolled_back_leaves_no_file(world, monkeypatch):
    def refuse(*_what, **_how):
        raise Refused("no")

    before = default_storage.listdir("displays")[1] if default_storage.exists("displays") else []
    monkeypatch.setattr(showing, "_record", refuse)
    with pytest.raises(Refused):
        showing.hang(world.screen, sent(drawn()), by=world.ada)
    assert default_storage.listdir("displays")[1] == before
