"""Without JavaScript everything is a link or a form: join, write, pin by the list, move, go on, park, withdraw."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PLAIN = {"width": 390, "height": 844, "java_script_enabled": False}


def test_from_the_code_to_a_sheet_that_comes_and_goes(cast, page_for):
    page = page_for("/", **PLAIN)
    page.get_by_label("The code from the hall's screen").fill(cast.told["code"])
    page.get_by_role("button", name="Go in").click()
    page.get_by_label("Your name").fill("Eva")
    page.get_by_role("button", name="Come in").click()
    page.get_by_role("link", name="Write a sheet").click()
    page.get_by_role("button", name="Write it").click()
    expect(page.locator("main")).to_contain_text("A sheet needs a title.")
    page.get_by_label("What is it about?").fill("Wohin mit dem Laub?")
    page.get_by_role("button", name="Write it").click()
    expect(page.locator(".said")).to_contain_text("This is sheet #4.")

    page.get_by_label("Or choose from a list").select_option(label="Fri 10:00 · Aula")
    page.get_by_role("button", name="Pin it there").click()
    expect(page.locator("#places")).to_contain_text("Aula")
    page.get_by_label("Or choose from a list").select_option(label="Fri 12:00 · Birke")
    page.get_by_role("button", name="Move it there").click()
    expect(page.locator("#places")).to_contain_text("Birke")
    page.get_by_label("Or choose from a list").select_option(label="Fri 16:00 · Birke")
    page.get_by_role("button", name="Go on there as well").click()
    expect(page.locator("#places")).to_contain_text("Round 3")
    page.get_by_role("button", name="Park it").click()
    expect(page.locator(".place-line")).to_have_count(1)
    page.get_by_role("button", name="Park it").click()
    expect(page.locator("#places")).to_contain_text("It hangs in the parking")

    page.get_by_role("link", name="Change the text").click()
    page.get_by_label("To what goal?").fill("Ein Kompost")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.locator("article")).to_contain_text("Ein Kompost")
    page.get_by_role("link", name="Change the text").click()
    page.get_by_text("Withdraw this sheet").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator("article")).to_contain_text("This sheet was withdrawn.")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".said")).to_contain_text("#4 is back, in the parking.")


def test_pinned_from_the_walls_free_cell(cast, sit):
    page = sit("ben", "wall/", **PLAIN)
    page.locator(cast.cell("first", "aula")).get_by_role("link").click()
    page.get_by_role("button", name="Wer kocht?").click()
    expect(page.locator(".said")).to_contain_text("#1 hangs in Aula.")
    expect(page.locator("main")).to_contain_text("Here hangs:")


def test_a_refusal_is_a_page_with_a_way_back(cast, sit):
    late, early = sit("ben", "anliegen/1/", **PLAIN), sit("ada", "facilitate/")
    early.locator("#parked-3").click()
    early.locator(cast.cell("first", "aula")).click()
    expect(early.locator(cast.cell("first", "aula"))).to_contain_text("Licht im Hof")
    late.get_by_label("Or choose from a list").select_option(label="Fri 10:00 · Aula")
    late.get_by_role("button", name="Pin it there").click()
    expect(late.get_by_role("alert")).to_contain_text("has just been taken by #3 (Ben). Still free: Birke 10:00")
    late.get_by_role("link", name="Back").click()
    expect(late.get_by_role("heading", level=1)).to_have_text("Wer kocht?")


def test_the_desk_leads_to_forms(cast, sit):
    desk = sit("ada", "facilitate/", java_script_enabled=False)
    desk.locator(cast.cell("third", "aula")).get_by_role("link").click()
    desk.get_by_role("button", name="Close this cell").click()
    expect(desk.locator(".said")).to_contain_text("The cell is closed.")
    desk.get_by_role("link", name="Desk").click()
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator(cast.cell("third", "aula"))).to_contain_text("free")
