"""Merging by consent: who proposes it asks, the conveners answer on their phones, all see one sheet; and two again."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_two import PHONE, SECOND

pytestmark = pytest.mark.browser


def test_the_desk_asks_both_say_yes_and_everybody_sees_one_sheet(cast, sit, page_for):
    desk, screen = sit("ada", "anliegen/2/"), page_for(cast.display)
    ben, cleo, hal = sit("ben", "", **PHONE), sit("cleo", "", **PHONE), sit("hal", "wall/", **PHONE)
    desk.get_by_text("Put it together with another sheet").click()
    desk.get_by_label("Number of the sheet that stays").fill("1")
    desk.get_by_role("button", name="Ask them").click()
    expect(desk.locator(".said")).to_contain_text("The conveners of #1 and #2 are asked.")
    for phone in (ben, cleo):
        expect(phone.locator("#merge-asks")).to_contain_text("Ada asks", timeout=SECOND * 3)
    expect(hal.locator(cast.cell("first", "linde"))).to_contain_text("Ein Garten für alle")
    ben.get_by_role("button", name="Yes, together").tap()
    expect(ben.locator(".said")).to_contain_text("You agreed.")
    expect(ben.locator("#merge-asks form")).to_have_count(0)
    cleo.get_by_role("button", name="Yes, together").tap()
    expect(hal.locator("#parked-1")).to_contain_text("with #2", timeout=SECOND * 3)
    for page in (hal, screen):
        expect(page.locator(cast.cell("first", "linde"))).not_to_contain_text("Ein Garten für alle", timeout=SECOND)
    expect(ben.locator("#own")).to_contain_text("with #2", timeout=SECOND * 3)
    expect(cleo.locator("#own")).to_contain_text("Wer kocht?", timeout=SECOND * 3)
    cleo.goto(cleo.url + "anliegen/2/")
    expect(cleo.locator("#merge")).to_contain_text("This sheet is part of #1 now.")
    cleo.get_by_role("button", name="Split it off").tap()
    expect(hal.locator(cast.cell("first", "linde"))).to_contain_text("Ein Garten für alle", timeout=SECOND * 3)
    expect(hal.locator("#parked-1")).not_to_contain_text("with #2")


def test_one_no_leaves_both_as_they_are(cast, sit):
    ben, cleo = sit("ben", "anliegen/1/", **PHONE), sit("cleo", "", **PHONE)
    ben.get_by_text("Put it together with another sheet").tap()
    ben.get_by_label("Number of the sheet that stays").fill("2")
    ben.get_by_role("button", name="Ask them").tap()
    cleo.get_by_role("button", name="No, two sheets").tap()
    expect(cleo.locator(".said")).to_contain_text("both sheets stay as they are")
    expect(cleo.locator("#own")).to_contain_text("Ein Garten für alle")


def test_who_writes_what_is_there_already_is_told_while_writing(cast, sit):
    phone = sit("hal", "anliegen/new/", **PHONE)
    phone.locator("#id_title").fill("Kochen wir heute? Wer kocht mit?")
    expect(phone.locator("#alike")).to_contain_text("Wer kocht?", timeout=SECOND * 5)
    phone.locator("#id_title").fill("Ganz etwas anderes")
    expect(phone.locator("#alike")).to_be_empty(timeout=SECOND * 5)
