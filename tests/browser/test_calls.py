"""Who is next, and what is urgent, reaches people on whatever page they are; how full rooms are stands in the hall."""

import pytest
from playwright.sync_api import expect

from tests.browser.market import WRONG_CLOCK, line_up, open_market

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
SOON = 6_000  # pages of a hall ask within three seconds


def test_who_comes_next_reads_it_on_the_wall_and_on_the_tab(cast, sit):
    desk, ben, hal = sit("ada", "facilitate/"), sit("ben", "wall/", **PHONE), sit("hal", "wall/", **PHONE)
    open_market(desk)
    line_up(desk, 2)
    expect(ben.locator("#calls")).to_be_empty()
    line_up(desk, 1)
    desk.get_by_role("button", name="Call next").click()
    expect(ben.locator("#calls")).to_contain_text("You are next with #1. Come to the front.", timeout=SOON)
    expect(ben).to_have_title("● Wall · Nachbarschaft")
    desk.get_by_role("button", name="Call next").click()
    expect(ben.locator("#calls")).to_contain_text("You present #1 now.", timeout=SOON)
    expect(hal.locator("#calls")).to_be_empty()
    desk.locator("button[data-key=e]").first.click()
    expect(ben.locator("#calls")).not_to_contain_text("#1", timeout=SOON)
    expect(ben).to_have_title("Wall · Nachbarschaft")


def test_what_is_urgent_stands_on_the_wall_until_it_is_taken_down(cast, sit):
    desk, hal = sit("ada", "facilitate/"), sit("hal", "wall/?as=list", **PHONE)
    desk.get_by_text("Announce something").click()
    desk.locator("textarea[name=text]").fill("Fire drill: leave by the garden")
    desk.get_by_label("Urgent").check()
    desk.get_by_role("button", name="Announce it").click()
    expect(hal.locator("#calls")).to_contain_text("Fire drill: leave by the garden", timeout=SOON)
    desk.get_by_role("button", name="Take down").click()
    expect(hal.locator("#calls")).not_to_contain_text("Fire drill", timeout=SOON)


def test_how_full_rooms_are_stands_on_the_halls_screen(hall, page_for, projector):
    """Also where that computer's clock is an hour wrong: what runs now is asked of the server's."""
    screen = projector(hall, before=lambda page: page.add_init_script(WRONG_CLOCK.replace("SHIFT", "3600000")))
    expect(screen.locator("#wall .heads")).to_have_count(0)
    cell = screen.locator("#wall .slot[data-focus] .cell.taken").first
    room = cell.get_attribute("data-room")
    phone = page_for(hall["join"], **PHONE)
    phone.locator("[name=name]").fill("Lea")
    phone.locator("main form button.main").tap()
    phone.wait_for_url("**/c/*/")
    phone.goto(f"{phone.url}here/{room}/")
    expect(phone.locator("main")).to_contain_text("Du bist hier.", timeout=SOON)
    expect(cell.locator(".heads")).to_have_attribute("data-short", "≈1/120", timeout=SOON)
    expect(cell.locator(".heads")).to_be_visible()
