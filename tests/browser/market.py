"""The market as its stories speak of it."""

from playwright.sync_api import expect

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
