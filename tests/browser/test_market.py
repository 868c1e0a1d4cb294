"""The market on phone, desk and projector together: who lines up, who is called, one clock on all of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.market import COUNT_STROKES, WRONG_CLOCK, focus, line_up, open_market, stayed, stays
from tests.browser.test_access import faults

pytestmark = pytest.mark.browser
SECOND = 1_000  # as promised; what takes several steps gets some of them
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
APART = 200  # ms that two screens may show another second


@pytest.fixture
def desk(sit):
    """Ada's desk, with the market open."""
    page = sit("ada", "facilitate/", 1366, 768)
    open_market(page)
    return page


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
