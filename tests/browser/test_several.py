"""On a phone: a sheet that hangs in several cells is moved by two taps, with scripts; by three without."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True, "locale": "en"}
GOES_ON = """([path, fields]) => fetch(path, {
  method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": document.body.dataset.csrf },
}).then((answer) => answer.status)"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_phone_says_which_cell_moves(cast, sit, scripts):
    slots, room = cast.told["slots"], cast.told["rooms"]["linde"]
    desk = sit("cleo", "wall/")
    assert (
        desk.evaluate(GOES_ON, [f"{cast.home}wall/continue/", {"anliegen": 2, "cell": f"{slots['second']}-{room}"}])
        == 200
    )
    expect(desk.locator(cast.cell("second", "linde"))).to_contain_text("Ein Garten für alle")
    phone = sit("cleo", "wall/?place=2", **PHONE, java_script_enabled=scripts)
    phone.locator(f"{cast.cell('third', 'birke')} a").tap()
    if not scripts:
        phone.get_by_role("link", name="Ein Garten für alle").tap()
    expect(phone.get_by_text("Which one moves here?")).to_be_visible()
    expect(phone.get_by_role("button", name="Linde")).to_have_count(2)
    phone.get_by_role("button", name="Linde").nth(1).tap()
    phone.wait_for_url("**/anliegen/2/")
    expect(desk.locator(cast.cell("third", "birke"))).to_contain_text("Ein Garten für alle")
    expect(desk.locator(cast.cell("first", "linde"))).to_contain_text("Ein Garten für alle")
    expect(desk.locator(cast.cell("second", "linde"))).to_contain_text("free")
