"""The market on phone, desk and projector together: who lines up, who is called, one clock on all of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import faults

pytestmark = pytest.mark.browser
SECOND = 1_000  # as promised; what takes several steps gets some of them
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
APART = 200  # ms that two screens may show another second

# A device whose clock is wrong by so many ms, and every second that its market's clock shows, with the true time.
WRONG_CLOCK = """(() => {
  const true_now = Date.now.bind(Date), Right = Date;
  window.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(true_now() + SHIFT); }
    static now() { return true_now() + SHIFT; }
  };
  window.shown = {};
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      const text = document.querySelector("#presenter .turn-clock .left")?.textContent;
      if (text) window.shown[text] ??= true_now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
})()"""

# Every tone that the page plays, counted on its body.
COUNT_STROKES = """(() => {
  const start = OscillatorNode.prototype.start, { dataset } = document.body;
  OscillatorNode.prototype.start = function (...when) {
    dataset.rung = Number(dataset.rung ?? 0) + 1;
    return start.apply(this, when);
  };
})()"""


@pytest.fixture
def desk(sit):
    """Ada's desk, with the market open."""
    page = sit("ada", "facilitate/", 1366, 768)
    open_market(page)
    return page


def open_market(page):
    page.locator("#whole-queue summary").click()
    page.get_by_role("button", name="Open the market").click()
    expect(page.locator("#presenter")).to_be_visible()


def focus(desk):
    """Whoever leads by keys is on the board."""
    desk.locator(".cell a, .parked a").first.focus()


def line_up(desk, *numbers):
    if not desk.locator("#queue").is_visible():
        desk.locator("#whole-queue summary").click()
    for number in numbers:
        desk.get_by_label("Line up sheet number").fill(str(number))
        desk.get_by_label("Line up sheet number").press("Enter")
        expect(desk.locator(f"#turn-{number}")).to_be_visible()


def queue(page):
    return [row.get_attribute("data-anliegen") for row in page.locator("#queue > li").all()]


def stays(page):
    page.evaluate("window.same = true")


def stayed(page):
    return page.evaluate("window.same === true")


def test_from_the_phone_to_the_stage_to_the_wall(cast, sit, page_for, desk):
    """Ben lines up on his phone, Ada calls by a key, the hall sees him, he pins, and the next one is told."""
    ben, cleo, hall = sit("ben", "", **PHONE), sit("cleo", "", **PHONE), page_for(cast.display)
    for page in (hall, desk):
        stays(page)
    ben.locator("#my-turns form").filter(has_text="#1").get_by_role("button", name="Line up").tap()
    expect(ben.locator("#my-turns")).to_contain_text("You are next with #1.")
    expect(desk.locator("#presenter .coming")).to_contain_text("1 Ben", timeout=SECOND)
    expect(desk.locator("#turn-1")).to_contain_text("Wer kocht?")
    expect(hall.locator("#presenter .coming")).to_contain_text("Ben", timeout=SECOND)
    cleo.goto(cleo.url + "anliegen/2/")
    cleo.get_by_role("button", name="Line up").tap()
    expect(cleo.locator("#my-turns")).to_contain_text("One more before #2.")
    stays(ben), stays(cleo)

    focus(desk)
    desk.keyboard.press("r")
    for page in (desk, hall):
        expect(page.locator("#presenter .presents")).to_contain_text("Wer kocht?", timeout=SECOND)
        expect(page.locator("#presenter .left")).to_have_text("0:29", timeout=2 * SECOND)
    expect(ben.locator("#my-turns")).to_contain_text("You present #1 now.", timeout=SECOND)
    expect(cleo.locator("#my-turns")).to_contain_text("You are next with #2.", timeout=SECOND)
    expect(hall.locator("#counts .in-line")).to_have_text("1 in the queue")

    assert stayed(ben)
    ben.get_by_role("link", name="Choose a cell").tap()
    ben.locator(cast.cell("second", "birke")).tap()
    for page in (desk, hall):
        expect(page.locator(cast.cell("second", "birke"))).to_contain_text("Wer kocht?", timeout=SECOND)
        expect(page.locator("#presenter .hangs")).to_contain_text("Birke", timeout=SECOND)

    desk.keyboard.press("r")
    expect(hall.locator("#presenter .presents")).to_contain_text("Ein Garten für alle", timeout=SECOND)
    expect(cleo.locator("#my-turns")).to_contain_text("You present #2 now.", timeout=SECOND)
    assert all(map(stayed, (desk, hall, cleo)))


