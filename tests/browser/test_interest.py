""" "I'd come" on phones, and what the others see of it: the count at the desk within about a second."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SOON = 2_000
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


def come(page, number):
    """What is painted on the sheet of that number."""
    return page.locator(f"article.sheet[data-anliegen='{number}'] .come").first


def tap(page, number):
    """The button on the sheet of that number."""
    return page.locator(f"article.sheet[data-anliegen='{number}'] .tap").first


def hide_counts(sit):
    """Olga lets only facilitators see how many would come."""
    setup = sit("olga", "setup/about/")
    setup.get_by_label("Who sees how many would come to a sheet").select_option("facilitators")
    setup.get_by_role("button", name="Save").click()
    setup.wait_for_url("**/setup/")


def test_a_phone_marks_and_everybody_sees_the_count(cast, sit):
    desk, wall, phone = sit("ada", "facilitate/"), sit("ben", "wall/", **PHONE), sit("cleo", "anliegen/1/", **PHONE)
    phone.evaluate("window.same = true")
    button = phone.get_by_role("button", name="I’d come")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(come(desk, 1)).to_have_attribute("data-say", "1 would come", timeout=SOON)
    expect(come(wall, 1)).to_have_attribute("data-say", "1 would come", timeout=SOON)
    expect(phone.locator("#would-come")).to_contain_text("1 would come", timeout=SOON)
    assert phone.evaluate("window.same === true")
    phone.goto(phone.url.replace("anliegen/1/", "wall/"))
    expect(tap(phone, 1)).to_have_attribute("aria-pressed", "true")
    expect(come(phone, 1)).to_have_attribute("data-say", "1 would come")
    expect(come(wall, 1)).to_have_attribute("data-say", "1 would come")


def test_a_mark_stays_when_the_sheet_moves(cast, sit):
    phone, desk = sit("ben", "anliegen/2/", **PHONE), sit("ada", "facilitate/")
    phone.get_by_role("button", name="I’d come").tap()
    expect(phone.get_by_role("button", name="I’d come")).to_have_attribute("aria-pressed", "true")
    phone.goto(phone.url.replace("anliegen/2/", "wall/"))
    desk.locator(cast.cell("first", "linde")).click()
    desk.locator(cast.cell("second", "birke")).click()
    moved = phone.locator(cast.cell("second", "birke"))
    expect(moved).to_contain_text("Ein Garten")
    expect(moved.locator(".come")).to_have_attribute("data-say", "1 would come")
    expect(moved.get_by_role("button", name="I’d come")).to_have_attribute("aria-pressed", "true")


def test_a_count_for_facilitators_only_reaches_no_phone(cast, sit):
    hide_counts(sit)
    desk, wall, phone = sit("ada", "facilitate/"), sit("ben", "wall/", **PHONE), sit("cleo", "anliegen/1/", **PHONE)
    heard = []
    wall.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
    wall.reload()
    phone.get_by_role("button", name="I’d come").tap()
    expect(come(desk, 1)).to_have_attribute("data-say", "1 would come", timeout=4_000)
    expect(phone.get_by_role("button", name="I’d come")).to_have_attribute("aria-pressed", "true")
    wall.wait_for_function(f"document.body.dataset.version >= {desk.evaluate('document.body.dataset.version')}")
    expect(come(wall, 1)).to_have_count(0)
    expect(phone.locator("#would-come")).not_to_contain_text("would come")
    wall.reload()
    expect(come(wall, 1)).to_have_count(0)
    assert not any(re.search(r'counts=\\?"1:', str(frame)) for frame in heard)


def test_a_hint_comes_to_the_desk_and_leads_to_its_sheet(cast, sit):
    desk = sit("ada", "facilitate/")
    expect(desk.locator("#desk-hints")).to_contain_text("Nothing stands out.")
    desk.locator("#parked-1").click()
    desk.locator(cast.cell("first", "aula")).click()
    desk.locator("#parked-3").click()
    desk.locator(cast.cell("first", "birke")).click()
    expect(desk.locator(cast.cell("first", "birke"))).to_contain_text("Licht im Hof")
    desk.keyboard.press("Escape")
    hint = desk.locator("#desk-hints a")
    expect(hint).to_have_text("Ben: #1 and #3 are both at 10:00.")
    hint.click()
    expect(desk.locator("#panel")).to_contain_text("Wer kocht?")
    expect(desk.locator(cast.cell("first", "aula") + ".selected")).to_be_visible()


def test_the_round_by_swipe_key_and_button(cast, sit):
    phone, desk = sit("hal", "anliegen/round/", **PHONE), sit("ada", "facilitate/")
    at, front = phone.locator("#at"), phone.locator("#deck .card:first-child")
    expect(at).to_have_text("1")
    first = front.get_attribute("data-anliegen")
    swipe(phone, front, 200)
    expect(at).to_have_text("2")
    expect(come(desk, first)).to_have_attribute("data-say", "1 would come", timeout=SOON)
    second = front.get_attribute("data-anliegen")
    phone.keyboard.press("ArrowLeft")
    expect(at).to_have_text("3")
    phone.keyboard.press("Backspace")
    expect(at).to_have_text("2")
    expect(front).to_have_attribute("data-anliegen", second)
    swipe(phone, front, -200)
    phone.get_by_role("button", name="Later").tap()
    phone.get_by_role("button", name="I’d come").tap()
    expect(phone.get_by_role("heading", name="My list")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("Those were all 3 sheets.")
    expect(phone.locator("main article")).to_have_count(2)
    expect(phone.locator(f"main [data-anliegen='{second}']")).to_have_count(0)


def test_a_short_swipe_is_none(cast, sit):
    phone = sit("hal", "anliegen/round/", **PHONE)
    swipe(phone, phone.locator("#deck .card:first-child"), 40)
    expect(phone.locator("#at")).to_have_text("1")
    expect(phone.locator("#deck .card:first-child")).not_to_have_attribute("data-toward", "come")


def test_answers_wait_for_the_network(cast, sit):
    phone, desk = sit("hal", "anliegen/round/", **PHONE), sit("ada", "facilitate/")
    first = phone.locator("#deck .card:first-child").get_attribute("data-anliegen")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="I’d come").tap()
    expect(phone.locator("#at")).to_have_text("2")
    expect(phone.locator("#toast")).to_contain_text("No connection.")
    phone.context.set_offline(False)
    expect(come(desk, first)).to_have_attribute("data-say", "1 would come", timeout=8_000)


def test_the_round_without_scripts(cast, sit):
    phone = sit("hal", "anliegen/round/", java_script_enabled=False, **PHONE)
    for at in range(3):
        expect(phone.locator("#at")).to_have_text(str(at + 1))
        phone.get_by_role("button", name="I’d come").tap()
    expect(phone.get_by_role("heading", name="My list")).to_be_visible()
    expect(phone.locator("main article")).to_have_count(3)
    phone.get_by_role("button", name="Take it back").first.tap()
    expect(phone.locator("main article")).to_have_count(2)


def swipe(page, card, by):
    """Draw the card to the side, as a thumb does."""
    box = card.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 40
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=5)
    page.mouse.up()
