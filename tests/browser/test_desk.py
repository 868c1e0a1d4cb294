"""The desk of a big conference: all of it without scrolling, and nothing cut but by an ellipsis."""

import pytest

pytestmark = pytest.mark.browser

FITS = """() => {
  const hold = document.querySelector(".hold");
  return hold.scrollHeight <= hold.clientHeight && hold.scrollWidth <= hold.clientWidth;
}"""

# Each sheet on the wall: whether its title stands in whole lines inside of it, whether it was cut, and that by an
# ellipsis; whether its conveners are seen, unseen or, wrongly, in between.
SHEETS = """() => [...document.querySelectorAll(".cell .sheet")].map((sheet) => {
  const [paper, title, about] = [sheet, sheet.querySelector(".open"), sheet.querySelector(".about")]
    .map((each) => each.getBoundingClientRect());
  const open = sheet.querySelector(".open"), style = getComputedStyle(open);
  const lines = title.height / parseFloat(style.lineHeight);
  const whole = Math.abs(lines - Math.round(lines)) < .06 && title.bottom <= paper.bottom + .5;
  const cut = open.scrollHeight > open.clientHeight + 1;
  const inside = about.bottom <= paper.bottom + .5 && about.left >= paper.left && about.right <= paper.right + .5;
  const outside = about.left >= paper.right;
  const clamped = Math.round(lines) === Number(style.webkitLineClamp);
  return { whole, cut, clamped, lines, who: inside ? "seen" : outside ? "" : "half" };
})"""


@pytest.fixture(scope="module")
def hall(server):
    return server.demo(700, 80, 15, 5)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600), (1920, 1080), (800, 1100)], ids=str)
def test_fifteen_rooms_and_five_rounds_are_cut_only_by_an_ellipsis(hall, page_for, size):
    page = page_for(hall["facilitator"], *size)
    page.fill("[name=name]", "Ada")
    page.press("[name=name]", "Enter")
    page.wait_for_url(f"**/c/{hall['slug']}/")
    page.goto(page.url + "facilitate/")
    page.wait_for_selector("#board.dense")
    sheets = page.evaluate(SHEETS)
    assert len(sheets) > 60
    assert all(each["whole"] for each in sheets)
    assert all(each["clamped"] for each in sheets if each["cut"])
    assert {each["who"] for each in sheets} <= {"seen", ""}
    if size[0] > 1100:
        assert sum(each["who"] == "seen" for each in sheets) > len(sheets) / 2
        assert page.evaluate(FITS)
    page.locator("#larger").click()
    assert [each for each in page.evaluate(SHEETS) if not each["whole"]] == []
