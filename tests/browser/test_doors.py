"""Doors: who scans one is counted there and no longer in the last room; urgent notices stand there until taken down."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SECOND = 1_000
SOON = 4_000  # counts are told at most once a second, on a machine that does a lot at once
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True, "locale": "en"}
ENGLISH = {"locale": "en"}


def join(page_for, path, name, **context):
    page = page_for(path, **context)
    page.locator("[name=name]").fill(name)
    page.locator("main form button.main").click()
    page.wait_for_url("**/c/*/")
    return page


def english(page, server):
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": server.address}])
    return page


@pytest.fixture
def places(hall, page_for, server):
    """The desk, and the ids of two rooms in which something runs now."""
    desk = english(join(page_for, hall["facilitator"], "Ada", width=1366, height=768), server)
    desk.goto(f"{server.address}/c/{hall['slug']}/facilitate/")
    running = """() => [...document.querySelectorAll(".slot")]
      .filter(({ dataset: { starts, ends } }) => starts <= Date.now() / 1000 && Date.now() / 1000 < ends)
      .flatMap((slot) => [...slot.querySelectorAll(".cell.taken")].map((cell) => cell.dataset.room))"""
    first, second = desk.evaluate(running)[:2]
    return desk, first, second


def at_door(page_for, server, hall, room, **size):
    page = english(page_for("/healthz", **size), server)
    page.goto(server.address + re.sub(r"/door/\d+/", f"/door/{room}/", hall["door"]))
    return page


def heads_at(desk, room):
    return desk.locator(f".cell.taken[data-room='{room}'] .heads")


def test_scanning_a_door_counts_there_and_walking_on_counts_in_the_next_room(page_for, server, hall, places):
    desk, first, second = places
    doors = [at_door(page_for, server, hall, room, width=800, height=1280) for room in (first, second)]
    wall = english(join(page_for, hall["join"], "Ben", **PHONE), server)
    wall.goto(f"{server.address}/c/{hall['slug']}/wall/")
    phone = english(join(page_for, hall["join"], "Cleo", **PHONE), server)
    expect(doors[0].locator(".many")).to_have_text("")

    phone.goto(f"{server.address}/c/{hall['slug']}/here/{first}/")  # as a camera opens it: nothing more to tap
    expect(phone.locator("#stay")).to_contain_text("You are here.")
    expect(doors[0].locator(".many")).to_contain_text("≈1", timeout=SOON)
    for page in (desk, wall):
        expect(heads_at(page, first)).to_have_attribute("data-short", re.compile("^≈1"), timeout=SOON)
    expect(doors[1].locator(".many")).to_have_text("")

    phone.goto(f"{server.address}/c/{hall['slug']}/here/{second}/")
    expect(phone.locator("#stay")).to_contain_text("You are here.")
    expect(doors[1].locator(".many")).to_contain_text("≈1", timeout=SOON)
    expect(doors[0].locator(".many")).to_have_text("", timeout=SOON)
    for page in (desk, wall):
        expect(heads_at(page, second)).to_have_count(1, timeout=SOON)
        expect(heads_at(page, first)).to_have_count(0, timeout=SOON)

    phone.get_by_role("button", name="I leave").tap()
    expect(phone).to_have_url(re.compile(rf"/c/{hall['slug']}/$"))
    expect(doors[1].locator(".many")).to_have_text("", timeout=SOON)


def test_going_back_or_coming_by_a_link_of_ours_is_no_scan(page_for, server, hall, places):
    _desk, first, second = places
    phone = english(join(page_for, hall["join"], "Cleo", **PHONE), server)
    for room in (first, second):
        phone.goto(f"{server.address}/c/{hall['slug']}/here/{room}/")
        expect(phone.locator("#stay")).to_contain_text("You are here.")
    phone.goto(f"{server.address}/c/{hall['slug']}/seat/")
    phone.evaluate(f"location.assign('/c/{hall['slug']}/here/{first}/')")
    expect(phone.get_by_role("button", name="I’m here")).to_be_enabled()
    expect(phone.locator("#stay")).to_contain_text("So far you are in")
    phone.get_by_role("button", name="I’m here").tap()
    expect(phone.locator("#stay")).to_contain_text("You are here.")


def test_a_stranger_who_scans_joins_first_and_is_there_then(page_for, server, hall, places):
    _desk, first, _second = places
    phone = english(page_for("/healthz", **PHONE), server)
    phone.goto(f"{server.address}/c/{hall['slug']}/here/{first}/")
    phone.get_by_role("link", name="Type a code").tap()
    phone.locator("[name=code]").fill(hall["code"])
    phone.locator("[name=code]").press("Enter")
    phone.locator("[name=name]").fill("Emil")
    phone.locator("main form button.main").tap()
    expect(phone.locator("#stay")).to_contain_text("You are here.")


def test_what_is_urgent_stands_at_every_door_and_goes_within_a_second(page_for, server, hall, places):
    desk, first, _second = places
    door, screen = at_door(page_for, server, hall, first, width=1280, height=800), page_for(hall["display"])
    phone = english(join(page_for, hall["join"], "Cleo", **PHONE), server)
    desk.get_by_text("Announce something").click()
    desk.locator(".desk-notices [name=text]").fill("Fire drill at noon")
    desk.locator(".desk-notices [name=urgent]").check()
    desk.get_by_role("button", name="Announce it").click()
    for page in (door, screen, phone, desk):
        expect(page.get_by_text("Fire drill at noon").first).to_be_visible(timeout=SOON)
    desk.get_by_role("button", name="Take down").click()
    for page in (door, screen, phone):
        expect(page.locator("[id^=notice-]")).to_have_count(0, timeout=SECOND)
    expect(door.locator("#urgent")).to_be_hidden()


def test_a_moved_sheet_leaves_its_door(page_for, server, hall, places):
    desk, first, _second = places
    door = at_door(page_for, server, hall, first, width=360, height=740)
    taken = desk.locator(f".slot:has([data-room='{first}']) .cell.taken[data-room='{first}']").first
    number = door.locator(".what .number").inner_text()
    assert number == taken.get_attribute("data-anliegen")
    taken.locator("a").click()
    desk.get_by_role("button", name=re.compile("^Park")).click()
    expect(door.locator(".what")).to_contain_text("Free", timeout=SOON)
    assert door.evaluate("document.documentElement.scrollWidth <= innerWidth")
