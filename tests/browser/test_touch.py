"""Fingers only: a tablet at the desk, a phone in the hall."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
TABLET = {"width": 1024, "height": 768, "has_touch": True}


@pytest.fixture
def desk(sit):
    return sit("ada", "facilitate/", **TABLET)


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


def test_tap_a_sheet_where_to_tap_a_cell(cast, desk):
    desk.locator("#parked-1").tap()
    desk.get_by_role("button", name="Where to?").tap()
    desk.locator(cast.cell("second", "birke")).tap()
    expect(desk.locator(cast.cell("second", "birke"))).to_contain_text("Wer kocht?")
    expect(desk.locator("#toast")).to_contain_text("#1 hangs in Birke.")


def test_every_verb_by_tap(cast, desk):
    desk.locator(cast.cell("first", "linde")).tap()
    desk.get_by_role("button", name="Go on in").tap()
    desk.locator(cast.cell("second", "linde")).tap()
    expect(desk.locator(cast.cell("second", "linde"))).to_contain_text("Ein Garten für alle")
    desk.get_by_role("button", name="Undo").tap()
    expect(desk.locator(cast.cell("second", "linde"))).to_contain_text("free")
    desk.get_by_role("button", name="Fix it").tap()
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("fixed")
    desk.get_by_role("button", name="Let it loose").tap()
    expect(desk.locator(cast.cell("first", "linde"))).not_to_contain_text("fixed")
    desk.get_by_role("button", name="Swap with").tap()
    desk.locator("#parked-3").tap()
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("Licht im Hof")
    desk.locator(cast.cell("first", "linde")).tap()
    desk.get_by_role("button", name="Park").tap()
    expect(desk.locator("#parked-3")).to_be_visible()


def test_a_finger_that_holds_drags(cast, desk):
    touch = finger(desk)
    touch("touchStart", *middle(desk, "#parked-1"))
    expect(desk.locator(".ghost")).to_be_visible()
    touch("touchMove", *middle(desk, cast.cell("third", "aula")))
    expect(desk.locator(cast.cell("third", "aula") + ".over")).to_be_visible()
    touch("touchEnd")
    expect(desk.locator(cast.cell("third", "aula"))).to_contain_text("Wer kocht?")
    desk.locator("#parked-3").tap()
    expect(desk.locator("#panel")).to_contain_text("Licht im Hof")


def test_a_phone_joins_writes_and_pins_with_two_fields_and_five_taps(cast, page_for):
    phone = page_for(f"/j/{cast.told['code']}/", **PHONE)
    phone.get_by_label("Your name").fill("Eva")
    phone.get_by_role("button", name="Come in").tap()
    phone.get_by_role("link", name="Write a sheet").tap()
    phone.get_by_label("What is it about?").fill("Wohin mit dem Laub?")
    phone.get_by_role("button", name="Write it").tap()
    phone.get_by_role("link", name="Pin it on the wall").tap()
    phone.locator(cast.cell("second", "aula")).tap()
    expect(phone.locator("#places")).to_contain_text("Aula")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Wohin mit dem Laub?")


def test_a_double_tap_pins_once(cast, sit):
    phone = sit("ben", "wall/?place=1", **PHONE)
    sent = []
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    phone.locator(cast.cell("second", "aula")).evaluate(
        "cell => { cell.querySelector('a').click(); cell.querySelector('a').click(); }"
    )
    phone.wait_for_url("**/anliegen/1/")
    expect(phone.locator("#places")).to_contain_text("Aula")
    assert len(sent) == 1


def test_the_desk_on_a_phone_can_be_used(cast, sit):
    desk = sit("ada", "facilitate/", **PHONE)
    desk.locator("#parked-1").tap()
    desk.get_by_role("button", name="Where to?").tap()
    desk.locator(cast.cell("first", "aula")).tap()
    expect(desk.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?")