def test_one_clock_on_every_screen_whatever_the_devices_say(cast, sit, page_for, desk):
    """Three screens, hours and days apart: each second comes within 0.2 s of the others, and of the truth."""
    hour = 3_600_000
    line_up(desk, 1)
    wrong = [0, 7 * hour, -50 * hour]
    addresses = [cast.home + "market/", cast.home + "market/", cast.display]
    screens = []
    for shift, address in zip(wrong, addresses, strict=True):
        before = lambda page, shift=shift: page.add_init_script(WRONG_CLOCK.replace("SHIFT", str(shift)))  # noqa: E731
        seat = {} if address == cast.display else {"storage_state": cast.cookies("cleo", desk.url.split("/c/")[0])}
        screens.append(page_for(address, before=before, **seat))
    for screen in screens:
        screen.locator("body[data-heard-at]").wait_for()
    focus(desk)
    desk.keyboard.press("r")
    for screen in screens:
        expect(screen.locator("#presenter .left")).to_have_text("0:25", timeout=8 * SECOND)
    ends = int(desk.locator(".turn-clock").get_attribute("data-ends"))
    shown = [screen.evaluate("window.shown") for screen in screens]
    apart, off = [], []
    for second in (28, 27, 26, 25):
        times = [each[f"0:{second}"] for each in shown]
        apart.append(max(times) - min(times))
        off += [abs(time - (ends - second * 1000)) for time in times]
    print(f"\nms apart: {apart}; ms from the server's time: {off}")
    assert max(apart) <= APART
    assert max(off) <= APART


def test_a_sign_before_the_end_and_at_the_end_and_a_sound_if_wished(sit, desk):
    line_up(desk, 1)
    desk.evaluate("window.signs = []; document.addEventListener('turn:sign', ({ detail }) => signs.push(detail))")
    desk.get_by_label("Seconds a turn").fill("11")
    desk.get_by_label("Seconds a turn").press("Enter")
    expect(desk.locator("#toast")).to_contain_text("A turn lasts 11 seconds from now on.")
    desk.evaluate(COUNT_STROKES)
    strokes = lambda count: expect(desk.locator(f"body[data-rung='{count}']")).to_be_attached(timeout=3 * SECOND)  # noqa: E731
    desk.get_by_label("A sound at ten seconds").check()
    strokes(1)  # one hears what one switched on
    phone = sit("cleo", "market/", **PHONE)
    focus(desk)
    desk.keyboard.press("r")
    for page in (desk, phone):
        expect(page.locator(".turn-clock .sign")).to_have_text("a few seconds left", timeout=3 * SECOND)
        expect(page.locator(".turn-clock[data-sign=soon]")).to_be_visible()
    for page in (desk, phone):
        expect(page.locator(".turn-clock .sign")).to_have_text("time is up", timeout=12 * SECOND)
    assert desk.evaluate("signs") == ["soon", "over"]
    strokes(4)  # one stroke at ten seconds, two at the end


def test_the_clock_is_paused_extended_and_runs_on_by_keys(sit, desk):
    line_up(desk, 1)
    phone = sit("cleo", "market/", **PHONE)
    focus(desk)
    desk.keyboard.press("r")
    expect(phone.locator("#presenter .left")).to_have_text("0:29", timeout=3 * SECOND)
    desk.keyboard.press("b")
    for page in (desk, phone):
        expect(page.locator(".turn-clock .sign")).to_have_text("paused", timeout=SECOND)
    stood = [page.locator("#presenter .left").inner_text() for page in (desk, phone)]
    assert stood[0] == stood[1]
    desk.keyboard.press("x")
    more = f"0:{int(stood[0][2:]) + 30}"
    for page in (desk, phone):
        expect(page.locator("#presenter .left")).to_have_text(more, timeout=SECOND)
    desk.keyboard.press("b")
    expect(phone.locator("#presenter .left")).not_to_have_text(more, timeout=2 * SECOND)
    desk.keyboard.press("e")
    for page in (desk, phone):
        expect(page.locator("#presenter")).to_have_attribute("data-state", "waits", timeout=SECOND)


def test_the_queue_is_reordered_by_drag_by_tap_and_by_key(sit, desk):
    line_up(desk, 1, 2, 3)
    other = sit("cleo", "market/", **PHONE)
    stays(other)
    box = desk.locator("#turn-1").bounding_box()
    desk.locator("#turn-3").hover()
    desk.mouse.down()
    desk.mouse.move(box["x"] + 60, box["y"] + 4, steps=5)
    desk.mouse.up()
    expect(desk.locator("#queue > li").first).to_have_id("turn-3")
    expect(other.locator("#queue > li").first).to_have_id("turn-3", timeout=SECOND)

    desk.locator("#turn-3 a").click()
    desk.get_by_role("button", name="Further back").click()
    expect(desk.locator("#queue > li").nth(1)).to_have_id("turn-3")
    assert queue(desk) == ["1", "3", "2"]

    desk.locator("#turn-2 a").focus()
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("+")
    expect(desk.locator("#queue > li").nth(1)).to_have_id("turn-2")
    expect(other.locator("#queue > li").nth(1)).to_have_id("turn-2", timeout=SECOND)
    expect(desk.locator("#turn-2 a")).to_be_focused()
    desk.keyboard.press("+")
    expect(desk.locator("#queue > li").first).to_have_id("turn-2")
    assert queue(desk) == queue(other) == ["2", "1", "3"]
    assert stayed(other)


