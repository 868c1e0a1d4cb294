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


def test_steps_are_written_by_several_and_a_row_that_somebody_writes_in_stays(cast, sit):
    ben, hal = writes(sit, "ben", **PHONE), writes(sit, "hal")
    ben.get_by_label("What", exact=True).first.press_sequentially("Buy pots")
    expect(hal.get_by_label("What", exact=True).first).to_have_value("Buy pots", timeout=10_000)
    hal.get_by_label("Who", exact=True).first.press_sequentially("Hal")
    hal.get_by_label("By when").first.fill("2026-07-01")
    hal.get_by_role("button", name="One more step").click()
    hal.keyboard.type("Wash them")
    expect(ben.get_by_label("What", exact=True)).to_have_count(2)
    expect(ben.get_by_label("What", exact=True).nth(1)).to_have_value("Wash them", timeout=10_000)
    expect(ben.get_by_label("Who", exact=True).first).to_have_value("Hal")
    hal.get_by_label("What", exact=True).first.focus()
    ben.get_by_role("button", name="Remove").first.tap()
    hal.keyboard.press("End")
    hal.keyboard.type(" and pans")
    expect(ben.get_by_label("What", exact=True).first).to_be_visible()
    expect(ben.get_by_label("What", exact=True).first).to_have_value("Buy pots and pans", timeout=10_000)
    ben.get_by_role("button", name="Remove").nth(1).tap()
    expect(hal.get_by_label("What", exact=True).nth(1)).to_be_hidden(timeout=10_000)
    saved(ben)
    ben.get_by_role("link", name="See it as a sheet").tap()
    expect(ben.locator(".steps")).to_have_text(re.compile(r"Buy pots and pans\s+Hal · by 1. July 2026"))


def test_hung_from_a_phone_it_is_read_by_others_and_written_on(cast, sit):
    cleo = sit("cleo", "anliegen/1/report/", **PHONE)
    expect(cleo.locator("main")).to_contain_text("The group has not written anything yet.")
    ben = writes(sit, "ben", **PHONE)
    part(ben, "What took place").press_sequentially("# Soup\n**Good** soup.")
    ben.get_by_role("button", name="Hang it on the Nachrichtenwand").tap()
    ben.wait_for_url("**/anliegen/1/report/")
    expect(ben.locator("main")).to_contain_text("It hangs on the Nachrichtenwand.")
    expect(cleo.locator("h3")).to_have_text("Soup", timeout=10_000)
    expect(cleo.locator("strong")).to_have_text("Good")
    ben.get_by_role("link", name="Write on").tap()
    ben.wait_for_selector("body.together")
    part(ben, "What took place").press("Control+End")
    part(ben, "What took place").press_sequentially(" All of it.")
    saved(ben)
    ben.close()
    expect(cleo.locator("main")).to_contain_text("Good soup. All of it.", timeout=10_000)


def test_who_was_there_says_so_with_one_tap_and_writes_along(cast, sit):
    ben, cleo = writes(sit, "ben"), sit("cleo", "anliegen/1/report/", **PHONE)
    cleo.get_by_label("My name may stand in the book").check()
    cleo.get_by_role("button", name="I was there").tap()
    cleo.wait_for_url("**/report/write/")
    cleo.wait_for_selector("body.together")
    expect(ben.locator(".names")).to_contain_text("Cleo", timeout=10_000)
    part(cleo, "Open questions").press_sequentially("Who?")
    text_of(ben, "Open questions", "Who?")
    ben.get_by_label("Somebody else").fill("Emil")
    ben.get_by_label("agrees to stand in the book").check()
    ben.get_by_role("button", name="Enter").click()
    expect(ben.get_by_label("Somebody else")).to_have_value("")
    expect(cleo.locator(".names")).to_contain_text("Emil", timeout=10_000)
    text_of(ben, "Open questions", "Who?")


def test_without_scripts_it_is_a_form(cast, sit):
    ben = sit("ben", WRITE, **PHONE, java_script_enabled=False)
    part(ben, "What took place").fill("Soup")
    ben.get_by_label("What", exact=True).nth(1).fill("Buy pots")
    ben.get_by_role("button", name="Save").tap()
    expect(ben.locator("main")).to_contain_text("Saved.")
    expect(ben.get_by_label("What", exact=True).first).to_have_value("Buy pots")
    ben.get_by_role("button", name="Hang it on the Nachrichtenwand").tap()
    expect(ben.locator(".steps")).to_contain_text("Buy pots")


def test_a_form_that_conflicts_shows_both_texts(cast, sit):
    ben, hal = sit("ben", WRITE, **PHONE, java_script_enabled=False), writes(sit, "hal")
    part(hal, "What took place").press_sequentially("Soup on Friday")
    saved(hal)
    part(ben, "What took place").fill("Stew on Sunday")
    ben.get_by_role("button", name="Save").tap()
    expect(ben.locator(".sides")).to_contain_text("Stew on Sunday")
    expect(ben.locator(".sides")).to_contain_text("Soup on Friday")
    ben.get_by_label("Take mine").check()
    ben.get_by_role("button", name="Save").tap()
    text_of(hal, "What took place", "Stew on Sunday")


def test_too_long_a_text_is_said_and_kept(cast, sit):
    ben = writes(sit, "ben")
    part(ben, "What took place").fill("a" * 200_100)
    expect(ben.locator("#writing-state")).to_contain_text("At most 200,000 letters", timeout=15_000)
    part(ben, "What took place").fill("a" * 300)
    saved(ben)
    ben.reload()
    text_of(ben, "What took place", "a" * 300)


def test_the_server_goes_and_comes_back(cast, sit, server):
    ben = writes(sit, "ben")
    part(ben, "What took place").press_sequentially("Soup")
    saved(ben)
    server.kill()
    try:
        part(ben, "What took place").press_sequentially(" and bread")
        expect(ben.locator("#writing-state")).to_contain_text("kept on this device", timeout=15_000)
    finally:
        server.start()
    expect(ben.locator("#writing-state")).to_have_text(re.compile("^Saved"), timeout=30_000)  # it asks ever more rarely
    ben.reload()
    text_of(ben, "What took place", "Soup and bread")


def test_a_report_asks_for_itself_once_the_group_has_met(cast, sit):
    """The round of #2 lies in the past."""
    cleo = sit("cleo", "", **PHONE)
    cleo.get_by_role("link", name="Your group’s report: #2").tap()
    expect(cleo.get_by_label("What took place")).to_be_visible()
    cleo.goto(cleo.url.replace("report/write/", ""))
    expect(cleo.get_by_role("link", name="Write the report of this group")).to_be_visible()


def test_without_its_library_the_page_is_a_form_and_says_so(cast, sit):
    ben = sit("ben", WRITE, before=lambda page: page.route("**/vendor/yjs/*", lambda route: route.abort()))
    expect(ben.locator("#writing-state")).to_contain_text("Press “Save” when you are done")
    part(ben, "What took place").fill("Soup")
    ben.get_by_role("button", name="Save").click()
    expect(ben.locator("main")).to_contain_text("Saved.")
    text_of(ben, "What took place", "Soup")
