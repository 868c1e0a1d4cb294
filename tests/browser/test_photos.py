"""Photos from a phone whose network dies, and what is done with them by thumb, mouse and keyboard."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.photos import drawn, packed, quarters

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
ALBUM = "anliegen/1/photos/"


def big():
    """A photo that is too much for one piece, and that no browser can read: it is sent as it is."""
    return packed(Image.effect_noise((1400, 1000), 90).convert("RGB"), "HEIF", quality=95)


def file(data, name="IMG_1.jpg", kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": data}


def finger(page):
    """Return touch(kind, x, y): what a finger does, as the browser gets it from the screen."""
    wire = page.context.new_cdp_session(page)

    def touch(kind, x=None, y=None):
        points = [] if x is None else [{"x": x, "y": y}]
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


def middle(page, selector):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def choose(page, *files):
    page.locator("#bring input[type=file]").first.set_input_files([*files])


def photos(page):
    return page.locator(".photo")


def added(page, *sizes):
    """Add drawn photos of those sizes, and wait until they are there."""
    there = photos(page).count()
    choose(page, *(file(drawn(size=size), f"{size[0]}.jpg") for size in sizes))
    expect(photos(page)).to_have_count(there + len(sizes), timeout=30_000)


def widths(page):
    return [int(each.get_attribute("width")) for each in page.locator(".photo img").all()]


def test_a_phone_adds_two_photos_on_a_network_that_dies_in_the_middle(cast, sit):
    phone, reader = sit("ben", ALBUM, **PHONE), sit("cleo", ALBUM)
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


def test_turned_cropped_moved_and_described_by_keyboard(cast, sit):
    desk = sit("ben", ALBUM)
    added(desk, (300, 200), (200, 200))
    keys = desk.keyboard
    desk.locator(".photo a[data-large]").first.focus()
    keys.press("-")
    expect(desk.locator("#toast")).to_contain_text("The photo stands there now.")
    expect(desk.locator(".photo img").first).to_have_attribute("width", "200")
    expect(desk.locator(".photo").nth(1).locator("a[data-large]")).to_be_focused()
    keys.press("Tab")
    expect(desk.get_by_role("link", name="Change").nth(1)).to_be_focused()
    keys.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Photo 2 of 2")

    desk.get_by_role("button", name="Turn right").press("Enter")
    expect(desk.locator(".said")).to_have_text("The photo is turned.")
    expect(desk.locator(".shown img")).to_have_js_property("naturalHeight", 300)

    desk.locator(".cropping summary").press("Enter")
    desk.get_by_label("Left").press("ArrowUp")
    desk.get_by_label("Top").fill("50")
    desk.get_by_label("Top").press("Enter")
    expect(desk.locator(".said")).to_have_text("The photo is cropped.")
    expect(desk.locator(".shown img")).to_have_js_property("naturalHeight", 150)
    expect(desk.locator(".shown img")).to_have_js_property("naturalWidth", 198)

    desk.get_by_label("Caption").press_sequentially("Der Plan")
    desk.get_by_label("What is on it?").press_sequentially("Links rot, rechts blau")
    desk.get_by_role("button", name="Keep the words").press("Enter")
    expect(desk.locator(".shown figcaption")).to_have_text("Der Plan")
    expect(desk.get_by_role("img", name="Links rot, rechts blau").first).to_be_visible()

    desk.locator("summary", has_text="Remove this photo").press("Enter")
    desk.get_by_role("button", name="Remove it").press("Enter")
    expect(photos(desk)).to_have_count(1)


def test_cropped_by_mouse(cast, sit):
    desk = sit("ben", ALBUM)
    added(desk, (400, 300))
    desk.get_by_role("link", name="Change").click()
    desk.locator(".cropping summary").click()
    frame = desk.locator(".frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    desk.mouse.move(box["x"], box["y"])
    desk.mouse.down()
    desk.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2, steps=6)
    desk.mouse.up()
    assert abs(float(desk.get_by_label("Left").input_value()) - 25) < 1
    assert abs(float(desk.get_by_label("Top").input_value()) - 50) < 1
    desk.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.75)
    desk.mouse.down()
    desk.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.5, steps=6)
    desk.mouse.up()
    edges = [desk.get_by_label(side).input_value() for side in ("Left", "Right", "Top", "Bottom")]
    assert edges[0] == "0"
    assert [abs(float(edge) - wanted) < 1 for edge, wanted in zip(edges[1:], (25, 25, 25), strict=True)] == [True] * 3
    desk.get_by_role("button", name="Keep this part").click()
    expect(desk.locator(".shown img")).to_have_js_property("naturalWidth", 300)


def test_photos_change_places_by_mouse(cast, sit):
    desk, reader = sit("ben", ALBUM), sit("cleo", ALBUM)
    added(desk, (100, 90), (200, 90), (300, 90))
    assert widths(desk) == [100, 200, 300]
    target = photos(desk).nth(2).locator("figure").bounding_box()
    photos(desk).first.locator("figure").hover()
    desk.mouse.down()
    desk.mouse.move(target["x"] + target["width"] - 6, target["y"] + 30, steps=8)
    desk.mouse.up()
    expect(desk.locator(".photo img").first).to_have_attribute("width", "200")
    assert widths(desk) == [200, 300, 100]
    expect(desk.locator("#light")).to_be_hidden()
    photos(desk).nth(1).get_by_role("button", name="Earlier").click()
    expect(desk.locator(".photo img").first).to_have_attribute("width", "300")
    expect(reader.locator(".photo img").first).to_have_attribute("width", "300", timeout=10_000)


def test_by_finger_a_photo_is_cropped_moved_and_left_by_a_swipe(cast, sit):
    phone = sit("ben", ALBUM, **PHONE)
    added(phone, (400, 300), (200, 90))
    touch = finger(phone)
    x, y = middle(phone, ".photo:nth-child(1) figure")
    touch("touchStart", x, y)
    expect(photos(phone).first).to_have_class(re.compile("dragged"))
    x, y = middle(phone, ".photo:nth-child(2) figure")
    touch("touchMove", x + 40, y)
    touch("touchEnd")
    expect(phone.locator(".photo img").first).to_have_attribute("width", "200")

    photos(phone).first.locator("a").first.tap()
    expect(phone.locator("#light")).to_contain_text("1/2")
    for kind, x in (("touchStart", 300), ("touchMove", 200), ("touchMove", 120)):
        touch(kind, x, 300)
    touch("touchEnd")
    expect(phone.locator("#light")).to_contain_text("2/2")
    phone.locator("#light").get_by_role("link", name="Change").tap()

    phone.locator(".cropping summary").tap()
    frame = phone.locator(".frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    touch("touchStart", box["x"] + box["width"] - 2, box["y"] + 2)
    touch("touchMove", box["x"] + box["width"] * 0.7, box["y"] + 30)
    touch("touchMove", box["x"] + box["width"] / 2, box["y"] + 2)
    touch("touchEnd")
    phone.get_by_role("button", name="Keep this part").tap()
    expect(phone.locator(".shown img")).to_have_attribute("width", re.compile(r"^(19[4-9]|20[0-6])$"))


def test_the_light_leads_through_the_photos(cast, sit):
    desk = sit("ben", ALBUM)
    added(desk, (100, 90), (200, 90))
    reader = sit("cleo", ALBUM)
    photos(reader).first.locator("a").click()
    light = reader.locator("#light")
    expect(light).to_be_visible()
    expect(light.locator("img")).to_have_js_property("naturalWidth", 100)
    reader.keyboard.press("ArrowRight")
    expect(light.locator("img")).to_have_js_property("naturalWidth", 200)
    expect(light).to_contain_text("2/2")
    reader.keyboard.press("Escape")
    expect(light).to_be_hidden()
    expect(photos(reader).nth(1).locator("a")).to_be_focused()


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
