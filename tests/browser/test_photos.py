"""Photos from a phone whose network dies, from one without scripts, for everybody who looks."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.photos import ALBUM, PHONE, added, choose, file, photos
from tests.browser.test_access import faults
from tests.photos import drawn, packed, quarters

pytestmark = pytest.mark.browser
SMALL = PHONE | {"width": 360, "height": 740}
LAPTOP = {"width": 1366, "height": 768}


def big():
    """A photo that is too much for one piece, and that no browser can read: it is sent as it is."""
    return packed(Image.effect_noise((1400, 1000), 90).convert("RGB"), "HEIF", quality=95)


def test_a_phone_adds_two_photos_on_a_network_that_dies_in_the_middle(cast, sit):
    phone, reader = sit("ben", ALBUM, **PHONE), sit("hal", ALBUM)
    expect(phone.get_by_text("Take a photo")).to_be_visible()
    expect(sit("cleo", ALBUM).locator("#bring")).to_have_count(0)
    data = big()
    assert len(data) > 3 * 256 * 1024
    passed = []

    def die_after_the_second_piece(route):
        if route.request.method == "POST" and len(passed) >= 2:
            return route.abort()
        if route.request.method == "POST":
            passed.append(route)
        return route.continue_()

    phone.route("**/photos/send/**", die_after_the_second_piece)
    choose(phone, file(data, "IMG_1.HEIC", "image/heic"), file(drawn(size=(900, 600)), "IMG_2.jpg"))
    waits = phone.locator("#on-the-way li").first
    expect(waits).to_contain_text("IMG_1.HEIC")
    expect(waits).to_contain_text(re.compile(r"waits for the network, [1-9]\d? % are there"), timeout=20_000)
    phone.reload()
    expect(phone.locator("#on-the-way li")).to_have_count(2)
    expect(photos(phone)).to_have_count(0)
    asked = []
    phone.on("response", lambda answer: asked.append(answer) if answer.request.method == "GET" else None)
    phone.unroute("**/photos/send/**")
    expect(photos(phone)).to_have_count(2, timeout=45_000)
    expect(phone.locator("#on-the-way")).to_be_hidden()
    expect(phone.locator("#on-the-way-said")).to_have_text("All photos are here.")
    asked = [answer.json() for answer in asked if "/send/" in answer.url]
    assert asked[0]["here"] > 0, "it goes on where it broke off"
    expect(photos(reader)).to_have_count(2, timeout=10_000)
    expect(photos(reader).first.locator("img")).to_have_js_property("naturalWidth", 480)
    phone.reload()
    expect(photos(phone)).to_have_count(2)
    expect(phone.locator("#on-the-way li")).to_have_count(0)


def test_the_first_page_goes_on_with_what_waits(cast, sit):
    phone = sit("ben", ALBUM, **PHONE)
    phone.route("**/photos/send/**", lambda route: route.abort())
    choose(phone, file(drawn(size=(900, 600))))
    expect(phone.locator("#on-the-way li")).to_contain_text("waits for the network")
    phone.unroute("**/photos/send/**")
    with phone.expect_response(lambda answer: "/photos/send/" in answer.url and answer.status == 201):
        phone.goto(phone.url.split("/c/")[0] + cast.home)
    phone.goto(phone.url + ALBUM)
    expect(photos(phone)).to_have_count(1)
    expect(phone.locator("#on-the-way")).to_be_hidden()


def test_what_is_no_photo_says_so_and_the_others_come(cast, sit):
    phone = sit("ben", ALBUM, **PHONE)
    choose(phone, file(b"%PDF-1.7 ...", "Plan.jpg"), file(drawn()))
    expect(phone.locator("#on-the-way .refused")).to_contain_text(
        "Plan.jpg This is a PDF, not a picture.", timeout=20_000
    )
    expect(photos(phone)).to_have_count(1, timeout=20_000)
    phone.reload()
    expect(phone.locator("#on-the-way .refused")).to_contain_text("This is a PDF, not a picture.")
    phone.get_by_role("button", name="Take it off the list").tap()
    expect(phone.locator("#on-the-way")).to_be_hidden()


def test_a_big_photo_is_made_small_before_it_is_sent(cast, sit):
    phone = sit("ben", ALBUM, **PHONE)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    data = packed(quarters((4800, 3600)), quality=95, exif=exif)
    sizes = []
    phone.on(
        "request",
        lambda request: sizes.append(len(request.post_data_buffer or b"")) if "/send/" in request.url else None,
    )
    choose(phone, file(data))
    expect(photos(phone)).to_have_count(1, timeout=30_000)
    assert sum(sizes) < len(data)
    phone.locator(".photo a").first.click()
    shown = phone.locator("#light img")
    expect(shown).to_have_js_property("naturalWidth", 1440)
    expect(shown).to_have_js_property("naturalHeight", 1920)


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE | {"width": 360}, "light"), (LAPTOP, "dark")], ids=["phone", "laptop"]
)
def test_everybody_can_use_the_pages(cast, sit, size, scheme):
    page = sit("ben", ALBUM, **size, color_scheme=scheme, reduced_motion="reduce")
    assert not list(faults(page, []))
    added(page, (300, 200), (200, 300))
    choose(page, file(b"%PDF-1.7", "Plan.pdf"))
    expect(page.locator("#on-the-way .refused")).to_be_visible(timeout=20_000)
    assert not list(faults(page, []))
    page.locator(".photo a").first.click()
    assert not list(faults(page, []))
    page.locator("#light").get_by_role("link", name="Change").click()
    for summary in page.locator(".tools summary").all():
        summary.click()
    assert not list(faults(page, []))


def test_without_scripts_all_of_it_works(cast, sit):
    plain = sit("ben", ALBUM, java_script_enabled=False)
    choose(plain, file(drawn(size=(300, 200))), file(packed(quarters())))
    plain.get_by_role("button", name="Add them").click()
    expect(plain.locator(".said")).to_have_text("2 photos are here.")
    expect(photos(plain)).to_have_count(2)
    photos(plain).first.get_by_role("button", name="Later").click()
    expect(plain.locator(".photo img").first).to_have_attribute("width", "64")
    photos(plain).nth(1).locator("figure a").click()
    plain.locator(".cropping summary").click()
    plain.get_by_label("Right").fill("50")
    plain.get_by_role("button", name="Keep this part").click()
    expect(plain.locator(".shown img")).to_have_attribute("width", "150")
    plain.locator(".cropping summary").click()
    plain.get_by_role("button", name="The whole photo again").click()
    expect(plain.locator(".shown img")).to_have_attribute("width", "300")


def test_photos_are_added_where_the_report_is_written(cast, sit):
    phone, reader = sit("ben", "anliegen/1/report/", **SMALL), sit("cleo", "anliegen/1/report/")
    added(phone, (300, 200))
    assert not list(faults(phone, []))
    expect(photos(reader)).to_have_count(0)
    phone.get_by_role("button", name="Hang it on the Nachrichtenwand").tap()
    expect(phone.get_by_text("It hangs on the Nachrichtenwand.")).to_be_visible()
    reader.reload()
    expect(photos(reader)).to_have_count(1)
    expect(reader.locator("#bring")).to_have_count(0)
