"""The queue of the market: reordered, skipped, two desks at once, more cells, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.market import focus, line_up, open_market, queue, stayed, stays

pytestmark = pytest.mark.browser
SECOND = 1_000  # as promised; what takes several steps gets some of them
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


@pytest.fixture
def desk(sit):
    """Ada's desk, with the market open."""
    page = sit("ada", "facilitate/", 1366, 768)
    open_market(page)
    return page


def test_the_queue_is_reordered_by_drag_by_tap_and_by_key(sit, desk):
    line_up(desk, 1, 2, 3)
    other = sit("cleo", "market/", **PHONE)
    stays(other)
    box = desk.locator("#turn-1").bounding_box()
    desk.locator("#turn-3").hover()
    desk.mouse.down()
    desk.mouse.move(box["x"] + 60, box["y"] + 4, steps=5)
    desk.mouse.up()
    expect(desk.locator("#queue > li").first).to_have_id("turn-3")
    expect(other.locator("#queue > li").first).to_have_id("turn-3", timeout=SECOND)

    desk.locator("#turn-3 a").click()
    desk.get_by_role("button", name="Further back").click()
    expect(desk.locator("#queue > li").nth(1)).to_have_id("turn-3")
    assert queue(desk) == ["1", "3", "2"]

    desk.locator("#turn-2 a").focus()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("+")
    expect(desk.locator("#queue > li").nth(1)).to_have_id("turn-2")
    expect(other.locator("#queue > li").nth(1)).to_have_id("turn-2", timeout=SECOND)
    expect(desk.locator("#turn-2 a")).to_be_focused()
    desk.keyboard.press("+")
    expect(desk.locator("#queue > li").first).to_have_id("turn-2")
    assert queue(desk) == queue(other) == ["2", "1", "3"]
    assert stayed(other)


def test_who_is_not_there_is_skipped_and_recalled(sit, desk):
    line_up(desk, 1, 2, 3)
    phone = sit("ben", "", **PHONE)
    focus(desk)
    desk.keyboard.press("r")
    expect(desk.locator("#presenter .presents")).to_contain_text("Wer kocht?")
    desk.keyboard.press("s")
    expect(desk.locator("#presenter .presents")).to_contain_text("Ein Garten für alle")
    expect(desk.locator("#turn-1.skipped")).to_contain_text("was not there")
    assert queue(desk) == ["3", "1"]
    expect(phone.locator("#my-turns")).to_contain_text("#1 was called, and nobody came.", timeout=SECOND)
    desk.locator("#turn-1 a").click()
    desk.keyboard.press("v")
    expect(desk.locator("#queue > li").first).to_have_id("turn-1")
    expect(phone.locator("#my-turns")).to_contain_text("You are next with #1.", timeout=SECOND)


def test_two_desks_press_at_once_and_one_is_told(sit, desk):
    line_up(desk, 1, 2, 3)
    other = sit("olga", "facilitate/", 1366, 768)
    expect(other.locator("#presenter .coming")).to_contain_text("Ben")
    other.evaluate("document.body.dataset.held = document.body.dataset.version")
    focus(desk), focus(other)
    desk.keyboard.press("r")
    expect(other.locator("#presenter .presents")).to_contain_text("Wer kocht?")
    other.evaluate("document.body.dataset.version = document.body.dataset.held")  # as if the news had not come yet
    other.keyboard.press("r")
    expect(other.locator("#toast")).to_contain_text("Ada has just called #1. Look who presents now.")
    expect(desk.locator("#presenter .presents")).to_contain_text("Wer kocht?")


def test_the_facilitator_pins_for_who_presents_by_keys(cast, page_for, desk):
    hall = page_for(cast.display)
    line_up(desk, 3)
    desk.locator("#whole-queue summary").click()
    focus(desk)
    desk.keyboard.press("r")
    expect(desk.locator("#presenter .presents")).to_contain_text("Licht im Hof")
    desk.keyboard.press("l")
    expect(desk.locator("#parked-3.selected")).to_be_visible()
    expect(desk.locator("#panel")).to_contain_text("Licht im Hof")
    desk.keyboard.press("w")
    desk.keyboard.press("Enter")
    for page in (desk, hall):
        expect(page.locator(".cell[data-anliegen='3']")).to_have_count(1, timeout=SECOND)
        expect(page.locator("#presenter .hangs")).to_be_attached()


def test_when_cells_run_out_one_key_makes_more(cast, sit, desk):
    line_up(desk, 1)
    desk.locator("#whole-queue summary").click()
    expect(desk.locator(".strip .more")).to_be_hidden()
    focus(desk)
    desk.keyboard.press("d")  # nothing: there are free cells
    for slot in ("first", "second", "third"):
        for room in ("aula", "linde", "birke"):
            if (slot, room) == ("first", "linde"):
                continue
            desk.locator(cast.cell(slot, room)).click()
            desk.get_by_role("button", name="Close this cell").click()
            expect(desk.locator(cast.cell(slot, room) + ".closed")).to_be_visible()
    expect(desk.locator(".strip .more")).to_be_visible()
    phone = sit("ben", "", **PHONE)
    focus(desk)
    desk.keyboard.press("d")
    expect(desk.locator(".slot .name").filter(has_text="Round 4")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("New: Round 4", timeout=5 * SECOND)
    expect(desk.locator(".strip .more")).to_be_hidden()


def test_without_scripts_the_market_works_by_plain_forms(cast, sit):
    plain = {"java_script_enabled": False}
    ben, ada = sit("ben", "", **plain), sit("ada", "market/", **plain)
    ada.get_by_role("button", name="Open the market").click()
    ben.reload()
    ben.locator("#my-turns form").filter(has_text="#3").get_by_role("button", name="Line up").click()
    expect(ben.locator(".said")).to_contain_text("#3 is in the queue.")
    ada.reload()
    ada.get_by_role("button", name="Call next").click()
    expect(ada.locator(".said")).to_contain_text("#3 presents.")
    ben.reload()
    ben.get_by_role("link", name="Choose a cell").click()
    ada.get_by_role("button", name="End").click()
    expect(ada.locator(".said")).to_contain_text("The turn of #3 is over.")
