"""The book from the desk to everybody's hand: issued, watched while it is made, read without a server."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_access import PHONE, TAGS, WIDE

pytestmark = pytest.mark.browser
MADE = 90_000  # milliseconds; a few seconds where nothing else runs


def test_issued_by_one_and_there_for_all(cast, sit, page_for, tmp_path):
    cleo, ada = sit("cleo", **PHONE), sit("ada", "book/")
    expect(cleo.locator("#book-link a")).to_have_count(0)
    expect(ada.locator("#editions")).to_contain_text("There is no book yet.")
    ada.get_by_role("button", name="Issue it").click()
    expect(ada.locator("#making")).to_contain_text("Edition 1 is being made")
    expect(ada.get_by_role("progressbar")).to_be_visible()
    expect(ada.get_by_role("heading", name="Edition 1")).to_be_visible(timeout=MADE)
    expect(ada.locator("#making")).to_have_count(0)
    cleo.get_by_role("link", name="The book is here").tap()
    expect(cleo.get_by_role("heading", name="Edition 1")).to_be_visible()
    assert faults(cleo) == []
    with cleo.expect_download() as download:
        cleo.get_by_role("link", name="Web page").tap()
    file = tmp_path / "book.html"
    download.value.save_as(file)
    reader = cleo.context.new_page()
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(file.as_uri())
    assert asked == [file.as_uri()]
    reader.get_by_role("link", name=re.compile("Licht im Hof")).first.tap()
    expect(reader.get_by_role("heading", name="3 Licht im Hof")).to_be_in_viewport()
    for scheme in ("light", "dark"):
        reader.emulate_media(color_scheme=scheme)
        assert faults(reader) == []


def test_what_goes_in_is_chosen_and_a_mistake_is_said(cast, sit):
    ada = sit("ada", "book/")
    ada.get_by_label("Only some reports").fill("77")
    ada.get_by_role("button", name="Issue it").click()
    expect(ada.locator(".errorlist")).to_have_text("No sheet has one of these numbers.")
    assert faults(ada) == []
    assert faults(sit("olga", "book/", **PHONE)) == []


def test_after_a_power_cut_it_is_made_again(cast, sit, server):
    ada = sit("ada", "book/")
    ada.get_by_role("button", name="Issue it").click()
    expect(ada.locator("#making")).to_be_visible()
    server.kill()
    server.restart()
    expect(ada.locator("#editions")).to_contain_text("Edition 1 could not be made.", timeout=MADE)
    ada.get_by_role("button", name="Try again").click()
    expect(ada.get_by_role("heading", name="Edition 1")).to_be_visible(timeout=MADE)


def faults(page):
    """What axe finds wrong with a page, and whether it scrolls sideways."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    said = [
        f"{each['id']}: {node['html'][:150]} {node['failureSummary'][:200]}" for each in found for node in each["nodes"]
    ]
    return said + (["scrolls sideways"] if page.evaluate(WIDE) > 0 else [])
