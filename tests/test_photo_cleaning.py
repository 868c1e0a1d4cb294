"""What people send becomes pictures of ours: upright, in the usual colours, small; nothing else of the file stays."""

import io
import json
import subprocess
import sys
import zipfile
import zlib

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from anliegen.pictures import cleaning
from tests.photos import bomb, chunk, display_p3, drawn, like, packed, quarters

VIEWS = [("original", None, 0, None), ("large", 1920, 0, None), ("small", 480, 0, None)]
BARE = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
GPS = {1: "N", 2: (48.0, 8.0, 14.0), 3: "E", 4: (11.0, 34.0, 31.0)}


@pytest.fixture
def develop(tmp_path):
    """Return develop(data): the original that becomes of it, read back."""

    def develop(data, views=VIEWS, name="photo.jpg", read="original"):
        source, into = tmp_path / name, tmp_path / "made"
        source.write_bytes(data)
        into.mkdir(exist_ok=True)
        made = cleaning.develop(source, into, views)
        picture = Image.open(into / f"{read}.{made['kind']}")
        picture.load()
        return picture

    return develop


def wrong(develop, data):
    with pytest.raises(cleaning.Wrong) as raised:
        develop(data)
    return raised.value.told["wrong"]


def with_orientation(orientation, kind):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret camera"
    return packed(quarters(), kind, exif=exif.tobytes())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_upright_however_the_camera_was_held(develop, orientation, kind):
    data = with_orientation(orientation, kind)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    assert upright.size == ((64, 48) if orientation < 5 else (48, 64))
    assert like(develop(data), upright)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_iphones_photo_stands_upright(develop, orientation):
    """HEIC says how it is to be turned in a box of its own, and the reader has turned it already."""
    data = with_orientation(orientation, "HEIF")
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(with_orientation(orientation, "JPEG"))))
    assert like(develop(data, name="IMG_1.HEIC"), upright)


