""" "I'd come" on the sheets of the wall themselves: one tap, by thumb, mouse and key, without opening the sheet."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_interest import PHONE, SOON, come, tap

pytestmark = pytest.mark.browser
LAPTOP = {"width": 1366, "height": 768}
THUMB = 40  # CSS pixels that a thumb meets, each way


@pytest.mark.parametrize("path", ["wall/", "wall/?as=list"])
@pytest.mark.parametrize("device", [PHONE, LAPTOP])
def test_one_tap_on_the_wall_marks_and_another_takes_back(cast, sit, path, device):
    page, desk = sit("cleo", path, **device), sit("ada", "facilitate/")
    for pressed, said in (("true", "1 would come"), ("false", None)):
        tap(page, 1).click()
        expect(tap(page, 1)).to_have_attribute("aria-pressed", pressed)
        if said:
            expect(come(desk, 1)).to_have_attribute("data-say", said, timeout=SOON)
            expect(come(page, 1)).to_have_attribute("data-say", said, timeout=SOON)
        else:
            expect(come(desk, 1)).to_have_count(0, timeout=SOON)
    assert page.url.endswith(path)


def test_on_the_first_page_too(page_for, hall):
    phone = page_for(hall["join"], **PHONE)
    phone.locator("[name=name]").fill("Lea")
    phone.locator("main form button.main").tap()
    phone.wait_for_url("**/c/*/")
    first = phone.locator("article.sheet", has=phone.locator(".tap")).first
    number = first.get_attribute("data-anliegen")
    tap(phone, number).tap()
    expect(phone.locator("#going")).to_have_attribute("data-numbers", number, timeout=SOON)
    phone.reload()
    expect(tap(phone, number)).to_have_attribute("aria-pressed", "true")


def test_a_thumb_meets_it_and_the_rest_of_the_sheet_opens(cast, sit):
    phone = sit("cleo", "wall/", **PHONE)
    tap(phone, 1).scroll_into_view_if_needed()
    box = tap(phone, 1).bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    reach = THUMB / 2 - 1
    for x, y in ((0, -reach), (0, reach), (-reach, 0), (reach, 0)):
        at = [middle[0] + x, middle[1] + y]
        assert phone.evaluate("([x, y]) => document.elementFromPoint(x, y).className", at) == "tap"
    phone.locator("#parked-1 .title").tap()
    phone.wait_for_url("**/anliegen/1/")


def test_by_key(cast, sit):
    page = sit("cleo", "wall/", **LAPTOP)
    page.locator("#parked-1 a.open").focus()
    page.keyboard.press("Tab")
    expect(tap(page, 1)).to_be_focused()
    expect(tap(page, 1)).to_have_accessible_name("I’d come: #1")
    page.keyboard.press("Space")
    expect(tap(page, 1)).to_have_attribute("aria-pressed", "true")
    expect(come(page, 1)).to_have_attribute("data-say", "1 would come", timeout=SOON)
    expect(tap(page, 1)).to_be_focused()


def test_not_on_ones_own_sheet_and_not_while_a_cell_is_chosen(cast, sit):
    ben = sit("ben", "wall/", **PHONE)
    expect(ben.locator("#parked-1.mine")).to_be_visible()
    expect(tap(ben, 1)).to_have_count(0)
    expect(tap(ben, 2)).to_be_visible()
    ben.goto(ben.url + "?place=1")
    expect(ben.locator(".tap").first).to_be_hidden()


def test_many_taps_in_a_row_all_count(cast, sit):
    phone = sit("hal", "wall/", **PHONE)
    phone.evaluate("document.querySelectorAll('.tap').forEach((each) => each.click())")
    for number in (1, 2, 3):
        expect(tap(phone, number)).to_have_attribute("aria-pressed", "true")
        expect(come(phone, number)).to_have_attribute("data-say", "1 would come", timeout=3 * SOON)
    phone.reload()
    for number in (1, 2, 3):
        expect(tap(phone, number)).to_have_attribute("aria-pressed", "true")


def test_without_a_network_it_says_so_and_looks_as_it_is(cast, sit):
    phone = sit("cleo", "wall/", **PHONE)
    tap(phone, 1).tap()
    expect(come(phone, 1)).to_have_attribute("data-say", "1 would come", timeout=SOON)
    phone.context.set_offline(True)
    tap(phone, 3).tap()
    expect(phone.locator("#toast")).to_contain_text("That could not be sent")
    expect(tap(phone, 3)).to_have_attribute("aria-pressed", "false")
    phone.context.set_offline(False)
    expect(tap(phone, 1)).to_have_attribute("aria-pressed", "true")


DEAF = "window.WebSocket = class { constructor() { this.readyState = 0; } close() {} send() {} };"


def test_a_refused_tap_says_why_and_looks_as_it_is(cast, sit):
    """Ben has withdrawn the sheet, and this phone has not heard of it."""
    phone = sit("cleo", "wall/", before=lambda page: page.add_init_script(DEAF), **PHONE)
    ben = sit("ben", "anliegen/3/edit/")
    ben.get_by_text("Withdraw this sheet").click()
    ben.get_by_role("button", name="Withdraw it").click()
    expect(ben.locator("main")).to_contain_text("was withdrawn")
    tap(phone, 3).tap()
    expect(phone.locator("#toast")).to_contain_text("#3 was withdrawn.")
    expect(tap(phone, 3)).to_have_attribute("aria-pressed", "false")