def test_who_is_not_there_is_skipped_and_recalled(sit, desk):
    line_up(desk, 1, 2, 3)
    phone = sit("ben", "", **PHONE)
    focus(desk)
    desk.keyboard.press("r")
    expect(desk.locator("#presenter .presents")).to_contain_text("Wer kocht?")
    desk.keyboard.press("s")
    expect(desk.locator("#presenter .presents")).to_contain_text("Ein Garten für alle")
    expect(desk.locator("#turn-1.skipped")).to_contain_text("was not there")
    assert queue(desk) == ["3", "1"]
    expect(phone.locator("#my-turns")).to_contain_text("#1 was called, and nobody came.", timeout=SECOND)
    desk.locator("#turn-1 a").click()
    desk.keyboard.press("v")
    expect(desk.locator("#queue > li").first).to_have_id("turn-1")
    expect(phone.locator("#my-turns")).to_contain_text("You are next with #1.", timeout=SECOND)


def test_two_desks_press_at_once_and_one_is_told(sit, desk):
    line_up(desk, 1, 2, 3)
    other = sit("olga", "facilitate/", 1366, 768)
    expect(other.locator("#presenter .coming")).to_contain_text("Ben")
    other.evaluate("document.body.dataset.held = document.body.dataset.version")
    focus(desk), focus(other)
    desk.keyboard.press("r")
    expect(other.locator("#presenter .presents")).to_contain_text("Wer kocht?")
    other.evaluate("document.body.dataset.version = document.body.dataset.held")  # as if the news had not come yet
    other.keyboard.press("r")
    expect(other.locator("#toast")).to_contain_text("Ada has just called #1. Look who presents now.")
    expect(desk.locator("#presenter .presents")).to_contain_text("Wer kocht?")


def test_the_facilitator_pins_for_who_presents_by_keys(cast, page_for, desk):
    hall = page_for(cast.display)
    line_up(desk, 3)
    desk.locator("#whole-queue summary").click()
    focus(desk)
    desk.keyboard.press("r")
    expect(desk.locator("#presenter .presents")).to_contain_text("Licht im Hof")
    desk.keyboard.press("l")
    expect(desk.locator("#parked-3.selected")).to_be_visible()
    expect(desk.locator("#panel")).to_contain_text("Licht im Hof")
    desk.keyboard.press("w")
    desk.keyboard.press("Enter")
    for page in (desk, hall):
        expect(page.locator(".cell[data-anliegen='3']")).to_have_count(1, timeout=SECOND)
        expect(page.locator("#presenter .hangs")).to_be_attached()


def test_when_cells_run_out_one_key_makes_more(cast, sit, desk):
    line_up(desk, 1)
    desk.locator("#whole-queue summary").click()
    expect(desk.locator(".strip .more")).to_be_hidden()
    focus(desk)
    desk.keyboard.press("d")  # nothing: there are free cells
    for slot in ("first", "second", "third"):
        for room in ("aula", "linde", "birke"):
            if (slot, room) == ("first", "linde"):
                continue
            desk.locator(cast.cell(slot, room)).click()
            desk.get_by_role("button", name="Close this cell").click()
            expect(desk.locator(cast.cell(slot, room) + ".closed")).to_be_visible()
    expect(desk.locator(".strip .more")).to_be_visible()
    phone = sit("ben", "", **PHONE)
    focus(desk)
    desk.keyboard.press("d")
    expect(desk.locator(".slot .name").filter(has_text="Round 4")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("New: Round 4", timeout=5 * SECOND)
    expect(desk.locator(".strip .more")).to_be_hidden()


def test_without_scripts_the_market_works_by_plain_forms(cast, sit):
    plain = {"java_script_enabled": False}
    ben, ada = sit("ben", "", **plain), sit("ada", "market/", **plain)
    ada.get_by_role("button", name="Open the market").click()
    ben.reload()
    ben.locator("#my-turns form").filter(has_text="#3").get_by_role("button", name="Line up").click()
    expect(ben.locator(".said")).to_contain_text("#3 is in the queue.")
    ada.reload()
    ada.get_by_role("button", name="Call next").click()
    expect(ada.locator(".said")).to_contain_text("#3 presents.")
    ben.reload()
    ben.get_by_role("link", name="Choose a cell").click()
    ada.get_by_role("button", name="End").click()
    expect(ada.locator(".said")).to_contain_text("The turn of #3 is over.")


@pytest.mark.parametrize(("scheme", "language"), [("light", "de"), ("dark", "en")])
def test_nobody_is_kept_out(cast, sit, desk, scheme, language):
    """Names, contrast, size, width: the market's pages in what the eye and a thumb need."""
    line_up(desk, 1, 2, 3)
    desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    wrong = list(faults(desk, []))
    focus(desk)
    desk.keyboard.press("r")
    expect(desk.locator("#presenter .presents")).to_be_visible()
    desk.keyboard.press("q")
    wrong += faults(desk, [])
    small = {**PHONE, "width": 360, "height": 740, "color_scheme": scheme, "reduced_motion": "reduce"}
    for name, path in (
        ("ben", ""),
        ("cleo", "market/"),
        ("hal", "market/"),
        ("ada", "market/"),
        ("ben", "anliegen/3/"),
    ):
        page = sit(name, path, **small)
        page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
        page.reload()
        expect(page.locator("main")).to_be_visible()
        wrong += [f"{name} {path}: {each}" for each in faults(page, [])]
    assert not wrong, "\n".join(wrong)
