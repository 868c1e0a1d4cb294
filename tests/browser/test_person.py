"""The organiser gives a role, renews a link and takes somebody out; that person's open pages follow by themselves."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
SOON = 8_000  # a page asks within three seconds


def opened(olga, name):
    """Olga's page of that person."""
    olga.goto(olga.url.split("/setup/")[0] + "/setup/people/")
    olga.get_by_role("link", name=re.compile(f"Change.*{name}")).click()
    expect(olga.get_by_role("heading", level=1)).to_have_text(name)


def test_a_role_shows_on_the_persons_open_page(sit):
    olga, phone, other = sit("olga", "setup/people/"), sit("ben", "wall/", **PHONE), sit("cleo", "wall/", **PHONE)
    other.evaluate("window.same = true")
    expect(phone.get_by_role("link", name="Desk")).to_have_count(0)
    opened(olga, "Ben")
    olga.get_by_role("button", name="Facilitator").click()
    expect(phone.get_by_role("link", name="Desk")).to_be_visible(timeout=SOON)
    opened(olga, "Ben")
    olga.get_by_role("button", name="Participant").click()
    expect(phone.get_by_role("link", name="Desk")).to_have_count(0, timeout=SOON)
    assert other.evaluate("window.same") is True


def test_a_lost_phone_is_out_and_the_new_link_is_in(sit, page_for):
    olga, lost = sit("olga", "setup/people/"), sit("ben", "wall/", **PHONE)
    opened(olga, "Ben")
    olga.get_by_role("button", name="Make a new personal link").click()
    expect(olga.get_by_role("heading", level=1)).to_have_text("The new link of Ben")
    link = olga.locator("figcaption").inner_text().strip()
    expect(lost.get_by_text("You have no seat here yet.")).to_be_visible(timeout=SOON)
    phone = page_for("/me/" + link.split("/me/")[1], **PHONE)
    phone.get_by_role("button", name="Yes, that is me").tap()
    expect(phone.locator("#own")).to_contain_text("Wer kocht?")


def test_who_is_taken_out_sees_the_door_and_the_wall_keeps_the_sheet(cast, sit):
    olga, phone, other = sit("olga", "setup/people/"), sit("cleo", "wall/", **PHONE), sit("ben", "wall/", **PHONE)
    opened(olga, "Cleo")
    expect(olga.get_by_role("button", name="Remove Cleo for good")).not_to_be_visible()
    olga.get_by_text("Remove …").click()
    olga.get_by_role("button", name="Remove Cleo for good").click()
    expect(olga.get_by_text("Cleo is no longer in the conference.")).to_be_visible()
    expect(phone.get_by_text("You have no seat here yet.")).to_be_visible(timeout=SOON)
    expect(other.locator(cast.cell("first", "linde"))).to_contain_text("Cleo")
