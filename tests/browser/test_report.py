"""A group writes its report: several at once, one of them without network for a while, one without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
WRITE = "anliegen/1/report/write/"


def writes(sit, who, **where):
    """Open the page on which that person writes the report of #1, once it is live."""
    page = sit(who, WRITE, **where)
    page.wait_for_selector("body.together")
    expect(page.locator("#writing-state")).to_contain_text("Saved")
    return page


def part(page, name):
    return page.get_by_label(name, exact=True)


def saved(page):
    expect(page.locator("#writing-state")).to_have_text(re.compile("^Saved"), timeout=10_000)


def text_of(page, name, text):
    expect(part(page, name)).to_have_value(text, timeout=10_000)


def test_two_type_into_one_paragraph_and_no_letter_is_lost(cast, sit):
    ben, hal = writes(sit, "ben", **PHONE), writes(sit, "hal")
    part(ben, "What took place").press_sequentially("We cooked together.")
    text_of(hal, "What took place", "We cooked together.")
    expect(hal.locator("#writing-state")).to_contain_text("Ben writes in “What took place”")
    part(hal, "What took place").focus()
    hal.keyboard.press("Home")
    for left, right in zip("Yesterday 🍲! ", " It was good.", strict=False):
        hal.keyboard.insert_text(left)
        ben.keyboard.insert_text(right)
    whole = "Yesterday 🍲! We cooked together. It was good."
    text_of(ben, "What took place", whole)
    text_of(hal, "What took place", whole)
    saved(ben)
    ben.reload()
    text_of(ben, "What took place", whole)
    hal.close()
    expect(ben.locator("#writing-state")).not_to_contain_text("Hal", timeout=10_000)


def test_who_writes_without_network_loses_nothing_and_overwrites_nothing(cast, sit):
    ben, hal = writes(sit, "ben", **PHONE), writes(sit, "hal")
    part(ben, "Results and recommendations").fill("A pot for everybody.")
    text_of(hal, "Results and recommendations", "A pot for everybody.")
    ben.context.set_offline(True)
    part(ben, "Results and recommendations").focus()
    ben.keyboard.press("End")
    ben.keyboard.insert_text(" And spoons.")
    part(ben, "Open questions").fill("Who washes up?")
    expect(ben.locator("#writing-state")).to_contain_text("kept on this device", timeout=10_000)
    part(hal, "Results and recommendations").focus()
    hal.keyboard.press("Home")
    hal.keyboard.insert_text("Wanted: ")
    saved(hal)
    ben.context.set_offline(False)
    for page in (ben, hal):
        text_of(page, "Results and recommendations", "Wanted: A pot for everybody. And spoons.")
        text_of(page, "Open questions", "Who washes up?")
    saved(ben)


def test_what_was_typed_without_network_survives_closing_the_page(cast, sit):
    ben = writes(sit, "ben", **PHONE)
    context, address = ben.context, ben.url
    context.set_offline(True)
    part(ben, "Open questions").fill("Who washes up?")
    ben.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(address)
    text_of(later, "Open questions", "Who washes up?")
    saved(later)
    hal = writes(sit, "hal")
    text_of(hal, "Open questions", "Who washes up?")