def full_of_secrets(kind):
    """A photo that tells where, when, with what and by whom, wherever its format has room for that."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x010E] = "Secret camera", "Secret Cleo", "Secret kitchen"
    exif.get_ifd(0x8825).update(GPS)
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0Secret comment"
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><Secret/></x:xmpmeta>'
    more = {"exif": exif.tobytes(), "icc_profile": display_p3(), "xmp": xmp}
    if kind == "JPEG":
        return packed(quarters(), kind, comment=b"Secret note", **more)
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", "Secret Cleo")
        texts.add_itxt("XML:com.adobe.xmp", "Secret place", zip=False)
        return packed(quarters(), kind, pnginfo=texts, exif=more["exif"], icc_profile=more["icc_profile"])
    return packed(quarters(), kind, **more)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nothing_that_was_hidden_in_it_stays(develop, tmp_path, kind):
    data = full_of_secrets(kind)
    assert b"Secret" in data
    assert Image.open(io.BytesIO(data)).info.get("icc_profile"), "there was something that could stay"
    for size in ("original", "large", "small"):
        picture = develop(data, read=size)
        written = (tmp_path / "made" / f"{size}.jpeg").read_bytes()
        assert b"Secret" not in written
        assert "Secret".encode("utf-16-be") not in written
        assert b"Exif" not in written
        assert b"ICC_PROFILE" not in written
        assert not picture.getexif()
        assert set(picture.info) <= BARE


def test_what_hangs_on_behind_it_goes_too(develop, tmp_path):
    develop(drawn() + b"Secret film of a moving photo")
    assert b"Secret" not in (tmp_path / "made" / "original.jpeg").read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_colours_of_a_wide_display_stay_as_they_look(develop, kind):
    looks = (200, 80, 60)
    wide = ImageCms.ImageCmsProfile(io.BytesIO(display_p3()))
    picture = ImageCms.profileToProfile(Image.new("RGB", (64, 64), looks), ImageCms.createProfile("sRGB"), wide)
    assert max(abs(a - b) for a, b in zip(picture.getpixel((9, 9)), looks, strict=True)) > 8, "else it proves nothing"
    exact = {"lossless": True} if kind == "WEBP" else {"quality": 100} if kind != "PNG" else {}
    kept = develop(packed(picture, kind, icc_profile=display_p3(), **exact))
    assert all(abs(a - b) <= 4 for a, b in zip(kept.getpixel((9, 9)), looks, strict=True))


def test_a_printers_colours_are_told_in_light(develop):
    picture = Image.new("CMYK", (40, 40), (0, 255, 255, 0))
    red, green, blue = develop(packed(picture)).getpixel((9, 9))
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


def test_grey_with_sixteen_bits_keeps_its_greys(develop):
    picture = Image.new("I;16", (30, 10), 32_896)
    picture.paste(65_535, (10, 0, 20, 10))
    picture.paste(0, (20, 0, 30, 10))
    data = packed(picture, "PNG")
    assert Image.open(io.BytesIO(data)).mode.startswith("I")
    kept = develop(data)
    assert [abs(kept.getpixel((x, 5))[0] - grey) <= 3 for x, grey in ((5, 128), (15, 255), (25, 0))] == [True] * 3


def test_colours_with_sixteen_bits(develop):
    rows = b"".join(b"\0" + (b"\xc8\x10\x1e\x10\x1e\x10" * 8) for _row in range(8))
    head = chunk(b"IHDR", (8).to_bytes(4, "big") * 2 + b"\x10\x02\0\0\0")
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    assert all(abs(a - b) <= 6 for a, b in zip(develop(data).getpixel((4, 4)), (200, 30, 30), strict=True))


@pytest.mark.parametrize("mode", ["P", "L", "1", "LA", "RGBA"])
def test_other_ways_to_write_colours(develop, mode):
    kept = develop(drawn("PNG", mode=mode))
    assert (kept.size, kept.mode, kept.format) == ((80, 40), "RGB", "JPEG")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_what_can_be_seen_through_stays_so(develop, kind):
    picture = Image.new("RGBA", (40, 40), (200, 30, 30, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 20, 40))
    kept = develop(packed(picture, kind))
    assert kept.format == "WEBP"
    assert (kept.convert("RGBA").getpixel((5, 20))[3], kept.convert("RGBA").getpixel((35, 20))[3]) == (0, 255)


def test_a_palette_with_a_colour_that_is_none(develop):
    picture = Image.new("P", (20, 20), 0)
    picture.putpalette([200, 30, 30, 30, 30, 200])
    picture.paste(1, (0, 0, 10, 20))
    kept = develop(packed(picture, "PNG", transparency=1))
    assert [kept.convert("RGBA").getpixel((x, 9))[3] for x in (4, 15)] == [0, 255]


def test_sizes_fit_and_small_ones_are_not_blown_up(develop, tmp_path):
    develop(drawn(size=(5000, 2500)))
    sizes = [Image.open(tmp_path / "made" / f"{size}.jpeg").size for size in ("original", "large", "small")]
    assert sizes == [(4096, 2048), (1920, 960), (480, 240)]
    assert develop(drawn(size=(30, 20)), read="large").size == (30, 20)


def test_a_photo_of_the_newest_phones_with_several_pictures_in_one_file(develop):
    data = packed(quarters(), "MPO", save_all=True, append_images=[quarters((32, 24))])
    assert develop(data).size == (64, 48)


def test_a_view_is_turned_then_cropped(develop):
    """Blue is below red; turned clockwise it is to its left."""
    turned = develop(packed(quarters()), [("large", 1920, 90, [0, 0, 0.5, 0.5])], read="large")
    assert turned.size == (24, 32)
    red, _green, blue = turned.getpixel((12, 16))
    assert blue > 200 > 80 > red


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", "x" * 500)
    return file.getvalue()


LIES = {
    "nothing": (b"", "empty"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "markup"),
    "SVG with a head": (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "markup"),
    "HTML": (b"<!doctype html><script>alert(1)</script>", "markup"),
    "GIF": (drawn("GIF"), "gif"),
    "zip": (zipped(), "packed"),
    "film": (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "film"),
    "TIFF": (drawn("TIFF"), "unknown"),
    "text": (b"Dear Ada", "unknown"),
    "half a JPEG": (drawn(size=(900, 900), quality=95)[:3000], "broken"),
    "half a HEIC": (packed(quarters(), "HEIF")[:-150], "broken"),
    "a HEIC's head": (packed(quarters(), "HEIF")[:200], "broken"),
    "a JPEG's head": (b"\xff\xd8\xff\xe0", "broken"),
    "a WebP's head": (b"RIFF\0\0\0\0WEBPVP8 ", "broken"),
    "bomb": (bomb(), "pixels"),
    "smaller bomb": (bomb(11_000, 10_000), "pixels"),
    "thread": (drawn("PNG", size=(1, 60_000)), "narrow"),
    "moving WebP": (packed(quarters(), "WEBP", save_all=True, append_images=[quarters().rotate(180)]), "moves"),
    "moving PNG": (packed(quarters(), "PNG", save_all=True, append_images=[quarters().rotate(180)]), "moves"),
}


@pytest.mark.parametrize(("data", "word"), LIES.values(), ids=LIES)
def test_what_is_no_photo_is_known_whatever_its_name_says(develop, data, word):
    assert wrong(develop, data) == word


def test_exif_that_makes_no_sense_does_no_harm(develop):
    broken = b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 60
    assert develop(packed(quarters(), exif=broken)).size == (64, 48)


def test_a_profile_that_makes_no_sense_does_no_harm(develop):
    assert like(develop(packed(quarters(), icc_profile=b"no profile at all")), quarters())


def asked(tmp_path, data, before=""):
    """What the process beside says."""
    source = tmp_path / "source"
    source.write_bytes(data)
    words = [sys.executable, "-c", f"from anliegen.pictures import cleaning\n{before}\ncleaning.main()"]
    given = json.dumps({"source": str(source), "into": str(tmp_path), "views": VIEWS}).encode()
    return json.loads(subprocess.run(words, input=given, capture_output=True, check=True).stdout)


def test_fifty_megapixels_are_made_small_beside_the_pages(tmp_path):
    data = drawn(size=(8160, 6144))
    assert asked(tmp_path, data) == {"kind": "jpeg", "width": 4096, "height": 3084}
    assert asked(tmp_path, data, "cleaning.MEMORY = 200_000_000") == {"wrong": "heavy"}, "it may take only so much"


def test_heic_is_read_by_a_reader_that_bounds_what_it_takes():
    assert not pillow_heif.options.DISABLE_SECURITY_LIMITS
