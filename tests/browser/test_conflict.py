"""Two people want the same: one gets it, the other a sentence, what hangs there now, and what is still free."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


@pytest.fixture
def deaf(sit):
    """Return deaf(name, path): a page that hears no news, as if the others had been a moment faster."""

    def deaf(name, path, **size):
        page = sit(name, "seat/", **size)
        page.route_web_socket(lambda url: "/ws/" in url, lambda socket: None)
        page.goto(page.url.replace("seat/", path))
        return page

    return deaf


def test_the_second_one_sees_who_has_it_and_what_is_free(cast, sit, deaf):
    late, early = deaf("ben", "wall/?place=1", **PHONE), sit("ada", "facilitate/")
    early.locator("#parked-3").click()
    early.locator(cast.cell("first", "aula")).click()
    expect(early.locator(cast.cell("first", "aula"))).to_contain_text("Licht im Hof")
    late.locator(cast.cell("first", "aula")).tap()
    expect(late.locator("#toast")).to_contain_text(
        "Aula at 10:00 has just been taken by #3 (Ben). Still free: Birke 10:00"
    )
    expect(late.locator(cast.cell("first", "aula"))).to_contain_text("Licht im Hof")
    late.locator(cast.cell("first", "birke")).tap()
    late.wait_for_url("**/anliegen/1/")
    expect(late.locator("#places")).to_contain_text("Birke")


def test_a_sheet_that_somebody_just_moved_is_not_moved_again_unseen(cast, sit, deaf):
    late, early = deaf("ada", "facilitate/"), sit("olga", "facilitate/")
    early.locator(cast.cell("first", "linde")).click()
    early.locator(cast.cell("third", "birke")).click()
    expect(early.locator(cast.cell("third", "birke"))).to_contain_text("Ein Garten für alle")
    late.locator(cast.cell("first", "linde")).click()
    late.locator(cast.cell("second", "aula")).click()
    expect(late.locator("#toast")).to_contain_text("Olga has just moved #2. Look where it hangs now.")
    expect(late.locator(cast.cell("third", "birke"))).to_contain_text("Ein Garten für alle")
    expect(late.locator(cast.cell("first", "linde"))).to_contain_text("free")


def test_a_sheet_withdrawn_meanwhile(cast, sit, deaf):
    late, ben = deaf("ada", "facilitate/"), sit("ben", "anliegen/1/edit/")
    ben.get_by_text("Withdraw this sheet").click()
    ben.get_by_role("button", name="Withdraw it").click()
    expect(ben.locator(".said")).to_contain_text("#1 is withdrawn.")
    late.locator("#parked-1").click()
    late.locator(cast.cell("first", "aula")).click()
    expect(late.locator("#toast")).to_contain_text("#1 was withdrawn.")
    expect(late.locator("#parked-1")).to_have_count(0)
    expect(late.locator(cast.cell("first", "aula"))).to_contain_text("free")


def test_a_slot_taken_away_while_a_sheet_is_dragged_onto_it(cast, sit):
    desk, olga = sit("ada", "facilitate/"), sit("olga", f"setup/slots/{cast.told['slots']['third']}/")
    desk.locator("#parked-1").hover()
    desk.mouse.down()
    box = desk.locator(cast.cell("third", "aula")).bounding_box()
    desk.mouse.move(box["x"] + 40, box["y"] + 20, steps=3)
    expect(desk.locator(cast.cell("third", "aula") + ".over")).to_be_visible()
    olga.get_by_text("Take this slot away").click()
    olga.get_by_role("button", name="Take it away").click()
    expect(desk.locator(cast.cell("third", "aula"))).to_have_count(0, timeout=5_000)
    desk.mouse.up()
    expect(desk.locator("#toast")).to_contain_text("That room or slot is no longer on the wall.")
    expect(desk.locator("#parked-1")).to_be_visible()


def test_sheets_of_a_slot_that_is_taken_away_go_to_the_parking_everywhere(cast, sit):
    desk, phone = sit("ada", "facilitate/"), sit("cleo", "", **PHONE)
    olga = sit("olga", f"setup/slots/{cast.told['slots']['first']}/")
    olga.get_by_text("Take this slot away").click()
    olga.get_by_role("button", name="Take it away").click()
    expect(desk.locator("#parked-2")).to_contain_text("Ein Garten für alle")
    expect(desk.locator("#counts")).to_contain_text("3 Anliegen look for a place")
    expect(phone.locator("#own")).to_contain_text("Has no place yet.")
    expect(phone.locator("#notices")).to_contain_text("Round 1")
