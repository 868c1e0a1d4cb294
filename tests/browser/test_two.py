"""Two people and a screen: what one does, the others see within a second, without a reload."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SECOND = 1_000
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


def drag(page, start, end):
    page.locator(start).hover()
    page.mouse.down()
    box = page.locator(end).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()


def stays(page):
    """Mark the page; `stayed(page)` says whether it is still the same one."""
    page.evaluate("window.same = true")


def stayed(page):
    return page.evaluate("window.same === true")


def test_a_phone_pins_and_the_desk_and_the_hall_see_it(cast, sit, page_for):
    desk, screen = sit("ada", "facilitate/"), page_for(cast.display)
    phone, other = sit("ben", "anliegen/1/", **PHONE), sit("cleo", "wall/", **PHONE)
    for page in (desk, screen, other):
        stays(page)
    expect(desk.locator("#counts")).to_contain_text("2 Anliegen")
    phone.get_by_role("link", name="Pin it on the wall").tap()
    phone.locator(cast.cell("first", "aula")).tap()
    for page in (desk, screen, other):
        expect(page.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?", timeout=SECOND)
    expect(desk.locator("#parked-1")).to_have_count(0)
    expect(desk.locator("#counts")).to_contain_text("1 Anliegen looks for a place")
    expect(desk.locator("#counts")).to_contain_text("7 cells free")
    expect(phone.locator("#places")).to_contain_text("Aula")
    assert all(map(stayed, (desk, screen, other)))


def test_the_desk_drags_and_the_convener_sees_who_did_it(cast, sit, page_for):
    desk, screen, phone = sit("ada", "facilitate/"), page_for(cast.display), sit("cleo", "", **PHONE)
    stays(phone)
    expect(phone.locator("#own")).to_contain_text("Linde")
    drag(desk, cast.cell("first", "linde"), cast.cell("second", "birke"))
    expect(screen.locator(cast.cell("second", "birke"))).to_contain_text("Ein Garten für alle", timeout=SECOND)
    expect(phone.locator("#own")).to_contain_text("Birke", timeout=SECOND)
    expect(phone.locator("#moved")).to_contain_text("now in Birke 12:00, was Linde 10:00", timeout=SECOND)
    expect(phone.locator("#moved")).to_contain_text("Ada", timeout=SECOND)
    expect(desk.locator("#toast")).to_contain_text("#2 now hangs in Birke.")
    assert stayed(phone)


def test_the_next_click_after_a_drop_counts(cast, sit):
    desk = sit("ada", "facilitate/")
    drag(desk, "#parked-1", cast.cell("first", "aula"))
    expect(desk.locator(cast.cell("first", "aula"))).to_contain_text("Wer kocht?")
    desk.locator("#parked-3").click()
    expect(desk.locator("#panel")).to_contain_text("Licht im Hof")


def test_dropped_on_a_sheet_they_swap_and_on_the_parking_it_parks(cast, sit):
    desk = sit("ada", "facilitate/")
    drag(desk, "#parked-1", cast.cell("first", "linde"))
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("Wer kocht?")
    expect(desk.locator("#parked-2")).to_be_visible()
    drag(desk, cast.cell("first", "linde"), "#parking")
    expect(desk.locator("#parked-1")).to_be_visible()
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("free")


def test_one_sheet_moves_twice_in_a_row(cast, sit):
    desk = sit("ada", "facilitate/")
    for cell in (cast.cell("second", "aula"), cast.cell("third", "birke"), cast.cell("first", "aula")):
        desk.locator("[data-anliegen='2']:is(.cell, .parked)").click()
        desk.locator(cell).click()
        expect(desk.locator(cell)).to_contain_text("Ein Garten für alle")
    expect(desk.locator("#toast .refused")).to_have_count(0)


def test_a_sheet_written_on_a_phone_waits_in_the_desks_parking(cast, sit):
    desk, phone = sit("ada", "facilitate/"), sit("ben", "anliegen/new/", **PHONE)
    phone.get_by_label("What is it about?").fill("Wohin mit dem Laub?")
    phone.get_by_role("button", name="Write it").tap()
    expect(desk.locator("#parked-4")).to_contain_text("4 Wohin mit dem Laub?", timeout=SECOND)
    expect(desk.locator("#counts")).to_contain_text("3 Anliegen")
    expect(phone.locator(".said")).to_contain_text("This is sheet #4.")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Wohin mit dem Laub?")


def test_marks_of_ones_own_survive_the_news(cast, sit):
    phone, desk = sit("cleo", "wall/", **PHONE), sit("ada", "facilitate/")
    desk.locator("#parked-3").click()
    desk.locator(cast.cell("first", "birke")).click()
    expect(phone.locator(cast.cell("first", "birke"))).to_contain_text("Licht im Hof")
    drag(desk, cast.cell("first", "linde"), cast.cell("third", "aula"))
    expect(phone.locator(cast.cell("third", "aula") + ".mine")).to_be_visible()
    expect(phone.locator(cast.cell("first", "birke") + ".mine")).to_have_count(0)
    expect(desk.locator(cast.cell("third", "aula") + ".selected")).to_be_visible()
