"""The hall's screen in a real browser: what can be read from the last row, and what it does when the server is gone."""

import re
import signal
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SCREENS = [(1280, 720), (1920, 1080), (3840, 2160)]
HALLS = {"8x4": (120, 45, 8, 4), "15x5": (700, 75, 15, 5), "80x3": (2108, 232, 80, 3)}

# What is shown as text, with the height of its capitals in shares of the screen's height, and where it is.
READ = """() => {
  const ink = document.createElement("canvas").getContext("2d");
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const area = range.getBoundingClientRect();
    if (!area.width) continue;
    const style = getComputedStyle(element);
    ink.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const cap = ink.measureText("H").actualBoundingBoxAscent / innerHeight;
    seen.push({ text: node.textContent.trim(), title: element.matches("[data-focus] .title"), cap });
  }
  return seen;
}"""

# Pairs of things of which one covers a title, things that reach out of the screen, titles with half a line.
WRONG = """() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const titles = shown("[data-focus] .title");
  const others = shown(`[data-focus] :is(.number, .about, .empty, h2), .theme, .clock, .turn, .strip, .hang :is(li, h2),
    .code-square, .join, .typed, .counts, .contact, #lost`);
  const wrong = [];
  const box = (each) => each.getBoundingClientRect();
  const touch = (one, two) => box(one).left < box(two).right - 1 && box(two).left < box(one).right - 1
    && box(one).top < box(two).bottom - 1 && box(two).top < box(one).bottom - 1;
  for (const title of titles) {
    for (const other of [...titles, ...others]) {
      if (!other.contains(title) && touch(title, other)) wrong.push([title.textContent, other.textContent]);
    }
    const lines = title.clientHeight / parseFloat(getComputedStyle(title).lineHeight);
    if (Math.abs(lines - 1) > .06 && Math.abs(lines - 2) > .06) wrong.push([title.textContent, `${lines} lines`]);
  }
  for (const each of [...titles, ...others]) {
    const { left, top, right, bottom } = box(each);
    const out = left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
    if (out) wrong.push([each.textContent, "out of the screen"]);
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def halls(server):
    return {name: server.demo(*sizes) for name, sizes in HALLS.items()}


@pytest.fixture
def hall(server):
    """A small conference of its own, for stories that change it."""
    return server.demo(30, 12, 3, 3)


class ServerClock:
    """The real server's socket, but with another time in its answers: `ahead` seconds."""

    ahead = 0

    def stand_between(self, page):
        page.route_web_socket(re.compile("/ws/"), self.pass_on)

    def pass_on(self, socket):
        server = socket.connect_to_server()
        server.on_message(lambda message: socket.send(self.shifted(message)))

    def shifted(self, message):
        return f"pong {float(message[5:]) + self.ahead * 1000:.0f}" if message.startswith("pong") else message


@pytest.fixture
def projector(page_for):
    """Return projector(links, width, height): the screen, laid out."""

    def projector(links, width=1920, height=1080, query="", **context):
        page = page_for(links["display"] + query, width, height, **context)
        page.wait_for_selector("#stage[data-mode]")
        return page

    return projector


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
        expect(page.locator("#turn")).to_have_text(f"{at + 1} / {pages}")
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
        label = page.get_attribute("#stage", f"data-{word}-word")
        expect(page.locator("#stage")).to_have_css("--label", f'"{label} ·"')
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


def test_a_lost_connection_shows_and_heals_itself(server, hall, projector):
    page = projector(hall)
    expect(page.locator("#contact")).to_have_text(re.compile("^live"))
    server.kill()
    gone = time.monotonic()
    try:
        page.wait_for_selector("#lost:not([hidden])", timeout=5000)
        assert time.monotonic() - gone <= 5
        last = page.inner_text("#contact").rsplit(" ", 1)[1]
        assert last in page.inner_text("#lost")
        assert "live" not in page.inner_text("#contact")
        number, cell = pin_by_command(server, hall["slug"])
        assert not page.locator(f"#{cell}[data-anliegen='{number}']").count()
    finally:
        server.restart()
    page.wait_for_selector(f"#{cell}[data-anliegen='{number}'].fresh", state="attached", timeout=15_000)
    page.wait_for_selector("#lost", state="hidden")
    assert "live" in page.inner_text("#contact")


def test_a_healthy_connection_never_cries(hall, projector):
    page = projector(hall)
    page.evaluate("""() => {
      const lost = document.getElementById("lost");
      const look = () => { if (!lost.hidden) document.body.dataset.cried = "yes"; };
      new MutationObserver(look).observe(lost, { attributeFilter: ["hidden"] });
    }""")
    later = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(seconds=8)
    times = "|".join(f"{later + timedelta(seconds=more):%H:%M:%S}" for more in range(3))
    expect(page.locator("#contact")).to_have_text(re.compile(f"^live · ({times})$"), timeout=12_000)
    assert page.get_attribute("body", "data-cried") is None


def test_a_server_that_hangs_is_noticed_too(server, hall, projector):
    page = projector(hall)
    expect(page.locator("#contact")).to_have_text(re.compile("^live"))
    server.process.send_signal(signal.SIGSTOP)
    try:
        page.wait_for_selector("#lost:not([hidden])", timeout=5000)
    finally:
        server.process.send_signal(signal.SIGCONT)
    page.wait_for_selector("#lost", state="hidden", timeout=15_000)


def test_an_empty_wall_invites(server, projector):
    page = projector(server.demo(5, 0, 8, 4))
    assert page.get_attribute("#stage", "data-mode") == "invite"
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


def soon(**shift):
    """The hall's time now or in a minute, as a clock shows it."""
    now = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(**shift)
    return re.compile("|".join(f"{now + timedelta(minutes=minute):%H:%M}" for minute in (0, 1)))


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


def pin_by_command(server, slug):
    """Pin a waiting sheet while nobody serves; return its number and its cell."""
    said = server.manage(
        "shell",
        "-v0",
        "-c",
        "from anliegen.wall import moves, picture; from conference.models import Conference\n"
        f"conference = Conference.objects.get(slug='{slug}'); wall = picture.read(conference)\n"
        "sheet, (slot, room) = wall.parked[0], wall.free[0]; moves.pin(sheet, slot, room, by=None)\n"
        "print(sheet.number, f'cell-{slot.pk}-{room.pk}')",
    )
    return said.split()[-2:]
