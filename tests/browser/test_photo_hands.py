"""What is done with photos by thumb, mouse and keyboard: turn, crop, move, describe, look at them large."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.photos import ALBUM, PHONE, added, photos

pytestmark = pytest.mark.browser


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


def widths(page):
    return [int(each.get_attribute("width")) for each in page.locator(".photo img").all()]


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
    desk, reader = sit("ben", ALBUM), sit("hal", ALBUM)
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
    phone.locator("#light").get_by_role("link", name="Change").click()  # a made-up tap after a made-up swipe gets lost

    phone.locator(".cropping summary").tap()
    frame = phone.locator(".frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    touch("touchStart", box["x"] + box["width"] - 2, box["y"] + 2)
    touch("touchMove", box["x"] + box["width"] * 0.7, box["y"] + 30)
    touch("touchMove", box["x"] + box["width"] / 2, box["y"] + 2)
    touch("touchEnd")
    phone.get_by_role("button", name="Keep this part").click()
    expect(phone.locator(".shown img")).to_have_attribute("width", re.compile(r"^(19[4-9]|20[0-6])$"))


def test_the_light_leads_through_the_photos(cast, sit):
    desk = sit("ben", ALBUM)
    added(desk, (100, 90), (200, 90))
    desk.goto(desk.url.replace("photos/", "report/write/"))
    desk.get_by_role("button", name="Hang it on the Nachrichtenwand").click()
    expect(desk.get_by_text("It hangs on the Nachrichtenwand.")).to_be_visible()
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
