"""The conference's first page on a phone, open while others move sheets; and the wall, which says where they were."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SECOND = 1_000
PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}


def move(desk, cast, number, slot, room):
    desk.locator(f"[data-anliegen='{number}']:is(.cell, .parked)").first.click()
    desk.locator(cast.cell(slot, room)).click()


def test_who_marked_a_sheet_and_who_brings_it_are_told_once(cast, sit):
    phone, ben, desk = sit("cleo", "", **PHONE), sit("ben", "anliegen/2/", **PHONE), sit("ada", "facilitate/")
    ben.locator("form[action$='/interest/'] button").first.tap()
    expect(ben.locator("form[action$='/interest/'] button").first).to_have_attribute("aria-pressed", "true")
    ben.goto(ben.url.partition("anliegen/")[0])
    expect(ben.locator("#moved")).to_be_empty()
    move(desk, cast, 2, "first", "birke")
    for page in (phone, ben):
        expect(page.locator("#moved")).to_contain_text("1 change", timeout=3 * SECOND)
        expect(page.locator("#moved")).to_contain_text("now in Birke, was Linde, 10:00")
    move(desk, cast, 2, "second", "aula")
    for page in (phone, ben):
        expect(page.locator("#moved")).to_contain_text("now in Aula 12:00, was Linde 10:00", timeout=3 * SECOND)
        expect(page.locator("#moved li")).to_have_count(1)
    phone.get_by_role("button", name="Got it").tap()
    expect(phone.locator("#moved")).to_be_empty()
    expect(ben.locator("#moved")).to_contain_text("1 change")


def test_read_on_one_device_is_read_on_the_other(cast, sit):
    phone, tablet, desk = sit("cleo", "", **PHONE), sit("cleo", ""), sit("ada", "facilitate/")
    move(desk, cast, 2, "first", "birke")
    for page in (phone, tablet):
        expect(page.locator("#moved")).to_contain_text("1 change", timeout=3 * SECOND)
    phone.get_by_role("button", name="Got it").tap()
    expect(phone.locator("#moved")).to_be_empty()
    tablet.reload()
    expect(tablet.locator("#today")).to_be_visible()
    expect(tablet.locator("#moved")).to_be_empty()


def test_the_wall_shows_the_old_and_the_new_place(cast, sit):
    wall, desk = sit("ben", "wall/", **PHONE), sit("ada", "facilitate/")
    move(desk, cast, 2, "first", "birke")
    expect(wall.locator(cast.cell("first", "birke"))).to_contain_text("was Linde", timeout=SECOND)
    expect(wall.locator(cast.cell("first", "linde"))).to_contain_text("#2 now in Birke")
    mark = wall.locator(cast.cell("first", "birke") + " [data-moved]")
    mark.evaluate("mark => { mark.dataset.moved -= 1000; }")  # a quarter of an hour passes
    desk.locator("#parked-1").click()
    desk.locator(cast.cell("third", "aula")).click()
    expect(wall.locator(cast.cell("third", "aula"))).to_contain_text("Wer kocht?")
    expect(mark).to_be_hidden()


def test_a_calendar_link_is_made_and_shown(cast, sit):
    phone = sit("ben", "", **PHONE)
    phone.get_by_role("link", name="My plan in my calendar").tap()
    phone.get_by_role("button", name="Make my calendar link").tap()
    link = phone.get_by_role("link", name="Subscribe in my calendar")
    expect(link).to_have_attribute("href", re.compile(r"^webcal://.+/plan/[\w-]{43}\.ics$"))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    path = phone.get_by_role("link", name="Download it as it is now").get_attribute("href")
    answer = phone.request.get(phone.url.split("/c/")[0] + path)
    assert answer.text().startswith("BEGIN:VCALENDAR")
