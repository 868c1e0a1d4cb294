"""The hall's screen in a real browser: what can be read from the last row."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.hall import READ, WRONG, ServerClock, soon

pytestmark = pytest.mark.browser

SCREENS = [(1280, 720), (1920, 1080), (3840, 2160)]
HALLS = {"8x4": (120, 45, 8, 4), "15x5": (700, 75, 15, 5), "80x3": (2108, 232, 80, 3)}


@pytest.fixture(scope="module")
def halls(server):
    return {name: server.demo(*sizes) for name, sizes in HALLS.items()}


@pytest.mark.parametrize("size", SCREENS, ids=str)
@pytest.mark.parametrize("name", HALLS)
def test_the_last_row_can_read_it(halls, projector, name, size):
    page = projector(halls[name], *size)
    seen = page.evaluate(READ)
    titles = [each for each in seen if each["title"]]
    assert len(titles) >= 6
    assert [each for each in titles if each["cap"] < 1 / 45] == []
    assert [each for each in seen if each["cap"] < 1 / 70] == []
    assert page.evaluate("document.fonts.check('20px Hyperlegible')")


@pytest.mark.parametrize("size", SCREENS, ids=str)
@pytest.mark.parametrize("name", HALLS)
def test_nothing_covers_a_title_and_nothing_scrolls(halls, projector, name, size):
    page = projector(halls[name], *size)
    assert page.evaluate(WRONG) == []
    fits = (
        "[document.scrollingElement.scrollHeight <= innerHeight, document.scrollingElement.scrollWidth <= innerWidth]"
    )
    assert page.evaluate(fits) == [True, True]
    assert page.evaluate("getComputedStyle(document.documentElement).cursor") == "none"


CLIPPED = """() => {
  const end = document.getElementById("hang").getBoundingClientRect().bottom + 1;
  const rest = [...document.querySelectorAll("#hang .slot:not([data-focus]) li")];
  const lines = rest.filter((each) => each.checkVisibility());
  const clipped = lines.filter((each) => each.getBoundingClientRect().bottom > end);
  return [lines.length, clipped.map((each) => each.textContent)];
}"""


def test_beside_now_and_next_no_line_is_cut_off(server, projector):
    links = server.demo(700, 70, 20, 2)  # the other round would fit in two columns only
    show = f"Display.objects.filter(seat__conference__slug='{links['slug']}').update(follows=False, shows='now')"
    server.manage("shell", "-v0", "-c", f"from anliegen.models import Display; {show}")
    for size in SCREENS:
        page = projector(links, *size)
        count, clipped = page.evaluate(CLIPPED)
        assert (count > 5, clipped) == (True, []), size


@pytest.mark.parametrize("name", ["8x4", "15x5"])
def test_a_round_that_fits_turns_no_pages(halls, projector, name):
    page = projector(halls[name])
    assert page.inner_text("#turn") == ""
    rooms = int(name.split("x")[0])
    assert page.locator("[data-focus] .cell:visible").count() == rooms


def test_a_big_round_is_shown_page_by_page_until_all_was_there(halls, projector):
    page = projector(halls["80x3"], query="?every=1")
    hung = set(page.eval_on_selector_all("[data-focus] .cell.taken", "all => all.map((each) => each.dataset.anliegen)"))
    pages = int(page.inner_text("#turn").split("/")[1])
    assert 2 <= pages <= 6
    here = {}
    for at in range(pages):
        expect(page.locator("#turn")).to_have_text(f"{at + 1} / {pages}", timeout=20_000)  # may come round again
        here[at] = page.locator("[data-focus] .cell:visible").evaluate_all(
            "all => all.map((each) => each.dataset.anliegen)"
        )
    assert sorted(sum(here.values(), [])) == sorted(hung)


def test_the_way_in_the_time_and_what_waits_are_always_there(halls, projector):
    page = projector(halls["80x3"], 1280, 720)
    code = halls["80x3"]["code"]
    assert page.inner_text(".join .code").split() == [code[:3], code[3:]]
    square = page.locator(".code-square svg").bounding_box()
    assert square["width"] >= 720 / 6
    assert square["width"] == pytest.approx(square["height"], abs=2)
    expect(page.locator("#clock time")).to_have_text(soon())
    assert any(character.isdigit() for character in page.inner_text("#clock .left"))
    assert page.inner_text("#counts .waiting b") == page.get_attribute("#counts .waiting", "data-count")
    expect(page.locator("#contact")).to_have_text(re.compile(r"^live · \d\d:\d\d:\d\d$"))


def test_the_clock_is_the_servers_where_the_conference_is(hall, projector):
    clock = ServerClock()
    page = projector(hall, timezone_id="Asia/Tokyo", before=clock.stand_between)
    expect(page.locator("#clock time")).to_have_text(soon())
    clock.ahead = -3600
    expect(page.locator("#clock time")).to_have_text(soon(hours=-1))


def test_the_round_that_matters_stands_in_front(hall, projector):
    clock = ServerClock()
    page = projector(hall, before=clock.stand_between)
    slots = page.locator(".slot:not(.common)").evaluate_all(
        "all => all.map(({ id, dataset }) => [id, Number(dataset.starts), Number(dataset.ends)])"
    )
    first, second, last = slots
    for at, (focus, _starts, _ends), word in (
        (first[1] - 7200, first, "next"),  # before the day begins
        (first[2] - 60, first, "now"),
        (first[2] + 60, second, "next"),  # in the break
        (last[1] + 60, last, "now"),
        (last[2] + 7200, last, "last"),
    ):
        clock.ahead = at - time.time()
        expect(page.locator("[data-focus]")).to_have_id(focus, timeout=8000)
        label = page.get_attribute("#hall", f"data-{word}-word")
        expect(page.locator("#hall")).to_have_css("--label", f'"{label} ·"')
    assert page.evaluate(WRONG) == []


def test_what_changed_glows_on_the_page_that_holds_it(halls, projector, page_for):
    links = halls["80x3"]
    page = projector(links)
    last = page.locator("[data-focus] .cell.taken").last
    number, cell = last.get_attribute("data-anliegen"), last.get_attribute("id")
    assert not last.is_visible()
    free = page.locator("[data-focus] .cell.free").last.get_attribute("id")
    move(page_for, links, number, free)
    page.wait_for_selector(f"#{free}.fresh .title", timeout=3000)
    assert page.inner_text("#turn").split(" / ")[0] != "1"
    assert page.evaluate(WRONG) == []
    assert "fresh" in page.get_attribute(f"#{cell}", "class")
    page.wait_for_selector(f"#{free}:not(.fresh)", timeout=10_000)


def test_an_empty_wall_invites(server, projector):
    page = projector(server.demo(5, 0, 8, 4))
    assert page.get_attribute("#hall", "data-mode") == "invite"
    seen = page.evaluate(READ)
    assert [each for each in seen if each["cap"] < 1 / 70] == []
    theme = page.inner_text(".theme h1")
    assert next(each for each in seen if each["text"] == theme)["cap"] > 1 / 25
    assert page.locator(".code-square svg").bounding_box()["height"] > 1080 * 0.4
    assert page.locator(".cell:visible").count() == 0
    assert page.evaluate(WRONG) == []


def test_few_sheets_in_many_rooms_leave_an_invitation_not_boxes(server, projector):
    page = projector(server.demo(20, 10, 80, 3))
    assert page.locator("[data-focus] .cell.free:visible").count() == 0
    assert page.locator("#strip").is_visible()


@pytest.mark.parametrize("how", [{"color_scheme": "dark"}, {"query": "?dark"}], ids=str)
def test_dark_is_dark(hall, projector, how):
    page = projector(hall, **how)
    light = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)"
    assert max(page.evaluate(light)) < 60


def move(page_for, links, number, cell):
    """Let a facilitator move a sheet, from another browser."""
    page = page_for(links["facilitator"])
    page.fill("[name=name]", "Ada")
    page.press("[name=name]", "Enter")
    page.wait_for_url(f"**/c/{links['slug']}/**")
    status = page.evaluate(
        """async ([path, fields]) => (await fetch(path, {
          method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": document.body.dataset.csrf },
        })).status""",
        [f"/c/{links['slug']}/wall/move/", {"anliegen": number, "cell": cell.removeprefix("cell-")}],
    )
    assert status == 200
